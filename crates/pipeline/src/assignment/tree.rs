//! The folders and files of a suite as a tree.

use std::collections::{BTreeMap, BTreeSet};

use laneway_engine::selection::is_under;
use laneway_engine::suite::Test;

/// A folder or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// As selections name it: `tests/unit`, `tests/unit/test_a.py`; empty: the whole suite.
    pub path: String,
    /// The folder that it is in; `None`: it is the whole suite.
    pub parent: Option<usize>,
    /// What is in it, in the order of the suite; none: it is a file.
    pub children: Vec<usize>,
}

/// A line of the tree as one reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which node.
    pub node: usize,
    /// How far it is indented, from 0.
    pub depth: u32,
    /// Its path from the line above it that holds it: `unit/db`.
    pub name: String,
}

/// A suite's folders and files; parents before their children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
    files: Vec<usize>,
}

impl Tree {
    /// Of tests. Cost: linear in tests, times the logarithm of files.
    pub fn new(tests: &[Test]) -> Self {
        let root = Node { path: String::new(), parent: None, children: Vec::new() };
        let mut tree = Self { nodes: vec![root], files: Vec::with_capacity(tests.len()) };
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for test in tests {
            let file = test.file();
            let place = places.get(file).copied().unwrap_or_else(|| tree.add(file, &mut places));
            tree.files.push(place);
        }
        tree
    }

    fn add<'a>(&mut self, path: &'a str, places: &mut BTreeMap<&'a str, usize>) -> usize {
        if path.is_empty() {
            return 0;
        }
        if let Some(place) = places.get(path) {
            return *place;
        }
        let parent = match path.rsplit_once('/') {
            Some((folder, _)) => self.add(folder, places),
            None => 0,
        };
        let place = self.nodes.len();
        self.nodes.push(Node { path: path.to_owned(), parent: Some(parent), children: Vec::new() });
        self.nodes[parent].children.push(place);
        places.insert(path, place);
        place
    }

    /// All of them; the first is the whole suite.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// For each test of the suite the node of its file.
    pub fn files(&self) -> &[usize] {
        &self.files
    }

    /// The lines of the tree, top to bottom, with what is unfolded. Folders that hold one folder alone share its line.
    pub fn lines(&self, unfolded: &BTreeSet<usize>) -> Vec<Line> {
        let mut lines = Vec::new();
        self.push_lines(self.end_of_chain(0), 0, unfolded, &mut lines);
        lines
    }

    fn push_lines(&self, folder: usize, depth: u32, unfolded: &BTreeSet<usize>, lines: &mut Vec<Line>) {
        let above = &self.nodes[folder].path;
        for child in &self.nodes[folder].children {
            let node = self.end_of_chain(*child);
            let name = self.nodes[node].path.strip_prefix(above).unwrap_or_default().trim_start_matches('/');
            lines.push(Line { node, depth, name: name.to_owned() });
            if unfolded.contains(&node) {
                self.push_lines(node, depth + 1, unfolded, lines);
            }
        }
    }

    /// Down from a folder that holds one folder alone, to one that does not.
    fn end_of_chain(&self, mut node: usize) -> usize {
        while let [child] = self.nodes[node].children[..]
            && !self.nodes[child].children.is_empty()
        {
            node = child;
        }
        node
    }

    /// What stands under `above` and beside the way to `path`, which is under it: together with `path` that is all of
    /// `above`. Empty where `above` is not in the tree.
    pub(super) fn beside(&self, above: &str, path: &str) -> Vec<String> {
        let above = above.strip_prefix("./").unwrap_or(above).trim_end_matches('/');
        let above = if above == "." { "" } else { above };
        let Some(mut at) = self.nodes.iter().position(|node| node.path == above) else { return Vec::new() };
        let mut beside = Vec::new();
        while self.nodes[at].path != path {
            let mut next = None;
            for child in &self.nodes[at].children {
                let of_child = &self.nodes[*child].path;
                if is_under(path, of_child) {
                    next = Some(*child);
                } else {
                    beside.push(of_child.clone());
                }
            }
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        beside
    }
}
