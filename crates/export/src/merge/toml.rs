//! pyproject.toml: settings of pytest and coverage in its tables, the rest as it was.

use laneway_formats::addopts::{PytestOption, join};
use toml_edit::{Document, DocumentMut, Item, Table, TableLike, Value as Toml};

use super::conflict::Conflict;
use super::options::{Edit, conflicts, edits};
use super::toml_list::{edited, list, push, texts, with_decor_of};
use super::words::{Word, placed, split};
use super::{MergeError, Merged, config_file, place, toml_text};
use crate::settings::entry::{Entry, Rule, Section, Value};

const FILE: &str = config_file::PYPROJECT;

/// Writes the entries into a document.
pub(super) fn merge(entries: &[Entry], text: &str) -> Result<Merged, MergeError> {
    let read = Document::parse(text).map_err(|error| {
        let (line, column) = place(text, error.span().map_or(0, |span| span.start));
        MergeError::Broken { file: FILE, line, column, why: error.message().trim().replace('\n', ", ") }
    })?;
    let mut conflicts = Vec::new();
    let is_native = is_native(&read, text, &mut conflicts);
    let mut document = text.parse::<DocumentMut>().map_err(|error| MergeError::Broken {
        file: FILE,
        line: 1,
        column: 1,
        why: error.message().to_owned(),
    })?;
    let has_coverage = entries.iter().any(|entry| entry.section != Section::Pytest);
    for entry in entries {
        let path = path(entry, is_native);
        let old = find(read.as_table(), &path);
        // Where the value stands in the text.
        let at = old.and_then(Item::span).map_or(0, |span| span.start);
        let layout = find(document.as_table(), &path).and_then(Item::as_value).cloned();
        let context = Context { text, at, layout, is_native, has_coverage };
        let Some(new) = context.value(entry, old, sibling(&read, &path).is_some(), &mut conflicts)? else { continue };
        set(document.as_table_mut(), &path, new).ok_or_else(|| MergeError::Kind {
            file: FILE,
            line: place(text, at).0,
            key: path[..path.len() - 1].join("."),
            found: "a value".to_owned(),
            expected: "a table",
        })?;
    }
    conflicts.sort_by_key(Conflict::line);
    Ok(Merged { text: document.to_string(), conflicts, cannot: Vec::new() })
}

/// Where a setting stands, the key last.
fn path(entry: &Entry, is_native: bool) -> Vec<&str> {
    let table = match entry.section {
        Section::Pytest if is_native => &["pytest"],
        section => section.toml(),
    };
    std::iter::once("tool").chain(table.iter().copied()).chain([entry.key.as_str()]).collect()
}

fn find<'a>(table: &'a dyn TableLike, path: &[&str]) -> Option<&'a Item> {
    let item = table.get(path[0])?;
    if path.len() == 1 { Some(item) } else { find(item.as_table_like()?, &path[1..]) }
}

/// `source_pkgs` beside `source`, which says the same.
fn sibling<'a>(read: &'a Document<&str>, path: &[&str]) -> Option<&'a Item> {
    let (key, table) = path.split_last()?;
    let is_source = *key == "source" && table.last() == Some(&"run");
    is_source.then(|| [table, &["source_pkgs"]].concat()).and_then(|path| find(read.as_table(), &path))
}

/// Whether settings of pytest go into [tool.pytest], as pytest has it from 9 on.
fn is_native(read: &Document<&str>, text: &str, conflicts: &mut Vec<Conflict>) -> bool {
    let Some(table) = find(read.as_table(), &["tool", "pytest"]).and_then(Item::as_table_like) else { return false };
    let mut own = table.iter().filter(|(key, _)| *key != "ini_options");
    let Some((_, item)) = own.next() else { return false };
    let old = table.get("ini_options");
    let line = |item: Option<&Item>| place(text, item.and_then(Item::span).map_or(0, |span| span.start)).0;
    match old {
        Some(_) => conflicts.push(Conflict::BothTables { line: line(old) }),
        None => conflicts.push(Conflict::NativeTable { line: line(Some(item)) }),
    }
    old.is_none()
}

