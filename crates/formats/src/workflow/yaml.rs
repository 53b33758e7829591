//! YAML as a tree of texts with their lines. Nothing is guessed of a plain value: `3.10` and `on` stay as they are written.
//!
//! Made of the events of a YAML 1.2 parser. Depth and size are bounded, repeated aliases counted each time.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{Event, Parser, ScalarStyle, Span};

/// The longest document that is read, in bytes; workflows have some tens of thousands.
pub const MAX_BYTES: usize = 1 << 20;
/// The most values of a document, those that aliases repeat included.
const MAX_NODES: usize = 100_000;
/// The deepest that values may be nested.
const MAX_DEPTH: usize = 50;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// From 1.
    pub line: u64,
    /// From 1, in characters.
    pub column: u64,
    /// What it is.
    pub value: Value,
    /// Whether it has an anchor, came by an alias, or merges other maps: a change of it may be one elsewhere.
    pub is_shared: bool,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Value {
    /// A text.
    Text {
        /// As it is meant, quotes and escapes read.
        text: Rc<str>,
        /// Whether it stands there without quotes.
        is_plain: bool,
    },
    /// `- a`.
    List(Vec<Node>),
    /// `key: value`, in order.
    Map(Vec<(Rc<str>, Node)>),
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// From 1.
    pub line: u64,
    /// From 1, in characters.
    pub column: u64,
    /// What was found.
    pub why: String,
}

/// A key that stands in one map a second time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The key.
    pub key: Rc<str>,
    /// The line of the second one, from 1.
    pub line: u64,
    /// Its column, from 1, in characters.
    pub column: u64,
    /// The line of the one before, from 1.
    pub before: u64,
}

impl Node {
    /// The value of a key; the last, if it stands there twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().find(|(other, _)| *other == key).map(|(_, node)| node)
    }

    /// Its keys and values; none if it is no map.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Node)> {
        let entries: &[(Rc<str>, Node)] = if let Value::Map(entries) = &self.value { entries } else { &[] };
        entries.iter().map(|(key, node)| (&**key, node))
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text { text, .. } = &self.value { Some(text) } else { None }
    }

    /// The items of a list, or the one value itself, as many keys allow; none of an empty value.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Text { text, is_plain: true } if matches!(&**text, "" | "~" | "null") => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether it is a plain `true`.
    pub fn is_true(&self) -> bool {
        self.text().is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }

    /// What a message calls it.
    pub fn found(&self) -> String {
        match &self.value {
            Value::Text { text, .. } => format!("`{}`", text.chars().take(40).collect::<String>()),
            Value::List(_) => "a list".to_owned(),
            Value::Map(entries) if entries.is_empty() => "an empty map".to_owned(),
            Value::Map(_) => "a map".to_owned(),
        }
    }
}

/// The first document of a text; a plain `<<` merges maps, whose keys give way to those of the map itself, wherever they
/// stand. Cost: linear in the length, aliases counted each time.
///
/// # Errors
/// If it is no YAML, is empty, or is larger or deeper than any workflow.
pub fn read(text: &str) -> Result<Node, YamlError> {
    read_with_repeated(text).map(|(root, _)| root)
}

/// Likewise, with the keys that stand in one map twice, in order; the last of them counts, as in most readers.
///
/// # Errors
/// Those of [`read`].
pub fn read_with_repeated(text: &str) -> Result<(Node, Vec<Repeated>), YamlError> {
    if text.len() > MAX_BYTES {
        let why = format!("it is longer than {} MiB, expected a workflow", MAX_BYTES >> 20);
        return Err(YamlError { line: 1, column: 1, why });
    }
    let mut tree = Tree::default();
    for event in Parser::new_from_str(text.trim_start_matches('\u{feff}')) {
        let (event, span) = event.map_err(|error| {
            let mark = error.marker();
            let (line, column) = (mark.line() as u64, mark.col() as u64 + 1);
            YamlError { line, column, why: error.info() }
        })?;
        if let Some(root) = tree.add(event, span)? {
            return Ok((root, tree.repeated));
        }
    }
    Err(YamlError { line: 1, column: 1, why: "it is empty, expected a workflow".to_owned() })
}

