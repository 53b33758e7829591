//! One candidate beside its baseline, for a reader: what differs, what that comes to, what would end later, what came true.

use laneway_chart::human;
use laneway_chart::pipeline::changes;
use laneway_chart::pipeline::later::Kind;
use laneway_engine::suite::Suite;
use laneway_export::foretold::{Foretold, sentence};
use laneway_export::pull_request::{HEADER, figures};
use laneway_pipeline::compare::Comparison;
use laneway_pipeline::scenario::Scenario;

use super::MOST_LATER;
use crate::commands::import::lost_order;
use crate::table;

/// Before the change.
pub(super) fn describe(
    suite: &Suite,
    scenario: &Scenario,
    comparison: &Comparison,
    changes: &[String],
    later: &[Kind],
) -> String {
    let replications = scenario.study.replications;
    let mut text = of_suite(suite);
    text.push_str(&format!("{}\n", changes::sentence(&comparison.candidate.runs, replications)));
    let mut rows = vec![HEADER.map(str::to_owned).to_vec()];
    rows.extend(figures(comparison, scenario.is_bare()));
    text.push_str(&format!("\n{}\nchanges:\n", table::set(&rows)));
    match changes {
        [] => text.push_str("  none: both sides are the same\n"),
        changes => text.extend(changes.iter().map(|change| format!("  {change}\n"))),
    }
    for kind in later {
        text.push_str(&format!("\n{}", kind.words()));
        if kind.later.is_empty() {
            text.push('\n');
            continue;
        }
        let of_kind = kind.table(MOST_LATER);
        let rows: Vec<_> = std::iter::once(of_kind.header).chain(of_kind.rows).collect();
        text.push_str(&format!(":\n{}", table::set(&rows)));
    }
    text
}

/// After it.
pub(super) fn describe_foretold(foretold: &[Foretold]) -> String {
    let mut rows = vec![["run", "predicted", "measured", ""].map(str::to_owned).to_vec()];
    rows.extend(foretold.iter().map(|it| {
        vec![it.measured.name.clone(), it.range(), human::time(it.measured.took), it.place.words().to_owned()]
    }));
    let mut text = format!("{}\n\n{}", sentence(foretold), table::set(&rows));
    if let Some(it) = foretold.iter().find(|it| !it.jobs.is_empty()) {
        let mut rows = vec![["job", "predicted", "measured", ""].map(str::to_owned).to_vec()];
        rows.extend(
            it.jobs
                .iter()
                .map(|job| vec![job.name.clone(), job.range(), human::time(job.took), job.place.words().to_owned()]),
        );
        text.push_str(&format!("\n{}:\n{}", it.measured.name, table::set(&rows)));
    }
    text
}

/// What the suite is.
pub(super) fn of_suite(suite: &Suite) -> String {
    let total = human::time(suite.tests.iter().map(|test| test.duration).sum());
    let n_tests = human::count(suite.tests.len() as u64);
    format!("{}: {n_tests} tests, {total} in all\n{}\n", suite.name, lost_order(suite))
}
