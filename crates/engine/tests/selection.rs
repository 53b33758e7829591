//! A session of part of a suite is the same as one of a suite that has nothing else: laws on random selections and splits.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::bounds::floor;
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::{DIST_MODES, DistMode};
use laneway_engine::modes::all_modes;
use laneway_engine::order::{ORDERS, Order};
use laneway_engine::outcome::Outcome;
use laneway_engine::prepared::Prepared;
use laneway_engine::selection::Selection;
use laneway_engine::session::{Crash, CrashMode, Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared};
use laneway_engine::split::{Known, PythonSum, Split, SplitBy, SplitError};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

fn positions(prepared: &Prepared<'_>, session: &Session) -> Vec<u32> {
    prepared.selected(session).expect("durations are above 0").positions().collect()
}

fn any_tests(from: &mut Unstructured<'_>) -> Result<Vec<Test>> {
    let n_tests = from.int_in_range(0..=40)?;
    let names = |of: &str, from: &mut Unstructured<'_>| {
        Ok(if from.ratio(1, 4)? { vec![format!("{of}{}", from.int_in_range(0..=1)?)] } else { Vec::new() })
    };
    let test = |number: u32, from: &mut Unstructured<'_>| {
        let (folder, file) = (from.choose(&["unit", "api"])?, from.int_in_range(0..=2)?);
        Ok(Test {
            id: format!("tests/{folder}/test_{file}.py::test_{number}"),
            duration: Nanos(from.int_in_range(1..=6)? * 40_000_001),
            groups: names("group", from)?,
            marks: names("mark", from)?,
        })
    };
    (0..n_tests).map(|number| test(number, from)).collect()
}

fn any_selection(from: &mut Unstructured<'_>) -> Result<Selection> {
    let mut some =
        |names: &[&str]| Ok(if from.ratio(1, 3)? { vec![(*from.choose(names)?).to_owned()] } else { Vec::new() });
    Ok(Selection {
        paths: some(&["tests/unit", "tests/api/test_1.py", "tests"])?,
        without: some(&["tests/unit/test_0.py", "tests/api"])?,
        marked: some(&["mark0", "group1"])?,
        unmarked: some(&["mark1", "group0"])?,
    })
}

fn any_split(from: &mut Unstructured<'_>) -> Result<Split> {
    let splits = from.int_in_range(1..=6)?;
    let by = [SplitBy::DurationBasedChunks, SplitBy::LeastDuration, SplitBy::Count, SplitBy::File, SplitBy::Hash];
    let known = [Known::Recorded, Known::Nothing, Known::Stale { missing: 0.3, drift: 0.4 }];
    Ok(Split { splits, group: from.int_in_range(1..=splits)?, by: *from.choose(&by)?, known: *from.choose(&known)? })
}

fn any_session(from: &mut Unstructured<'_>, n_tests: usize) -> Result<Session> {
    let mut nanos = |most: u64| from.int_in_range(0..=most).map(Nanos);
    let (latency, startup, fixture) = (nanos(3_000_000)?, nanos(90_000_000)?, nanos(50_000)?);
    let contention = Contention { cores: from.int_in_range(1..=6)?, ..Contention::default() };
    let test = from.int_in_range(0..=n_tests.max(1) as u32 - 1)?;
    let crash = Crash { test, mode: CrashMode::First, after: None };
    let crashes = if n_tests > 0 && from.ratio(1, 3)? { vec![crash] } else { Vec::new() };
    Ok(Session {
        selection: any_selection(from)?,
        split: if from.ratio(1, 2)? { Some(any_split(from)?) } else { None },
        dist: from.choose(DIST_MODES)?.mode,
        workers: from.int_in_range(0..=5)?,
        max_worker_restart: Some(from.int_in_range(0..=2)?),
        latency,
        startup: PerWorker::All(startup),
        fixtures: Fixtures { session: fixture, module: ScopeCost::All(fixture), class: ScopeCost::All(fixture) },
        crashes,
        contention: from.ratio(1, 2)?.then_some(contention),
        order: from.choose(ORDERS)?.order,
        order_seed: from.int_in_range(0..=5)?,
        sees_groups: from.arbitrary()?,
        ..Session::default()
    })
}

fn run(tests: &[Test], session: &Session) -> Outcome {
    simulate_prepared(&Prepared::new(tests), session, Detail::Full).expect("a session that makes sense")
}

fn renumber(outcome: &mut Outcome, position: impl Fn(u32) -> u32) {
    outcome.runs.iter_mut().for_each(|run| run.test = position(run.test));
    let named = outcome.decisions.iter_mut().filter_map(|decision| decision.tests.as_mut()).flatten();
    named.for_each(|test| *test = position(*test));
    outcome.summary.not_completed.iter_mut().for_each(|test| *test = position(*test));
    outcome.summary.not_completed.sort_unstable();
}

