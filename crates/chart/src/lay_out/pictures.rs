//! Scenes as text pictures.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{Crash, CrashMode, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Suite;

use super::{Marks, lay_out};
use crate::find::find;
use crate::index::Index;
use crate::sample::{secs, session, suite};
use crate::side::{Side, detail};
use crate::sketch::sketch;
use crate::viewport::{TimeRange, Viewport};

/// One side on 8 px for each second, gutter apart.
fn check(suite: &Suite, session: &Session, range: TimeRange, search: &str, expect: &Expect) {
    let outcome = simulate(&suite.tests, session, Detail::Full).expect("a valid session");
    let index = Index::new(suite, session, &outcome);
    let floor = Some(laneway_engine::bounds::floor(&Prepared::of_suite(suite), session));
    let side = Side { name: "candidate", detail: &detail(session), suite, index: &index, floor };
    let width = 64.0 + range.span().as_secs() as f32 * 8.0;
    let viewport = Viewport { width, height: 300.0, gutter: 64.0, scroll: 0.0, range };
    let found = find(suite, search);
    let scene = lay_out(&[side], &viewport, Marks { found: found.as_deref() });
    expect.assert_eq(&sketch(&scene, &[side], &viewport));
}

fn first(seconds: u64) -> TimeRange {
    TimeRange { from: secs(0), to: secs(seconds) }
}

#[test]
fn start_up_collection_tests_and_idle_tail() {
    let suite = suite(&[2, 2, 2, 2, 9, 2], 2);
    check(
        &suite,
        &session(2, DistMode::Load),
        first(20),
        "",
        &expect![[r"
        candidate load, 2 workers
           gw0 #+aaaacccccc|cc]
           gw1 #+bbbbcc____|__]
    "]],
    );
}

#[test]
fn stealing_is_seen() {
    let suite = suite(&[6, 1, 1, 1, 1, 1, 1, 1, 1, 1], 5);
    check(
        &suite,
        &session(2, DistMode::WorkSteal),
        first(12),
        "",
        &expect![[r"
        candidate worksteal, 2 workers
           gw0 #+AAAAAAaa|
           gw1 #+bbbbbaa_|
        steal gw0 -> gw1
    "]],
    );
}

#[test]
fn a_crash_and_its_replacement() {
    let suite = suite(&[2, 2, 2, 2], 1);
    let crash = Crash { test: 1, mode: CrashMode::First, after: Some(secs(1)) };
    let session = Session {
        crashes: vec![crash],
        restart_startup: secs(1),
        restart_collection: secs(1),
        ..session(2, DistMode::Load)
    };
    check(
        &suite,
        &session,
        first(14),
        "",
        &expect![[r"
        candidate load, 2 workers
           gw0 #+aabx|
           gw1 #+ccdd|
           gw2      #|
    "]],
    );
}

#[test]
fn zoomed_in_what_lies_outside_is_cut() {
    let suite = suite(&[2, 2, 2, 2, 9, 2], 2);
    let range = TimeRange { from: secs(5), to: secs(10) };
    check(
        &suite,
        &session(2, DistMode::Load),
        range,
        "",
        &expect![[r"
        candidate load, 2 workers
           gw0 acccc
           gw1 bcc__
    "]],
    );
}

#[test]
fn found_tests_stand_out() {
    let suite = suite(&[2, 2, 2, 2, 9, 2], 2);
    check(
        &suite,
        &session(2, DistMode::Load),
        first(20),
        "b.py",
        &expect![[r"
        candidate load, 2 workers
           gw0 #+aaaacccccc|cc]
           gw1 #+****cc____|__]
    "]],
    );
}
