//! Sessions told from their first decision to their last.

use std::sync::Arc;

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{Crash, CrashMode, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use super::replay::Replay;
use super::say::Teller;
use crate::human;
use crate::sample::{session, suite};

/// The decisions of a session, one a line.
fn check(suite: &Suite, session: &Session, expect: &Expect) {
    let outcome = simulate(&suite.tests, session, Detail::Full).expect("a valid session");
    let replay = Replay::new(suite, session, Arc::new(outcome));
    let teller = Teller { replay: &replay, suite, session };
    let lines = (0..)
        .zip(&replay.outcome().decisions)
        .map(|(position, decision)| format!("{} {}\n", human::time(decision.at), teller.say(position)));
    expect.assert_eq(&lines.collect::<String>());
}

fn crash(test: u32, mode: CrashMode) -> Vec<Crash> {
    vec![Crash { test, mode, after: None }]
}

#[test]
fn load_in_words() {
    check(
        &suite(&[1; 24], 4),
        &session(2, DistMode::Load),
        &expect![[r#"
            2 s gw0 gets the first chunk: 3 tests, a quarter of its even share of 12.
            2 s gw1 gets the first chunk: 3 tests, a quarter of its even share of 12.
            4 s gw0 has one test left: gets 3 more, which makes 4, half of its share of the 18 not yet sent.
            4 s gw1 has one test left: gets 2 more, which makes 3, half of its share of the 15 not yet sent.
            6 s gw1 has one test left: gets 2 more, which makes 3, half of its share of the 13 not yet sent.
            7 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 11 were not yet sent.
            8 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 10 were not yet sent.
            8 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 9 were not yet sent.
            9 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 8 were not yet sent.
            9 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 7 were not yet sent.
            10 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 6 were not yet sent.
            10 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 5 were not yet sent.
            11 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 4 were not yet sent.
            11 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 3 were not yet sent.
            12 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 2 were not yet sent.
            12 s gw0 has one test left: gets 1 more, all that were not yet sent.
            13 s Nothing is left to send: gw1, which has one test left, may finish after what it has (shutdown).
            13 s Nothing is left to send: gw0, which has one test left, may finish after what it has (shutdown).
            13 s Nothing is left to send and no worker has more than one test: gw0 is told to finish, so that it runs its last one (shutdown).
            13 s Nothing is left to send and no worker has more than one test: gw1 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn load_with_short_tests_in_words() {
    let mut suite = suite(&[1; 16], 4);
    suite.tests.iter_mut().for_each(|test| test.duration = Nanos(40_000_000));
    check(
        &suite,
        &Session { maxschedchunk: Some(3), ..session(2, DistMode::Load) },
        &expect![[r#"
            2 s gw0 gets the first chunk: 2 tests, a quarter of its even share of 8.
            2 s gw1 gets the first chunk: 2 tests, a quarter of its even share of 8.
            2.04 s gw0 has one test left: gets 2 more, which makes 3, half of its share of the 12 not yet sent.
            2.04 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 10 were not yet sent.
            2.08 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 9 were not yet sent.
            2.12 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 8 were not yet sent.
            2.12 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 7 were not yet sent.
            2.16 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 6 were not yet sent.
            2.16 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 5 were not yet sent.
            2.2 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 4 were not yet sent.
            2.2 s gw1 has one test left: gets 1 more, which makes 2, enough to keep it running; 3 were not yet sent.
            2.24 s gw0 has one test left: gets 1 more, which makes 2, enough to keep it running; 2 were not yet sent.
            2.24 s gw1 has one test left: gets 1 more, all that were not yet sent.
            2.28 s Nothing is left to send: gw0, which has one test left, may finish after what it has (shutdown).
            2.28 s Nothing is left to send: gw1, which has one test left, may finish after what it has (shutdown).
            2.28 s Nothing is left to send and no worker has more than one test: gw0 is told to finish, so that it runs its last one (shutdown).
            2.28 s Nothing is left to send and no worker has more than one test: gw1 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn load_with_few_tests_in_words() {
    check(
        &suite(&[1; 3], 4),
        &session(2, DistMode::Load),
        &expect![[r#"
            2 s gw0 gets a test: 3 tests for 2 workers are dealt one by one, in turn.
            2 s gw1 gets a test: 3 tests for 2 workers are dealt one by one, in turn.
            2 s gw0 gets a test: 3 tests for 2 workers are dealt one by one, in turn.
            2 s All is sent: gw0 may finish after what it has (shutdown).
            2 s All is sent: gw1 may finish after what it has (shutdown).
            3 s Nothing is left to send and no worker has more than one test: gw0 is told to finish, so that it runs its last one (shutdown).
            3 s Nothing is left to send and no worker has more than one test: gw1 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn worksteal_in_words() {
    check(
        &suite(&[1, 1, 1, 1, 3, 3, 3, 3, 3, 3], 4),
        &session(2, DistMode::WorkSteal),
        &expect![[r#"
            2 s gw0 has no test: gets 5 tests of the 10 that no worker has, an even share among the 2 workers that run dry.
            2 s gw1 has no test: gets all 5 tests that no worker has.
            6 s gw0 has one test left: asks gw1, the longest queue (4), for 2; gw1 keeps running.
            6 s gw1 gives back 2 tests: they go to gw0.
            6 s gw0 has one test left: gets all 2 tests that no worker has.
            8 s gw1 has one test left: asks gw0, the longest queue (3), for 1; gw0 keeps running.
            8 s gw0 gives back 1 test: it goes to gw1.
            8 s gw1 has one test left: gets the one test that no worker has.
            9 s gw0 has one test left, and no queue is long enough to take from (the longest has 2; the current test and the next stay): it may finish after what it has (shutdown).
            11 s gw1 has one test left, and no queue is long enough to take from (the longest has 1; the current test and the next stay): it may finish after what it has (shutdown).
            11 s Nothing is left to send and no worker has more than one test: gw0 is told to finish, so that it runs its last one (shutdown).
            11 s Nothing is left to send and no worker has more than one test: gw1 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn worksteal_with_a_death_in_words() {
    let session = Session { crashes: crash(1, CrashMode::First), ..session(3, DistMode::WorkSteal) };
    check(
        &suite(&[2; 9], 4),
        &session,
        &expect![[r#"
            2 s gw0 has no test: gets 3 tests of the 9 that no worker has, an even share among the 3 workers that run dry.
            2 s gw1 has no test: gets 3 tests of the 6 that no worker has, an even share among the 2 workers that run dry.
            2 s gw2 has no test: gets all 3 tests that no worker has.
            6 s gw0 died (1 of at most 12 that are made good): gw3 is started in its place.
            6 s test_1 is blamed and reported as failed; the worker's other test goes back to be sent again.
            6 s gw1 has one test left: gets the one test that no worker has.
            6 s gw2 has one test left, and no queue is long enough to take from (the longest has 2; the current test and the next stay): it may finish after what it has (shutdown).
            6 s gw3 has no test, and no queue is long enough to take from (the longest has 2; the current test and the next stay): it may finish after what it has (shutdown).
            8 s gw1 has one test left, and no queue is long enough to take from (the longest has 1; the current test and the next stay): it may finish after what it has (shutdown).
            8 s Nothing is left to send and no worker has more than one test: gw1 is told to finish, so that it runs its last one (shutdown).
            8 s Nothing is left to send and no worker has more than one test: gw2 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn scopes_in_words() {
    check(
        &suite(&[1; 10], 4),
        &session(2, DistMode::LoadFile),
        &expect![[r#"
            2 s gw0 gets a.py (4 tests), the first of 3 units: every worker gets one.
            2 s gw1 gets b.py (4 tests), the first of 2 units: every worker gets one.
            4 s gw0 has 2 tests left: gets c.py (2 tests), the last unit.
            4 s Nothing is left to send: gw1, which has 2 tests left, may finish after what it has (shutdown).
            5 s Nothing is left to send: gw0, which has 3 tests left, may finish after what it has (shutdown).
            7 s Nothing is left to send and no worker has more than one test: gw0 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn scopes_with_a_death_in_words() {
    let session =
        Session { crashes: crash(2, CrashMode::First), max_worker_restart: Some(0), ..session(2, DistMode::LoadScope) };
    check(
        &suite(&[1; 8], 3),
        &session,
        &expect![[r#"
            2 s gw0 gets a.py (3 tests), the first of 3 units: every worker gets one.
            2 s gw1 gets b.py (3 tests), the first of 2 units: every worker gets one.
            3 s gw0 has 2 tests left: gets c.py (2 tests), the last unit.
            3 s Nothing is left to send: gw1, which has 2 tests left, may finish after what it has (shutdown).
            4 s Nothing is left to send: gw0, which has 3 tests left, may finish after what it has (shutdown).
            5 s gw0 died, and no more than 0 may be replaced: all are told to finish.
            5 s test_2 is blamed, but stays in its unit: the worker's units go back whole, with 2 others, and the next worker runs it again.
            5 s Too many workers died: gw1 is told to finish after what it has, the rest is not run (shutdown).
        "#]],
    );
}

#[test]
fn each_in_words() {
    let session = Session { crashes: crash(1, CrashMode::First), ..session(2, DistMode::Each) };
    check(
        &suite(&[1; 3], 4),
        &session,
        &expect![[r#"
            2 s gw0 gets all 3 tests: under each, every worker runs everything.
            2 s All is sent: gw0 may finish after what it has (shutdown).
            2 s gw1 gets all 3 tests: under each, every worker runs everything.
            2 s All is sent: gw1 may finish after what it has (shutdown).
            4 s gw0 died (1 of at most 8 that are made good): gw2 is started in its place.
            4 s test_1 is blamed and reported as failed; the worker's other test goes back to be sent again.
            4 s gw2 takes over what a dead worker left: 1 test.
            4 s Nothing is left to send and no worker has more than one test: gw1 is told to finish, so that it runs its last one (shutdown).
            4 s Nothing is left to send and no worker has more than one test: gw2 is told to finish, so that it runs its last one (shutdown).
        "#]],
    );
}

#[test]
fn workers_in_words() {
    let (suite, session) = (suite(&[1, 1, 1, 1, 3, 3, 3, 3, 3, 3], 4), session(2, DistMode::WorkSteal));
    let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a valid session");
    let replay = Replay::new(&suite, &session, Arc::new(outcome));
    let teller = Teller { replay: &replay, suite: &suite, session: &session };
    let mut said = String::new();
    let mut cursor = replay.start();
    for secs in [0, 1, 2, 6, 16] {
        replay.go(&mut cursor, replay.position_at(Nanos(secs * 1_000_000_000)));
        said += &format!("{secs} s: {}\n", teller.held(&cursor.queues));
        for (number, lane) in (0..).zip(&cursor.queues.lanes) {
            said += &format!("  {}\n", teller.lane(number, lane));
        }
    }
    expect![[r#"
        0 s: 10 tests
          gw0: starts.
          gw1: starts.
        1 s: 10 tests
          gw0: collects.
          gw1: collects.
        2 s: 0 tests
          gw0: runs test_0, next test_1, 3 more.
          gw1: runs test_5, next test_6, 3 more.
        6 s: 0 tests
          gw0: runs test_4, next test_8, 1 more.
          gw1: runs test_6, next test_7.
        16 s: 0 tests
          gw0: is done.
          gw1: is done.
    "#]]
    .assert_eq(&said);
}
