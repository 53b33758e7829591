//! Answers about comments on pull requests: both sides repeated, put into words, with a link.

use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_export::foretold::{Foretold, foretell, of_session};
use laneway_export::pull_request::{comment as of_comparison, follow_up};
use laneway_formats::measured::{Clock, Measured};
use laneway_formats::source;
use laneway_link::answer::{answer, best, offers};
use laneway_link::fidelity::Names;
use laneway_link::shared::Shared;
use laneway_pipeline::compare::compare;
use laneway_pipeline::scenario::Scenario;

/// The longest address in a comment, in characters.
const MAX_LENGTH: usize = 8_000;

/// A comment, what it rests on, and the address in it.
pub(super) struct Written {
    pub(super) text: String,
    pub(super) foretold: Vec<Foretold>,
    pub(super) address: Option<String>,
}

/// What would change; or, held against real runs, whether it came true. Or why there is nothing to say.
pub(super) fn comment(
    scenario: Scenario,
    suite: &Suite,
    base: &str,
    measured: Vec<Measured>,
    job: Option<&str>,
) -> Result<Written, String> {
    let is_of_session = measured.first().is_some_and(|it| it.clock != Clock::Pipeline);
    let address = address(&scenario, suite, base);
    // A report of tests is held against its own session.
    let scenario =
        if is_of_session { of_session(&scenario, job).map_err(|error| error.to_string())? } else { scenario };
    let comparison = compare(suite, &scenario, Detail::Full, &mut |_| {}).map_err(|error| error.to_string())?;
    let foretold = foretell(&scenario, &comparison, measured);
    let text = if foretold.is_empty() {
        of_comparison(&scenario, suite, &comparison, address.as_deref())
    } else {
        follow_up(suite, &foretold, address.as_deref())
    };
    Ok(Written { text, foretold, address })
}

/// The address with the link to take, without names of tests; `None`: none is short enough.
fn address(scenario: &Scenario, suite: &Suite, base: &str) -> Option<String> {
    let offers = offers(&Shared::from(scenario.clone()), &Names::None, &mut |tried| match tried.source.given() {
        None => answer(tried, suite).ok(),
        Some(_) => answer(tried, &*source::make(&tried.source).ok()?).ok(),
    });
    let n_before = base.chars().count() + 1;
    best(&offers, MAX_LENGTH.saturating_sub(n_before)).map(|offer| format!("{base}#{}", offer.link))
}
