//! Texts of TOML: each character with the place that the file has it at, and back.
//!
//! TOML 1.0.0, "String".

use toml_edit::Value;

use super::words::Placed;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    Basic,
    MultiBasic,
    Literal,
    MultiLiteral,
}

/// The characters of a valid text, quotes not among them; places are those in `raw`.
pub(super) fn decode(raw: &str) -> (Quotes, Vec<Placed>) {
    let of = |quotes, marks: usize| {
        let inner = &raw[marks..raw.len() - marks];
        // A line break right behind the quotes is no part of the text.
        let skipped = usize::from(marks == 3 && inner.starts_with('\n'));
        (quotes, marks + skipped, &inner[skipped..])
    };
    let (quotes, start, inner) = match raw {
        _ if raw.len() >= 6 && raw.starts_with("\"\"\"") => of(Quotes::MultiBasic, 3),
        _ if raw.len() >= 6 && raw.starts_with("'''") => of(Quotes::MultiLiteral, 3),
        _ if raw.starts_with('"') => of(Quotes::Basic, 1),
        _ => of(Quotes::Literal, 1),
    };
    let mut placed = Vec::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_escape = c == '\\' && matches!(quotes, Quotes::Basic | Quotes::MultiBasic);
        if !is_escape {
            placed.push((c, start + at..start + at + c.len_utf8()));
            continue;
        }
        let Some((_, letter)) = chars.next() else { break };
        let decoded = match letter {
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            'x' | 'u' | 'U' => {
                let n_digits = [('x', 2), ('u', 4), ('U', 8)].iter().find(|(it, _)| *it == letter).map_or(0, |it| it.1);
                let digits: String = (0..n_digits).filter_map(|_| chars.next().map(|(_, digit)| digit)).collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
            }
            '"' | '\\' => letter,
            // A backslash at a line's end: all blanks up to the next word are no part of the text.
            _ => {
                while chars.next_if(|(_, c)| c.is_ascii_whitespace()).is_some() {}
                continue;
            }
        };
        let end = chars.peek().map_or(inner.len(), |(end, _)| *end);
        placed.push((decoded, start + at..start + end));
    }
    (quotes, placed)
}

/// A text within quotes of a kind; `None` where literal ones cannot hold it.
pub(super) fn encode(quotes: Quotes, text: &str) -> Option<String> {
    match quotes {
        Quotes::Basic | Quotes::MultiBasic => Some(escaped(text)),
        Quotes::Literal | Quotes::MultiLiteral => {
            let is_plain = text.chars().all(|c| c != '\'' && !must_be_escaped(c));
            is_plain.then(|| text.to_owned())
        }
    }
}

/// A text with its quotes, on one line whatever it holds.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if must_be_escaped(c) && u32::from(c) > 0xffff => out.push_str(&format!("\\U{:08x}", u32::from(c))),
            c if must_be_escaped(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// What TOML forbids, and what would break or turn a line where people look at it.
fn must_be_escaped(c: char) -> bool {
    let is_hidden =
        matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    c.is_control() || is_hidden || ('\u{e0000}'..='\u{e007f}').contains(&c)
}

/// A text as a value, in the quotes of [`quoted`].
pub(super) fn value(text: &str) -> Value {
    quoted(text).parse().unwrap_or_else(|_| Value::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, quotes: Quotes, expected: &str) {
        let (found, placed) = decode(raw);
        assert_eq!((found, placed.iter().map(|(c, _)| *c).collect::<String>().as_str()), (quotes, expected));
        let value = raw.parse::<toml_edit::Value>().expect("valid");
        assert_eq!(value.as_str(), Some(expected), "as toml_edit reads it");
    }

    #[test]
    fn ok_every_kind_of_text() {
        check(r#""-n 4""#, Quotes::Basic, "-n 4");
        check(r#""a\"b\\c\u00e9\tx""#, Quotes::Basic, "a\"b\\cé\tx");
        check("'a\\b'", Quotes::Literal, "a\\b");
        check("\"\"\"\n-n 4 \\\n   --dist load\n\"\"\"", Quotes::MultiBasic, "-n 4 --dist load\n");
        check("'''\n-n 4\n'''", Quotes::MultiLiteral, "-n 4\n");
        check("\"\"", Quotes::Basic, "");
        check("''''''", Quotes::MultiLiteral, "");
    }

    #[test]
    fn law_what_is_quoted_reads_the_same() {
        arbtest::arbtest(|u| {
            let text: String = u.arbitrary()?;
            let quoted = quoted(&text);
            let value = quoted.parse::<toml_edit::Value>().expect("valid");
            assert_eq!(value.as_str(), Some(text.as_str()));
            let (_, placed) = decode(&quoted);
            assert_eq!(placed.iter().map(|(c, _)| *c).collect::<String>(), text);
            assert_eq!(quoted.lines().count(), 1);
            Ok(())
        });
    }
}
