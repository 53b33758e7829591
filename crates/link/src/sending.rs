//! What a sender chooses from: every link that can be made, each with the headline of what it holds.

use std::collections::BTreeSet;

use laneway_advice::look::Look;
use laneway_advice::rules::all;
use laneway_engine::simulate::Detail;
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_formats::source;
use laneway_pipeline::compare::{CompareError, compare};
use laneway_pipeline::instance::n_instances;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;

use crate::answer::{Offer, answer, offers};
use crate::fidelity::{Names, NamesKept, mentioned};
use crate::headline::Headline;
use crate::link::write_shared;
use crate::quantised::given;
use crate::shared::Shared;

/// The fewest runs of a headline that somebody waits for.
const FEWEST_RUNS: u32 = 20;

/// The headline of a scenario over `n_runs` runs, whatever its study says. Same scenario and number, same headline.
///
/// # Errors
/// If it cannot be simulated.
pub fn headline(scenario: &Scenario, suite: &Suite, n_runs: u32) -> Result<Headline, CompareError> {
    let study = StudySpec { replications: n_runs, ..scenario.study.clone() };
    let comparison = compare(suite, &Scenario { study, ..scenario.clone() }, Detail::Summary, &mut |_| {})?;
    Ok(Headline::of(&comparison, n_runs))
}

/// How many runs a headline has where all of them may simulate `most` tests: those of the study, or fewer, but
/// 20 at least.
pub fn n_runs(scenario: &Scenario, n_tests: usize, most: usize) -> u32 {
    let n_sessions = |side: &Pipeline| -> usize {
        let of_job = side.jobs.iter().map(|job| n_instances(job).saturating_mul(job.test_runs().count()));
        of_job.fold(0, usize::saturating_add)
    };
    let n_sessions = n_sessions(&scenario.baseline).saturating_add(n_sessions(&scenario.candidate));
    let n_quick = most / n_sessions.saturating_mul(n_tests).max(1);
    scenario.study.replications.min(u32::try_from(n_quick).unwrap_or(u32::MAX).max(FEWEST_RUNS))
}

/// Those names of a suite that are to be kept, where advice on both sides says which it mentions.
pub fn names(kept: NamesKept, scenario: &Scenario, suite: &Suite) -> Names {
    match kept {
        NamesKept::None => Names::None,
        NamesKept::All => Names::All,
        NamesKept::Mentioned => {
            let of_side = |side| all(&Look::new(suite, &scenario.baseline, side, scenario.study.seed));
            let findings = [of_side(&scenario.baseline), of_side(&scenario.candidate)].concat();
            let texts = findings.iter().flat_map(|it| [it.wrong.as_str(), &it.why, &it.advice]);
            Names::Mentioned(mentioned(texts, suite))
        }
    }
}

/// Every link of what is shared, best level first, as [`offers`] makes them, with figures over `n_runs` runs of what each
/// holds, and those of the scenario as it is where a link does not keep them. Links of what cannot be simulated have no
/// figures. A headline that is given stays where the link holds just what it was computed of.
pub fn sent(shared: &Shared, suite: &Suite, names: &Names, n_runs: u32) -> Vec<Offer> {
    let known = shared.headline.clone();
    let as_is = known.clone().or_else(|| headline(&shared.scenario, suite, n_runs).ok());
    let shared = Shared { headline: as_is.clone(), ..shared.clone() };
    let mut offers = offers(&shared, names, &mut |scenario| {
        let suite = source::make(&scenario.source).ok()?;
        answer(scenario, &suite).ok()
    });
    for offer in offers.iter_mut().filter(|offer| offer.level.is_some()) {
        if known.is_none() || !offer.is_as_opened {
            let held = &offer.shared.scenario;
            offer.shared.headline =
                source::make(&held.source).ok().and_then(|suite| headline(held, &suite, n_runs).ok());
            offer.shared.as_is = as_is.clone().filter(|_| !offer.is_same());
        }
        offer.link = write_shared(&offer.shared);
    }
    offers
}

