//! What is left of suites and names.

use expect_test::{Expect, expect};
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_formats::typed;
use laneway_pipeline::pipeline::Pipeline;

use super::*;

fn check(text: &str, paths: &[&str], fidelity: Fidelity, names: &Names, expect: Expect) {
    let suite = typed::read(text).expect("a suite");
    let selection = Selection { paths: paths.iter().map(|path| (*path).to_owned()).collect(), ..Selection::default() };
    let candidate = Pipeline::bare(Session { selection, ..Session::default() });
    let scenario = Scenario { source: suite.into(), candidate, ..Scenario::default() };
    let left = quantised(&scenario, fidelity, names);
    let suite = given(&left.source).expect("a suite");
    let lines = suite.tests.iter().map(|test| {
        format!(
            "{} {}{}\n",
            test.id,
            test.duration.as_secs(),
            test.groups.iter().map(|group| format!(" @{group}")).collect::<String>()
        )
    });
    expect.assert_eq(&lines.collect::<String>());
}

const STEPS: Fidelity = Fidelity::Ordered { step_permille: 100, n_exact: 1 };

#[test]
fn the_longest_tests_are_exact_the_others_on_steps() {
    check(
        "a.py: 8.123456 7.9 0.01234 0",
        &[],
        STEPS,
        &Names::All,
        expect![[r#"
        a.py::test_1 8.123456
        a.py::test_2 7.813610401
        a.py::test_3 0.011971516
        a.py::test_4 0
    "#]],
    );
}

#[test]
fn shapes_are_sorted_within_files() {
    let shape = Fidelity::Shape { step_permille: 250, n_exact: 1 };
    check(
        "a.py: 1 8 2 / b.py: 0 3",
        &[],
        shape,
        &Names::None,
        expect![[r#"
        f0.py::t0 8
        f0.py::t1 2.010764683
        f0.py::t2 1.029511518
        f1.py::t0 3.141819818
        f1.py::t1 0
    "#]],
    );
}

#[test]
fn names_of_places_replace_names() {
    check(
        "a/x.py: 1 2 / a/y.py@db: 3 / b.py@other: 4",
        &[],
        STEPS,
        &Names::None,
        expect![[r#"
        f0.py::t0 0.959870577
        f0.py::t1 2.057567828
        f1.py::t0 3.012485056 @g0
        f2.py::t0 4 @g1
    "#]],
    );
}

#[test]
fn folders_and_files_of_selections_stay() {
    check(
        "a/x.py: 1 2 / a/b/y.py: 3 / c.py: 4 5 / d.py: 6",
        &["a", "./a/b/", "c.py"],
        STEPS,
        &Names::None,
        expect![[r#"
            a/f0.py::t0 0.959870577
            a/f0.py::t1 2.057567828
            a/b/f1.py::t0 3.012485056
            c.py::t0 4.00961761
            c.py::t1 4.851637308
            f3.py::t0 6
        "#]],
    );
}

#[test]
fn what_is_mentioned_stays() {
    let names = Names::Mentioned(vec!["b.py".to_owned()]);
    let many = format!("a.py:{} / b.py: 0.5 0.5", " 1".repeat(21));
    check(
        &many,
        &[],
        Fidelity::Full,
        &names,
        expect![[r#"
        a.py::test_1 1
        a.py::test_2 1
        a.py::test_3 1
        a.py::test_4 1
        a.py::test_5 1
        a.py::test_6 1
        a.py::test_7 1
        a.py::test_8 1
        a.py::test_9 1
        a.py::test_10 1
        a.py::test_11 1
        a.py::test_12 1
        a.py::test_13 1
        a.py::test_14 1
        a.py::test_15 1
        a.py::test_16 1
        a.py::test_17 1
        a.py::test_18 1
        a.py::test_19 1
        a.py::test_20 1
        a.py::t20 1
        b.py::t0 0.5
        b.py::t1 0.5
    "#]],
    );
}

#[test]
fn real_files_called_like_places_are_told_apart() {
    check(
        "x.py: 1 / f0.py: 2",
        &["f0.py"],
        STEPS,
        &Names::None,
        expect![[r#"
        _f0.py::_t0 0.959870577
        f0.py::_t0 2
    "#]],
    );
}

#[test]
fn a_class_within_a_selected_class_stays_in_it() {
    let check = |path: &str, id: &str, expected: &str| {
        let selection = Selection { paths: vec![path.to_owned()], ..Selection::default() };
        let mut suite = typed::read("a.py: 1").expect("a suite");
        id.clone_into(&mut suite.tests[0].id);
        let candidate = Pipeline::bare(Session { selection, ..Session::default() });
        let scenario = Scenario { source: suite.into(), candidate, ..Scenario::default() };
        let left = quantised(&scenario, STEPS, &Names::None);
        assert_eq!(given(&left.source).expect("a suite").tests[0].id, expected, "{path}");
    };
    check("a.py::TestOuter", "a.py::TestOuter::TestInner::test_it", "a.py::TestOuter::C0::t0");
    check("a.py", "a.py::TestOuter::TestInner::test_it", "a.py::C0::t0");
    check("a.py::TestOuter::TestInner", "a.py::TestOuter::TestInner::test_it", "a.py::TestOuter::TestInner::t0");
}
