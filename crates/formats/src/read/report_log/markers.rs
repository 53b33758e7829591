//! The markers of a test, from the keywords of its report: pytest mixes them with every other name of the test.

use std::fmt;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::Text;

/// The keys of a report's `keywords`.
#[derive(Default)]
pub(super) struct Keywords<'a>(Vec<Text<'a>>);

/// Names that pytest itself puts among the keywords.
const NOT_MARKERS: [&str; 6] = ["parametrize", "pytestmark", "usefixtures", "skip", "skipif", "xfail"];

impl Keywords<'_> {
    /// The keywords that are no part of the id, and not pytest's own.
    pub(super) fn markers<'k>(&'k self, id: &'k str) -> impl Iterator<Item = &'k str> {
        let (path, parameter) = id.split_once('[').unwrap_or((id, ""));
        let parameter = parameter.rsplit_once(']').map_or(parameter, |(parameter, _)| parameter);
        self.0.iter().map(Deref::deref).filter(move |keyword| {
            let is_name = keyword.chars().all(|char| char.is_alphanumeric() || char == '_');
            let is_own = keyword.is_empty() || keyword.starts_with("__") || NOT_MARKERS.contains(keyword);
            let is_part = path.split(['/', ':', '@']).any(|part| part == *keyword);
            is_name && !is_own && !is_part && (parameter.is_empty() || parameter != *keyword)
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Keywords<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeysVisitor)
    }
}

struct KeysVisitor;

impl<'de> Visitor<'de> for KeysVisitor {
    type Value = Keywords<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of keywords")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut keys = Vec::new();
        while let Some((key, IgnoredAny)) = map.next_entry()? {
            keys.push(key);
        }
        Ok(Keywords(keys))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut keys = Vec::new();
        while let Some(key) = seq.next_element()? {
            keys.push(key);
        }
        Ok(Keywords(keys))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Keywords::default())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(id: &str, keywords: &str, expect: Expect) {
        let keywords: Keywords<'_> = serde_json::from_str(keywords).expect("JSON");
        expect.assert_eq(&keywords.markers(id).collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn names_of_the_test_itself_are_no_markers() {
        let keywords = r#"{"test_x[6.0]": 1, "parametrize": 1, "pytestmark": 1, "6.0": 1, "slow": 1, "test_a.py": 1, "T": 1, "tests": 1, "": 1}"#;
        check("tests/test_a.py::T::test_x[6.0]", keywords, expect!["slow"]);
        check("a.py::test_x[one]", r#"["test_x[one]", "one", "db"]"#, expect!["db"]);
        check("a.py::test_x[one]@g", r#"["test_x[one]@g", "one"]"#, expect![[r#""#]]);
        check("a.py::test_x@g", r#"{"test_x": 1, "xdist_group": 1}"#, expect!["xdist_group"]);
    }
}