#[test]
fn a_part_of_a_suite_runs_as_if_there_were_nothing_else() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let session = any_session(from, tests.len())?;
        let positions = positions(&Prepared::new(&tests), &session);
        let part: Vec<Test> = positions.iter().map(|position| tests[*position as usize].clone()).collect();
        let place = |test: u32| positions.iter().position(|position| *position == test);
        let crash = |crash: &Crash| Some(Crash { test: place(crash.test)? as u32, ..*crash });
        let alone = Session {
            selection: Selection::default(),
            split: None,
            order: Order::Collected,
            crashes: session.crashes.iter().filter_map(crash).collect(),
            ..session.clone()
        };
        let mut of_part = run(&part, &alone);
        renumber(&mut of_part, |test| positions[test as usize]);
        let outcome = run(&tests, &session);
        assert_eq!(outcome.summary, of_part.summary);
        assert_eq!((outcome.runs, outcome.decisions), (of_part.runs, of_part.decisions));
        assert_eq!(floor(&Prepared::new(&tests), &session), floor(&Prepared::new(&part), &alone));
        assert_eq!(outcome.summary.has_no_tests(), part.is_empty());
        Ok(())
    });
}

#[test]
fn shards_share_the_selected_tests_out() {
    arbtest(|from| {
        let tests = any_tests(from)?;
        let whole = Session { split: None, ..any_session(from, tests.len())? };
        let split = any_split(from)?;
        let prepared = Prepared::new(&tests);
        let selected = positions(&prepared, &whole);
        let mut together: Vec<u32> = Vec::new();
        for group in 1..=split.splits {
            let shard = Session { split: Some(Split { group, ..split }), ..whole.clone() };
            let positions = positions(&prepared, &shard);
            let all = prepared.shards(&shard, PythonSum::default()).expect("durations are above 0");
            assert_eq!((all.len(), &all[group as usize - 1].tests), (split.splits as usize, &positions));
            // As collected.
            assert!(positions.is_sorted_by_key(|test| selected.iter().position(|position| position == test)));
            together.extend(positions);
        }
        let mut selected = selected;
        selected.sort_unstable();
        together.sort_unstable();
        assert_eq!(together, selected);
        Ok(())
    });
}

/// A worker that does not see groups spreads them as `loadscope` would spread functions of one file each.
#[test]
fn groups_that_are_not_seen_keep_nothing_together() {
    let test = |number: u32| Test {
        id: format!("a.py::test_{number}"),
        duration: Nanos(1_000_000_000),
        groups: vec!["db".to_owned()],
        ..Test::default()
    };
    let tests: Vec<Test> = (0..8).map(test).collect();
    let session = Session { dist: DistMode::LoadGroup, workers: 4, ..Session::default() };
    let makespan = |sees_groups| run(&tests, &Session { sees_groups, ..session.clone() }).summary.makespan.0;
    assert_eq!((makespan(true), makespan(false)), (8_000_000_000, 2_000_000_000));
}

/// With the suffix of its group the id is another one, and so is its hash.
#[test]
fn hash_sees_ids_as_workers_have_them() {
    let test =
        |number: u32| Test { id: format!("a.py::test_{number}"), groups: vec!["db".to_owned()], ..Test::default() };
    let tests: Vec<Test> = (0..40).map(test).collect();
    let split = Some(Split { splits: 4, group: 1, by: SplitBy::Hash, known: Known::Recorded });
    let positions = |dist, workers, sees_groups| {
        let session = Session { split, dist, workers, sees_groups, ..Session::default() };
        positions(&Prepared::new(&tests), &session)
    };
    let plain = positions(DistMode::Load, 2, true);
    assert_ne!(positions(DistMode::LoadGroup, 2, true), plain);
    assert_eq!(positions(DistMode::LoadGroup, 2, false), plain);
    assert_eq!(positions(DistMode::LoadGroup, 0, true), plain);
}

#[test]
fn a_session_without_tests_starts_collects_and_ends() {
    let tests = [Test { id: "a.py::test_1".to_owned(), duration: Nanos(5), ..Test::default() }];
    let selection = Selection { paths: vec!["b.py".to_owned()], ..Selection::default() };
    let (startup, collection) = (PerWorker::All(Nanos(100)), PerWorker::All(Nanos(30)));
    let crashes = vec![Crash { test: 0, mode: CrashMode::Always, after: None }];
    let session =
        Session { selection, workers: 2, startup, collection, crashes, worker_finish: Nanos(7), ..Session::default() };
    let prepared = Prepared::new(&tests[..]);
    let rows = all_modes(&prepared, &session);
    assert_eq!(rows.len(), DIST_MODES.len());
    for row in rows {
        let summary = row.summary;
        assert!(summary.has_no_tests(), "{:?}", row.dist);
        assert_eq!((summary.session_end, summary.makespan), (Nanos(137), Nanos::ZERO), "{:?}", row.dist);
    }
    assert_eq!(floor(&prepared, &session), Nanos::ZERO);
}

#[test]
fn err_a_split_that_fails_is_told_by_the_session() {
    let tests = vec![Test::default(); 3];
    let split = Split { splits: 2, group: 1, by: SplitBy::DurationBasedChunks, known: Known::Recorded };
    let session = |split| Session { split: Some(split), ..Session::default() };
    let error =
        |split| simulate_prepared(&Prepared::new(&tests), &session(split), Detail::Summary).expect_err("an error");
    assert!(matches!(error(split), SessionError::Split(SplitError::OutOfShards { splits: 2, n_left: 2, .. })));
    assert_eq!(
        error(Split { group: 3, ..split }).to_string(),
        "group is 3, expected 1 to 2, as many as there are splits: the first is 1"
    );
    assert_eq!(floor(&Prepared::new(&tests), &session(split)), Nanos::ZERO);
}
