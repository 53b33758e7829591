//! YAML that reads back as what was written, by every reader, whatever the texts hold.
//!
//! A scalar is plain only where no YAML 1.1 or 1.2 reader could take it for anything but that text; scripts of printable
//! lines are literal blocks; everything else stands in double quotes, with all that is not plainly visible escaped. Keys
//! keep their order. There are no anchors, tags, or flow maps.

/// A value.
#[derive(Clone, Debug)]
pub(super) enum Yaml {
    /// A text, whatever it holds. Written only by [`Yaml::text`] and [`Yaml::expression`].
    Scalar(String),
    /// A number or `true`, which must not be quoted.
    Bare(String),
    /// Lines for a shell.
    Script(String),
    /// `[a, b]`, of scalars.
    Flow(Vec<Yaml>),
    /// `- a`.
    List(Vec<Item>),
    /// `key: value`.
    Map(Map),
}

/// An item of a list, with lines of comment above.
#[derive(Clone, Debug)]
pub(super) struct Item {
    above: Option<&'static str>,
    value: Yaml,
}

/// Entries in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Map(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    above: Option<&'static str>,
    key: String,
    value: Yaml,
    behind: Option<&'static str>,
}

/// Whether a CI service would look for an expression in a text.
pub(super) fn has_expression(text: &str) -> bool {
    text.contains("${{") || text.contains("$[[")
}

impl Yaml {
    /// A text that comes from a pipeline. CI services look for expressions in most texts; there is none in this one:
    /// `${{` and `$[[` are written with hyphens in between.
    pub(super) fn text(text: &str) -> Self {
        Self::Scalar(text.replace("${{", "$-{-{").replace("$[[", "$-[-["))
    }

    /// A text of ours, which may hold an expression.
    pub(super) fn expression(text: impl Into<String>) -> Self {
        Self::Scalar(text.into())
    }

    pub(super) fn number(number: u64) -> Self {
        Self::Bare(number.to_string())
    }

    pub(super) fn bool(value: bool) -> Self {
        Self::Bare(value.to_string())
    }

    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Flow(texts.into_iter().map(Self::text).collect())
    }
}

impl Item {
    pub(super) fn new(value: Yaml) -> Self {
        Self { above: None, value }
    }

    pub(super) fn above(self, comment: Option<&'static str>) -> Self {
        Self { above: comment, ..self }
    }
}

impl Map {
    pub(super) fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub(super) fn with(mut self, key: &str, value: Yaml) -> Self {
        self.put(key, value);
        self
    }

