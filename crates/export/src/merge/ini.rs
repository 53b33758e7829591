//! pytest.ini, tox.ini, setup.cfg and .coveragerc: settings in their sections, the rest as it was.

use std::ops::Range;

use laneway_formats::addopts::{PytestOption, join};

use super::config_file::ConfigFile;
use super::conflict::Conflict;
use super::ini_document::{Key, Section, is_blank, read};
use super::options::{conflicts, edits};
use super::words::{edited, spliced, split};
use super::{MergeError, Merged, place};
use crate::cannot::CannotExpress;
use crate::settings::breaks_line;
use crate::settings::entry::{self, Entry, Rule, Value};

/// Writes the entries that the file has sections for.
pub(super) fn merge(entries: &[Entry], file: ConfigFile, text: &str) -> Result<Merged, MergeError> {
    let mut writer = Writer {
        file,
        text,
        sections: read(file, text)?,
        changes: Vec::new(),
        conflicts: Vec::new(),
        cannot: Vec::new(),
    };
    if file == ConfigFile::SetupCfg
        && let Some(section) = writer.sections.iter().find(|section| section.name == "pytest")
    {
        writer.conflicts.push(Conflict::OldSection { line: place(text, section.start).0 });
    }
    for section in entry::Section::ALL {
        let Some(name) = file.section(section) else { continue };
        let mut missing = String::new();
        for entry in entries.iter().filter(|entry| entry.section == section) {
            missing.push_str(&writer.entry(entry, name, entries)?);
        }
        writer.add(name, &missing);
    }
    let Writer { mut changes, conflicts, cannot, .. } = writer;
    // New sections come behind what still belongs to the last one, in the order in which they were made.
    changes.sort_by_key(|change| (change.range.start, change.is_section));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for Change { range, new, is_section } in changes {
        out.push_str(&text[at..range.start]);
        if range.start == text.len() && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        // A new section is set apart.
        if is_section && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Ok(Merged { text: out, conflicts, cannot })
}

/// New text in place of some that is there.
struct Change {
    range: Range<usize>,
    new: String,
    /// Whether it is a section of its own.
    is_section: bool,
}

struct Writer<'a> {
    file: ConfigFile,
    text: &'a str,
    sections: Vec<Section>,
    changes: Vec<Change>,
    conflicts: Vec<Conflict>,
    cannot: Vec<CannotExpress>,
}

