//! Words of a POSIX shell that stay one word, and hold no expression of a CI service.

/// A text as one word. CI services replace `${{ }}` (GitHub, Forgejo) and `$[[ ]]` (GitLab) in scripts before any shell sees
/// them: between the dollar and the brackets stand quotes, which the shell takes away.
///
/// The text must hold no zero byte, which no word can.
pub(super) fn word(text: &str) -> String {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || "_@%+=:,./-".contains(char);
    // `~` and `=` are special only at the beginning of a word, or before a command.
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    let quoted = text.replace('\'', r"'\''").replace("${{", "$''{{").replace("$[[", "$''[[");
    format!("'{quoted}'")
}

/// Words, parted by blanks.
pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_words_read_back_and_hold_no_expression() {
        let texts = [
            "tests/unit",
            "a b",
            "it's",
            "",
            "$(id)",
            "`id`",
            "a;b",
            "a\nb",
            "${{ secrets.X }}",
            "$[[ inputs.x ]]",
            "''${{",
            "\\",
            "!",
            "*",
            "#",
            "~",
            "a=b",
            "|",
            "&&",
            "\"",
            "$''{{",
            "'${'{",
            "\u{2028}",
        ];
        let line = words(texts);
        assert_eq!(shlex::split(&line).expect("words"), texts, "{line}");
        assert!(!line.contains("${{") && !line.contains("$[["), "{line}");
    }

    #[test]
    fn ok_any_words_read_back() {
        arbtest::arbtest(|random| {
            let texts: Vec<String> = random.arbitrary::<Vec<String>>()?;
            let texts: Vec<String> = texts.into_iter().map(|text| text.replace('\0', "$")).collect();
            let line = words(texts.iter().map(String::as_str));
            assert_eq!(shlex::split(&line), Some(texts), "{line}");
            assert!(!line.contains("${{") && !line.contains("$[["), "{line}");
            Ok(())
        })
        .budget_ms(500);
    }
}
