//! Values put into a document by their place: what an author writes as `session.workers = 8`.
//!
//! A table goes into an object key by key, and into a list by the positions of its parts, from 0: `jobs.1.shards`. In the
//! document of a pipeline `session` stands for that of its first run of tests, wherever that is.

use serde_json::{Map, Value};

/// Why a value has no place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// A list has no such part.
    #[error("{place}: found `{found}`, expected the position of one of {n} parts, from 0")]
    NoPart {
        /// Of the list.
        place: String,
        /// The key.
        found: String,
        /// How many there are.
        n: usize,
    },
    /// `session`, where no tests are run.
    #[error("{place}: no job of this pipeline runs tests")]
    NoSession {
        /// Where it was written.
        place: String,
    },
}

/// Puts `changes` into `document`, which `place` names in messages; tables part by part, all else whole.
///
/// # Errors
/// If a list has no part that is named, or there is no session.
pub fn change(document: &mut Value, changes: &Map<String, Value>, place: &str) -> Result<(), ChangeError> {
    for (key, value) in changes {
        let at = format!("{place}.{key}");
        let part = match &mut *document {
            Value::Array(parts) => {
                let n = parts.len();
                let part = key.parse::<usize>().ok().and_then(|number| parts.get_mut(number));
                part.ok_or_else(|| ChangeError::NoPart { place: place.to_owned(), found: key.clone(), n })?
            }
            Value::Object(object) if key == "session" && object.contains_key("jobs") => {
                object.get_mut("jobs").and_then(first_session).ok_or(ChangeError::NoSession { place: at.clone() })?
            }
            Value::Object(object) => object.entry(key.clone()).or_insert(Value::Null),
            // What has no parts gets them.
            other => {
                *other = Value::Object(Map::new());
                &mut other[key.as_str()]
            }
        };
        match value {
            Value::Object(inner) => change(part, inner, &at)?,
            value => *part = value.clone(),
        }
    }
    Ok(())
}

fn first_session(jobs: &mut Value) -> Option<&mut Value> {
    let mut steps = jobs.as_array_mut()?.iter_mut().filter_map(|job| job.get_mut("steps")?.as_array_mut()).flatten();
    steps.find_map(|step| step.get_mut("work")?.get_mut("tests")?.get_mut("session"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn changed(mut document: Value, changes: Value) -> Result<Value, String> {
        let Value::Object(changes) = changes else { unreachable!("tests write objects") };
        change(&mut document, &changes, "candidate").map(|()| document).map_err(|error| error.to_string())
    }

    #[test]
    fn ok_tables_go_in_part_by_part() {
        let document = json!({"dist": "load", "contention": null, "jobs2": [1, {"n": 2}]});
        let changes = json!({"workers": 8, "contention": {"cores": 2}, "jobs2": {"1": {"n": 3}}});
        let expected = json!({"dist": "load", "workers": 8, "contention": {"cores": 2}, "jobs2": [1, {"n": 3}]});
        assert_eq!(changed(document, changes), Ok(expected));
    }

    #[test]
    fn ok_session_is_that_of_the_first_run_of_tests() {
        let pipeline =
            |n| json!({"jobs": [{"steps": [{"work": "checkout"}, {"work": {"tests": {"session": {"workers": n}}}}]}]});
        assert_eq!(changed(pipeline(2), json!({"session": {"workers": 8}})), Ok(pipeline(8)));
    }

    #[test]
    fn err_what_is_not_there() {
        let message = "candidate.jobs: found `3`, expected the position of one of 1 parts, from 0";
        assert_eq!(changed(json!({"jobs": [{}]}), json!({"jobs": {"3": {"name": "x"}}})), Err(message.to_owned()));
        let message = "candidate.session: no job of this pipeline runs tests";
        assert_eq!(changed(json!({"jobs": []}), json!({"session": {"workers": 1}})), Err(message.to_owned()));
    }
}
