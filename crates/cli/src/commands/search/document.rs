//! What a search prints, and what a part of one keeps.

use std::path::Path;

use anyhow::{Context, bail};
use laneway_chart::human;
use laneway_chart::pipeline::figures::by_order;
use laneway_chart::search::{table as finalists, words};
use laneway_engine::order::N_ORDERS;
use laneway_engine::suite::Suite;
use laneway_pipeline::by_order::ByOrder;
use laneway_pipeline::scenario::Scenario;
use laneway_search::found::Found;
use laneway_search::objective::Objective;
use laneway_search::part::PartFound;
use laneway_search::question::Question;
use laneway_search::space::Space;
use serde::{Deserialize, Serialize};

use crate::{named_file, table};

/// The schema of documents.
pub(super) const SCHEMA: u32 = 1;

/// All that ends a search, but the other parts.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartDocument {
    pub(super) schema: u32,
    pub(super) scenario: Scenario,
    pub(super) space: Space,
    pub(super) objective: Objective,
    pub(super) found: PartFound,
}

/// Reads what a part wrote.
pub(super) fn read_part(path: &Path) -> anyhow::Result<PartDocument> {
    let json = named_file::bytes(path)?;
    let document: PartDocument = serde_json::from_slice(&json).with_context(|| {
        format!("{} is no part of a search, expected what `laneway search --part` wrote", path.display())
    })?;
    if document.schema != SCHEMA {
        bail!("{} has schema {}, expected {SCHEMA}: take the Laneway that wrote it", path.display(), document.schema);
    }
    Ok(document)
}

/// What the winner comes to in other orders, where the report has lost that of tests.
pub(super) fn describe_orders(found: Option<&ByOrder>) -> String {
    let Some([_, now, best, difference]) = found.map(by_order) else { return String::new() };
    let n = N_ORDERS + 1;
    format!(
        "The report has lost the order of tests within files: over {n} orders a run without noise takes {best}, now {now}; \
         the difference is {difference}.\n"
    )
}

/// The answer for people.
pub(super) fn describe(found: &Found, question: &Question, suite: &Suite, notes: &[String]) -> String {
    let n_tests = human::count(suite.tests.len() as u64);
    let (n, n_runs) = (human::count(found.n_configurations as u64), human::count(found.n_runs));
    let plural = if found.n_configurations == 1 { "" } else { "s" };
    let mut text = format!("{}: {n_tests} tests, {n} configuration{plural} in {n_runs} runs\n", suite.name);
    text.extend(notes.iter().map(|note| format!("{note}\n")));
    let in_common = finalists::in_common(found);
    if !in_common.is_empty() {
        text.push_str(&format!("all that came to the last round: {}\n", words::changes(&in_common)));
    }
    let all = finalists::table(found);
    let mut rows = vec![all.header];
    rows.extend(all.rows);
    text.push_str(&format!("\n{}\n", table::set(&rows)));
    text.extend(words::answer(found, &question.objective).iter().map(|sentence| format!("{sentence}\n")));
    text
}
