//! Whether a link changes the answer, and the shortest one that does not.

use laneway_engine::prepared::Prepared;
use laneway_engine::simulate::Detail;
use laneway_engine::suite::Suite;
use laneway_pipeline::compare::typical;
use laneway_pipeline::place::Problem;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::study::PipelineStudy;
use serde::{Deserialize, Serialize};

use crate::fidelity::{Fidelity, LEVELS, Level, Names};
use crate::link::write_shared;
use crate::quantised::{given, quantised};
use crate::shared::Shared;

/// By how much of itself a figure may differ in a link, at most.
pub const MOST_MOVED: f64 = 0.01;

/// By how much of the baseline the gain may differ in any case: far below what is worthwhile.
pub const LEAST_GAIN_MOVED: f64 = 0.001;

/// How many runs an answer is taken over, at most.
pub const N_RUNS: u32 = 20;

/// What both sides of a scenario come to: the baseline first. Seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Wall-clock time of a run in which nothing is left to luck.
    pub typical: [f64; 2],
    /// Mean wall-clock time over some runs, the same luck for both sides and for every fidelity.
    pub mean: [f64; 2],
}

/// An answer before and after something was done to the scenario.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// Of the scenario as it is.
    pub as_is: Answer,
    /// Of the scenario as the link has it.
    pub linked: Answer,
}

/// A link that can be made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// The level; `None`: there is only one, since no suite is given.
    pub level: Option<Level>,
    /// Whether its durations are on the steps that they came on, in a link that was opened before.
    pub is_as_opened: bool,
    /// What it holds.
    pub shared: Shared,
    /// The part of the address behind the `#`.
    pub link: String,
    /// What it does to the answer; `None`: it could not be simulated.
    pub moved: Option<Moved>,
}

/// The answer of a scenario on its suite. Same scenario, same answer. Costs a run of each side and [`N_RUNS`] more, or as
/// many as the study has if these are fewer.
///
/// # Errors
/// If a side cannot be simulated.
pub fn answer(scenario: &Scenario, suite: &Suite) -> Result<Answer, Problem> {
    let sides = [&scenario.baseline, &scenario.candidate];
    let mut answer = Answer::default();
    for (secs, side) in answer.typical.iter_mut().zip(sides) {
        let outcome = typical(Prepared::of_suite(suite), side, scenario.study.seed, Detail::Summary)?;
        *secs = outcome.wall_clock.as_secs();
    }
    let n_runs = scenario.study.replications.clamp(1, N_RUNS);
    let mut study = PipelineStudy::new(Prepared::of_suite(suite), sides.map(Clone::clone).to_vec(), &scenario.study);
    for run in 0..n_runs {
        for (mean, figures) in answer.mean.iter_mut().zip(study.replicate(run)?) {
            *mean += figures.wall_clock.as_secs() / f64::from(n_runs);
        }
    }
    Ok(answer)
}

impl Moved {
    /// By what share of itself the baseline, the candidate and the gain differ at most, of the typical run and of the mean.
    /// A gain's difference below [`LEAST_GAIN_MOVED`] of the baseline counts as none.
    pub fn shares(&self) -> [f64; 3] {
        let Self { as_is, linked } = self;
        let share = |was: f64, is: f64| (is - was).abs() / was.abs().max(1e-9);
        let pairs = [(as_is.typical, linked.typical), (as_is.mean, linked.mean)];
        pairs.into_iter().fold([0.0; 3], |most: [f64; 3], (was, is)| {
            let gain = |sides: [f64; 2]| sides[1] - sides[0];
            let gain_share = if (gain(is) - gain(was)).abs() <= LEAST_GAIN_MOVED * was[0] {
                0.0
            } else {
                share(gain(was), gain(is))
            };
            [most[0].max(share(was[0], is[0])), most[1].max(share(was[1], is[1])), most[2].max(gain_share)]
        })
    }

    /// Whether the link says the same: each within [`MOST_MOVED`].
    pub fn is_same(&self) -> bool {
        self.shares().iter().all(|share| *share < MOST_MOVED)
    }
}

impl Offer {
    /// Whether the link is known to give the sender's answer.
    pub fn is_same(&self) -> bool {
        self.moved.is_some_and(|moved| moved.is_same())
    }

    /// As a sender reads it before copying: `exact order, 10% steps, 5,084 characters`; `address` is how long the address
    /// before the link is.
    pub fn words(&self, address: usize) -> String {
        let kept = self.level.map(|_| format!("{}, ", self.shared.fidelity.words())).unwrap_or_default();
        format!("{kept}{} characters", self.link.len() + address)
    }
}

