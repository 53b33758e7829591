//! A job that runs tests again only to measure their coverage could have them measured where they run anyway.

use laneway_pipeline::coverage::Collect;
use std::collections::BTreeSet;

use super::Rule;
use crate::finding::Finding;
use crate::look::Look;

pub(super) const RULE: Rule = Rule { id: "tests-run-twice", title: "tests run twice for coverage", look };

fn look(look: &Look<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for measured in look.runs().filter(|at| at.run.coverage.is_some()) {
        let own: BTreeSet<&str> = look.tests(measured).map(|test| test.id.as_str()).collect();
        let is_again = |other: &crate::look::At<'_>| {
            let n_shared = look.tests(*other).filter(|test| own.contains(test.id.as_str())).count();
            other.run.coverage.is_none() && other.job_place != measured.job_place && n_shared * 2 > own.len()
        };
        let Some(first) = look.runs().find(is_again) else { continue };
        let wrong = format!("The tests of `{}` run again here, only for their coverage.", first.job.title());
        let why =
            "The second run costs a runner for as long as the first, and everything that needs it waits.".to_owned();
        let advice = format!(
            "Measure in `{}`, and let that job check, or a job that combines and runs no tests.",
            first.job.title()
        );
        // The job that measures is no more, as long as nothing else is in it; who needed it needs the other.
        let collect = measured.run.coverage.clone().unwrap_or_default();
        let permille = measured.run.session.coverage_permille;
        let mut fix = look.with_run(first, |run| {
            run.coverage = Some(Collect { ..collect });
            run.session.coverage_permille = permille;
        });
        let (gone, kept) = (measured.job.id.clone(), first.job.id.clone());
        fix.jobs.retain(|job| job.id != gone);
        let rename = |names: &mut Vec<String>| {
            names.iter_mut().filter(|name| **name == gone).for_each(|name| name.clone_from(&kept));
        };
        fix.jobs.iter_mut().for_each(|job| rename(&mut job.needs));
        rename(&mut fix.required);
        let is_alone = measured.job.test_runs().count() == 1 && first.job.id != measured.job.id;
        findings.push(look.finding(RULE.id, measured, "coverage", [wrong, why, advice], is_alone.then_some(fix)));
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
    use crate::sample::{even, of_pipeline};

    #[test]
    fn fires_where_a_job_only_measures() {
        let unit = Job { id: "unit".to_owned(), ..Job::bare(Session { workers: 0, ..Session::default() }) };
        let mut coverage = Job { id: "coverage".to_owned(), needs: vec!["unit".to_owned()], ..unit.clone() };
        let mut twice = Pipeline { jobs: vec![unit.clone(), coverage.clone()], ..Pipeline::default() };
        twice.jobs[1].test_runs_mut().for_each(|run| run.coverage = Some(Collect::default()));
        expect![[r#"
            job `coverage`, step 1, coverage: The tests of `unit` run again here, only for their coverage. The second run costs a runner for as long as the first, and everything that needs it waits. Measure in `unit`, and let that job check, or a job that combines and runs no tests. [saves 50 %]
        "#]].assert_eq(&of_pipeline(&RULE, &even(9, 10), &twice));
        coverage.test_runs_mut().for_each(|run| run.session.selection.paths = vec!["t1.py".to_owned()]);
        let apart = Pipeline { jobs: vec![unit, coverage], ..Pipeline::default() };
        assert_eq!(of_pipeline(&RULE, &even(9, 10), &apart), "");
    }
}
