//! Answers about files for others: a side of a scenario, with what it is predicted to do where that is asked for.

use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_export::offer::{Offer, Said, SaidKind, Wish};
use laneway_pipeline::compare::compare;
use laneway_pipeline::scenario::Scenario;

/// What the report is called.
const REPORT: &str = "REPORT.md";

/// The files of a side; with figures, after both sides were repeated as the scenario says.
pub(super) fn offer(scenario: &Scenario, suite: &Suite, wish: &Wish, has_figures: bool) -> Offer {
    let compared = has_figures.then(|| compare(suite, scenario, Detail::Summary, &mut |_| {}));
    let comparison = compared.as_ref().and_then(|compared| compared.as_ref().ok());
    let mut offer = laneway_export::offer::offer(scenario, suite, comparison, wish);
    if let Some(Err(error)) = compared {
        let text = format!("it predicts nothing, since this cannot be simulated: {error}");
        offer.said.push(Said { kind: SaidKind::Cannot, path: Some(REPORT.to_owned()), line: None, text });
    }
    offer
}
