//! Coverage files of one name: where they meet in one folder, the last one is left.

use std::collections::BTreeMap;

use laneway_pipeline::step::Work;

use super::Rule;
use crate::finding::Finding;
use crate::look::{At, Look};

pub(super) const RULE: Rule = Rule { id: "overwritten-data", title: "coverage files that overwrite each other", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let merges = |step: &laneway_pipeline::step::Step| matches!(&step.work, Work::Download(download) if download.merge);
    let has_gate = look.pipeline.jobs.iter().flat_map(|job| &job.steps).any(merges);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut finding = |at: At<'_>| {
        let file = at.run.coverage.as_ref()?.data_file.as_str();
        let shards = at.job.matrix.shards > 1 && !file.contains("{shard}");
        let cells = at.job.matrix.axes.iter().any(|axis| axis.values.len() > 1) && !file.contains("{cell}");
        let first = *seen.entry(file.to_owned()).or_insert(at.job_place);
        let is_taken = first != at.job_place;
        if !has_gate || !(shards || cells || is_taken) {
            return None;
        }
        let wrong = if is_taken {
            format!("`{file}` is the data file of `{}` too.", look.pipeline.jobs[first].title())
        } else {
            format!("All jobs of this matrix write `{file}`.")
        };
        let why =
            "Where the gate unpacks them into one folder, the last one is left, and the others count as not covered.";
        let own = format!(
            ".coverage.{}{}{}",
            at.job.id,
            if at.job.matrix.axes.is_empty() { "" } else { ".{cell}" },
            if at.job.matrix.shards > 1 { ".{shard}" } else { "" }
        );
        let advice = format!("Set `COVERAGE_FILE={own}` on the step.");
        let fix = look.with_run(at, |run| {
            if let Some(collect) = &mut run.coverage {
                collect.data_file = own;
            }
        });
        Some(look.finding(RULE.id, at, "coverage.data_file", [wrong, why.to_owned(), advice], Some(fix)))
    };
    look.runs().filter_map(&mut finding).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_engine::session::Session;
    use laneway_pipeline::coverage::Collect;
    use laneway_pipeline::job::Job;
    use laneway_pipeline::pipeline::Pipeline;
    use laneway_pipeline::step::{Download, Step};

    use super::*;
    use crate::sample::{even, of_pipeline};

    fn pipeline(files: &[&str]) -> Pipeline {
        let lane = |(number, file): (usize, &&str)| {
            let mut job =
                Job { id: format!("lane-{number}"), ..Job::bare(Session { workers: 0, ..Session::default() }) };
            let collect = Collect { data_file: (*file).to_owned(), ..Collect::default() };
            job.test_runs_mut().for_each(|run| run.coverage = Some(collect.clone()));
            job
        };
        let mut jobs: Vec<Job> = files.iter().enumerate().map(lane).collect();
        let steps = vec![Step::new("Download", Work::Download(Download::default()))];
        jobs.push(Job { id: "gate".to_owned(), needs: vec!["lane-0".to_owned()], steps, ..Job::default() });
        Pipeline { jobs, ..Pipeline::default() }
    }

    #[test]
    fn fires_where_names_are_alike() {
        expect![[r#"
            job `lane-1`, step 1, coverage.data_file: `.coverage.x` is the data file of `lane-0` too. Where the gate unpacks them into one folder, the last one is left, and the others count as not covered. Set `COVERAGE_FILE=.coverage.lane-1` on the step. [saves 0 %]
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &pipeline(&[".coverage.x", ".coverage.x"])));
        let mut sharded = pipeline(&[".coverage.x"]);
        sharded.jobs[0].matrix.shards = 2;
        expect![[r#"
            job `lane-0`, step 1, coverage.data_file: All jobs of this matrix write `.coverage.x`. Where the gate unpacks them into one folder, the last one is left, and the others count as not covered. Set `COVERAGE_FILE=.coverage.lane-0.{shard}` on the step. [saves 0 %]
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &sharded));
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline(&[".coverage.x", ".coverage.y"])), "");
    }
}
