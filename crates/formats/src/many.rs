//! Several files at once, folders, zips of artifacts: reports of tests, and what else is told by [`crate::dropped`].
//!
//! - [`archive`]: what is in a zip.
//! - [`others`]: what is no report of tests: coverage, real runs, workflows.
//! - [`together`]: whether they are parts of one run, or repeated runs.
//! - [`join`]: one reading of many.
//! - [`collection`]: the order of a collection, put on a suite.

mod archive;

pub mod others;

pub mod together;

pub mod join;

pub mod collection;

use std::io::Cursor;

use serde::{Deserialize, Serialize};

use crate::dropped::{self, Dropped};
use crate::measured::{self, Measured};
use crate::read::{ReadError, Reading, read};
use others::{CoverageFile, Others, PipelineFile};

pub use collection::apply_collection;
pub use join::join;
pub use together::{Together, guess};

/// A document with its name, all in memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What messages call it; of a file in a folder, its path.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What came of several documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Reports of tests that could be read, in order.
    pub readings: Vec<Reading>,
    /// Workflows in order, then those of all real runs together, by name.
    pub pipelines: Vec<PipelineFile>,
    /// Coverage reports, in order.
    pub coverage: Vec<CoverageFile>,
    /// How long real runs took, those of reports of tests first; of those that know.
    pub measured: Vec<Measured>,
    /// Those that are nothing of the kind, beside others that may be; each name with a note. No harm is done.
    pub skipped: Vec<(String, String)>,
    /// Those that should be such files, and could not be read; each name with what was found and expected.
    pub refused: Vec<(String, String)>,
}

/// Reads every document; of a zip, every file in it. One that cannot be read does no harm to the others.
/// `progress` hears of bytes read in all; those in zips count unpacked.
pub fn open(documents: Vec<Document>, progress: &mut dyn FnMut(u64)) -> Opened {
    let is_one_of_many = documents.len() > 1;
    let (others, opened) = (Others::default(), Opened::default());
    let mut opening = Opening { is_one_of_many, n_before: 0, others, opened, progress };
    for document in documents {
        if !archive::is_zip(&document.bytes) {
            opening.read(&document);
            continue;
        }
        opening.is_one_of_many = true;
        let result = archive::unpack(&document, &mut |member| opening.read(member));
        if let Err(error) = result {
            opening.opened.refused.push((document.name, error.to_string()));
        }
    }
    opening.end()
}

struct Opening<'p> {
    is_one_of_many: bool,
    n_before: u64,
    others: Others,
    opened: Opened,
    progress: &'p mut dyn FnMut(u64),
}

impl Opening<'_> {
    fn read(&mut self, document: &Document) {
        let result = match dropped::recognise(&document.bytes) {
            Dropped::Tests => self.read_tests(document),
            other => self.others.read(document, other),
        };
        self.n_before += document.bytes.len() as u64;
        (self.progress)(self.n_before);
        self.note(&document.name, result);
    }

    fn read_tests(&mut self, document: &Document) -> Result<(), Refusal> {
        let (n_before, progress) = (self.n_before, &mut self.progress);
        let result = read(&document.name, Cursor::new(&document.bytes), &mut |n_read| progress(n_before + n_read));
        let reading = result.map_err(|error| Refusal {
            why: match &error {
                ReadError::Unknown { .. } => {
                    format!("{error}; or a coverage report, a workflow, runs of GitHub Actions as JSON")
                }
                error => error.to_string(),
            },
            is_other_kind: matches!(error, ReadError::Empty | ReadError::Unknown { .. } | ReadError::WrongFile(_)),
        })?;
        self.opened.readings.push(reading);
        Ok(())
    }

    /// Of many files, one of another kind is nothing bad.
    fn note(&mut self, name: &str, result: Result<(), Refusal>) {
        if let Err(Refusal { why, is_other_kind }) = result {
            let is_skipped = is_other_kind && self.is_one_of_many;
            let list = if is_skipped { &mut self.opened.skipped } else { &mut self.opened.refused };
            list.push((name.to_owned(), why));
        }
    }

    fn end(mut self) -> Opened {
        let others = std::mem::take(&mut self.others);
        let of_reports = self.opened.readings.iter().filter_map(measured::of_reading);
        self.opened.measured = of_reports.chain(others.measured()).collect();
        let (pipelines, coverage, problems) = others.end();
        (self.opened.pipelines, self.opened.coverage) = (pipelines, coverage);
        for (name, refusal) in problems {
            self.note(&name, Err(refusal));
        }
        self.opened
    }
}

/// Why a document cannot be read.
#[derive(Debug)]
struct Refusal {
    why: String,
    /// It is probably no file of the kind at all.
    is_other_kind: bool,
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use expect_test::{Expect, expect};

