//! Several reports at once: files, folders, zips of artifacts. They are parts of one run, or repeated runs.
//!
//! - [`archive`]: what is in a zip.

mod archive;

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use laneway_engine::suite::{OrderKnown, SourceKind, Suite, Test};
use laneway_engine::time::Nanos;
use serde::{Deserialize, Serialize};

use crate::read::{ReadError, Reading, Warnings, read};

/// A document with its name, all in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What messages call it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What several reports are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Together {
    /// Each holds other tests: shards of one run.
    Parts,
    /// Each holds the same tests: the suite was run several times.
    Repeats,
}

/// What came of several documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Those that could be read, in order.
    pub readings: Vec<Reading>,
    /// Those that could not, each with why.
    pub refused: Vec<(String, String)>,
}

/// Reads every document; a zip is opened, and what is no report in it is refused without harm to the others.
/// `progress` hears of bytes read in all.
pub fn open(documents: Vec<Document>, progress: &mut dyn FnMut(u64)) -> Opened {
    let mut opened = Opened::default();
    let mut n_before = 0;
    for document in documents {
        if !archive::is_zip(&document.bytes) {
            n_before += read_into(document, n_before, progress, &mut opened);
            continue;
        }
        let name = document.name.clone();
        match archive::unpack(&document) {
            Ok(members) => {
                for member in members {
                    n_before += read_into(member, n_before, progress, &mut opened);
                }
            }
            Err(error) => opened.refused.push((name, error.to_string())),
        }
    }
    opened
}

/// What several readings probably are: repeats if they share most of their tests.
pub fn guess(readings: &[Reading]) -> Together {
    let sizes = readings.iter().map(|reading| reading.suite.tests.len());
    let Some(smallest) = sizes.min() else { return Together::Parts };
    let mut n_seen: HashMap<&str, usize> = HashMap::new();
    for reading in readings {
        let ids: HashSet<&str> = reading.suite.tests.iter().map(|test| test.id.as_str()).collect();
        ids.into_iter().for_each(|id| *n_seen.entry(id).or_default() += 1);
    }
    let n_shared = n_seen.values().filter(|&&n| n > 1).count();
    if 2 * n_shared > smallest { Together::Repeats } else { Together::Parts }
}

/// Joins several readings into one. Of `Parts`, tests follow each other, and one that is in several counts once, with
/// its last time. Of `Repeats`, each test has all its times as samples, and their median as its duration.
pub fn join(name: &str, readings: Vec<Reading>, together: Together) -> Reading {
    let mut suite = Suite { name: name.to_owned(), ..Suite::default() };
    let mut warnings = Warnings::default();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut samples: Vec<Vec<Nanos>> = Vec::new();
    let mut recording = None;
    for reading in readings {
        warnings.append(reading.warnings);
        recording.get_or_insert(reading.suite.recording);
        for test in reading.suite.tests {
            if let Some(&place) = places.get(&test.id) {
                samples[place].push(test.duration);
                if together == Together::Parts {
                    suite.tests[place].duration = test.duration;
                    warnings.push(1, format!("`{}` is in several parts; the last one counts", test.id));
                }
            } else {
                places.insert(test.id.clone(), samples.len());
                samples.push(vec![test.duration]);
                suite.tests.push(test);
            }
        }
    }
    suite.recording = recording.unwrap_or_default();
    if together == Together::Parts {
        return Reading { suite, warnings, has_durations: true, samples: Vec::new() };
    }
    for (test, samples) in suite.tests.iter_mut().zip(&mut samples) {
        samples.sort_unstable();
        test.duration = samples[samples.len() / 2];
    }
    Reading { suite, warnings, has_durations: true, samples }
}

