//! Coverage reports: percentages are some, and of a report with itself there is no more.

#![no_main]

use laneway_formats::coverage;
use laneway_pipeline::coverage::LineReport;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reading) = coverage::read(&String::from_utf8_lossy(bytes)) else { return };
    let percent = reading.report.percent();
    assert!((0.0..=100.0).contains(&percent), "{percent} %");
    let both = LineReport::union([&reading.report, &reading.report]).percent();
    assert!((both - percent).abs() < 1e-9, "{both} %, expected {percent} %");
    assert!(reading.warnings.shown.len() <= 100);
});