/// The links that can be made of what is shared, best level first; of each level the shortest that keeps the answer, else the
/// finest. Of what came in a link, that link's own steps, which change nothing more, and coarser ones. `answer` is asked for
/// the scenario as it is, then for each that is tried: [`answer`], or a thread that knows it. Costs eight answers at most.
pub fn offers(shared: &Shared, names: &Names, answer: &mut dyn FnMut(&Scenario) -> Option<Answer>) -> Vec<Offer> {
    let as_is = answer(&shared.scenario);
    if given(&shared.scenario.source).is_none() {
        let link = write_shared(shared);
        let moved = as_is.map(|as_is| Moved { as_is, linked: as_is });
        return vec![Offer { level: None, is_as_opened: false, shared: shared.clone(), link, moved }];
    }
    // What came in a link has lost what better levels would keep.
    let opened = Level::of(shared.fidelity);
    let mut of_fidelity = |level: Level, fidelity: Fidelity| {
        let tried = offered(shared, fidelity, names);
        let linked = answer(&tried.scenario);
        let moved = as_is.zip(linked).map(|(as_is, linked)| Moved { as_is, linked });
        let link = write_shared(&tried);
        let is_as_opened = opened.is_some() && fidelity == shared.fidelity;
        Offer { level: Some(level), is_as_opened, shared: tried, link, moved }
    };
    let mut of_level = |level: Level| {
        if opened == Some(level) {
            return Some(of_fidelity(level, shared.fidelity));
        }
        let mut offer = None;
        for fidelity in level.fidelities() {
            let made = of_fidelity(level, *fidelity);
            let is_done = made.is_same();
            offer = Some(made);
            if is_done {
                break;
            }
        }
        // Durations of whole milliseconds are shorter than fine steps.
        let exact = Fidelity::Ordered { step_permille: 0, n_exact: 0 };
        match offer {
            Some(offer) if level == Level::Fine && offer.shared.fidelity != exact => {
                let is_shorter = write_shared(&offered(shared, exact, names)).len() < offer.link.len();
                Some(if is_shorter { of_fidelity(level, exact) } else { offer })
            }
            offer => offer,
        }
    };
    let is_lost = |level: Level| opened.is_some_and(|opened| level != opened);
    LEVELS.iter().map(|info| info.level).skip_while(|level| is_lost(*level)).filter_map(&mut of_level).collect()
}

/// What is shared at a fidelity. Names that a link had left out stay so.
pub fn offered(shared: &Shared, fidelity: Fidelity, names: &Names) -> Shared {
    let is_left_out = shared.fidelity != Fidelity::Full && shared.names <= names.kept();
    let scenario = quantised(&shared.scenario, fidelity, if is_left_out { &Names::All } else { names });
    Shared { scenario, fidelity, names: names.kept().min(shared.names), ..shared.clone() }
}

/// The offer to begin with: what came in a link as it came; of those that keep the answer and fit, the shortest with the exact
/// order, or else the shape; else the best level that fits. `None`: none fits, take a file.
pub fn best(offers: &[Offer], max_length: usize) -> Option<&Offer> {
    let fits = || offers.iter().filter(|offer| offer.link.len() <= max_length);
    let key = |offer: &&Offer| (!offer.is_as_opened, offer.level == Some(Level::Shape), offer.link.len());
    fits().filter(|offer| offer.is_same()).min_by_key(key).or_else(|| fits().next())
}

#[cfg(test)]
mod tests {
    use laneway_formats::{presets, source};

    use super::*;

    fn moved(as_is: [f64; 2], linked: [f64; 2]) -> Moved {
        let answer = |secs| Answer { typical: secs, mean: secs };
        Moved { as_is: answer(as_is), linked: answer(linked) }
    }

    #[test]
    fn an_answer_is_kept_within_a_hundredth_of_each_figure() {
        assert!(moved([100.0, 60.0], [100.5, 60.3]).is_same());
        assert!(!moved([100.0, 60.0], [101.5, 60.0]).is_same(), "the baseline");
        assert!(!moved([100.0, 60.0], [100.0, 60.7]).is_same(), "the candidate");
        assert!(!moved([100.0, 95.0], [100.4, 95.9]).is_same(), "the gain");
        assert!(moved([100.0, 100.0], [100.0, 100.09]).is_same(), "a gain that is none");
        assert!(moved([0.0, 0.0], [0.0, 0.0]).is_same());
    }

    #[test]
    fn the_best_is_the_shortest_in_order_that_keeps_the_answer_and_fits() {
        let offer = |level, length: usize, linked| Offer {
            level: Some(level),
            is_as_opened: false,
            shared: Shared::default(),
            link: "x".repeat(length),
            moved: Some(moved([9.0, 9.0], linked)),
        };
        let offers = [
            offer(Level::Fine, 300, [9.0, 9.0]),
            offer(Level::Steps, 200, [8.0, 9.0]),
            offer(Level::Shape, 100, [9.0, 9.0]),
        ];
        let best_length = |most| best(&offers, most).map(|offer| offer.link.len());
        assert_eq!([best_length(300), best_length(299), best_length(99)], [Some(300), Some(100), None]);
        assert_eq!(best(&offers[..2], 299).map(|offer| offer.link.len()), Some(200), "none keeps the answer");
    }

    #[test]
    fn a_suite_given_has_an_offer_of_each_level_and_one_keeps_the_answer() {
        let mut scenario = presets::scenario(presets::find("late-giant").expect("a preset"));
        let rule = offers(&Shared::from(scenario.clone()), &Names::None, &mut |_| None);
        assert_eq!((rule.len(), rule[0].level, rule[0].is_same()), (1, None, false));
        let suite = source::make(&scenario.source).expect("a suite");
        scenario.source = (*suite).clone().into();
        let given = offers(&Shared::from(scenario), &Names::None, &mut |scenario| {
            let suite = source::make(&scenario.source).ok()?;
            answer(scenario, &suite).ok()
        });
        assert_eq!(
            given.iter().filter_map(|offer| offer.level).collect::<Vec<_>>(),
            [Level::Fine, Level::Steps, Level::Shape]
        );
        assert!(given[0].is_same(), "{:?}", given[0].moved);
    }
}
