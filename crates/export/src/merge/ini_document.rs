//! An ini file as sections and keys, each with its place in the text.
//!
//! Mirrors iniconfig 2.3.1, `_parse.py`, which reads pytest's settings; configparser, which reads coverage's, takes the same
//! files but for what neither would write. Like Python, it parts lines at more than line feeds ([`is_line_end`]).

use std::ops::Range;

use super::config_file::ConfigFile;
use super::words::{Placed, placed};
use super::{MergeError, place};

/// One section.
pub(super) struct Section {
    pub(super) name: String,
    /// Where its header begins.
    pub(super) start: usize,
    /// Behind the last line that is not blank, its line end included.
    pub(super) end: usize,
    pub(super) keys: Vec<Key>,
}

/// One key of a section.
pub(super) struct Key {
    pub(super) name: String,
    /// Where its line begins.
    pub(super) start: usize,
    /// Behind the `=`, where the value begins with its blanks, up to the end of the value without its line end.
    pub(super) value: Range<usize>,
    /// The lines of the value without blanks around them; comments are none of it.
    pub(super) lines: Vec<Range<usize>>,
}

impl Key {
    /// The value as the tools see it, lines parted by line feeds.
    pub(super) fn characters(&self, text: &str) -> Vec<Placed> {
        let mut characters = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            if number > 0 {
                characters.push(('\n', line.start..line.start));
            }
            characters.extend(placed(&text[line.clone()], line.start));
        }
        characters
    }

    /// The lines as texts.
    pub(super) fn texts<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.lines.iter().map(|line| &text[line.clone()]).filter(|line| !line.is_empty()).collect()
    }
}

/// Whether Python's `str.splitlines` ends a line there.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What Python's `str.strip` takes away: more than Rust's blanks, the separators that end lines among them.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Reads a file.
pub(super) fn read(file: ConfigFile, text: &str) -> Result<Vec<Section>, MergeError> {
    let mut sections: Vec<Section> = Vec::new();
    let broken = |at: usize, why: String| {
        let (line, column) = place(text, at);
        MergeError::Broken { file: file.name(), line, column, why }
    };
    for (start, line) in lines(text) {
        let inner = line.trim_end_matches(is_blank);
        let end = start + line.len();
        let is_comment = inner.trim_start_matches(is_blank).starts_with(['#', ';']);
        if inner.is_empty() || is_comment {
            if is_comment && let Some(section) = sections.last_mut() {
                section.end = end;
            }
            continue;
        }
        let is_indented = inner.starts_with(is_blank);
        let header = inner.split(['#', ';']).next().unwrap_or_default().trim_end_matches(is_blank);
        if !is_indented && header.starts_with('[') && header.ends_with(']') && header.len() > 2 {
            let name = header[1..header.len() - 1].to_owned();
            if sections.iter().any(|section| section.name == name) {
                return Err(broken(start, format!("a second section [{name}], expected one")));
            }
            sections.push(Section { name, start, end, keys: Vec::new() });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            return Err(broken(start, format!("`{inner}`, expected a section such as [pytest] before it")));
        };
        section.end = end;
        if is_indented {
            let Some(key) = section.keys.last_mut() else {
                return Err(broken(
                    start,
                    format!("`{}` is indented, expected a key before it", inner.trim_matches(is_blank)),
                ));
            };
            let indent = inner.len() - inner.trim_start_matches(is_blank).len();
            key.lines.push(start + indent..start + inner.len());
            key.value.end = start + inner.len();
            continue;
        }
        let sign = match (inner.find('='), inner.find(':')) {
            (Some(equals), Some(colon)) if colon < equals => colon,
            (Some(equals), _) => equals,
            (None, Some(colon)) => colon,
            (None, None) => return Err(broken(start, format!("`{inner}`, expected `key = value`"))),
        };
        let name = inner[..sign].trim_matches(is_blank).to_owned();
        if section.keys.iter().any(|key| key.name == name) {
            return Err(broken(start, format!("a second `{name}`, expected one")));
        }
        let value = &inner[sign + 1..];
        let first = start + sign + 1 + (value.len() - value.trim_start_matches(is_blank).len());
        let line = first..start + inner.len();
        section.keys.push(Key { name, start, value: start + sign + 1..line.end, lines: vec![line] });
    }
    Ok(sections)
}

/// The lines with their places, line ends included.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !is_line_end(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        if c == '\r' && chars.next_if(|(_, next)| *next == '\n').is_some() {
            end += 1;
        }
        lines.push((start, &text[start..end]));
        start = end;
    }
    if start < text.len() {
        lines.push((start, &text[start..]));
    }
    lines
}
