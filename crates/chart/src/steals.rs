//! Who took tests from whom, read off the controller's decisions.

use std::collections::HashMap;

use laneway_engine::outcome::{Decision, DecisionKind};
use laneway_engine::time::Nanos;

/// Tests that went from one worker's queue to another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steal {
    /// When the controller asked for them.
    pub asked: Nanos,
    /// When it sent them on.
    pub sent: Nanos,
    /// The worker that gave.
    pub victim: u32,
    /// The worker that got.
    pub thief: u32,
    /// How many tests.
    pub n_tests: u32,
}

/// All steals in the order in which tests were sent on; an answer shared between several thieves makes several.
pub fn steals(decisions: &[Decision]) -> Vec<Steal> {
    let mut asked = HashMap::new();
    let mut given: HashMap<u32, (u32, Nanos)> = HashMap::new();
    let mut steals = Vec::new();
    for decision in decisions {
        let tests = decision.tests.as_deref().unwrap_or_default();
        match decision.kind {
            DecisionKind::Steal => {
                asked.insert(decision.worker, decision.at);
            }
            DecisionKind::Unscheduled => {
                let asked_at = asked.remove(&decision.worker).unwrap_or(decision.at);
                given.extend(tests.iter().map(|test| (*test, (decision.worker, asked_at))));
            }
            DecisionKind::RunTests if !given.is_empty() => {
                let first_of_this = steals.len();
                for (victim, asked) in tests.iter().filter_map(|test| given.remove(test)) {
                    if victim == decision.worker {
                        continue;
                    }
                    let known = steals[first_of_this..].iter_mut().find(|steal: &&mut Steal| steal.victim == victim);
                    if let Some(steal) = known {
                        steal.n_tests += 1;
                    } else {
                        let (sent, thief) = (decision.at, decision.worker);
                        steals.push(Steal { asked, sent, victim, thief, n_tests: 1 });
                    }
                }
            }
            _ => {}
        }
    }
    steals
}

#[cfg(test)]
mod tests {
    use super::{Steal, steals};
    use crate::sample::{outcome, suite};
    use laneway_engine::dist_mode::DistMode;
    use laneway_engine::time::Nanos;

    #[test]
    fn a_worker_that_runs_dry_takes_from_the_longest_queue() {
        let outcome = outcome(&suite(&[8, 1, 1, 1, 1, 1, 1, 1], 1), 2, DistMode::WorkSteal);
        let first = steals(&outcome.decisions)[0];
        assert_eq!((first.victim, first.thief), (0, 1));
        assert_eq!(outcome.summary.steals as usize, steals(&outcome.decisions).len());
    }

    #[test]
    fn chunks_that_load_sends_are_no_steals() {
        let outcome = outcome(&suite(&[1; 40], 4), 3, DistMode::Load);
        assert_eq!(steals(&outcome.decisions), Vec::<Steal>::new());
    }

    #[test]
    fn a_steal_knows_when_it_was_asked_for() {
        let outcome = outcome(&suite(&[8, 1, 1, 1, 1, 1, 1, 1], 1), 2, DistMode::WorkSteal);
        let steals = steals(&outcome.decisions);
        assert!(steals.iter().all(|steal| Nanos::ZERO < steal.asked && steal.asked <= steal.sent && steal.n_tests > 0));
    }
}
