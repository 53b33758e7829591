//! The documents that Laneway writes itself: scenarios, pipelines, calibrations, what a browser keeps.

#![no_main]

use laneway_formats::{calibrated, candidates, recent, scenario_json};
use laneway_fuzz::{simulate_pipeline, simulate_scenario};
use laneway_link::link;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(scenario) = scenario_json::read(text.as_bytes()) {
        let written = scenario_json::write(&scenario);
        let again = scenario_json::read(written.as_bytes()).unwrap_or_else(|error| panic!("{error}, of {written}"));
        assert_eq!(again, scenario);
        let sent = link::write(&scenario);
        if sent.len() <= link::MAX_LINK
            && let Ok(opened) = link::read(&sent)
        {
            assert_eq!(link::write(&opened), sent);
        }
        simulate_scenario(&scenario);
    }
    if let Ok(pipeline) = scenario_json::read_pipeline(text.as_bytes()) {
        simulate_pipeline(&pipeline);
    }
    if let Ok(costs) = calibrated::read(text) {
        assert!(calibrated::read(&calibrated::write(&costs)).is_ok_and(|again| again == costs));
    }
    let kept = candidates::Candidates::read(text);
    assert_eq!(candidates::Candidates::read(&kept.write()), kept);
    let recents = recent::Recents::read(text);
    assert_eq!(recent::Recents::read(&recents.write()).entries(), recents.entries());
});
