//! Lists of TOML with other items in them: each line keeps its comment, and goes with it.
//!
//! What `toml_edit` has as the prefix of an item stands behind the last comma: the comment of the line before is a part of it.

use toml_edit::{Array, RawString, Value as Toml};

use super::options::Edit;
use super::toml_text;

/// A list of words with others in it; each keeps its line and comment.
pub(super) fn edited(array: &Array, edits: &[Edit]) -> Array {
    let mut array = array.clone();
    for Edit { words, with } in edits.iter().rev() {
        let decor =
            array.get(words.start).or_else(|| array.get(words.start.wrapping_sub(1))).map(|it| it.decor().clone());
        let n_replaced = words.len().min(with.len());
        for (at, word) in words.clone().zip(with) {
            let new = with_decor_of(array.get(at), toml_text::value(word));
            array.replace_formatted(at, new);
        }
        words.clone().skip(n_replaced).rev().for_each(|at| remove(&mut array, at));
        for (number, word) in with.iter().enumerate().skip(n_replaced) {
            let at = words.start + number;
            if at == array.len() {
                push(&mut array, word);
                continue;
            }
            let mut new = toml_text::value(word);
            if let Some(decor) = &decor {
                // On a line of its own where the others have one; a comment before stays with its word.
                let prefix = decor.prefix().and_then(|it| it.as_str()).unwrap_or_default();
                let prefix = prefix.rsplit_once('\n').map_or(prefix.to_owned(), |(_, indent)| format!("\n{indent}"));
                *new.decor_mut() = toml_edit::Decor::new(if prefix.is_empty() { " ".to_owned() } else { prefix }, "");
            }
            array.insert_formatted(at, new);
        }
    }
    array
}

/// Puts an item at the end of a list, laid out as the one before it, behind the comment of that line.
pub(super) fn push(array: &mut Array, item: &str) {
    let mut value = toml_text::value(item);
    let Some(last) = array.len().checked_sub(1).and_then(|at| array.get_mut(at)) else {
        array.push_formatted(value.decorated("", ""));
        return;
    };
    let indent = decor_of(last.decor().prefix()).rsplit_once('\n').map(|(_, indent)| format!("\n{indent}"));
    let suffix = decor_of(last.decor().suffix()).to_owned();
    last.decor_mut().set_suffix("");
    let trailing = array.trailing().as_str().unwrap_or_default().to_owned();
    value = match indent {
        None => value.decorated(" ", &suffix),
        // What stands behind the last item stands behind its comma, or as the last of all.
        Some(indent) if array.trailing_comma() => {
            let (comment, end) = trailing.rsplit_once('\n').unwrap_or_default();
            array.set_trailing(format!("\n{end}"));
            value.decorated(format!("{comment}{indent}"), &suffix)
        }
        Some(indent) => {
            let (comment, _) = suffix.split_once('\n').filter(|(comment, _)| comment.contains('#')).unwrap_or_default();
            value.decorated(format!("{comment}{indent}"), &suffix[comment.len()..])
        }
    };
    array.push_formatted(value);
}

/// Takes an item away. A line of which nothing is left goes with the comment behind it; comments of other lines stay.
fn remove(array: &mut Array, at: usize) {
    let is_last = at + 1 == array.len();
    let gone = array.remove(at);
    let [before, behind] = [gone.decor().prefix(), gone.decor().suffix()].map(decor_of);
    if !is_last {
        if let Some(next) = array.get_mut(at) {
            let prefix = without_line(before, decor_of(next.decor().prefix()));
            next.decor_mut().set_prefix(prefix);
        }
    } else if array.trailing_comma() {
        let trailing = up_to_bracket(before, array.trailing().as_str().unwrap_or_default());
        array.set_trailing(trailing);
    } else if let Some(last) = at.checked_sub(1).and_then(|at| array.get_mut(at)) {
        last.decor_mut().set_suffix(up_to_bracket(before, behind));
    } else {
        array.set_trailing(up_to_bracket(before, behind));
    }
}

/// What is left of the blanks and comments around an item that goes: `before` it, and `behind` it up to the next.
fn without_line(before: &str, behind: &str) -> String {
    match (before.rsplit_once('\n'), behind.find('\n')) {
        // It had a line of its own.
        (Some((above, _)), Some(end)) => format!("{}{}", above.trim_end_matches('\r'), from_line_end(behind, end)),
        // The next takes its place in the line.
        (Some(_), None) => before.to_owned(),
        (None, _) => behind.to_owned(),
    }
}

/// Likewise up to the bracket, which must not come to stand in a comment.
fn up_to_bracket(before: &str, behind: &str) -> String {
    match before.rsplit_once('\n') {
        Some((above, _)) if !behind.contains('\n') => {
            if above.contains('#') {
                format!("{above}\n")
            } else {
                behind.to_owned()
            }
        }
        _ => without_line(before, behind),
    }
}

/// A text from a line end on, of which `at` is the line feed.
fn from_line_end(text: &str, at: usize) -> &str {
    &text[if text[..at].ends_with('\r') { at - 1 } else { at }..]
}

fn decor_of(raw: Option<&RawString>) -> &str {
    raw.and_then(RawString::as_str).unwrap_or_default()
}

/// The items, where all are texts.
pub(super) fn texts(array: &Array) -> Option<Vec<String>> {
    array.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

/// A new list on one line.
pub(super) fn list(items: impl IntoIterator<Item = String>) -> Toml {
    let mut array = Array::new();
    for (number, item) in items.into_iter().enumerate() {
        let mut value = toml_text::value(&item);
        *value.decor_mut() = toml_edit::Decor::new(if number == 0 { "" } else { " " }, "");
        array.push_formatted(value);
    }
    Toml::Array(array)
}

/// A value laid out as the one that it replaces.
pub(super) fn with_decor_of(old: Option<&Toml>, mut new: Toml) -> Toml {
    if let Some(old) = old {
        *new.decor_mut() = old.decor().clone();
    }
    new
}
