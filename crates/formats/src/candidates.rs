//! Candidates that a browser keeps under names: `{"schema": 1, "entries": [{"name", "suite", "pipeline"}]}`, pipelines as
//! scenarios have them.

use laneway_pipeline::pipeline::Pipeline;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many are kept at most, over all suites.
pub const MOST: usize = 100;

/// The longest name, in characters.
const LONGEST: usize = 80;

/// One candidate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// What its user calls it; one of a suite has no other's name.
    pub name: String,
    /// The name of the suite that it was tried on.
    pub suite: String,
    /// What it is.
    pub pipeline: Pipeline,
}

/// All of them, in the order in which they were kept first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidates(Vec<Candidate>);

impl Candidates {
    /// As it was written; an entry that this version cannot read is left out.
    pub fn read(text: &str) -> Self {
        let document: Value = serde_json::from_str(text).unwrap_or_default();
        let entries = document.get("entries").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let read = |entry: &Value| serde_json::from_value(entry.clone()).ok();
        Self(entries.iter().filter_map(read).take(MOST).collect())
    }

    /// As text.
    pub fn write(&self) -> String {
        serde_json::json!({ "schema": 1, "entries": self.0 }).to_string()
    }

    /// Those of a suite.
    pub fn of_suite<'a>(&'a self, suite: &'a str) -> impl Iterator<Item = &'a Candidate> {
        self.0.iter().filter(move |it| it.suite == suite)
    }

    /// Keeps one, in place of the one of its name. False where there are [`MOST`] already, or it has no name.
    pub fn keep(&mut self, candidate: Candidate) -> bool {
        let name = cut(&candidate.name);
        if name.is_empty() {
            return false;
        }
        let candidate = Candidate { name, ..candidate };
        match self.0.iter().position(|it| it.name == candidate.name && it.suite == candidate.suite) {
            Some(place) => self.0[place] = candidate,
            None if self.0.len() < MOST => self.0.push(candidate),
            None => return false,
        }
        true
    }

    /// Gives one another name. False where there is none, or another has that name, or it is empty.
    pub fn rename(&mut self, suite: &str, from: &str, to: &str) -> bool {
        let to = cut(to);
        if to.is_empty() || self.of_suite(suite).any(|it| it.name == to) {
            return false;
        }
        let found = self.0.iter_mut().find(|it| it.suite == suite && it.name == from);
        found.map(|it| it.name = to).is_some()
    }

    /// Takes one away.
    pub fn remove(&mut self, suite: &str, name: &str) {
        self.0.retain(|it| it.suite != suite || it.name != name);
    }
}

fn cut(name: &str) -> String {
    name.trim().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use laneway_engine::session::Session;

    use super::*;

    fn candidate(suite: &str, name: &str, workers: u32) -> Candidate {
        let pipeline = Pipeline::bare(Session { workers, ..Session::default() });
        Candidate { name: name.to_owned(), suite: suite.to_owned(), pipeline }
    }

    fn names(candidates: &Candidates, suite: &str) -> String {
        candidates.of_suite(suite).map(|it| it.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_of_each_name_a_suite() {
        let mut candidates = Candidates::default();
        for (suite, name, workers) in [("a", "one", 1), ("b", "one", 2), ("a", "two", 3), ("a", " one ", 4)] {
            assert!(candidates.keep(candidate(suite, name, workers)));
        }
        assert_eq!((names(&candidates, "a").as_str(), names(&candidates, "b").as_str()), ("one two", "one"));
        assert_eq!(candidates.of_suite("a").next(), Some(&candidate("a", "one", 4)));
        assert_eq!(Candidates::read(&candidates.write()), candidates);
        assert!(!candidates.rename("a", "one", "two") && candidates.rename("a", "one", "three"));
        candidates.remove("a", "two");
        assert_eq!((names(&candidates, "a").as_str(), names(&candidates, "b").as_str()), ("three", "one"));
    }

    #[test]
    fn what_cannot_be_kept_is_refused() {
        let mut candidates = Candidates::default();
        assert!(!candidates.keep(candidate("a", "  ", 1)));
        assert!((0..MOST).all(|number| candidates.keep(candidate("a", &number.to_string(), 1))));
        assert!(!candidates.keep(candidate("a", "more", 1)) && candidates.keep(candidate("a", "7", 2)));
    }

    #[test]
    fn an_entry_that_is_broken_hides_no_other() {
        let text = candidates_with(r#"{"name": "x", "suite": "a", "pipeline": {"jobs": 3}}"#);
        assert_eq!(names(&Candidates::read(&text), "a"), "good");
        assert_eq!(Candidates::read("nothing"), Candidates::default());
    }

    fn candidates_with(entry: &str) -> String {
        let mut candidates = Candidates::default();
        candidates.keep(candidate("a", "good", 1));
        candidates.write().replacen('[', &format!("[{entry},"), 1)
    }
}
