//! Sums of figures, and claims about them: `candidate.time < baseline.time / 2 and candidate.steals == 0`.
//!
//! ```text
//! claim   = comparison { "and" comparison }
//! comparison = sum ( "<" | "<=" | ">" | ">=" | "==" | "!=" | "~" ) sum      ~: within 1%
//! sum     = product { ( "+" | "-" ) product }
//! product = atom { ( "*" | "/" ) atom }
//! atom    = number | ( "baseline" | "candidate" ) "." figure
//! ```

use crate::figure::{Kind, Seen, Value};

/// How far apart two figures are that are about the same, as a share of the larger.
const ABOUT: f64 = 0.01;

/// How far apart two figures are that are the same: below a nanosecond of an hour.
const SAME: f64 = 1e-12;

/// Both sides of a scenario, simulated.
#[derive(Clone, Debug)]
pub struct Sides {
    /// As it is.
    pub baseline: Seen,
    /// What is tried.
    pub candidate: Seen,
}

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    /// Something else stands there.
    #[error("`{text}`: found `{found}`, expected {expected}")]
    Unexpected {
        /// All of it.
        text: String,
        /// What was found; empty at the end.
        found: String,
        /// What could stand there.
        expected: &'static str,
    },
    /// No side has such a figure.
    #[error("`{text}`: `{name}` is no figure of this side; docs/lessons.md lists them")]
    NoFigure {
        /// All of it.
        text: String,
        /// Its name.
        name: String,
    },
}

/// What a sum comes to.
///
/// # Errors
/// If it is none, or names no figure.
pub fn value(text: &str, sides: &Sides) -> Result<Value, ExpressionError> {
    let mut reader = Reader::new(text, sides);
    let value = reader.sum()?;
    reader.end("`+`, `-`, `*`, `/` or the end").map(|()| value)
}

/// Whether a claim holds.
///
/// # Errors
/// If it is none, or names no figure.
pub fn holds(text: &str, sides: &Sides) -> Result<bool, ExpressionError> {
    let mut reader = Reader::new(text, sides);
    let mut all = reader.comparison()?;
    while reader.take("and") {
        all &= reader.comparison()?;
    }
    reader.end("a comparison, `and` or the end").map(|()| all)
}