    use super::*;

    fn csv(name: &str, text: &str) -> Document {
        Document { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
    }

    fn zip(name: &str, members: &[(&str, &[u8])]) -> Document {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, bytes) in members {
            zip.start_file(*name, options).expect("a member");
            zip.write_all(bytes).expect("memory");
        }
        Document { name: name.to_owned(), bytes: zip.finish().expect("a zip").into_inner() }
    }

    fn check(documents: Vec<Document>, expect: Expect) {
        let opened = open(documents, &mut |_| {});
        let mut text = String::new();
        for reading in opened.readings {
            let tests = reading.suite.tests.iter().map(|test| format!(" {}={}", test.id, test.duration.as_secs()));
            text += &format!("{}:{}\n", reading.suite.name, tests.collect::<String>());
        }
        for (list, why) in [(opened.skipped, "skipped"), (opened.refused, "refused")] {
            for (name, reason) in list {
                text += &format!("{name}: {why}: {}\n", reason.chars().take(70).collect::<String>());
            }
        }
        expect.assert_eq(&text);
    }

    #[test]
    fn ok_a_zip_is_opened_and_what_is_no_report_is_skipped() {
        let inner = zip("inner.zip", &[("report.csv", b"c,3")]);
        let members: [(&str, &[u8]); 4] =
            [("1/report.csv", b"a,1"), ("2/report.csv", b"b,2"), ("notes.md", b"hello there"), ("3.zip", &inner.bytes)];
        check(
            vec![zip("artifacts.zip", &members)],
            expect![[r#"
            artifacts.zip/1/report.csv: a=1
            artifacts.zip/2/report.csv: b=2
            artifacts.zip/3.zip/report.csv: c=3
            artifacts.zip/notes.md: skipped: the file begins with `hello there`, expected one of: .test_durations J
        "#]],
        );
    }

    #[test]
    fn ok_a_zip_of_artifacts_may_have_all_kinds() {
        let workflow = b"on: push\njobs:\n  unit:\n    runs-on: x\n    steps:\n      - run: pytest\n";
        let lcov = b"TN:\nSF:a.py\nDA:1,1\nend_of_record\n";
        let members: [(&str, &[u8]); 3] =
            [("report.csv", b"a,1"), ("ci.yml", workflow), ("coverage-unit/x.lcov", lcov)];
        let opened = open(vec![zip("artifacts.zip", &members)], &mut |_| {});
        let names = opened.pipelines.iter().map(|file| file.name.as_str());
        let names: Vec<&str> = names.chain(opened.coverage.iter().map(|file| file.name.as_str())).collect();
        assert_eq!(names, ["artifacts.zip/ci.yml", "artifacts.zip/coverage-unit/x.lcov"]);
        assert_eq!((opened.readings.len(), opened.skipped.len(), opened.refused.len()), (1, 0, 0));
    }

    #[test]
    fn err_what_is_broken_does_no_harm_to_others() {
        check(
            vec![csv("x.zip", "PK\u{3}\u{4}broken"), csv("a.json", "{\"a\": 1"), csv("1", "a,1")],
            expect![[r#"
            1: a=1
            x.zip: refused: the zip is broken: invalid Zip archive: Could not find EOCD: download 
            a.json: refused: line 1: the .test_durations JSON is broken: it ends at column 7 in the
        "#]],
        );
        check(
            vec![csv("notes.md", "hello there")],
            expect![[r#"
            notes.md: refused: the file begins with `hello there`, expected one of: .test_durations J
        "#]],
        );
    }

    #[test]
    fn err_a_zip_in_a_zip_in_a_zip() {
        let inner = zip("inner.zip", &[("report.csv", b"c,3")]);
        let middle = zip("middle.zip", &[("inner.zip", &inner.bytes)]);
        check(
            vec![zip("outer.zip", &[("middle.zip", &middle.bytes), ("a.csv", b"a,1")])],
            expect![[r#"
            outer.zip/a.csv: a=1
            outer.zip/middle.zip/inner.zip: skipped: the file is a zip in a zip in a zip: unpack it and open what is in it
        "#]],
        );
    }

    #[test]
    fn err_a_zip_bomb() {
        let zeros = vec![0; 64 << 20];
        let inner = zip("inner.zip", &[("zeros", &zeros)]);
        let names: Vec<String> = (0..20).map(|number| format!("{number}.zip")).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), inner.bytes.as_slice())).collect();
        let opened = open(vec![zip("bomb.zip", &members)], &mut |_| {});
        expect!["the zip unpacks to more than 1024 MiB, expected less: unpack it and open the reports alone"]
            .assert_eq(&opened.refused[0].1);
    }
}
