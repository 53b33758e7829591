//! Answers about links: what a sender's figures are here.

use laneway_engine::suite::Suite;
use laneway_link::headline::Headline;
use laneway_link::sending::headline;
use laneway_pipeline::scenario::Scenario;

/// How many tests are simulated at most to compute a sender's figures anew; some 20 s.
const MOST_CHECKED: u64 = 200_000_000;

/// A headline over `n_runs` runs.
///
/// # Errors
/// If the scenario cannot be simulated, or would take too long.
pub(super) fn check(scenario: &Scenario, suite: &Suite, n_runs: u32) -> Result<Headline, String> {
    let n_tests = suite.tests.len() as u64 * u64::from(n_runs);
    if n_tests > MOST_CHECKED {
        return Err(format!("{n_tests} tests would be simulated, {MOST_CHECKED} are the most that nobody asked for"));
    }
    headline(scenario, suite, n_runs).map_err(|error| error.to_string())
}
