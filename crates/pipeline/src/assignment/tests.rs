//! Who runs what, before and after tests are given to runs.

use expect_test::{Expect, expect};
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::suite::Test;
use laneway_engine::time::Nanos;

use super::moves::{How, What, assign};
use super::tree::Tree;
use super::{Fate, RunPlace, fates, fates_of_marks, runs, titles};
use crate::job::Job;
use crate::pipeline::Pipeline;

/// Two files of unit tests, two of services, the last of which is slow.
fn tests() -> Vec<Test> {
    let files = ["tests/unit/test_a.py", "tests/unit/test_b.py", "tests/svc/db/test_c.py", "tests/svc/mq/test_d.py"];
    let test = |file: &&str, n: u32| Test {
        id: format!("{file}::test_{n}"),
        duration: Nanos(u64::from(n) * 500_000_000),
        marks: if file.ends_with("d.py") { vec!["slow".to_owned()] } else { Vec::new() },
        ..Test::default()
    };
    files.iter().flat_map(|file| [test(file, 1), test(file, 2)]).collect()
}

/// Runs by what stands behind `pytest`: `tests/unit -tests/unit/test_a.py +slow !serial`.
fn pipeline(lines: &[&str]) -> Pipeline {
    let job = |(place, line): (usize, &&str)| {
        let mut selection = Selection::default();
        for word in line.split_whitespace() {
            match (word.strip_prefix('-'), word.strip_prefix('+'), word.strip_prefix('!')) {
                (Some(path), ..) => selection.without.push(path.to_owned()),
                (_, Some(mark), _) => selection.marked.push(mark.to_owned()),
                (.., Some(mark)) => selection.unmarked.push(mark.to_owned()),
                _ => selection.paths.push(word.to_owned()),
            }
        }
        Job { id: format!("job{place}"), ..Job::bare(Session { selection, ..Session::default() }) }
    };
    Pipeline { jobs: lines.iter().enumerate().map(job).collect(), ..Pipeline::default() }
}

fn line(selection: &Selection) -> String {
    let Selection { paths, without, marked, unmarked } = selection;
    let with = |sign: &str, words: &[String]| words.iter().map(|word| format!("{sign}{word}")).collect::<Vec<_>>();
    [paths.clone(), with("-", without), with("+", marked), with("!", unmarked)].concat().join(" ")
}

/// `8 tests 6 s: 4 0; nowhere 4`.
fn counts(fate: &Fate) -> String {
    let of_runs: Vec<String> = fate.of_runs.iter().map(|tally| tally.n_tests.to_string()).collect();
    let mut text = format!("{} tests {} s: {}", fate.all.n_tests, fate.all.time.as_secs(), of_runs.join(" "));
    for (word, tally) in [("nowhere", fate.nowhere), ("several", fate.several)] {
        if tally.n_tests > 0 {
            text += &format!("; {word} {}", tally.n_tests);
        }
    }
    text
}

fn check(before: &[&str], what: &What, to: usize, how: How, expected: &Expect) {
    let (tests, mut pipeline) = (tests(), pipeline(before));
    let tree = Tree::new(&tests);
    assign(&mut pipeline, &tree, &tests, what, RunPlace { job: to, run: 0 }, how);
    let selections: Vec<&Selection> = runs(&pipeline).into_iter().map(|(_, run)| &run.session.selection).collect();
    let mut lines: Vec<String> = selections.iter().map(|it| line(it)).collect();
    lines.push(counts(&fates(&tree, &tests, &selections)[0]));
    expected.assert_eq(&lines.join("\n"));
}

fn path(path: &str) -> What {
    What::Path(path.to_owned())
}

