//! What holds of every link: it holds what is left of a scenario, is as short as promised, and says the same again.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::session::ScopeCost;
use laneway_engine::source::Source;
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;
use laneway_formats::presets::{self, PRESETS};
use laneway_link::answer::offered;
use laneway_link::fidelity::{Fidelity, Names};
use laneway_link::link::{read, read_shared, write, write_shared};
use laneway_link::quantised::quantised;
use laneway_link::shared::Shared;
use laneway_pipeline::job::Job;
use laneway_pipeline::scenario::Scenario;

use super::samples;

#[test]
fn a_link_holds_what_is_left_of_the_scenario() {
    arbtest(|u| {
        let scenario = scenario(u)?;
        let fidelity = *u.choose(&[
            Fidelity::Full,
            Fidelity::Ordered { step_permille: 0, n_exact: 0 },
            Fidelity::Ordered { step_permille: 100, n_exact: 2 },
            Fidelity::Ordered { step_permille: 5, n_exact: 0 },
            Fidelity::Shape { step_permille: 250, n_exact: 1 },
        ])?;
        let names = match u.int_in_range(0..=2)? {
            0 => Names::None,
            1 => Names::Mentioned(vec!["a/test_1.py".to_owned()]),
            _ => Names::All,
        };
        let shared = offered(&Shared::from(scenario.clone()), fidelity, &names);
        let left = quantised(&scenario, fidelity, &names);
        assert_eq!(shared.scenario, left);
        let opened = read_shared(&write_shared(&shared)).expect("a link that was just made");
        assert_eq!(opened, shared);
        assert_eq!(quantised(&left, fidelity, &names), left, "shared again");
        assert_eq!(read(&write(&scenario)).expect("a link that was just made"), scenario);
        Ok(())
    });
}

#[test]
fn selections_select_the_same_tests() {
    arbtest(|u| {
        let scenario = scenario(u)?;
        let left = quantised(&scenario, Fidelity::Ordered { step_permille: 100, n_exact: 3 }, &Names::None);
        let chosen = |scenario: &Scenario| -> Vec<Vec<bool>> {
            let suite = scenario.source.given().expect("a suite").clone();
            let runs = scenario.candidate.jobs.iter().flat_map(Job::test_runs);
            runs.map(|run| suite.tests.iter().map(|test| run.session.selection.has(test)).collect()).collect()
        };
        assert_eq!(chosen(&left), chosen(&scenario), "{:#?}", scenario.source.given().map(|suite| &suite.tests));
        let scopes = |scenario: &Scenario| {
            let suite = scenario.source.given().expect("a suite").clone();
            let same = |pair: &[Test]| {
                let class = |test: &Test| laneway_engine::suite::class_of(&test.id).map(str::to_owned);
                (pair[0].file() == pair[1].file(), class(&pair[0]) == class(&pair[1]), pair[0].groups == pair[1].groups)
            };
            suite.tests.windows(2).map(same).collect::<Vec<_>>()
        };
        assert_eq!(scopes(&left), scopes(&scenario));
        Ok(())
    });
}

#[test]
fn links_without_a_suite_are_short() {
    for (name, shared) in [("preset", samples::preset_with_change()), ("session", samples::one_session())] {
        let n = write_shared(&shared).len();
        assert!(n <= 300, "{name}: {n} characters");
    }
    for preset in PRESETS {
        let n = write(&presets::scenario(preset)).len();
        assert!(n <= 60, "{}: {n} characters", preset.id);
    }
}

#[test]
fn a_test_in_order_takes_about_a_character() {
    let n_tests = 5_753;
    let suite = generate("any", &SuiteSpec { tests: n_tests, ..SuiteSpec::default() }, 1).expect("a specification");
    let shared = Shared::from(Scenario { source: suite.into(), ..Scenario::default() });
    let length = |fidelity| write_shared(&offered(&shared, fidelity, &Names::None)).len();
    let in_order = length(Fidelity::Ordered { step_permille: 100, n_exact: 20 });
    let by_shape = length(Fidelity::Shape { step_permille: 250, n_exact: 20 });
    assert!(in_order <= n_tests * 11 / 10 + 200 && by_shape < in_order, "{n_tests} tests: {in_order}, {by_shape}");
}

/// A preset's pipelines on a small suite of any names and durations.
fn scenario(u: &mut Unstructured<'_>) -> Result<Scenario> {
    const NAMES: [&str; 12] =
        ["a", "tests", "test_1.py", "f0.py", "C0", "TestX", "t1", "test_é[x::y]", "b", "unit", "", "test_2[1]"];
    let mut scenario = presets::scenario(u.choose(PRESETS)?);
    let n = u.int_in_range(0..=30)?;
    let mut tests: Vec<Test> = Vec::new();
    for _ in 0..n {
        let mut id = String::new();
        for part in 0..u.int_in_range(1..=4)? {
            id.push_str(if part == 0 { "" } else { u.choose(&["/", "::", "::"])? });
            id.push_str(u.choose(&NAMES)?);
        }
        let duration = match u.int_in_range(0..=3)? {
            0 => 0,
            1 => u.int_in_range(0..=10)?,
            2 => u.int_in_range(0..=100_000_000_000)?,
            _ => u.int_in_range(0..=Nanos::MAX_INPUT.0)?,
        };
        let groups = if u.ratio(1, 4)? { vec![(*u.choose(&["g0", "db", "x y"])?).to_owned()] } else { Vec::new() };
        let marks = if u.ratio(1, 4)? { vec!["slow".to_owned()] } else { Vec::new() };
        tests.push(Test { id, duration: Nanos(duration), groups, marks });
    }
    for run in scenario.candidate.jobs.iter_mut().flat_map(Job::test_runs_mut) {
        if u.ratio(1, 2)? {
            run.session.selection.paths =
                vec![(*u.choose(&["a", "tests/", "./a/test_1.py", "a::TestX", "f0.py", "."])?).to_owned()];
        }
        if u.ratio(1, 4)? {
            run.session.selection.unmarked = vec![(*u.choose(&["slow", "db", "g0"])?).to_owned()];
        }
        if u.ratio(1, 4)? {
            run.session.fixtures.module =
                ScopeCost::By([("a".to_owned(), Nanos(u.int_in_range(0..=1_000_000_000)?))].into());
        }
    }
    scenario.source = Source::from(Suite { name: "any".to_owned(), tests, ..Suite::default() });
    Ok(scenario)
}