    /// The entry, if there is one.
    #[must_use]
    pub(super) fn with_some(self, key: &str, value: Option<Yaml>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// An entry with a comment behind it.
    #[must_use]
    pub(super) fn with_remark(mut self, key: &str, value: Yaml, behind: &'static str) -> Self {
        self.put(key, value);
        self.0.last_mut().into_iter().for_each(|entry| entry.behind = Some(behind));
        self
    }

    /// An entry with a comment above it.
    #[must_use]
    pub(super) fn with_comment(mut self, above: &'static str, key: &str, value: Yaml) -> Self {
        self.put(key, value);
        self.0.last_mut().into_iter().for_each(|entry| entry.above = Some(above));
        self
    }

    pub(super) fn put(&mut self, key: &str, value: Yaml) {
        self.0.push(Entry { above: None, key: key.to_owned(), value, behind: None });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A document: comments above, a blank line before each entry that holds a map or a list.
pub(super) fn write(head: &str, map: &Map) -> String {
    let mut text: String = head.lines().map(|line| format!("# {line}").trim_end().to_owned() + "\n").collect();
    for entry in &map.0 {
        if matches!(entry.value, Yaml::Map(_) | Yaml::List(_)) {
            text.push('\n');
        }
        write_entry(&mut text, entry, 0);
    }
    text
}

fn write_map(text: &mut String, map: &Map, indent: usize) {
    // Jobs stand apart from each other.
    let is_large = |entry: &Entry| matches!(&entry.value, Yaml::Map(map) if map.0.len() > 2);
    let is_of_maps = indent == 2 && map.0.iter().all(is_large);
    for (place, entry) in map.0.iter().enumerate() {
        if is_of_maps && place > 0 {
            text.push('\n');
        }
        write_entry(text, entry, indent);
    }
}

fn write_entry(text: &mut String, entry: &Entry, indent: usize) {
    comment(text, entry.above, indent);
    pad(text, indent);
    text.push_str(&scalar(&entry.key));
    text.push(':');
    write_value(text, &entry.value, indent + 2, entry.behind);
}

/// What stands behind `key:`, to the end of its last line.
fn write_value(text: &mut String, value: &Yaml, indent: usize, behind: Option<&str>) {
    match value {
        Yaml::Map(map) if !map.is_empty() => {
            text.push('\n');
            write_map(text, map, indent);
        }
        Yaml::List(items) => {
            text.push('\n');
            for item in items {
                comment(text, item.above, indent);
                pad(text, indent);
                write_item(text, &item.value, indent);
            }
        }
        Yaml::Script(script) if is_block(script) => {
            text.push_str(" |\n");
            for line in script.lines() {
                pad(text, if line.is_empty() { 0 } else { indent });
                text.push_str(line);
                text.push('\n');
            }
        }
        _ => {
            text.push(' ');
            text.push_str(&inline(value));
            if let Some(behind) = behind {
                text.push_str(" # ");
                text.push_str(behind);
            }
            text.push('\n');
        }
    }
}

/// What stands behind the place of `- `.
fn write_item(text: &mut String, value: &Yaml, indent: usize) {
    text.push('-');
    match value {
        Yaml::Map(map) if !map.is_empty() => {
            let mut inner = String::new();
            write_map(&mut inner, map, indent + 2);
            text.push(' ');
            text.push_str(inner.get(indent + 2..).unwrap_or_default());
        }
        _ => write_value(text, value, indent + 2, None),
    }
}

/// A value on one line.
fn inline(value: &Yaml) -> String {
    match value {
        Yaml::Scalar(text) => scalar(text),
        Yaml::Bare(text) => text.clone(),
        Yaml::Script(script) => scalar(script),
        Yaml::Flow(values) => {
            let one = |value: &Yaml| match value {
                Yaml::Scalar(text) if is_word(text) => text.clone(),
                Yaml::Scalar(text) | Yaml::Script(text) => quoted(text),
                other => inline(other),
            };
            format!("[{}]", values.iter().map(one).collect::<Vec<_>>().join(", "))
        }
        Yaml::Map(_) => "{}".to_owned(),
        Yaml::List(_) => "[]".to_owned(),
    }
}

fn pad(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

fn comment(text: &mut String, lines: Option<&str>, indent: usize) {
    for line in lines.into_iter().flat_map(str::lines) {
        pad(text, indent);
        text.push_str("# ");
        text.push_str(line);
        text.push('\n');
    }
}

/// A text as a scalar on one line.
fn scalar(text: &str) -> String {
    if is_word(text) || is_phrase(text) { text.to_owned() } else { quoted(text) }
}

/// What some reader takes for something else than a text.
const RESERVED: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"];

/// One word that is plainly a text: a letter or a dot before a letter, then letters, digits and a few signs.
fn is_word(text: &str) -> bool {
    let body = text.strip_prefix('.').unwrap_or(text);
    body.starts_with(|char: char| char.is_ascii_alphabetic())
        && body.chars().all(|char| char.is_ascii_alphanumeric() || "_-./@".contains(char))
        && !RESERVED.contains(&body.to_ascii_lowercase().as_str())
}

/// Several words, or an expression: no colon, no `#`, nothing that opens anything at its beginning.
fn is_phrase(text: &str) -> bool {
    let begins = text.starts_with(|char: char| char.is_ascii_alphabetic()) || text.starts_with("${{ ");
    let is_plain = |char: char| char.is_ascii_alphanumeric() || " _-./@=$(){}&|!*'<>+".contains(char);
    begins
        && text.contains(' ')
        && !text.ends_with(' ')
        && text.chars().all(is_plain)
        && !RESERVED.contains(&text.trim().to_ascii_lowercase().as_str())
}

/// Whether a script can stand in a literal block as it is.
fn is_block(script: &str) -> bool {
    let is_simple = !script.contains('\n') && is_phrase(script);
    !is_simple
        && script.starts_with(|char: char| !char.is_whitespace())
        && script.ends_with(|char: char| !char.is_whitespace())
        && script.chars().all(|char| char == '\n' || !is_escaped(char))
        && script.lines().all(|line| line.trim().len() == line.trim_end_matches(' ').trim_start().len())
        && script.lines().all(|line| line.is_empty() || !line.trim().is_empty())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ if !is_escaped(char) => quoted.push(char),
            _ => match u32::from(char) {
                code @ 0..=0xff => quoted.push_str(&format!("\\x{code:02x}")),
                code @ 0x100..=0xffff => quoted.push_str(&format!("\\u{code:04x}")),
                code => quoted.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a character is not to be seen, or changes how others are seen: controls, separators of lines, marks of direction,
/// blanks other than the plain one, and what is no character.
fn is_escaped(char: char) -> bool {
    let code = u32::from(char);
    char.is_control()
        || (char != ' ' && char.is_whitespace())
        || matches!(code, 0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f)
        || matches!(code, 0xe000..=0xf8ff | 0xfe00..=0xfe0f | 0xfeff | 0xfff0..=0xffff | 0x000e_0000..=0x0010_ffff)
        || code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_formats::workflow::yaml::read;

    use super::*;

    #[test]
    fn ok_what_is_plainly_a_text_is_plain_and_all_else_is_quoted() {
        let texts = [
            "unit",
            "3.10",
            "yes",
            "No",
            "null",
            "~",
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "- a",
            "*a",
            "&a",
            "!!python/x",
            "{a}",
            "[a]",
            "%a",
            "@a",
            "`a`",
            "\"a\"",
            "'a'",
            "0x1f",
            "1e3",
            "1_000",
            "2026-11-21",
            "12:30:45",
            "<<",
            "=",
            "a\nb",
            "a\u{2028}b",
            "\u{feff}a",
            "\u{202e}a",
            "a\0b",
            "é",
            "tests/a b.py",
            ".coverage.*",
            ".inf",
            ".NaN",
            "---",
            "...",
        ];
        let lines: Vec<String> = texts.iter().map(|text| scalar(text)).collect();
        expect![[r#"
            unit
            "3.10"
            "yes"
            "No"
            "null"
            "~"
            ""
            " a"
            "a "
            "a: b"
            "a #b"
            "- a"
            "*a"
            "&a"
            "!!python/x"
            "{a}"
            "[a]"
            "%a"
            "@a"
            "`a`"
            "\"a\""
            "'a'"
            "0x1f"
            "1e3"
            "1_000"
            "2026-11-21"
            "12:30:45"
            "<<"
            "="
            "a\nb"
            "a\u2028b"
            "\ufeffa"
            "\u202ea"
            "a\x00b"
            "é"
            tests/a b.py
            ".coverage.*"
            ".inf"
            ".NaN"
            "---"
            "...""#]]
        .assert_eq(&lines.join("\n"));
        for text in texts {
            let map = Map::new().with("key", Yaml::text(text)).with("list", Yaml::texts([text, text]));
            let written = write("", &map);
            let root = read(&written).expect("YAML");
            assert_eq!(root.get("key").and_then(|node| node.text()), Some(text), "{written}");
            let items: Vec<_> = root.get("list").expect("the list").items().iter().map(|node| node.text()).collect();
            assert_eq!(items, [Some(text), Some(text)], "{written}");
        }
    }

    #[test]
    fn ok_lists_maps_and_scripts_are_laid_out() {
        let step = Map::new().with("name", Yaml::text("a")).with("run", Yaml::Script("one\n\n  two".to_owned()));
        let items = vec![Item::new(Yaml::Map(step)).above(Some("Look here.")), Item::new(Yaml::text("b"))];
        let inner = Map::new().with("steps", Yaml::List(items)).with_remark("uses", Yaml::text("x@1"), "v1");
        let map =
            Map::new().with("name", Yaml::text("t")).with("jobs", Yaml::Map(Map::new().with("a", Yaml::Map(inner))));
        expect![[r#"
            # Head.
            name: t

            jobs:
              a:
                steps:
                  # Look here.
                  - name: a
                    run: |
                      one

                        two
                  - b
                uses: x@1 # v1
        "#]]
        .assert_eq(&write("Head.", &map));
    }

    #[test]
    fn ok_scripts_read_back_whatever_they_hold() {
        for script in
            ["a b", "a\nb", "a\tb", " a\nb", "a\n b\n\nc", "a: b # c", "'\u{85}'", "a\n \nb", "a \nb", "a\n\n"]
        {
            let written =
                write("", &Map::new().with("run", Yaml::Script(script.to_owned())).with("z", Yaml::text("z")));
            let root = read(&written).expect("YAML");
            let found = root.get("run").and_then(|node| node.text()).unwrap_or_default();
            assert_eq!(
                found.strip_suffix('\n').filter(|_| written.contains("|\n")).unwrap_or(found),
                script,
                "{written}"
            );
            assert_eq!(root.get("z").and_then(|node| node.text()), Some("z"));
        }
    }

    #[test]
    fn ok_any_text_reads_back() {
        arbtest::arbtest(|random| {
            let text: String = random.arbitrary()?;
            let map = Map::new().with(&text, Yaml::Scalar(text.clone())).with("run", Yaml::Script(text.clone()));
            let written = write("", &map);
            let root = read(&written).unwrap_or_else(|error| panic!("{error:?}: {written}"));
            let (key, value) = root.entries().next().expect("an entry");
            assert_eq!((key, value.text()), (text.as_str(), Some(text.as_str())), "{written}");
            let run = root.entries().last().and_then(|(_, node)| node.text()).unwrap_or_default();
            assert_eq!(run.trim_end_matches('\n'), text.trim_end_matches('\n'), "{written}");
            Ok(())
        })
        .budget_ms(1_000);
    }
}
