//! `.test_durations` of pytest-split: an object from ids to seconds, or, from old versions, a list of pairs.

use std::fmt;
use std::io::BufRead;

use laneway_engine::suite::SourceKind;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::ReadError;
use super::reading::{Again, Rows};
use super::relaxed_json::RelaxedJson;
use super::source::Source;

const TITLE: &str = "the .test_durations JSON";

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::TestDurations;
    let json = std::cell::RefCell::new(RelaxedJson::new(source));
    let mut too_many = None;
    let visitor = Document { json: &json, rows, too_many: &mut too_many };
    let mut reader = serde_json::Deserializer::from_reader(Shared(&json));
    let result = visitor.deserialize(&mut reader).and_then(|()| reader.end());
    let json = json.into_inner();
    if let Some(error) = too_many {
        return Err(error);
    }
    if let Err(error) = result {
        let why = error.to_string();
        let why = why.split(" at line ").next().unwrap_or_default().to_owned();
        return Err(ReadError::Broken { line: json.line(), kind: TITLE, why });
    }
    for line in json.comments {
        rows.warnings.push(line, "the line begins with `#`, which JSON does not know; skipped");
    }
    Ok(())
}

/// The reader of a document whose line the visitor asks for between rows.
struct Shared<'j, 's, 'p, R>(&'j std::cell::RefCell<RelaxedJson<'s, 'p, R>>);

impl<R: BufRead> std::io::Read for Shared<'_, '_, '_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

struct Document<'v, 'j, 's, 'p, R> {
    json: &'j std::cell::RefCell<RelaxedJson<'s, 'p, R>>,
    rows: &'v mut Rows,
    too_many: &'v mut Option<ReadError>,
}

impl<R: BufRead> Document<'_, '_, '_, '_, R> {
    fn add<E: Error>(&mut self, id: &str, secs: &Secs) -> Result<(), E> {
        let line = self.json.borrow().line();
        let secs = match secs {
            Secs::Number(secs) => *secs,
            Secs::Text(text) => text.trim().parse().unwrap_or(f64::NAN),
            Secs::Other(_) => f64::NAN,
        };
        match self.rows.add(line, id, secs, Again::Replaces) {
            Ok(_) => Ok(()),
            Err(error) => {
                *self.too_many = Some(error);
                Err(E::custom("too many tests"))
            }
        }
    }
}

impl<'de, R: BufRead> DeserializeSeed<'de> for Document<'_, '_, '_, '_, R> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
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
        while let Some((id, secs)) = seq.next_element::<(String, Secs)>()? {
            self.add(&id, &secs)?;
        }
        Ok(())
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Secs {
    Number(f64),
    Text(String),
    Other(IgnoredAny),
}
