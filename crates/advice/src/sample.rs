//! Suites and pipelines for the tests of rules.

use laneway_engine::session::Session;
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;
use laneway_pipeline::pipeline::Pipeline;

use crate::look::Look;
use crate::rules::Rule;

/// Tests by file and tenths of a second: `a.py 5 1 2`.
pub(crate) fn suite(files: &str) -> Suite {
    let of_file = |line: &str| {
        let mut words = line.split(' ');
        let file = words.next().unwrap_or_default().to_owned();
        let test = move |(number, tenths): (usize, &str)| Test {
            id: format!("{file}::test_{number}"),
            duration: Nanos(tenths.parse::<u64>().expect("tenths of a second") * 100_000_000),
            ..Test::default()
        };
        words.collect::<Vec<_>>().into_iter().enumerate().map(test).collect::<Vec<_>>()
    };
    Suite { tests: files.lines().flat_map(of_file).collect(), ..Suite::default() }
}

/// As many tests of one duration in a file of their own each.
pub(crate) fn even(n: usize, tenths: u64) -> Suite {
    suite(&(0..n).map(|file| format!("t{file}.py {tenths}\n")).collect::<String>())
}

/// What a rule says of a session and nothing around it.
pub(crate) fn of_session(rule: &Rule, suite: &Suite, session: Session) -> String {
    of_pipeline(rule, suite, &Pipeline::bare(session))
}

/// What a rule says of a pipeline: one line a finding, with what its fix saves in a typical run.
pub(crate) fn of_pipeline(rule: &Rule, suite: &Suite, pipeline: &Pipeline) -> String {
    let look = Look::new(suite, pipeline, pipeline, 0);
    let line = |finding: crate::finding::Finding| {
        let saves = finding.fix.as_ref().and_then(|fix| look.saves(fix));
        let saves = saves.map_or_else(String::new, |saves| format!(" [saves {:.0} %]", saves * 100.0));
        format!("{}: {} {} {}{saves}\n", finding.place, finding.wrong, finding.why, finding.advice)
    };
    (rule.look)(&look).into_iter().map(line).collect()
}
