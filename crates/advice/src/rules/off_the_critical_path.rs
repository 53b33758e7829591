//! A job was made quicker that the run does not hang on: nothing comes of it.

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;
use laneway_pipeline::place::Place;

pub(super) const RULE: Rule = Rule { id: "off-the-critical-path", title: "a lane that nothing waits for", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let Some(outcome) = &look.outcome else { return Vec::new() };
    let mut findings = Vec::new();
    for (place, job) in look.pipeline.jobs.iter().enumerate() {
        let Some(before) = look.baseline.job(&job.id).filter(|before| *before != job) else { continue };
        let has_tests = job.test_runs().next().is_some() && before.test_runs().next().is_some();
        let of_job = || outcome.jobs.iter().enumerate().filter(|(_, it)| it.job == place);
        let is_critical = of_job().any(|(number, _)| outcome.critical.contains(&number));
        let Some(slack) = of_job().map(|(_, it)| it.slack).min() else { continue };
        if is_critical || !has_tests || outcome.wall_clock.as_secs() <= 0.0 {
            continue;
        }
        let titles: Vec<&str> =
            outcome.critical.iter().map(|number| look.pipeline.jobs[outcome.jobs[*number].job].title()).collect();
        findings.push(Finding {
            rule: RULE.id,
            place: Place { job: Some(place), title: job.title().to_owned(), ..Place::default() },
            wrong: format!(
                "This job was changed, and could take {:.0} s longer without the run taking longer.",
                slack.as_secs()
            ),
            why: format!("The run's time hangs on {}.", titles.join(", then ")),
            advice: "Change those; here fewer workers, shards or cores may save money at no cost of time.".to_owned(),
            fix: None,
        });
    }
    findings
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use laneway_engine::session::Session;
    use laneway_pipeline::job::Job;
    use laneway_pipeline::pipeline::Pipeline;

    use super::*;
    use crate::sample::even;

    #[test]
    fn fires_where_a_change_is_off_the_critical_path() {
        let job = |id: &str, workers: u32, path: &str| {
            let mut job = Job { id: id.to_owned(), ..Job::bare(Session { workers, ..Session::default() }) };
            job.test_runs_mut().for_each(|run| run.session.selection.paths = vec![path.to_owned()]);
            job
        };
        let with = |unit: u32, slow: u32| Pipeline {
            jobs: vec![job("unit", unit, "t1.py"), job("slow", slow, ".")],
            ..Pipeline::default()
        };
        let suite = even(40, 10);
        let said = |baseline: &Pipeline, candidate: &Pipeline| -> String {
            let look = Look::new(&suite, baseline, candidate, 0);
            (RULE.look)(&look)
                .into_iter()
                .map(|it| format!("{}: {} {} {}\n", it.place, it.wrong, it.why, it.advice))
                .collect()
        };
        expect![[r#"
            job `unit`: This job was changed, and could take 39 s longer without the run taking longer. The run's time hangs on slow. Change those; here fewer workers, shards or cores may save money at no cost of time.
        "#]].assert_eq(&said(&with(0, 0), &with(2, 0)));
        assert_eq!(said(&with(0, 0), &with(0, 2)), "");
        assert_eq!(said(&with(0, 0), &with(0, 0)), "");
    }
}