/// The files and tests of a scenario that another, which is to be sent, names as they are called; files first, each in
/// order. Empty where the tests are made by rule, which says them anyway.
pub fn names_told(scenario: &Scenario, sent: &Scenario) -> Vec<String> {
    let (Some(own), Some(sent)) = (given(&scenario.source), given(&sent.source)) else { return Vec::new() };
    let files = |suite: &Suite| suite.tests.iter().map(|test| test.file().to_owned()).collect::<BTreeSet<_>>();
    let ids = |suite: &Suite| suite.tests.iter().map(|test| test.id.clone()).collect::<BTreeSet<_>>();
    let files = files(own).intersection(&files(sent)).cloned().collect::<Vec<_>>();
    files.into_iter().chain(ids(own).intersection(&ids(sent)).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use laneway_engine::session::Session;
    use laneway_engine::source::Source;
    use laneway_formats::presets;

    use super::*;
    use crate::answer::best;
    use crate::link::read_shared;

    /// A preset as if it had been imported.
    fn imported(id: &str) -> (Scenario, Arc<Suite>) {
        let mut scenario = presets::scenario(presets::find(id).expect("a preset"));
        let suite = source::make(&scenario.source).expect("a suite");
        scenario.source = Source::Given(Arc::clone(&suite));
        (scenario, suite)
    }

    #[test]
    fn a_reader_computes_the_same_to_the_last_digit_and_sends_the_same_link_on() {
        let (scenario, suite) = imported("late-giant");
        let first = Shared { title: "Two modes".to_owned(), ..Shared::from(scenario) };
        for kept in [NamesKept::None, NamesKept::Mentioned, NamesKept::All] {
            let names_kept = names(kept, &first.scenario, &suite);
            let offers = sent(&first, &suite, &names_kept, 30);
            let link = &best(&offers, 10_000).expect("one that fits").link;
            let read = read_shared(link).expect("a link");
            let suite = source::make(&read.scenario.source).expect("a suite");
            let recomputed = headline(&read.scenario, &suite, 30).expect("figures");
            assert_eq!(read.headline, Some(recomputed), "{kept:?}");
            let names_kept = names(read.names, &read.scenario, &suite);
            let again = sent(&read, &suite, &names_kept, 30);
            assert_eq!(&best(&again, 10_000).expect("one that fits").link, link, "{kept:?}");
            // A reply that changes the pipelines alone moves nothing.
            let mut reply = Shared { headline: None, ..read };
            reply.scenario.candidate = Pipeline::bare(Session { workers: 3, ..Session::default() });
            let replies = sent(&reply, &suite, &names_kept, 30);
            let proposed = best(&replies, 10_000).expect("one that fits");
            assert_eq!(
                (proposed.shared.fidelity, proposed.shared.names, proposed.is_same()),
                (reply.fidelity, kept, true)
            );
        }
    }

    #[test]
    fn what_cannot_be_simulated_has_a_link_without_figures() {
        let (mut scenario, suite) = imported("late-giant");
        scenario.candidate = Pipeline::bare(Session { workers: 1_000_000_000, ..Session::default() });
        let offers = sent(&Shared::from(scenario), &suite, &Names::None, 30);
        assert_eq!((offers.len(), offers[0].shared.headline.is_none(), offers[0].moved.is_none()), (3, true, true));
    }

    #[test]
    fn names_are_told_as_far_as_they_are_kept() {
        let (scenario, suite) = imported("late-giant");
        let told = |kept| {
            let names = names(kept, &scenario, &suite);
            let offers = sent(&Shared::from(scenario.clone()), &suite, &names, 1);
            names_told(&scenario, &offers[0].shared.scenario).len()
        };
        let n_files = suite.tests.iter().map(laneway_engine::suite::Test::file).collect::<BTreeSet<_>>().len();
        assert_eq!(told(NamesKept::None), 0);
        assert_eq!(told(NamesKept::All), suite.tests.len() + n_files);
        assert!((20..suite.tests.len()).contains(&told(NamesKept::Mentioned)));
    }

    #[test]
    fn a_large_suite_has_fewer_runs() {
        let (scenario, _) = imported("late-giant");
        assert_eq!(n_runs(&scenario, 1_000, 200_000), 100);
        assert_eq!(n_runs(&scenario, 1_000_000, 200_000), 20);
        assert_eq!(n_runs(&scenario, 1, 200_000), scenario.study.replications);
    }
}
