//! REPORT.md: what was simulated, what it predicts, what was assumed, and what the files do not say.

use std::collections::BTreeSet;

use laneway_chart::human;
use laneway_chart::pipeline::changes;
use laneway_chart::pipeline::figures::{self, Repeated};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_pipeline::compare::Comparison;
use laneway_pipeline::scenario::Scenario;

use crate::assumed;
use crate::cannot::CannotExpress;
use crate::lane::lanes;
use crate::markdown::{address, cell, code, escaped, list, table};
use crate::settings::Configured;
use crate::side::Side;

/// The report on a side. Without a comparison it predicts nothing.
pub(crate) fn report(
    scenario: &Scenario,
    suite: &Suite,
    side: Side,
    comparison: Option<&Comparison>,
    configured: &Configured,
    cannot: &[CannotExpress],
    link: Option<&str>,
) -> String {
    let total: Nanos = suite.tests.iter().map(|test| test.duration).sum();
    let mut text = format!("# {}: {}\n\n", code(&suite.name), side.name());
    if let Some(link) = link {
        text.push_str(&format!("Open it: <{}>\n\n", address(link)));
    }
    let n_tests = human::count(suite.tests.len() as u64);
    text.push_str(&format!("## Simulated\n\n{n_tests} tests, {} one after another.\n\n", human::time(total)));
    text.push_str("| run | command |\n|---|---|\n");
    for command in &configured.commands {
        let shards = if command.n_shards > 1 { format!(", {} shards", command.n_shards) } else { String::new() };
        text.push_str(&format!("| {}{shards} | {} |\n", cell(&command.lane), cell(&command.shell())));
    }
    let plugins: BTreeSet<&str> =
        configured.commands.iter().flat_map(|command| command.plugins.iter().copied()).collect();
    let install = plugins.iter().map(|plugin| format!(" {plugin}")).collect::<String>();
    let is_grouped = lanes(side.of(scenario)).iter().any(|lane| lane.run.session.dist == DistMode::LoadGroup);
    let pytest = if is_grouped { "'pytest<9.2'" } else { "pytest" };
    text.push_str(&format!(
        "\nWhat all runs share is in the settings file. They need `pip install {pytest}{install}`.\n"
    ));
    if let Some(comparison) = comparison {
        text.push_str(&predicted(scenario, side, comparison));
    }
    text.push_str(&assumed(scenario, suite, side, configured));
    if !cannot.is_empty() {
        text.push_str("\n## Not in the files\n\n");
        text.extend(cannot.iter().map(|cannot| format!("- {}\n", escaped(&cannot.to_string()))));
    }
    text
}

/// The figures of many runs: of the baseline alone, or of both sides with their differences.
fn predicted(scenario: &Scenario, side: Side, comparison: &Comparison) -> String {
    let [baseline, candidate] = [&comparison.baseline, &comparison.candidate];
    let [before, after] =
        [baseline, candidate].map(|side| Repeated { row: &side.runs, gate: side.typical.gate.as_ref() });
    let figures = figures::table(before, after);
    let [was, is] = [baseline, candidate].map(|side| human::time(side.typical.wall_clock));
    let typical = vec!["typical run".to_owned(), was, is, String::new()];
    let n_columns = if side == Side::Candidate { 4 } else { 2 };
    let n = human::count(u64::from(scenario.study.replications));
    let mut text = format!("\n## Predicted\n\n{n} runs with other luck each; intervals are 95% intervals.\n\n");
    let rows = std::iter::once(&typical).chain(&figures.rows).map(|row| row[..n_columns].to_vec());
    text.push_str(&table(&figures.header[..n_columns], &rows.collect::<Vec<_>>()));
    if side == Side::Candidate {
        text.push_str(&format!("\n{}\n", changes::sentence(&candidate.runs, scenario.study.replications)));
    }
    text
}

fn assumed(scenario: &Scenario, suite: &Suite, side: Side, configured: &Configured) -> String {
    let pipeline = side.of(scenario);
    let mut lines = assumed::of_both(scenario, suite, true);
    if let Some(coverage) = &configured.settings.coverage {
        if coverage.is_source_assumed {
            let sources = coverage.sources.iter().map(|source| code(source)).collect::<Vec<_>>().join(", ");
            lines.push(format!("coverage measures {sources}: a guess where no report of coverage says it"));
        }
        lines.push(format!(
            "where reports do not say it, lanes share {} of the lines that they could share",
            human::percent(pipeline.coverage.overlap)
        ));
    }
    if lanes(pipeline).iter().any(|lane| lane.job.matrix.shards > 1) {
        lines.push("part of a job's shards covers (part)^0.25 of what all do".to_owned());
    }
    format!("\n## Assumed\n\n{}", list(&lines))
}