#[derive(Default)]
struct Tree {
    /// Values whose ends have not come.
    open: Vec<Open>,
    /// Values with an anchor, and how many values they are.
    anchors: HashMap<usize, (Node, usize)>,
    n_nodes: usize,
    repeated: Vec<Repeated>,
}

struct Open {
    anchor: usize,
    /// How many values there were before.
    n_before: usize,
    node: Node,
    /// The key whose value comes next.
    key: Option<Key>,
    /// All keys of the map so far.
    keys: HashMap<Rc<str>, Entry>,
}

/// Where a key of a map stands.
#[derive(Clone, Copy)]
struct Entry {
    /// Its place among the entries.
    place: usize,
    /// Its line; `None`: it came by a merge, and gives way to one of the map itself.
    line: Option<u64>,
}

enum Key {
    Name {
        name: Rc<str>,
        line: u64,
        column: u64,
    },
    /// `<<` without quotes: the entries of the value are those of the map.
    Merge,
}

impl Key {
    fn of(node: &Node) -> Self {
        match &node.value {
            Value::Text { text, is_plain: true } if &**text == "<<" => Self::Merge,
            Value::Text { text, .. } => Self::Name { name: Rc::clone(text), line: node.line, column: node.column },
            Value::List(_) | Value::Map(_) => Self::Name { name: "".into(), line: node.line, column: node.column },
        }
    }
}

impl Tree {
    /// Takes an event; gives the root when it is whole.
    fn add(&mut self, event: Event<'_>, span: Span) -> Result<Option<Node>, YamlError> {
        let (line, column) = (span.start.line() as u64, span.start.col() as u64 + 1);
        let error = |why: String| YamlError { line, column, why };
        let node = |value, anchor: usize| Node { line, column, value, is_shared: anchor > 0 };
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_plain = style == ScalarStyle::Plain;
                self.count(1).map_err(error)?;
                Ok(self.close(anchor, 1, node(Value::Text { text: text.into(), is_plain }, anchor)))
            }
            Event::SequenceStart(_, anchor, _) => {
                self.open(anchor, node(Value::List(Vec::new()), anchor)).map_err(error)
            }
            Event::MappingStart(_, anchor, _) => self.open(anchor, node(Value::Map(Vec::new()), anchor)).map_err(error),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.open.pop() else { return Ok(None) };
                let n = self.n_nodes - open.n_before;
                Ok(self.close(open.anchor, n, open.node))
            }
            Event::Alias(anchor) => {
                let known = self.anchors.get(&anchor).cloned();
                let (node, n) = known.ok_or_else(|| error("an alias stands within its own value".to_owned()))?;
                self.count(n).map_err(error)?;
                Ok(self.close(0, n, node))
            }
            _ => Ok(None),
        }
    }

    fn open(&mut self, anchor: usize, node: Node) -> Result<Option<Node>, String> {
        let n_before = self.n_nodes;
        self.count(1)?;
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("values are nested deeper than {MAX_DEPTH}, expected few levels"));
        }
        self.open.push(Open { anchor, n_before, node, key: None, keys: HashMap::new() });
        Ok(None)
    }

    fn count(&mut self, n: usize) -> Result<(), String> {
        self.n_nodes += n;
        if self.n_nodes > MAX_NODES {
            return Err(format!("there are more than {MAX_NODES} values, aliases counted each time, expected fewer"));
        }
        Ok(())
    }

    fn close(&mut self, anchor: usize, n: usize, node: Node) -> Option<Node> {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), n));
        }
        let Some(parent) = self.open.last_mut() else { return Some(node) };
        match &mut parent.node.value {
            Value::List(items) => items.push(node),
            Value::Map(entries) => match parent.key.take() {
                None => parent.key = Some(Key::of(&node)),
                Some(Key::Merge) => {
                    merge(entries, &mut parent.keys, &node);
                    parent.node.is_shared = true;
                }
                Some(Key::Name { name, line, column }) => {
                    let known = parent.keys.get(&name).copied();
                    let place = known.map_or(entries.len(), |known| known.place);
                    if let Some(before) = known.and_then(|known| known.line).filter(|_| !name.is_empty()) {
                        self.repeated.push(Repeated { key: Rc::clone(&name), line, column, before });
                    }
                    parent.keys.insert(Rc::clone(&name), Entry { place, line: Some(line) });
                    match entries.get_mut(place) {
                        Some(entry) => entry.1 = node,
                        None => entries.push((name, node)),
                    }
                }
            },
            Value::Text { .. } => {}
        }
        None
    }
}

