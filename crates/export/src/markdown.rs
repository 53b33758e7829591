//! Text in Markdown as GitHub reads it, whatever it holds. Names stand as code: code alone is never a mention, a reference to an
//! issue, an address or markup (GitHub Flavored Markdown, 6.1 "Code spans", and GitHub's own autolinks).

/// A text as code, on one line.
pub(crate) fn code(text: &str) -> String {
    let line: String = text.chars().map(|c| if is_break(c) { ' ' } else { c }).collect();
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if line.starts_with('`') || line.ends_with('`') || line.trim().is_empty() { " " } else { "" };
    format!("{fence}{space}{line}{space}{fence}")
}

/// The same in a table.
pub(crate) fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// A sentence with names in it, without any meaning to Markdown.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if is_break(c) => out.push(' '),
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '!' | '|' | '`' | '&' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// An address, without what could end it.
pub(crate) fn address(link: &str) -> String {
    let is_plain = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '`' | '"' | '\\');
    link.chars().filter(is_plain).collect()
}

/// A table: header, then rows; all cells are Markdown already.
pub(crate) fn table(header: &[String], rows: &[Vec<String>]) -> String {
    let line = |row: &[String]| format!("| {} |\n", row.join(" | "));
    let mut text = line(header);
    text.push_str(&format!("|{}\n", "---|".repeat(header.len())));
    text.extend(rows.iter().map(|row| line(row)));
    text
}

/// A list: a line each, which is Markdown already.
pub(crate) fn list(lines: &[String]) -> String {
    lines.iter().map(|line| format!("- {line}\n")).collect()
}

/// Whether it ends a line somewhere, or is invisible and turns text around.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_code_whatever_it_holds() {
        assert_eq!(code("@mention #123 <img src=x>"), "`@mention #123 <img src=x>`");
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a\nb\u{2028}c\u{202e}"), "`a b c `");
        assert_eq!(code(" "), "`   `");
        assert_eq!(cell("a|b"), "`a\\|b`");
    }

    #[test]
    fn an_address_cannot_end_early() {
        assert_eq!(address("https://x/#v1.a>b \"\n`c"), "https://x/#v1.abc");
    }
}
