"""GitHub's expressions: literals, contexts, operators, status functions, `join`.

Rules: docs.github.com, "Evaluate expressions in workflows and actions". Texts are compared without looking at case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from .document import Refused, as_text

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_-]*)|(&&|\|\||==|!=|[!().*,]))")
STATUS = ("success", "failure", "cancelled", "always")


def has_status(text: str) -> bool:
    """Whether a condition has a status function; without one, it is `success() && (...)`."""
    return any(re.search(rf"\b{name}\s*\(", text) for name in STATUS)


def fill(text: str, contexts: Mapping[str, Any], status: Mapping[str, bool] | None = None) -> str:
    """A text with each `${{ }}` replaced."""
    out, rest = [], text
    while "${{" in rest:
        before, rest = rest.split("${{", 1)
        inner, rest = _until_end(rest)
        out += [before, as_text(evaluate(inner, contexts, status))]
    return "".join([*out, rest])


def value(text: Any, contexts: Mapping[str, Any]) -> Any:
    """What a field is: if it is nothing but an expression, the expression's own value."""
    if not isinstance(text, str):
        return text
    match = re.fullmatch(r"\s*\$\{\{(.*)\}\}\s*", text, re.DOTALL)
    if match and "${{" not in match[1]:
        return evaluate(match[1], contexts)
    return fill(text, contexts)


def condition(text: Any, contexts: Mapping[str, Any], status: Mapping[str, bool]) -> bool:
    """Whether something with this `if` runs."""
    if text is None:
        return status["success"]
    inner = as_text(text).strip()
    match = re.fullmatch(r"\$\{\{(.*)\}\}", inner, re.DOTALL)
    inner = match[1] if match else inner
    holds = _truth(evaluate(inner, contexts, status))
    return holds if has_status(inner) else holds and status["success"]


def evaluate(text: str, contexts: Mapping[str, Any], status: Mapping[str, bool] | None = None) -> Any:
    """The value of an expression."""
    tokens, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Refused(f"the expression `{text}` cannot be read at `{text[at:]}`")
        tokens.append(match)
        at = match.end()
    reader = _Reader(tokens, contexts, status, text)
    found = reader.either()
    if reader.at < len(tokens):
        raise Refused(f"the expression `{text}` goes on behind its end")
    return found


def _until_end(text: str) -> tuple[str, str]:
    quoted = False
    for at, char in enumerate(text):
        quoted ^= char == "'"
        if not quoted and text.startswith("}}", at):
            return text[:at], text[at + 2 :]
    raise Refused(f"an expression does not end: `{text[:40]}`")


def _truth(found: Any) -> bool:
    return found not in (None, False, 0, "")


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    return bool(one == other)


class _Reader:
    def __init__(self, tokens: list[re.Match[str]], contexts: Mapping[str, Any], status: Mapping[str, bool] | None, text: str):
        self.tokens, self.contexts, self.status, self.text = tokens, contexts, status, text
        self.at = 0

    def either(self) -> Any:
        return self._chain("||", self._both, lambda found: not _truth(found))

    def _both(self) -> Any:
        return self._chain("&&", self._equal, _truth)

    def _chain(self, sign: str, part: Callable[[], Any], goes_on: Callable[[Any], bool]) -> Any:
        found = part()
        while self._take(sign):
            other = part()
            found = other if goes_on(found) else found
        return found

    def _equal(self) -> Any:
        found = self._unary()
        while self._peek() in ("==", "!="):
            sign = self._next()
            same = _same(found, self._unary())
            found = same if sign == "==" else not same
        return found

    def _unary(self) -> Any:
        return not _truth(self._unary()) if self._take("!") else self._value()

    def _value(self) -> Any:
        if self._take("("):
            found = self.either()
            self._expect(")")
            return found
        if self.at >= len(self.tokens):
            raise Refused(f"the expression `{self.text}` ends too early")
        literal, number, name, _ = self.tokens[self.at].groups()
        self.at += 1
        if literal is not None:
            return literal[1:-1].replace("''", "'")
        if number is not None:
            return float(number) if "." in number else int(number)
        if name is None:
            raise Refused(f"the expression `{self.text}` has a sign where a value should be")
        if name in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[name]
        return self._function(name) if self._take("(") else self._context(name)

    def _function(self, name: str) -> Any:
        arguments = []
        while not self._take(")"):
            arguments.append(self.either())
            if self._peek() != ")":
                self._expect(",")
        if name in STATUS:
            if self.status is None:
                raise Refused(f"`{name}()` stands where there is no status")
            return self.status[name]
        if name == "join" and len(arguments) == 2:
            return as_text(arguments[1]).join(as_text(item) for item in arguments[0])
        raise Refused(f"the function `{name}` is not known")

    def _context(self, name: str) -> Any:
        if name not in self.contexts:
            raise Refused(f"the context `{name}` is not there in `{self.text}`")
        found: Any = self.contexts[name]
        while self._take("."):
            if self._take("*"):
                found = list(found.values())
                continue
            key = self._next()
            found = [item.get(key) for item in found] if isinstance(found, list) else (found or {}).get(key)
        return found

    def _peek(self) -> str | None:
        return self.tokens[self.at][0].strip() if self.at < len(self.tokens) else None

    def _next(self) -> str:
        token = self._peek()
        if token is None:
            raise Refused(f"the expression `{self.text}` ends too early")
        self.at += 1
        return token

    def _take(self, sign: str) -> bool:
        is_there = self._peek() == sign
        self.at += is_there
        return is_there

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise Refused(f"the expression `{self.text}` has `{self._peek()}`, expected `{sign}`")