/// What is known where a value is made.
struct Context<'a> {
    text: &'a str,
    at: usize,
    /// The old value with its layout; the one that knows its places does not hold it.
    layout: Option<Toml>,
    is_native: bool,
    has_coverage: bool,
}

impl Context<'_> {
    /// The new value; `None`: nothing changes.
    fn value(
        &self,
        entry: &Entry,
        old: Option<&Item>,
        has_sibling: bool,
        conflicts: &mut Vec<Conflict>,
    ) -> Result<Option<Toml>, MergeError> {
        let old_value = old.and_then(Item::as_value);
        if old.is_some() && old_value.is_none() {
            return Err(self.wrong(entry, "a table", "a value"));
        }
        if entry.rule == Rule::Correct && old.is_none()
            || entry.rule == Rule::IfAbsent && (old.is_some() || has_sibling)
        {
            return Ok(None);
        }
        let new = match &entry.value {
            Value::Options(options) => return self.options(entry, options, old_value, conflicts),
            Value::Words(words) => list(words.iter().cloned()),
            Value::Lines(lines) => return self.list(entry, lines.clone()),
            // Doubled, since coverage would put variables of the environment in.
            Value::Files(files) => {
                return self.list(entry, files.iter().map(|file| file.replace('$', "$$")).collect());
            }
            Value::Word(word) => Toml::from(*word),
            Value::Bool(is_true) => Toml::from(*is_true),
            Value::Int(number) => Toml::from(i64::from(*number)),
            Value::Float(number) if number.fract() == 0.0 && number.abs() < 1e9 => Toml::from(*number as i64),
            Value::Float(number) => Toml::from(*number),
        };
        let is_same = old_value.is_some_and(|old| is_same(old, &new));
        Ok((!is_same).then(|| with_decor_of(self.layout.as_ref(), new)))
    }

    /// A list with what it lacks, or all of it.
    fn list(&self, entry: &Entry, items: Vec<String>) -> Result<Option<Toml>, MergeError> {
        let Some(old) = &self.layout else { return Ok(Some(list(items))) };
        let name = |text: &str| text.split([':', '(']).next().unwrap_or_default().trim().to_owned();
        let is_marks = matches!(entry.value, Value::Lines(_));
        let same = |one: &str, other: &str| one == other || is_marks && name(one) == name(other);
        match old {
            Toml::Array(array) => {
                let texts = texts(array).ok_or_else(|| self.wrong(entry, "a list", "a list of texts"))?;
                if entry.rule == Rule::Set {
                    return Ok((texts != items).then(|| with_decor_of(Some(old), list(items))));
                }
                let missing: Vec<&String> =
                    items.iter().filter(|item| !texts.iter().any(|text| same(text, item))).collect();
                let mut array = array.clone();
                missing.iter().for_each(|item| push(&mut array, item));
                Ok((!missing.is_empty()).then(|| Toml::Array(array)))
            }
            // An ini style text: one item a line, for coverage also separated by commas.
            Toml::String(text) => {
                let parts: Vec<&str> = if is_marks {
                    text.value().lines().map(str::trim).collect()
                } else {
                    text.value().split([',', '\n']).map(str::trim).collect()
                };
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect();
                let missing = items.iter().filter(|item| !parts.iter().any(|part| same(part, item)));
                let missing: Vec<String> = missing.cloned().collect();
                let is_same = if entry.rule == Rule::Set { parts == items } else { missing.is_empty() };
                let all = if entry.rule == Rule::Set { items.clone() } else { [parts, missing].concat() };
                Ok((!is_same).then(|| with_decor_of(Some(old), list(all))))
            }
            other => Err(self.wrong(entry, other.type_name(), "a list of texts")),
        }
    }

    /// `addopts`, in the form that it has.
    fn options(
        &self,
        entry: &Entry,
        options: &[PytestOption],
        old: Option<&Toml>,
        conflicts: &mut Vec<Conflict>,
    ) -> Result<Option<Toml>, MergeError> {
        let words = || options.iter().flat_map(PytestOption::words);
        let of_line = |at: usize| place(self.text, at).0;
        let Some(old) = old else {
            let new = if self.is_native { list(words()) } else { toml_text::value(&join(words())) };
            return Ok((!options.is_empty()).then_some(new));
        };
        match old {
            Toml::Array(array) => {
                let texts = texts(array).ok_or_else(|| self.wrong(entry, "a list", "a list of texts"))?;
                let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
                let at = |word: usize| array.get(word).and_then(Toml::span).map_or(self.at, |span| span.start);
                conflicts.extend(self::conflicts(&texts, options, self.has_coverage, &|word| of_line(at(word))));
                let edits = edits(&texts, options);
                let layout = self.layout.as_ref().and_then(Toml::as_array);
                Ok(layout.filter(|_| !edits.is_empty()).map(|array| Toml::Array(edited(array, &edits))))
            }
            Toml::String(formatted) => {
                let raw = formatted.span().map_or(formatted.value().as_str(), |span| &self.text[span]);
                let (_, characters) = toml_text::decode(raw);
                let words =
                    split(&characters).map_err(|_| MergeError::OpenQuotes { file: FILE, line: of_line(self.at) })?;
                let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                let line = |word: usize| of_line(self.at + words.get(word).map_or(0, |word| word.range.start));
                conflicts.extend(self::conflicts(&texts, options, self.has_coverage, &line));
                let edits = edits(&texts, options);
                Ok((!edits.is_empty()).then(|| with_decor_of(self.layout.as_ref(), edited_text(raw, &words, &edits))))
            }
            other => Err(self.wrong(entry, other.type_name(), "a text or a list of texts")),
        }
    }

    fn wrong(&self, entry: &Entry, found: &str, expected: &'static str) -> MergeError {
        let key = path(entry, self.is_native).join(".");
        MergeError::Kind { file: FILE, line: place(self.text, self.at).0, key, found: found.to_owned(), expected }
    }
}

