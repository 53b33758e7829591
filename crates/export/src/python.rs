//! Values as Python writes them: one line, ASCII alone, whatever a text holds.

/// A text in quotes.
pub(crate) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            ' '..='~' => out.push(c),
            c if u32::from(c) < 0x100 => out.push_str(&format!("\\x{:02x}", u32::from(c))),
            c if u32::from(c) < 0x1_0000 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push_str(&format!("\\U{:08x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

/// Whether a word is a name that Python takes for anything, and that pytest gives no meaning of its own.
pub(crate) fn is_name(word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    word.chars().next().is_some_and(is_letter)
        && word.chars().all(|c| is_letter(c) || c.is_ascii_digit())
        && !KEYWORDS.contains(&word)
        && !word.starts_with("__")
        && !word.starts_with("pytest")
        && !FIXED.contains(&word)
}

/// Of Python 3.14.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Functions that pytest calls by their names, and what a generated file needs itself.
const FIXED: &[&str] = &[
    "setup",
    "teardown",
    "setup_module",
    "teardown_module",
    "setup_function",
    "teardown_function",
    "setup_class",
    "teardown_class",
    "setup_method",
    "teardown_method",
    "setUpModule",
    "tearDownModule",
    "case",
    "self",
    "_",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stay_on_one_line_of_ascii() {
        assert_eq!(text("a\"b\\c\nd\0é\u{2028}\u{1f600}"), r#""a\"b\\c\x0ad\x00\xe9\u2028\U0001f600""#);
    }

    #[test]
    fn names_are_plain_and_free() {
        for (word, expected) in [
            ("test_a", true),
            ("TestB2", true),
            ("", false),
            ("2a", false),
            ("class", false),
            ("__a", false),
            ("é", false),
            ("a b", false),
            ("setup_method", false),
            ("pytest_x", false),
        ] {
            assert_eq!(is_name(word), expected, "{word}");
        }
    }
}