impl Writer<'_> {
    /// Changes a key that is there; the line of one that is not.
    fn entry(&mut self, entry: &Entry, name: &str, all: &[Entry]) -> Result<String, MergeError> {
        let section = self.sections.iter().position(|section| section.name == name);
        let key = |name: &str| {
            let keys = &self.sections[section?].keys;
            keys.iter().position(|key| key.name == name).map(|key| (section.unwrap_or_default(), key))
        };
        let is_said = entry.key == "source" && key("source_pkgs").is_some();
        let old = key(&entry.key);
        let is_skipped = match entry.rule {
            Rule::Correct => old.is_none(),
            Rule::IfAbsent => old.is_some() || is_said,
            Rule::Set | Rule::Add => false,
        };
        if is_skipped {
            return Ok(String::new());
        }
        match &entry.value {
            Value::Options(options) => self.options(entry, options, old, all),
            Value::Words(words) => {
                let words = self.fitting(entry, words, &|word| !word.chars().any(breaks_line));
                Ok(self.scalar(entry, join(words), old))
            }
            Value::Lines(lines) => {
                let lines = self.fitting(entry, lines, &|line| is_line(line));
                Ok(self.list(entry, lines, old))
            }
            Value::Files(files) => {
                let files = self.fitting(entry, files, &|file| is_line(file) && !file.contains(','));
                Ok(self.list(entry, files.iter().map(|file| file.replace('$', "$$")).collect(), old))
            }
            Value::Word(word) => Ok(self.scalar(entry, (*word).to_owned(), old)),
            Value::Bool(is_true) => Ok(self.scalar(entry, is_true.to_string(), old)),
            Value::Int(number) => Ok(self.scalar(entry, number.to_string(), old)),
            Value::Float(number) => Ok(self.scalar(entry, number.to_string(), old)),
        }
    }

    /// The texts that the file can hold; of the others it is said that it cannot.
    fn fitting(&mut self, entry: &Entry, texts: &[String], fits: &dyn Fn(&str) -> bool) -> Vec<String> {
        let (fitting, others): (Vec<String>, Vec<String>) = texts.iter().cloned().partition(|text| fits(text));
        let cannot = |text| CannotExpress::IniValue { file: self.file.name().to_owned(), key: entry.key.clone(), text };
        self.cannot.extend(others.into_iter().map(cannot));
        fitting
    }

    fn scalar(&mut self, entry: &Entry, new: String, old: Option<(usize, usize)>) -> String {
        let Some(old) = old else {
            return if new.is_empty() { String::new() } else { format!("{} = {new}\n", entry.key) };
        };
        let key = self.key(old);
        let texts = key.texts(self.text);
        let is_same = match &entry.value {
            Value::Float(number) => texts.concat().parse() == Ok(*number),
            Value::Bool(is_true) => bool_of(&texts.concat()) == Some(*is_true),
            _ => texts == [new.as_str()],
        };
        if !is_same {
            self.change_value(old, &format!(" {new}"));
        }
        String::new()
    }

    fn list(&mut self, entry: &Entry, items: Vec<String>, old: Option<(usize, usize)>) -> String {
        let line = |item: &String| format!("\n    {item}");
        let Some(old) = old else {
            let lines: String = items.iter().map(line).collect();
            return if items.is_empty() { String::new() } else { format!("{} ={lines}\n", entry.key) };
        };
        let is_marks = matches!(entry.value, Value::Lines(_));
        let name = |text: &str| text.split([':', '(']).next().unwrap_or_default().trim().to_owned();
        let key = self.key(old);
        let signs: &[char] = if is_marks { &[] } else { &[','] };
        let parts: Vec<&str> =
            key.texts(self.text).into_iter().flat_map(|text| text.split(signs)).map(str::trim).collect();
        if entry.rule == Rule::Set {
            if parts != items {
                self.change_value(old, &items.iter().map(line).collect::<String>());
            }
            return String::new();
        }
        let is_there = |item: &&String| parts.iter().any(|part| part == item || is_marks && name(part) == name(item));
        let missing: String = items.iter().filter(|item| !is_there(item)).map(line).collect();
        let end = key.value.end;
        if !missing.is_empty() {
            self.changes.push(Change { range: end..end, new: missing, is_section: false });
        }
        String::new()
    }

    fn options(
        &mut self,
        entry: &Entry,
        options: &[PytestOption],
        old: Option<(usize, usize)>,
        all: &[Entry],
    ) -> Result<String, MergeError> {
        let fits = |option: &&PytestOption| option.words().iter().all(|word| !word.chars().any(breaks_line));
        let (fitting, others): (Vec<&PytestOption>, Vec<&PytestOption>) = options.iter().partition(fits);
        let cannot = |option: &PytestOption| CannotExpress::IniValue {
            file: self.file.name().to_owned(),
            key: entry.key.clone(),
            text: option.words().join(" "),
        };
        self.cannot.extend(others.into_iter().map(cannot));
        let options: Vec<PytestOption> = fitting.into_iter().cloned().collect();
        let Some(old) = old else {
            let words = join(options.iter().flat_map(PytestOption::words));
            return Ok(if words.is_empty() { String::new() } else { format!("{} = {words}\n", entry.key) });
        };
        let key = self.key(old);
        let line_of = |at: usize| place(self.text, at).0;
        let words = split(&key.characters(self.text))
            .map_err(|_| MergeError::OpenQuotes { file: self.file.name(), line: line_of(key.start) })?;
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let has_coverage = all.iter().any(|entry| entry.section != entry::Section::Pytest);
        let line = |word: usize| line_of(words.get(word).map_or(key.start, |word| word.range.start));
        let found = conflicts(&texts, &options, has_coverage, &line);
        let edits = edits(&texts, &options);
        let range = key.value.clone();
        let mut own = words.clone();
        own.iter_mut().for_each(|word| word.range = word.range.start - range.start..word.range.end - range.start);
        let value = &self.text[range.clone()];
        let new = if words.is_empty() {
            format!(" {}", join(options.iter().flat_map(PytestOption::words)))
        } else {
            // A word that comes to stand first in its line might become a comment, or lose its first character.
            let wanted = edited(&texts, &edits);
            let new = spliced(value, &own, &edits, &|word| Some(word.to_owned()));
            new.filter(|new| words_of(new).as_ref() == Some(&wanted)).unwrap_or_else(|| on_one_line(wanted))
        };
        self.conflicts.extend(found);
        if !edits.is_empty() && new != value {
            self.changes.push(Change { range, new, is_section: false });
        }
        Ok(String::new())
    }

    fn key(&self, (section, key): (usize, usize)) -> &Key {
        &self.sections[section].keys[key]
    }

    fn change_value(&mut self, old: (usize, usize), new: &str) {
        let range = self.key(old).value.clone();
        self.changes.push(Change { range, new: new.to_owned(), is_section: false });
    }

    /// Adds lines to a section, behind its last one, or makes it at the end of the file.
    fn add(&mut self, name: &str, lines: &str) {
        if lines.is_empty() {
            return;
        }
        let section = self.sections.iter().find(|section| section.name == name);
        let change = if let Some(section) = section {
            Change { range: section.end..section.end, new: lines.to_owned(), is_section: false }
        } else {
            let end = self.text.len();
            Change { range: end..end, new: format!("[{name}]\n{lines}"), is_section: true }
        };
        self.changes.push(change);
    }
}

/// A value of words. Where one holds a line end, the rest of it is indented: it would begin a key of its own.
fn on_one_line(words: Vec<String>) -> String {
    format!(" {}", join(words)).replace('\n', "\n    ")
}

/// The words of a value as pytest reads it; `None` where it would be no value.
fn words_of(value: &str) -> Option<Vec<String>> {
    let text = format!("[pytest]\naddopts ={value}");
    let sections = read(ConfigFile::PytestIni, &text).ok()?;
    let [section] = sections.as_slice() else { return None };
    let [key] = section.keys.as_slice() else { return None };
    let words = split(&key.characters(&text)).ok()?;
    Some(words.into_iter().map(|word| word.text).collect())
}

/// Whether a line of its own, indented, is read as it is.
fn is_line(text: &str) -> bool {
    !text.is_empty()
        && text.trim_matches(is_blank) == text
        && !text.starts_with(['#', ';'])
        && !text.chars().any(breaks_line)
}

fn bool_of(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Some(true),
        "false" | "no" | "off" | "0" => Some(false),
        _ => None,
    }
}
