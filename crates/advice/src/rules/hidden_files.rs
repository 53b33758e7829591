//! `upload-artifact` leaves files out whose names begin with a dot, and stays green.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_pipeline::place::Place;
use laneway_pipeline::step::Work;

pub(super) const RULE: Rule = Rule { id: "hidden-files", title: "coverage files that are not uploaded", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (job_place, job) in look.pipeline.jobs.iter().enumerate() {
        for (step_place, step) in job.steps.iter().enumerate() {
            let Work::Upload(upload) = &step.work else { continue };
            let measures = job.test_runs().any(|run| run.coverage.is_some());
            let is_hidden = upload.files.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
            if upload.include_hidden || !is_hidden || !measures {
                continue;
            }
            let fix = look.with_jobs(|job| {
                for step in &mut job.steps {
                    if let Work::Upload(upload) = &mut step.work {
                        upload.include_hidden = true;
                    }
                }
            });
            let place = Place {
                job: Some(job_place),
                title: job.title().to_owned(),
                step: Some(step_place),
                field: "include_hidden".to_owned(),
                ..Place::default()
            };
            findings.push(Finding {
                rule: RULE.id,
                place,
                wrong: format!("`{}` is a hidden file, and hidden files are not included.", upload.files),
                why: "upload-artifact from 4.4 on leaves them out with no more than a warning: the gate finds nothing."
                    .to_owned(),
                advice: "Say `include-hidden-files: true`, and `if-no-files-found: error`.".to_owned(),
                fix: Some(fix),
            });
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_pipeline::coverage::Collect;
    use laneway_pipeline::pipeline::Pipeline;
    use laneway_pipeline::step::{Step, Upload};

    use super::*;
    use crate::sample::{even, of_pipeline};

    #[test]
    fn fires_where_the_data_stays_behind() {
        let mut pipeline = Pipeline::bare(Session { workers: 0, ..Session::default() });
        pipeline.jobs[0].test_runs_mut().for_each(|run| run.coverage = Some(Collect::default()));
        let upload = |include_hidden| {
            let upload = Upload { artifact: "coverage".to_owned(), include_hidden, ..Upload::default() };
            Step::new("Upload", Work::Upload(upload))
        };
        pipeline.jobs[0].steps.push(upload(false));
        expect![[r#"
            job `tests`, step 2, include_hidden: `.coverage*` is a hidden file, and hidden files are not included. upload-artifact from 4.4 on leaves them out with no more than a warning: the gate finds nothing. Say `include-hidden-files: true`, and `if-no-files-found: error`. [saves 0 %]
        "#]].assert_eq(&of_pipeline(&RULE, &even(4, 10), &pipeline));
        pipeline.jobs[0].steps.pop();
        pipeline.jobs[0].steps.push(upload(true));
        assert_eq!(of_pipeline(&RULE, &even(4, 10), &pipeline), "");
    }
}
