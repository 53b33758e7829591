//! The document of the page in an address, behind the `#`: provisional, version 0.
//!
//! `v0.` and then JSON, deflated, in URL-safe base64. Each change of the wire is a line in FORMATS.md.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use laneway_pipeline::scenario::{SCHEMA, Scenario};

use crate::scenario_json::{self, ScenarioError};

const PREFIX: &str = "v0.";

/// The longest link that is opened, in characters.
pub const MAX_LINK: usize = 4_000_000;

/// The largest document that a link may unpack to, in bytes.
const MAX_DOCUMENT: u64 = 64 << 20;

/// Why a link cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// Made by a later Laneway.
    #[error(
        "the link was made by a newer Laneway (`{version}`), expected version 0: reload this page, or ask for its file"
    )]
    Newer {
        /// What stands before the first dot.
        version: String,
    },
    /// What it holds was written by a later Laneway.
    #[error("the link holds schema {0}, expected at most {SCHEMA}: reload this page, or ask for its file")]
    NewerSchema(u32),
    /// No link of Laneway's at all.
    #[error("the address holds no link of Laneway's, expected it to begin with `#v0.`")]
    NotALink,
    /// Cut or changed on its way.
    #[error("the link is broken ({0}), perhaps cut by a chat program: copy it again, whole")]
    Broken(&'static str),
    /// Larger than any that Laneway makes.
    #[error("the link is too large: ask for the file it was made from")]
    TooLarge,
}

/// The document as the part of an address behind the `#`. A suite of some hundred thousand tests makes it longer than
/// [`MAX_LINK`]; [`read`] then refuses it, so better look before it is kept.
pub fn write(scenario: &Scenario) -> String {
    let json = scenario_json::write(scenario);
    let mut deflated = Vec::new();
    let mut encoder = DeflateEncoder::new(json.as_bytes(), Compression::best());
    encoder.read_to_end(&mut deflated).expect("memory can be read");
    format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(deflated))
}

/// Opens what stands behind the `#`; the `#` itself and blanks around it do not matter.
///
/// # Errors
/// If it is no link, a newer one, broken, or too large. Takes bounded time and memory whatever is given.
pub fn read(hash: &str) -> Result<Scenario, LinkError> {
    if hash.len() > MAX_LINK {
        return Err(LinkError::TooLarge);
    }
    let hash = hash.trim();
    let hash = hash.strip_prefix('#').unwrap_or(hash);
    let Some(encoded) = hash.strip_prefix(PREFIX) else {
        let version = hash.split('.').next().unwrap_or_default();
        let is_version = version.strip_prefix('v').is_some_and(|number| number.parse::<u32>().is_ok());
        return Err(if is_version { LinkError::Newer { version: version.to_owned() } } else { LinkError::NotALink });
    };
    let deflated = URL_SAFE_NO_PAD.decode(encoded).map_err(|_| LinkError::Broken("it is no base64"))?;
    let mut json = Vec::new();
    let mut decoder = DeflateDecoder::new(deflated.as_slice()).take(MAX_DOCUMENT + 1);
    decoder.read_to_end(&mut json).map_err(|_| LinkError::Broken("it does not unpack"))?;
    if json.len() as u64 > MAX_DOCUMENT {
        return Err(LinkError::TooLarge);
    }
    scenario_json::read(&json).map_err(|error| match error {
        ScenarioError::NewerSchema(schema) => LinkError::NewerSchema(schema),
        ScenarioError::NoJson { .. } | ScenarioError::Broken { .. } => {
            LinkError::Broken("what it holds is no scenario")
        }
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::session::Session;
    use laneway_engine::study::StudySpec;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;
    use crate::typed;

    fn scenario() -> Scenario {
        let suite = typed::read("a.py: 8 1 / b.py: 3@db").expect("a suite");
        let baseline = Pipeline::bare(Session::default());
        let candidate = Pipeline::bare(Session { workers: 9, ..Session::default() });
        Scenario { source: suite.into(), baseline, candidate, ..Scenario::default() }
    }

    fn write_json(json: &str) -> String {
        let mut deflated = Vec::new();
        DeflateEncoder::new(json.as_bytes(), Compression::best()).read_to_end(&mut deflated).expect("memory");
        format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(deflated))
    }

    fn err(hash: &str, expect: Expect) {
        expect.assert_eq(&read(hash).expect_err("an error").to_string());
    }

    #[test]
    fn ok_what_is_written_reads_the_same() {
        let link = write(&scenario());
        assert_eq!(read(&link).expect("a link"), scenario());
        assert_eq!(read(&format!(" #{link}\n")).expect("a link"), scenario());
    }

    #[test]
    fn ok_older_links_hold_the_suite_itself() {
        let older =
            write_json(r#"{"suite": {"name": "old", "tests": []}, "baseline": {}, "candidate": {"workers": 9}}"#);
        let scenario = read(&older).expect("a link");
        assert_eq!(scenario.source.given().map(|suite| suite.name.as_str()), Some("old"));
        assert!(scenario.is_bare());
        assert_eq!(scenario.candidate.sessions().next().map(|session| session.workers), Some(9));
        assert_eq!(scenario.study, StudySpec::default());
    }

    #[test]
    fn err_a_newer_schema() {
        err(
            &write_json(r#"{"schema": 2, "source": {"preset": "four-tests"}, "baseline": {}, "candidate": {}}"#),
            expect!["the link holds schema 2, expected at most 1: reload this page, or ask for its file"],
        );
    }

    #[test]
    fn err_newer() {
        err(
            "v7.abc",
            expect![
                "the link was made by a newer Laneway (`v7`), expected version 0: reload this page, or ask for its file"
            ],
        );
    }

    #[test]
    fn err_broken() {
        let link = write(&scenario());
        err(
            &link[..PREFIX.len() + link.len() / 8 * 4],
            expect!["the link is broken (it does not unpack), perhaps cut by a chat program: copy it again, whole"],
        );
        err(
            "v0.!!",
            expect!["the link is broken (it is no base64), perhaps cut by a chat program: copy it again, whole"],
        );
        err(
            &write_json(r#"{"baseline": {}, "candidate": {}}"#),
            expect![
                "the link is broken (what it holds is no scenario), perhaps cut by a chat program: copy it again, whole"
            ],
        );
        err("hello", expect!["the address holds no link of Laneway's, expected it to begin with `#v0.`"]);
    }

    #[test]
    fn err_a_bomb_is_not_unpacked() {
        let zeros = vec![b' '; MAX_DOCUMENT as usize + 10];
        let mut deflated = Vec::new();
        DeflateEncoder::new(zeros.as_slice(), Compression::best()).read_to_end(&mut deflated).expect("memory");
        err(
            &format!("v0.{}", URL_SAFE_NO_PAD.encode(deflated)),
            expect!["the link is too large: ask for the file it was made from"],
        );
    }
}
