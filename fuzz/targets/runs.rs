//! Real runs of GitHub Actions, made into pipelines that can be simulated.

#![no_main]

use laneway_formats::{actions, measured};
use laneway_fuzz::simulate_pipeline;
use laneway_pipeline::check::all_fatal;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let Ok(mut history) = actions::read(&text) else { return };
    let _ = measured::of_history(&history);
    for workflow in history.workflows().into_keys().map(str::to_owned).collect::<Vec<_>>() {
        if let Ok(imported) = history.pipeline(Some(&workflow)) {
            // Names are their authors'; those of ten thousand letters are told.
            let problems = all_fatal(&imported.pipeline);
            assert!(problems.iter().all(|problem| problem.message.ends_with("shorten it")), "{problems:?} of {text}");
            simulate_pipeline(&imported.pipeline);
        }
    }
    history.append(history.clone());
});
