//! GitHub's expressions, as far as they matter here: `${{ matrix.os }}`, and the status functions of `if`.

use laneway_pipeline::job::Condition;

/// The name behind `matrix.`, and what counts where it has no value, if a text is nothing but that: `${{ matrix.os }}`,
/// `${{ matrix.os || 'ubuntu-latest' }}`.
pub(super) fn matrix_value(text: &str) -> Option<(&str, Option<&str>)> {
    let inner = text.trim().strip_prefix("${{")?.strip_suffix("}}")?.trim();
    let (name, default) =
        inner.split_once("||").map_or((inner, None), |(name, default)| (name.trim(), Some(default.trim())));
    let name = name.strip_prefix("matrix.")?;
    let default = match default {
        None => None,
        Some(text) => Some(text.strip_prefix('\'')?.strip_suffix('\'').filter(|text| !text.contains('\''))?),
    };
    name.chars().all(|char| char.is_alphanumeric() || "-_".contains(char)).then_some((name, default))
}

/// A text with each `${{ expression }}` replaced.
pub(super) fn replace(text: &str, mut with: impl FnMut(&str) -> String) -> String {
    let mut replaced = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("${{") {
        let Some((expression, after)) = behind.split_once("}}") else { break };
        replaced.push_str(before);
        replaced.push_str(&with(expression.trim()));
        rest = after;
    }
    replaced + rest
}

/// What an `if` comes to: its status function; whether it has anything else, which is taken as true.
pub(super) fn condition(text: &str) -> (Condition, bool) {
    let inner = text.trim().strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}")).unwrap_or(text);
    let plain: String = inner.chars().filter(|char| !char.is_whitespace()).collect();
    let functions = [
        ("always()", Condition::Always),
        ("!cancelled()", Condition::NotCancelled),
        ("failure()", Condition::Failure),
        ("success()", Condition::Success),
    ];
    match plain.as_str() {
        "true" | "" => return (Condition::Success, false),
        "false" | "cancelled()" => return (Condition::Never, false),
        _ => {}
    }
    let found =
        functions.iter().find(|(function, _)| plain.contains(function) && !plain.contains(&format!("!{function}")));
    found.map_or((Condition::Success, true), |(function, condition)| (*condition, plain != *function))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_status_functions_are_conditions() {
        for (text, expected) in [
            ("always()", (Condition::Always, false)),
            ("${{ !cancelled() }}", (Condition::NotCancelled, false)),
            ("failure() && github.ref == 'x'", (Condition::Failure, true)),
            ("github.event_name == 'push'", (Condition::Success, true)),
            ("${{ false }}", (Condition::Never, false)),
            ("!failure()", (Condition::Success, true)),
        ] {
            assert_eq!(condition(text), expected, "{text}");
        }
    }

    #[test]
    fn ok_expressions_are_replaced() {
        assert_eq!(
            replace("a-${{ matrix.x }}-${{github.sha}}.${{", |inner| format!("<{inner}>")),
            "a-<matrix.x>-<github.sha>.${{"
        );
        assert_eq!(matrix_value("${{ matrix.python-version }}"), Some(("python-version", None)));
        assert_eq!(matrix_value("${{ matrix.a || 'b' }}"), Some(("a", Some("b"))));
        assert_eq!(matrix_value("${{ matrix.a || matrix.b }}"), None);
    }
}
