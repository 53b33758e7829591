//! A summary is worked out in another way than the whole account, and is the same to the nanosecond.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::dist_mode::DIST_MODES;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{Fixtures, PerWorker, ScopeCost, Session};
use laneway_engine::simulate::{Detail, simulate, simulate_prepared};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use crate::any::any_tests;

/// Spans in multiples of `step`, so that many things happen at one time; the fewer there are, the more.
fn any_session(from: &mut Unstructured<'_>, step: u64) -> Result<Session> {
    let mut nanos = |most: u64| from.int_in_range(0..=most).map(|steps| Nanos(steps * step));
    let (latency, worker_finish, ramp) = (nanos(3)?, nanos(2)?, nanos(5)?);
    let (test_overhead, test_gap) = (nanos(1)?, nanos(1)?);
    let (session, module, class) = (nanos(2)?, nanos(2)?, nanos(2)?);
    let n_workers = from.int_in_range(1..=12)?;
    let mut spans = |most: u64| -> Result<PerWorker> {
        let any = |from: &mut Unstructured<'_>| from.int_in_range(0..=most).map(|steps| Nanos(steps * step));
        if from.arbitrary()? {
            any(from).map(PerWorker::All)
        } else {
            (0..n_workers).map(|_| any(from)).collect::<Result<_>>().map(PerWorker::Each)
        }
    };
    Ok(Session {
        startup: spans(40)?,
        collection: spans(20)?,
        dist: from.choose(DIST_MODES)?.mode,
        workers: n_workers,
        maxschedchunk: if from.ratio(1, 4)? { Some(from.int_in_range(1..=20)?) } else { None },
        loadscope_reorder: from.arbitrary()?,
        fixtures: Fixtures { session, module: ScopeCost::All(module), class: ScopeCost::All(class) },
        latency,
        ramp,
        worker_finish,
        test_overhead,
        test_gap,
        ..Session::default()
    })
}

fn same(tests: &[Test], session: &Session) {
    let mut whole = simulate(tests, session, Detail::Full).expect("a session that makes sense");
    whole.runs.clear();
    whole.decisions.clear();
    assert_eq!(simulate(tests, session, Detail::Summary).expect("as before"), whole);
}

#[test]
fn ok_the_figures_alone_are_those_of_the_whole_account() {
    arbtest(|from| {
        let step = *from.choose(&[1, 1_000_000, 7_000_003])?;
        let most = from.int_in_range(0..=400)?;
        let tests = any_tests(from, 120, 6, Nanos(most * step))?;
        same(&tests, &any_session(from, step)?);
        Ok(())
    })
    .budget_ms(1_000);
}

#[test]
fn ok_also_where_much_happens_at_one_time() {
    arbtest(|from| {
        let mut tests = any_tests(from, 120, 6, Nanos(3))?;
        tests.iter_mut().for_each(|test| test.duration.0 *= 1_000);
        same(&tests, &any_session(from, 1_000)?);
        Ok(())
    })
    .budget_ms(500);
}

#[test]
fn ok_nothing_is_left_of_the_sessions_before() {
    arbtest(|from| {
        let tests = any_tests(from, 120, 6, Nanos(400_000_000))?;
        let prepared = Prepared::new(&tests[..]);
        for _ in 0..3 {
            let session = any_session(from, 1_000_000)?;
            let after_others = simulate_prepared(&prepared, &session, Detail::Summary);
            assert_eq!(after_others, simulate(&tests, &session, Detail::Summary));
        }
        Ok(())
    })
    .budget_ms(500);
}
