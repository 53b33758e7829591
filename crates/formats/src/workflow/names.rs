//! Names of artifacts and data files that differ by cell and by shard.

use laneway_pipeline::job::Job;
use laneway_pipeline::step::{Step, Work};

/// Puts `{cell}` and `{shard}` for values of the matrix into the names of a job, and one word for all that only a run knows.
/// Gives the names of artifacts, as the file has them, that have some axes of the matrix but not all.
pub(super) fn fill(job: &mut Job) -> Vec<String> {
    let several = job.matrix.axes.iter().filter(|axis| axis.values.len() > 1);
    let axes = job.matrix.axes.iter().map(|axis| axis.name.clone()).collect();
    let names =
        Names { axes, several: several.map(|axis| axis.name.clone()).collect(), has_shards: job.matrix.shards > 1 };
    let mut partial = Vec::new();
    for step in &mut job.steps {
        if let Work::Parallel { lanes } = &mut step.work {
            lanes.iter_mut().flat_map(|lane| &mut lane.steps).for_each(|step| names.fill_step(step, &mut partial));
        }
        names.fill_step(step, &mut partial);
    }
    partial
}

struct Names {
    axes: Vec<String>,
    /// Those with more than one value.
    several: Vec<String>,
    has_shards: bool,
}

impl Names {
    fn fill_step(&self, step: &mut Step, partial: &mut Vec<String>) {
        match &mut step.work {
            Work::Upload(upload) => {
                let n_used =
                    self.several.iter().filter(|axis| upload.artifact.contains(&format!("{{matrix.{axis}}}"))).count();
                if 0 < n_used && n_used < self.several.len() {
                    partial.push(upload.artifact.clone());
                }
                upload.artifact = self.filled(&upload.artifact);
                // Which files there are is up to the runs of tests; any of theirs match.
                upload.files = self.filled(&upload.files).replace("{cell}", "*").replace("{shard}", "*");
            }
            Work::Download(download) => download.artifacts = self.filled(&download.artifacts),
            Work::Tests(run) => {
                if let Some(collect) = &mut run.coverage {
                    collect.data_file = self.filled(&collect.data_file);
                }
            }
            _ => {}
        }
    }

    fn filled(&self, name: &str) -> String {
        let mut filled = String::new();
        let mut has_cell = false;
        let mut rest = name;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((inner, after)) = behind.split_once('}') else { break };
            filled.push_str(before);
            match inner.strip_prefix("matrix.") {
                Some(name) if self.axes.iter().any(|axis| axis == name) => {
                    filled.push_str(if has_cell { "" } else { "{cell}" });
                    has_cell = true;
                }
                Some(_) if self.has_shards => filled.push_str("{shard}"),
                _ => filled.push_str("run"),
            }
            rest = after;
        }
        filled + rest
    }
}
