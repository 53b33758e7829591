//! Workflow files: read as pipelines, written again, and changed where they are a team's own.

#![no_main]

use laneway_export::workflow::merge::changes::bring;
use laneway_export::workflow::options::Options;
use laneway_export::workflow::{forgejo, github, gitlab};
use laneway_formats::workflow::{self, yaml};
use laneway_fuzz::simulate_pipeline;
use laneway_pipeline::check::all_fatal;
use laneway_pipeline::pipeline::Pipeline;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(imported) = workflow::read(text) else { return };
    let pipeline = &imported.pipeline;
    assert!(imported.warnings.shown.len() <= 100);
    let options = Options::default();
    if all_fatal(pipeline).is_empty() {
        for write in [github, forgejo, gitlab] {
            if let Ok(written) = write(pipeline, &options) {
                assert!(yaml::read(&written.text).is_ok(), "no YAML: {}", written.text);
                let _ = workflow::read(&written.text);
            }
        }
    }
    simulate_pipeline(pipeline);
    let other = change(pipeline);
    for side in [pipeline, &other] {
        if let Ok(merged) = bring(text, side, &options) {
            assert!(yaml::read(&merged.text).is_ok(), "no YAML: {}", merged.text);
            let again =
                bring(&merged.text, side, &options).unwrap_or_else(|error| panic!("{error}, of {}", merged.text));
            assert_eq!(again.text, merged.text, "once is enough");
        }
    }
});

/// Another number of workers and shards.
fn change(pipeline: &Pipeline) -> Pipeline {
    let mut pipeline = pipeline.clone();
    for job in &mut pipeline.jobs {
        if job.test_runs().count() > 0 {
            job.matrix.shards = if job.matrix.shards > 1 { 1 } else { 3 };
        }
        job.test_runs_mut().for_each(|run| run.session.workers += 1);
    }
    pipeline
}
