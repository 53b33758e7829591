//! Version 0, before links were published: the document as JSON, deflated. It is read, and written by programs that have
//! no codec of version 1.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::read::DeflateDecoder;
use laneway_formats::scenario_json::{self, ScenarioError};
use laneway_pipeline::scenario::Scenario;

use crate::error::LinkError;

/// The largest document that such a link may unpack to, in bytes.
const MAX_DOCUMENT: u64 = 64 << 20;

/// The scenario behind `v0.`.
pub(crate) fn read(letters: &str) -> Result<Scenario, LinkError> {
    let broken = |found: String, expected| LinkError::Broken { place: String::new(), found, expected };
    let deflated = URL_SAFE_NO_PAD
        .decode(letters)
        .map_err(|error| broken(format!("no base64 ({error})"), "URL-safe letters, all of them"))?;
    let mut json = Vec::new();
    let mut decoder = DeflateDecoder::new(deflated.as_slice()).take(MAX_DOCUMENT + 1);
    decoder
        .read_to_end(&mut json)
        .map_err(|error| broken(format!("what does not unpack ({error})"), "a deflated document, whole"))?;
    if json.len() as u64 > MAX_DOCUMENT {
        return Err(LinkError::TooLarge { place: String::new() });
    }
    scenario_json::read_written(&json).map_err(|error| match error {
        ScenarioError::NewerSchema(schema) => {
            LinkError::NewerPart { place: String::new(), what: format!("a scenario of schema {schema}") }
        }
        error => broken(error.to_string(), "a scenario as saved files have it"),
    })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use flate2::Compression;
    use flate2::read::DeflateEncoder;

    use crate::link::read;

    use super::*;

    fn link(json: &[u8]) -> String {
        let mut deflated = Vec::new();
        DeflateEncoder::new(json, Compression::best()).read_to_end(&mut deflated).expect("memory can be read");
        format!("#v0.{}", URL_SAFE_NO_PAD.encode(deflated))
    }

    fn err(link: &str, expect: Expect) {
        expect.assert_eq(&read(link).expect_err("an error").to_string());
    }

    #[test]
    fn ok_a_session_is_a_pipeline_of_one_job() {
        let json = r#"{"suite": {"name": "old", "tests": []}, "baseline": {}, "candidate": {"workers": 9}}"#;
        let scenario = read(&link(json.as_bytes())).expect("a link");
        assert!(scenario.is_bare());
        assert_eq!(scenario.candidate.sessions().next().map(|session| session.workers), Some(9));
    }

    #[test]
    fn err_what_does_not_unpack_or_is_too_much() {
        err(
            "v0.AAAA",
            expect![
                "the link is broken: found what does not unpack (incomplete deflate stream), expected a deflated document, whole: ask for the file it was made from"
            ],
        );
        err(
            &link(br#"{"baseline": {}, "candidate": {}}"#),
            expect![[
                r#"the link is broken: found the scenario is broken at source: it is not there, expected a suite, as in {"preset": "slow-first"}, expected a scenario as saved files have it: ask for the file it was made from"#
            ]],
        );
        err(
            &link(br#"{"schema": 2, "baseline": {}, "candidate": {}, "suite": {"name": "", "tests": []}}"#),
            expect![
                "the link was made by a newer Laneway: it has a scenario of schema 2: reload the page, update the command line, or ask for its file"
            ],
        );
        err(
            &link(&vec![b' '; MAX_DOCUMENT as usize + 10]),
            expect![
                "the link unpacks to more than a link may, expected what Laneway makes: ask for the file it was made from"
            ],
        );
    }
}