/// A text of TOML with other words in it. Where its quotes cannot hold them, it gets others.
fn edited_text(raw: &str, words: &[Word], edits: &[Edit]) -> Toml {
    let (quotes, characters) = toml_text::decode(raw);
    let encoded = super::words::spliced(raw, words, edits, &|text| toml_text::encode(quotes, text));
    let edited = encoded.and_then(|raw| raw.parse::<Toml>().ok());
    edited.unwrap_or_else(|| {
        let plain: String = characters.iter().map(|(c, _)| *c).collect();
        let words = split(&placed(&plain, 0).collect::<Vec<_>>()).unwrap_or_default();
        toml_text::value(
            &super::words::spliced(&plain, &words, edits, &|text| Some(text.to_owned())).unwrap_or_default(),
        )
    })
}

/// Sets a key, and makes the tables above it where they are not there; `None` where one of them is a value.
fn set(table: &mut dyn TableLike, path: &[&str], value: Toml) -> Option<()> {
    if path.len() == 1 {
        match table.get_mut(path[0]) {
            Some(item) => *item = Item::Value(value),
            None => drop(table.insert(path[0], Item::Value(value))),
        }
        return Some(());
    }
    if table.get(path[0]).is_none() {
        let mut new = Table::new();
        new.set_implicit(path.len() > 2);
        table.insert(path[0], Item::Table(new));
    }
    set(table.get_mut(path[0])?.as_table_like_mut()?, &path[1..], value)
}

fn is_same(old: &Toml, new: &Toml) -> bool {
    match (old, new) {
        (Toml::String(old), Toml::String(new)) => old.value() == new.value(),
        (Toml::Boolean(old), Toml::Boolean(new)) => old.value() == new.value(),
        (Toml::Array(old), Toml::Array(new)) => texts(old).is_some_and(|old| Some(old) == texts(new)),
        (old, new) => {
            let number = |it: &Toml| it.as_float().or_else(|| it.as_integer().map(|it| it as f64));
            number(old).is_some_and(|old| Some(old) == number(new))
        }
    }
}