/// A text with each sum between braces in place as people say it.
///
/// # Errors
/// If there is no sum between braces, or a brace is not closed.
pub fn filled(text: &str, sides: &Sides) -> Result<String, ExpressionError> {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (sum, after) = after.split_once('}').ok_or_else(|| ExpressionError::Unexpected {
            text: format!("{{{after}"),
            found: String::new(),
            expected: "`}`",
        })?;
        filled.push_str(before);
        filled.push_str(&value(sum, sides)?.words());
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

struct Reader<'a> {
    text: &'a str,
    words: Vec<&'a str>,
    at: usize,
    sides: &'a Sides,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, sides: &'a Sides) -> Self {
        Self { text, words: words(text), at: 0, sides }
    }

    fn peek(&self) -> &'a str {
        self.words.get(self.at).copied().unwrap_or_default()
    }

    fn take(&mut self, word: &str) -> bool {
        let is_there = !word.is_empty() && self.peek() == word;
        self.at += usize::from(is_there);
        is_there
    }

    fn unexpected(&self, expected: &'static str) -> ExpressionError {
        ExpressionError::Unexpected { text: self.text.to_owned(), found: self.peek().to_owned(), expected }
    }

    fn end(&self, expected: &'static str) -> Result<(), ExpressionError> {
        if self.at == self.words.len() { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn comparison(&mut self) -> Result<bool, ExpressionError> {
        let left = self.sum()?.number;
        let sign = self.peek();
        if !matches!(sign, "<" | "<=" | ">" | ">=" | "==" | "!=" | "~") {
            return Err(self.unexpected("one of < <= > >= == != ~"));
        }
        self.at += 1;
        let right = self.sum()?.number;
        let apart = (left - right).abs() / left.abs().max(right.abs()).max(1e-300);
        let is_same = left.total_cmp(&right).is_eq() || apart < SAME;
        Ok(match sign {
            "<" => left < right && !is_same,
            "<=" => left < right || is_same,
            ">" => left > right && !is_same,
            ">=" => left > right || is_same,
            "==" => is_same,
            "!=" => !is_same,
            _ => is_same || apart <= ABOUT,
        })
    }

    fn sum(&mut self) -> Result<Value, ExpressionError> {
        let mut sum = self.product()?;
        loop {
            let sign = match self.peek() {
                "+" => 1.0,
                "-" => -1.0,
                _ => return Ok(sum),
            };
            self.at += 1;
            let other = self.product()?;
            sum = Value { number: sum.number + sign * other.number, kind: sum.kind.or(other.kind) };
        }
    }

    fn product(&mut self) -> Result<Value, ExpressionError> {
        let mut product = self.atom()?;
        loop {
            let sign = self.peek();
            if sign != "*" && sign != "/" {
                return Ok(product);
            }
            self.at += 1;
            let other = self.atom()?;
            product = if sign == "*" {
                Value { number: product.number * other.number, kind: product.kind.or(other.kind) }
            } else {
                // Of two figures of a kind, the quotient is a share of 1.
                let is_share = product.kind.is_some() && product.kind == other.kind;
                let kind = if is_share { Some(Kind::Share) } else { product.kind };
                Value { number: if other.number == 0.0 { 0.0 } else { product.number / other.number }, kind }
            };
        }
    }

    fn atom(&mut self) -> Result<Value, ExpressionError> {
        let word = self.peek();
        let side = |of: &'static str| word.strip_prefix(of)?.strip_prefix('.');
        let figure = match (side("baseline"), side("candidate")) {
            (Some(name), _) => Some((&self.sides.baseline, name)),
            (_, Some(name)) => Some((&self.sides.candidate, name)),
            _ => None,
        };
        let value = if let Some((seen, name)) = figure {
            let no_figure = || ExpressionError::NoFigure { text: self.text.to_owned(), name: word.to_owned() };
            seen.figure(name).ok_or_else(no_figure)?
        } else {
            let number = word.parse::<f64>().ok().filter(|number| number.is_finite());
            let number = number.ok_or_else(|| self.unexpected("a number, `baseline.` or `candidate.` and a figure"))?;
            Value { number, kind: None }
        };
        self.at += 1;
        Ok(value)
    }
}

/// Names and numbers, and signs.
fn words(text: &str) -> Vec<&str> {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '.' || letter == '_';
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if is_letter(first) {
            rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len())
        } else if rest.len() > 1 && matches!(rest.as_bytes()[..2], [b'<' | b'>' | b'=' | b'!', b'=']) {
            2
        } else {
            first.len_utf8()
        };
        words.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use laneway_engine::prepared::Prepared;
    use laneway_engine::session::Session;
    use laneway_engine::suite::Test;
    use laneway_engine::time::Nanos;

    use crate::figure::SeenSession;

    use super::*;

    /// Four tests of 1 s: one process takes 4 s, two workers 2 s.
    fn sides() -> Sides {
        let test =
            |number| Test { id: format!("t.py::test_{number}"), duration: Nanos(1_000_000_000), ..Test::default() };
        let tests: Vec<Test> = (0..4).map(test).collect();
        let seen = |workers| {
            let session = Session { workers, ..Session::default() };
            Seen::Session(Box::new(SeenSession::of(&Prepared::new(&tests), &session).expect("a session")))
        };
        Sides { baseline: seen(1), candidate: seen(2) }
    }

    fn check(text: &str, expected: bool) {
        assert_eq!(holds(text, &sides()), Ok(expected), "{text}");
    }

    fn err(text: &str, expected: &str) {
        assert_eq!(holds(text, &sides()).map_err(|error| error.to_string()), Err(expected.to_owned()));
    }

    #[test]
    fn claims_hold_or_do_not() {
        check("candidate.time < baseline.time", true);
        check("candidate.time*2 == baseline.time and baseline.tests==4", true);
        check("candidate.time >= 2 and candidate.time <= 2.0", true);
        check("candidate.time ~ 2.01", true);
        check("candidate.time ~ 2.1", false);
        check("candidate.most != candidate.fewest", false);
        check("candidate.gw1.tests + candidate.gw0.tests == 4 and candidate.gw0.end == 2", true);
        check("1 + 2 * 3 == 7", true);
    }

    #[test]
    fn text_is_filled_as_people_say_it() {
        let text = "from {baseline.time} to {candidate.time}: {1 - candidate.time / baseline.time} less, {candidate.tests} tests, {candidate.time - baseline.time}";
        assert_eq!(filled(text, &sides()).as_deref(), Ok("from 4 s to 2 s: 50 % less, 4 tests, \u{2212}2 s"));
    }

    #[test]
    fn err_says_what_was_found() {
        err(
            "candidate.tine < 3",
            "`candidate.tine < 3`: `candidate.tine` is no figure of this side; docs/lessons.md lists them",
        );
        err("candidate.time", "`candidate.time`: found ``, expected one of < <= > >= == != ~");
        err("1 < 2 3", "`1 < 2 3`: found `3`, expected a comparison, `and` or the end");
        err("< 2", "`< 2`: found `<`, expected a number, `baseline.` or `candidate.` and a figure");
        let open = filled("{baseline.time", &sides()).map_err(|error| error.to_string());
        assert_eq!(open, Err("`{baseline.time`: found ``, expected `}`".to_owned()));
    }
}
