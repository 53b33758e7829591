//! Small schedules as pictures: a row for each worker, a letter for each second of a test, a dot for each of waiting.

use expect_test::{Expect, expect};
use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::{Crash, CrashMode, PerWorker, ScopeCost, Session};
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

const SECOND: u64 = 1_000_000_000;

/// `a=4 b=1 c=1@db`: ids, seconds and groups.
fn suite(text: &str) -> Vec<Test> {
    let read = |word: &str| {
        let (word, group) = word.split_once('@').map_or((word, None), |(word, group)| (word, Some(group.to_owned())));
        let (id, secs) = word.split_once('=').expect("id=seconds");
        let secs: u64 = secs.parse().expect("seconds");
        Test {
            id: id.to_owned(),
            duration: Nanos(secs * SECOND),
            groups: group.into_iter().collect(),
            ..Test::default()
        }
    };
    text.split(' ').map(read).collect()
}

fn check(text: &str, session: Session, expect: Expect) {
    let tests = suite(text);
    let outcome = simulate(&tests, &session, Detail::Full).expect("a session that makes sense");
    let mut rows = vec![String::new(); outcome.workers.len()];
    for run in &outcome.runs {
        let row = &mut rows[run.worker as usize];
        let id = &tests[run.test as usize].id;
        let letter = id.rsplit("::").next().and_then(|name| name.chars().next()).unwrap_or('?');
        let (start, end) = (run.start.0 / SECOND, run.end.map_or(0, |end| end.0 / SECOND));
        row.push_str(&".".repeat((start as usize).saturating_sub(row.len())));
        row.push_str(&letter.to_string().repeat((end - start) as usize));
    }
    let rows = (0..).zip(rows).map(|(number, row)| format!("gw{number} {row}\n"));
    expect.assert_eq(&rows.collect::<String>());
}

fn session(dist: DistMode, workers: u32) -> Session {
    Session { dist, workers, ..Session::default() }
}

#[test]
fn load_deals_chunks_and_takes_none_back() {
    check(
        "a=4 b=1 c=1 d=1 e=1 f=1 g=1 h=1",
        session(DistMode::Load, 2),
        expect![[r#"
        gw0 aaaabh
        gw1 cdefg
    "#]],
    );
}

#[test]
fn worksteal_splits_evenly_then_steals() {
    check(
        "a=4 b=1 c=1 d=1 e=1 f=1",
        session(DistMode::WorkSteal, 2),
        expect![[r#"
        gw0 aaaab
        gw1 defc
    "#]],
    );
    check(
        "a=6 b=1 c=1 d=1 e=1 f=1 g=1 h=1 i=1 j=1",
        session(DistMode::WorkSteal, 2),
        expect![[r#"
        gw0 aaaaaabc
        gw1 fghijde
    "#]],
    );
}

#[test]
fn loadfile_keeps_a_file_on_one_worker_largest_first() {
    let text = "x::a=1 y::b=1 y::c=1 y::d=1 z::e=2 x::f=1";
    check(
        text,
        session(DistMode::LoadFile, 2),
        expect![[r#"
        gw0 bcd
        gw1 afee
    "#]],
    );
    check(
        text,
        Session { loadscope_reorder: false, ..session(DistMode::LoadFile, 2) },
        expect![[r#"
        gw0 afee
        gw1 bcd
    "#]],
    );
}

#[test]
fn loadgroup_keeps_a_group_on_one_worker() {
    check(
        "a=1@db b=1 c=1@db d=1 e=2",
        session(DistMode::LoadGroup, 2),
        expect![[r#"
        gw0 acd
        gw1 bee
    "#]],
    );
}

#[test]
fn each_runs_all_on_every_worker() {
    check(
        "a=2 b=1",
        session(DistMode::Each, 2),
        expect![[r#"
        gw0 aab
        gw1 aab
    "#]],
    );
}

#[test]
fn without_workers_one_process_runs_all_in_order() {
    check(
        "a=2 b=1 c=1",
        session(DistMode::No, 4),
        expect![[r#"
        gw0 aabc
    "#]],
    );
}

#[test]
fn workers_begin_when_all_have_collected() {
    let startup = PerWorker::Each([1, 3].map(|secs| Nanos(secs * SECOND)).to_vec());
    check(
        "a=1 b=1 c=1 d=1",
        Session { startup, ..session(DistMode::Load, 2) },
        expect![[r#"
        gw0 ...ab
        gw1 ...cd
    "#]],
    );
}

#[test]
fn module_fixtures_are_paid_again_when_a_worker_comes_back() {
    let mut session = session(DistMode::Load, 1);
    session.fixtures.module = ScopeCost::All(Nanos(SECOND));
    check(
        "x::a=1 x::b=1 y::c=1 x::d=1",
        session,
        expect![[r#"
        gw0 aabccdd
    "#]],
    );
}

/// `load`, where start-up and this share of every test compute.
fn on_cores(workers: u32, cores: u32, cpu_permille: u32) -> Session {
    let contention = Contention { cores, cpu_permille, ..Contention::default() };
    Session { contention: Some(contention), ..session(DistMode::Load, workers) }
}

/// On one core a and c advance at half speed, so c ends at 2 s; then a, 1 s from its end, and d; then d and b.
#[test]
fn two_workers_on_one_core_share_it() {
    check(
        "a=2 b=1 c=1 d=2",
        on_cores(2, 1, 1000),
        expect![[r#"
        gw0 aaaabb
        gw1 ccdddd
    "#]],
    );
}

/// First a test waits, then it computes: a and b meet at 1 s; a and c never do, as a is done when c begins to compute.
#[test]
fn waiting_takes_no_core() {
    check(
        "a=2 b=2",
        on_cores(2, 1, 500),
        expect![[r#"
        gw0 aaa
        gw1 bbb
    "#]],
    );
    check(
        "a=2 c=4",
        on_cores(2, 1, 500),
        expect![[r#"
        gw0 aa
        gw1 cccc
    "#]],
    );
}

/// At two thirds of the speed each until a ends at 3 s; then there is a core for each of the others.
#[test]
fn three_workers_on_two_cores_share_them() {
    check(
        "a=2 b=4 c=4",
        on_cores(3, 2, 1000),
        expect![[r#"
        gw0 aaa
        gw1 bbbbb
        gw2 ccccc
    "#]],
    );
}

#[test]
fn workers_share_the_core_while_they_start() {
    check(
        "a=2 b=1",
        Session { startup: PerWorker::All(Nanos(SECOND)), ..on_cores(2, 1, 1000) },
        expect![[r#"
        gw0 ..aaa
        gw1 ..bb
    "#]],
    );
}

/// a dies when it has computed for 1 s. The replacement takes 2 s to start, 1 s of computing, and b 1 s longer.
#[test]
fn a_crash_comes_after_its_share_of_work_and_a_replacement_takes_its_own() {
    let crash = Crash { test: 0, mode: CrashMode::First, after: Some(Nanos(SECOND)) };
    check(
        "a=4 b=3",
        Session { crashes: vec![crash], restart_startup: Nanos(SECOND), ..on_cores(2, 1, 1000) },
        expect![[r#"
        gw0 aa
        gw1 bbbbb
        gw2 
    "#]],
    );
}