/// Puts the tests of `suite` in the order of a collection, and leaves out those that it does not hold. Tests without
/// a time get the mean of the others, as pytest-split gives them.
pub fn apply_collection(suite: &Suite, collected: &Suite) -> Reading {
    let known: HashMap<&str, &Test> = suite.tests.iter().map(|test| (test.id.as_str(), test)).collect();
    let mut warnings = Warnings::default();
    let times = || collected.tests.iter().filter_map(|test| known.get(test.id.as_str())).map(|test| test.duration);
    let n_known = times().count() as u64;
    let mean = Nanos(times().map(|time| time.0).sum::<u64>().checked_div(n_known).unwrap_or_default());
    let mut tests = Vec::with_capacity(collected.tests.len());
    for test in &collected.tests {
        let found = known.get(test.id.as_str()).copied();
        if found.is_none() {
            warnings.push(1, format!("`{}` has no time; it gets the mean of the others", test.id));
        }
        let groups =
            if test.groups.is_empty() { found.map_or(&test.groups, |found| &found.groups) } else { &test.groups };
        let duration = found.map_or(mean, |found| found.duration);
        tests.push(Test { id: test.id.clone(), duration, groups: groups.clone() });
    }
    let mut recording = suite.recording.clone();
    recording.order = OrderKnown::Collected;
    if recording.source == SourceKind::CollectOnly {
        recording.source = SourceKind::Typed;
    }
    Reading {
        suite: Suite { name: suite.name.clone(), tests, recording },
        warnings,
        has_durations: true,
        samples: Vec::new(),
    }
}

fn read_into(document: Document, n_before: u64, progress: &mut dyn FnMut(u64), opened: &mut Opened) -> u64 {
    let n_bytes = document.bytes.len() as u64;
    let result: Result<Reading, ReadError> =
        read(&document.name, Cursor::new(document.bytes), &mut |n_read| progress(n_before + n_read));
    match result {
        Ok(reading) => opened.readings.push(reading),
        Err(error) => opened.refused.push((document.name, error.to_string())),
    }
    progress(n_before + n_bytes);
    n_bytes
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use expect_test::{Expect, expect};

    use super::*;

    fn csv(name: &str, text: &str) -> Document {
        Document { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn check(documents: Vec<Document>, expect: Expect) {
        let opened = open(documents, &mut |_| {});
        let together = guess(&opened.readings);
        let joined = join("all", opened.readings, together);
        let tests: Vec<String> =
            joined.suite.tests.iter().map(|test| format!("{}={}", test.id, test.duration.as_secs())).collect();
        expect.assert_eq(&format!("{together:?} {} {:?} {:?}", tests.join(" "), joined.samples.len(), opened.refused));
    }

    #[test]
    fn ok_shards_are_parts() {
        check(vec![csv("1", "a,1\nb,2"), csv("2", "c,3\nd,4")], expect!["Parts a=1 b=2 c=3 d=4 0 []"]);
    }

    #[test]
    fn ok_the_same_tests_are_repeats() {
        check(vec![csv("1", "a,1\nb,2"), csv("2", "a,3\nb,4"), csv("3", "a,2\nb,2")], expect!["Repeats a=2 b=2 2 []"]);
    }

    #[test]
    fn ok_a_zip_is_opened_and_what_is_no_report_is_named() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, text) in [("shard-1/report.csv", "a,1"), ("shard-2/report.csv", "b,2"), ("notes.md", "hello there")]
        {
            zip.start_file(name, options).expect("a member");
            zip.write_all(text.as_bytes()).expect("memory");
        }
        let bytes = zip.finish().expect("a zip").into_inner();
        check(vec![Document { name: "artifacts.zip".to_owned(), bytes }], expect![[r#"Parts a=1 b=2 0 [("artifacts.zip/notes.md", "the file begins with `hello there`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`")]"#]]);
    }

    #[test]
    fn err_a_broken_zip() {
        check(vec![csv("x.zip", "PK\u{3}\u{4}broken"), csv("1", "a,1")], expect![[r#"Parts a=1 0 [("x.zip", "the zip is broken: invalid Zip archive: Could not find EOCD: download it again")]"#]]);
    }
}