/// Adds entries that are not there yet.
fn merge(entries: &mut Vec<(Rc<str>, Node)>, keys: &mut HashMap<Rc<str>, Entry>, from: &Node) {
    for map in from.items() {
        let Value::Map(others) = &map.value else { continue };
        for (key, node) in others {
            if !keys.contains_key(key) {
                keys.insert(Rc::clone(key), Entry { place: entries.len(), line: None });
                entries.push((Rc::clone(key), node.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each would take hours, or all memory, if it were believed.
    #[test]
    fn err_bombs() {
        let why = |text: &str| read(text).map_err(|error| error.why).expect_err("too much");
        let level = |n: u32| format!("l{n}: &l{n} [{}]\n", vec![format!("*l{}", n - 1); 9].join(", "));
        let laughs = format!("l0: &l0 [a, b]\n{}", (1..12).map(level).collect::<String>());
        assert_eq!(why(&laughs), "there are more than 100000 values, aliases counted each time, expected fewer");
        assert_eq!(
            why(&format!("{}{}", "[".repeat(60), "]".repeat(60))),
            "values are nested deeper than 50, expected few levels"
        );
        assert_eq!(why(&"- ".repeat(1_000)), "values are nested deeper than 50, expected few levels");
        assert_eq!(why(&"a".repeat(MAX_BYTES + 1)), "it is longer than 1 MiB, expected a workflow");
    }

    /// Quadratic, it would take minutes.
    #[test]
    fn ok_merges_are_linear() {
        let map = |name: &str| (0..15_000).map(|n| format!("  {name}{n}: 1\n")).collect::<String>();
        let text = format!("a: &a\n{}b:\n{}  <<: *a\n  a1: 2\n", map("a"), map("b"));
        let root = read(&text).expect("YAML");
        assert_eq!(root.get("b").map(|node| node.entries().count()), Some(30_000));
    }

    #[test]
    fn ok_keys_of_the_map_itself_come_before_merged_ones() {
        let value = |text: &str| -> Vec<String> {
            let root = read(text).expect("YAML");
            let entries = root.get("b").expect("it is there").entries();
            entries.map(|(key, node)| format!("{key}={}", node.text().unwrap_or_default())).collect()
        };
        assert_eq!(value("a: &a {c: 1, d: 2}\nb: {<<: *a, c: 3}\n"), ["c=3", "d=2"]);
        assert_eq!(value("a: &a {c: 1, d: 2}\nb: {c: 3, <<: *a}\n"), ["c=3", "d=2"]);
        assert_eq!(value("a: &a {c: 1}\nd: &d {c: 2, e: 4}\nb: {<<: [*a, *d], e: 5}\n"), ["c=1", "e=5"]);
        let text = "a: &a {c: 1}\nb:\n  c: 2\n  <<: *a\n  c: 3\n";
        assert_eq!(value(text), ["c=3"]);
        let repeated = read_with_repeated(text).expect("YAML").1;
        assert_eq!(repeated, [Repeated { key: "c".into(), line: 5, column: 3, before: 3 }]);
    }

    #[test]
    fn ok_a_merge_key_in_quotes_is_a_name() {
        let keys = |text: &str| -> Vec<String> {
            let root = read(text).expect("YAML");
            let keys = root.get("b").expect("it is there").entries().map(|(key, _)| key.to_owned());
            keys.collect()
        };
        assert_eq!(keys("a: &a {c: 1}\nb: {<<: *a, d: 2}\n"), ["c", "d"]);
        assert_eq!(keys("a: &a {c: 1}\nb: {\"<<\": *a, d: 2}\n"), ["<<", "d"]);
    }
}
