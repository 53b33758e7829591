//! `.test_durations` of pytest-split: an object from ids to seconds, or, from old versions, a list of pairs.
//!
//! Written by pytest-split 0.11 (`pytest_split/plugin.py`), by default sorted by key.

use std::cell::RefCell;
use std::fmt;
use std::io::BufRead;

use laneway_engine::suite::SourceKind;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ReadError;
use super::relaxed_json::{RelaxedJson, Shared};
use super::rows::{Again, Rows};
use super::source::Source;

const TITLE: &str = "the .test_durations JSON";

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::TestDurations;
    let json = RefCell::new(RelaxedJson::new(source));
    let mut state = State::default();
    let mut reader = serde_json::Deserializer::from_reader(Shared(&json));
    let document = Document { json: &json, rows, state: &mut state };
    let result = document.deserialize(&mut reader).and_then(|()| reader.end());
    let json = json.into_inner();
    if let Some(error) = state.error {
        return Err(error);
    }
    if let Err(error) = result {
        return Err(json.broken(TITLE, &error));
    }
    if state.n_bad > state.n_good {
        return Err(ReadError::WrongFile(
            "the JSON holds few durations or none, expected an object from test ids to seconds: open a .test_durations, a report-log or a pytest-timing JSON",
        ));
    }
    json.warn(&mut rows.warnings);
    Ok(())
}

#[derive(Default)]
struct State {
    /// What stopped the reading, where the parser's own error says less.
    error: Option<ReadError>,
    n_good: u64,
    n_bad: u64,
}

struct Document<'v, 'j, 's, 'p, R> {
    json: &'j RefCell<RelaxedJson<'s, 'p, R>>,
    rows: &'v mut Rows,
    state: &'v mut State,
}

impl<R: BufRead> Document<'_, '_, '_, '_, R> {
    fn add<E: Error>(&mut self, id: &str, secs: &Secs) -> Result<(), E> {
        let line = self.json.borrow().line();
        match secs.0 {
            Some(_) => self.state.n_good += 1,
            None => self.state.n_bad += 1,
        }
        self.rows.add(line, id, secs.0.unwrap_or(f64::NAN), Again::Replaces).map(|_| ()).map_err(|error| {
            self.state.error = Some(error);
            E::custom("too many tests")
        })
    }
}

impl<'de, R: BufRead> DeserializeSeed<'de> for Document<'_, '_, '_, '_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: BufRead> Visitor<'de> for Document<'_, '_, '_, '_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object from ids to seconds, or a list of such pairs")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((id, secs)) = map.next_entry::<String, Secs>()? {
            self.add(&id, &secs)?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        while let Some(Pair(id, secs)) = seq.next_element()? {
            self.add(&id, &secs)?;
        }
        Ok(())
    }
}

/// An id and seconds.
struct Pair(String, Secs);

impl<'de> Deserialize<'de> for Pair {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PairVisitor)
    }
}

struct PairVisitor;

impl<'de> Visitor<'de> for PairVisitor {
    type Value = Pair;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pair such as `[\"a.py::test_one\", 0.25]`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Pair, A::Error> {
        let id = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let secs = seq.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Pair(id, secs))
    }
}

/// Seconds, or `None` for what is no number. A number in quotes is one.
struct Secs(Option<f64>);

impl<'de> Deserialize<'de> for Secs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SecsVisitor)
    }
}

struct SecsVisitor;

impl<'de> Visitor<'de> for SecsVisitor {
    type Value = Secs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("seconds")
    }

    fn visit_f64<E>(self, secs: f64) -> Result<Secs, E> {
        Ok(Secs(Some(secs)))
    }

    fn visit_u64<E>(self, secs: u64) -> Result<Secs, E> {
        Ok(Secs(Some(secs as f64)))
    }

    fn visit_i64<E>(self, secs: i64) -> Result<Secs, E> {
        Ok(Secs(Some(secs as f64)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Secs, E> {
        Ok(Secs(text.trim().parse().ok()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Secs, E> {
        Ok(Secs(None))
    }

    fn visit_unit<E>(self) -> Result<Secs, E> {
        Ok(Secs(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Secs, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Secs(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Secs, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Secs(None))
    }
}
