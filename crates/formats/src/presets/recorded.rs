//! Suites of public packages, run once, serially: `tests/data/recorded/record.sh` says how.
//!
//! The rows hold no data; [`suite`] does.

use std::io::BufReader;

use flate2::read::GzDecoder;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::{Recording, SourceKind, Suite};

use super::character::{Measure, Trait};
use super::parameter::{Value, measured, published};
use super::{Origin, Preset, Rule, Shelf, Sides, two_modes};
use crate::read::read_table;

/// What the rows have in common.
const RECORDED: Preset = Preset {
    id: "",
    title: "",
    about: "",
    shelf: Shelf::Recorded,
    durations: Origin::Recorded,
    character: &[],
    parameters: &[],
    source: "one serial run under Python 3.11.7 and pytest 9.0.2 on 2 cores of a hosted virtual machine, 2026-11-21",
    story: "",
    rule: Rule::Recorded,
    sides: Sides::Sessions(|| two_modes(4, DistMode::Load, DistMode::WorkSteal)),
};

/// When all of them were recorded.
const DATE: &str = "2026-11-21";

/// Most tests of graph algorithms are over at once, some are not.
pub(super) const NETWORKX: Preset = Preset {
    id: "networkx-3-6",
    title: "Recorded: networkx 3.6.1, 6,859 tests",
    about: "A library of algorithms: nine tests of ten under 10 ms, and the longest 1% take most of the time",
    character: &[
        Trait { measure: Measure::Under10Ms, least: 85.0, most: 92.0 },
        Trait { measure: Measure::TopPercent, least: 65.0, most: 75.0 },
    ],
    parameters: &[
        measured("all tests together", Value::Secs(147.0)),
        published("licence", Value::Words("BSD-3-Clause")),
        measured("with numpy and scipy", Value::Words("2.3.5 and 1.16.3")),
    ],
    sides: Sides::Sessions(|| two_modes(8, DistMode::Load, DistMode::LoadGroup)),
    ..RECORDED
};

/// Tests that compute.
pub(super) const SYMPY: Preset = Preset {
    id: "sympy-1-14",
    title: "Recorded: sympy 1.14.0, functions and geometry, 664 tests",
    about: "Tests that compute, with a tail of some seconds: load ends unevenly; tests marked slow are left out",
    character: &[
        Trait { measure: Measure::Under10Ms, least: 25.0, most: 40.0 },
        Trait { measure: Measure::TopPercent, least: 18.0, most: 26.0 },
    ],
    parameters: &[
        measured("all tests together", Value::Secs(216.3)),
        published("licence", Value::Words("BSD-3-Clause")),
    ],
    ..RECORDED
};

/// Tests that wait.
pub(super) const TORNADO: Preset = Preset {
    id: "tornado-6-5",
    title: "Recorded: tornado 6.5.2, 1,306 tests",
    about: "Servers and clients within one process: tests wait on sockets and timers, in a few large files",
    character: &[
        Trait { measure: Measure::Under10Ms, least: 75.0, most: 85.0 },
        Trait { measure: Measure::LargestFile, least: 15.0, most: 25.0 },
    ],
    parameters: &[measured("all tests together", Value::Secs(27.8)), published("licence", Value::Words("Apache-2.0"))],
    sides: Sides::Sessions(|| two_modes(8, DistMode::LoadFile, DistMode::WorkSteal)),
    ..RECORDED
};

/// One file of property tests.
pub(super) const ATTRS: Preset = Preset {
    id: "attrs-25-4",
    title: "Recorded: attrs 25.4.0, 1,370 tests",
    about: "Unit tests and one file of property tests that takes more than half of the time: loadfile waits for it",
    character: &[
        Trait { measure: Measure::Under10Ms, least: 94.0, most: 99.0 },
        Trait { measure: Measure::LargestFile, least: 50.0, most: 65.0 },
    ],
    parameters: &[
        measured("all tests together", Value::Secs(18.7)),
        published("licence", Value::Words("MIT")),
        measured("with hypothesis", Value::Words("6.148.7")),
    ],
    sides: Sides::Sessions(|| two_modes(4, DistMode::LoadFile, DistMode::WorkSteal)),
    ..RECORDED
};

/// The suite of a recorded preset.
pub(super) fn suite(preset: &Preset) -> Option<Suite> {
    let bytes: &[u8] = match preset.id {
        "networkx-3-6" => include_bytes!("../../../../tests/data/recorded/networkx.csv.gz"),
        "sympy-1-14" => include_bytes!("../../../../tests/data/recorded/sympy.csv.gz"),
        "tornado-6-5" => include_bytes!("../../../../tests/data/recorded/tornado.csv.gz"),
        "attrs-25-4" => include_bytes!("../../../../tests/data/recorded/attrs.csv.gz"),
        _ => return None,
    };
    let reading = read_table(preset.title, BufReader::with_capacity(1 << 16, GzDecoder::new(bytes)));
    let mut suite = reading.expect("tests read every recorded suite").suite;
    suite.recording = Recording {
        source: SourceKind::ReportLog,
        date: Some(DATE.to_owned()),
        workers: Some(0),
        cores: Some(2),
        coverage: Some(false),
        ..suite.recording
    };
    Some(suite)
}
