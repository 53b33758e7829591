//! Command lines parted as Python's `shlex.split` does it, with the place of each word.
//!
//! Mirrors `Lib/shlex.py` of Python 3.11, `read_token` with `posix=True`, `whitespace_split=True` and no comment signs.

use std::ops::Range;

use laneway_formats::addopts::join;

use super::options::Edit;

/// A character of a value, and where the file has it.
pub(super) type Placed = (char, Range<usize>);

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Without its quotes.
    pub(super) text: String,
    /// Where the file has it, quotes included.
    pub(super) range: Range<usize>,
}

/// The value ends within quotes, or behind a backslash.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed;

/// The words of a value.
pub(super) fn split(value: &[Placed]) -> Result<Vec<Word>, Unclosed> {
    let mut words = Vec::new();
    let mut word: Option<Word> = None;
    let mut quote = None;
    let mut chars = value.iter().peekable();
    while let Some((c, place)) = chars.next() {
        if quote.is_none() && [' ', '\t', '\r', '\n'].contains(c) {
            words.extend(word.take());
            continue;
        }
        let word = word.get_or_insert_with(|| Word { text: String::new(), range: place.clone() });
        word.range.end = place.end;
        match (c, quote) {
            ('\\', None | Some('"')) => {
                let (next, place) = chars.next().ok_or(Unclosed)?;
                // Within quotes a backslash stands for itself, but before a quote or another one.
                if quote.is_some() && !['"', '\\'].contains(next) {
                    word.text.push('\\');
                }
                word.text.push(*next);
                word.range.end = place.end;
            }
            (c, Some(open)) if *c == open => quote = None,
            ('"' | '\'', None) => quote = Some(*c),
            (c, _) => word.text.push(*c),
        }
    }
    words.extend(word);
    if quote.is_some() { Err(Unclosed) } else { Ok(words) }
}

/// Every character of a text, placed from `start` on.
pub(super) fn placed(text: &str, start: usize) -> impl Iterator<Item = Placed> + '_ {
    text.char_indices().map(move |(at, c)| (c, start + at..start + at + c.len_utf8()))
}

/// A text with other words in it, every other character as it was. `encode` writes words into the text's own form; `None`
/// where it cannot. Blanks before a word that goes, go with it; a line that is empty then goes too.
pub(super) fn spliced(
    text: &str,
    words: &[Word],
    edits: &[Edit],
    encode: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut out = text.to_owned();
    for Edit { words: range, with } in edits.iter().rev() {
        let new = encode(&join(with.iter().cloned()))?;
        if range.is_empty() {
            // Behind the word before, or before the first one.
            match (range.start.checked_sub(1).and_then(|before| words.get(before)), words.get(range.start)) {
                (Some(before), _) => out.insert_str(before.range.end, &format!(" {new}")),
                (None, Some(next)) => out.insert_str(next.range.start, &format!("{new} ")),
                (None, None) => out = with_only(text, &new),
            }
            continue;
        }
        let (start, end) = (words[range.start].range.start, words[range.end - 1].range.end);
        if !with.is_empty() {
            out.replace_range(start..end, &new);
            continue;
        }
        let is_blank = |c: char| c == ' ' || c == '\t';
        // A blank behind a backslash belongs to the word before.
        let kept = range.start.checked_sub(1).and_then(|before| words.get(before)).map_or(0, |word| word.range.end);
        let before = &out[..out[..start].trim_end_matches(is_blank).len().max(kept)];
        let after = &out[end..];
        let rest = after.trim_start_matches(is_blank);
        let is_line = before.ends_with('\n') && rest.starts_with('\n');
        let is_first = range.start == 0 || before.ends_with('\n');
        let gone = match (is_line, is_first) {
            (true, _) => before.len()..out.len() - rest.len() + 1,
            (false, true) => start..out.len() - rest.len(),
            (false, false) => before.len()..end,
        };
        out.replace_range(gone, "");
    }
    Some(out)
}

/// The words after all edits.
pub(super) fn edited(words: &[&str], edits: &[Edit]) -> Vec<String> {
    let mut all: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    for Edit { words, with } in edits.iter().rev() {
        all.splice(words.clone(), with.iter().cloned());
    }
    all
}

/// A text without words, with some: between its quotes, if it has any.
fn with_only(text: &str, new: &str) -> String {
    let marks = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|marks| text.starts_with(marks)).unwrap_or_default();
    format!("{marks}{new}{marks}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = split(&placed(text, 0).collect::<Vec<_>>()).expect("closed");
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_are_those_of_python() {
        check(" -n 4\t--dist=load\n", &["-n", "4", "--dist=load"]);
        check(r#"-m "not slow" -k 'a b'"#, &["-m", "not slow", "-k", "a b"]);
        check(r#""a\"b\\c\$d" 'e\f' g\ h"#, &[r#"a"b\c\$d"#, r"e\f", "g h"]);
        check(r#"a'b'"c" ''"#, &["abc", ""]);
        check("", &[]);
    }

    #[test]
    fn err_open_ends() {
        for text in ["'a", "\"a", "a\\", "\"a\\"] {
            assert_eq!(split(&placed(text, 0).collect::<Vec<_>>()), Err(Unclosed), "{text}");
        }
    }

    #[test]
    fn an_escaped_blank_stays_with_its_word() {
        let text = r"a\   -n 4 b";
        let words = split(&placed(text, 0).collect::<Vec<_>>()).expect("closed");
        let gone = Edit { words: 1..3, with: Vec::new() };
        assert_eq!(spliced(text, &words, &[gone], &|text| Some(text.to_owned())).as_deref(), Some(r"a\  b"));
    }

    #[test]
    fn places_hold_the_quotes() {
        let words = split(&placed("é 'a b' c", 10).collect::<Vec<_>>()).expect("closed");
        assert_eq!(words.iter().map(|word| word.range.clone()).collect::<Vec<_>>(), [10..12, 13..18, 19..20]);
    }
}