#[test]
fn the_tree_says_what_becomes_of_each_folder() {
    let (tests, pipeline) = (tests(), pipeline(&["tests/unit", "tests/svc -tests/svc/mq", "tests/unit/test_b.py"]));
    let tree = Tree::new(&tests);
    let selections: Vec<&Selection> = runs(&pipeline).into_iter().map(|(_, run)| &run.session.selection).collect();
    let fates = fates(&tree, &tests, &selections);
    let lines: Vec<String> =
        tree.nodes().iter().zip(&fates).map(|(node, fate)| format!("{}: {}", node.path, counts(fate))).collect();
    expect![[r#"
        : 8 tests 6 s: 4 2 2; nowhere 2; several 2
        tests: 8 tests 6 s: 4 2 2; nowhere 2; several 2
        tests/unit: 4 tests 3 s: 4 0 2; several 2
        tests/unit/test_a.py: 2 tests 1.5 s: 2 0 0
        tests/unit/test_b.py: 2 tests 1.5 s: 2 0 2; several 2
        tests/svc: 4 tests 3 s: 0 2 0; nowhere 2
        tests/svc/db: 2 tests 1.5 s: 0 2 0
        tests/svc/db/test_c.py: 2 tests 1.5 s: 0 2 0
        tests/svc/mq: 2 tests 1.5 s: 0 0 0; nowhere 2
        tests/svc/mq/test_d.py: 2 tests 1.5 s: 0 0 0; nowhere 2"#]]
    .assert_eq(&lines.join("\n"));
    let marks: Vec<String> =
        fates_of_marks(&tests, &selections).iter().map(|(mark, fate)| format!("{mark}: {}", counts(fate))).collect();
    assert_eq!(marks, ["slow: 2 tests 1.5 s: 0 0 0; nowhere 2"]);
}

#[test]
fn folders_of_one_folder_share_a_line() {
    let tree = Tree::new(&tests());
    let lines = |unfolded: &[&str]| {
        let node = |path: &&str| tree.nodes().iter().position(|node| node.path == **path);
        let lines = tree.lines(&unfolded.iter().filter_map(node).collect());
        lines.iter().map(|line| format!("{}{}", "> ".repeat(line.depth as usize), line.name)).collect::<Vec<_>>()
    };
    assert_eq!(lines(&[]), ["unit", "svc"]);
    assert_eq!(lines(&["tests/svc", "tests/svc/db"]), ["unit", "svc", "> db", "> > test_c.py", "> mq"]);
}

#[test]
fn runs_are_called_by_their_job() {
    let mut pipeline = pipeline(&["", ""]);
    let again = pipeline.jobs[1].steps[0].clone();
    pipeline.jobs[1].steps.push(crate::step::Step { name: "Again".to_owned(), ..again });
    assert_eq!(titles(&pipeline), ["job0", "job1: Test", "job1: Again"]);
}

#[test]
fn a_file_goes_from_one_run_to_another() {
    check(
        &["tests/unit", "tests/svc"],
        &path("tests/unit/test_a.py"),
        1,
        How::Alone,
        &expect![[r#"
        tests/unit -tests/unit/test_a.py
        tests/svc tests/unit/test_a.py
        8 tests 6 s: 2 6"#]],
    );
}

#[test]
fn a_folder_comes_back_without_traces() {
    check(
        &["tests/unit -tests/unit/test_a.py", "tests/svc tests/unit/test_a.py"],
        &path("tests/unit"),
        0,
        How::Alone,
        &expect![[r#"
            tests/unit
            tests/svc
            8 tests 6 s: 4 4"#]],
    );
}

#[test]
fn what_is_left_out_above_is_left_out_beside() {
    check(
        &["-tests/svc", "tests/svc"],
        &path("tests/svc/db/test_c.py"),
        0,
        How::Alone,
        &expect![[r#"
        -tests/svc/mq
        tests/svc -tests/svc/db/test_c.py
        8 tests 6 s: 6 2"#]],
    );
}

#[test]
fn the_last_path_stays_so_that_none_does_not_mean_all() {
    check(
        &["tests/unit", ""],
        &path("tests/unit"),
        1,
        How::Alone,
        &expect![[r#"
        tests/unit -tests/unit

        8 tests 6 s: 0 8"#]],
    );
}

#[test]
fn a_run_can_have_tests_too_or_no_longer() {
    check(
        &["tests/unit", "tests/svc"],
        &path("tests/unit"),
        1,
        How::Also,
        &expect![[r#"
        tests/unit
        tests/svc tests/unit
        8 tests 6 s: 4 8; several 4"#]],
    );
    check(
        &["tests/unit", "tests/svc"],
        &path("tests/svc/mq"),
        1,
        How::NoLonger,
        &expect![[r#"
        tests/unit
        tests/svc -tests/svc/mq
        8 tests 6 s: 4 2; nowhere 2"#]],
    );
}

#[test]
fn marks_are_given_likewise() {
    check(
        &["", "+serial"],
        &What::Mark("slow".to_owned()),
        1,
        How::Alone,
        &expect![[r#"
        !slow
        +serial +slow
        8 tests 6 s: 6 2"#]],
    );
    check(
        &["!slow", "+slow"],
        &What::Mark("slow".to_owned()),
        0,
        How::Alone,
        &expect![[r#"

        +slow !slow
        8 tests 6 s: 8 0"#]],
    );
}

#[test]
fn all_tests_can_be_given() {
    check(
        &["tests/unit", "tests/svc"],
        &path(""),
        0,
        How::Alone,
        &expect![[r#"
        
        tests/svc -.
        8 tests 6 s: 8 0"#]],
    );
}
