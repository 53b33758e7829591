//! Lessons as authors write them, and what they are told about mistakes.

use expect_test::{Expect, expect};

use crate::guess::Answer;

use super::*;

const HEAD: &str = r#"lesson = 1
title = "Ours"
about = "A try"
tests = [{ file = "t.py", n = 4, secs = 1.0 }]
candidate = { workers = 2 }
"#;

fn read(steps: &str) -> Result<Lesson, String> {
    Lesson::read(&format!("{HEAD}{steps}")).map_err(|error| error.to_string())
}

fn err(text: &str, expected: &Expect) {
    let error = Lesson::read(text).expect_err("an error");
    expected.assert_eq(&error.to_string());
}

fn step_err(steps: &str, expected: &Expect) {
    err(&format!("{HEAD}{steps}"), expected);
}

#[test]
fn ok_sides_are_those_of_the_lesson_then_of_the_step() {
    let lesson = read("[[step]]\ntext = \"a\"\n[[step]]\ntext = \"b\"\nbaseline = { dist = \"no\", workers = 0 }\n")
        .expect("a lesson");
    let workers = |step: usize| {
        let scenario = &lesson.steps[step].scenario;
        [&scenario.baseline, &scenario.candidate].map(|side| side.sessions().next().map(|session| session.workers))
    };
    assert_eq!([workers(0), workers(1)], [[Some(4), Some(2)], [Some(0), Some(2)]]);
}

#[test]
fn err_more_runs_than_a_page_can_show() {
    step_err(
        "[[step]]\ntext = \"a\"\ntests = [{ file = \"t.py\", n = 1000, secs = 1.0 }]\ncandidate = { dist = \"each\", workers = 1000 }\n",
        &expect!["step 1: candidate: 1000000 runs of tests, expected 200000 at most: take fewer workers or tests"],
    );
    err(&"a".repeat(MAX_DOCUMENT + 1), &expect!["the lesson has 262145 bytes, expected at most 262144"]);
    let deep = format!("{HEAD}x = {}", "[".repeat(10_000));
    assert!(Lesson::read(&deep).is_err());
}

#[test]
fn ok_text_has_its_figures_and_guesses_their_answers() {
    let steps = r#"[[step]]
text = """
One  process
needs {baseline.work}.

Two workers need {candidate.time}."""
[step.guess]
ask = "How long?"
choices = [{ say = "2 s", when = "candidate.time == 2" }, { say = "4 s", when = "candidate.time == 4" }]
because = "It takes {candidate.time}."
"#;
    let lesson = read(steps).expect("a lesson");
    let step = &lesson.steps[0];
    assert_eq!(step.text, ["One process needs 4 s.", "Two workers need 2 s."]);
    let guess = step.guess.as_ref().expect("a guess");
    assert_eq!(guess.because, "It takes 2 s.");
    assert_eq!(guess.answer, Answer::Choice { choices: vec!["2 s".to_owned(), "4 s".to_owned()], right: 0 });
}

#[test]
fn ok_a_preset_is_changed_by_places() {
    let text = "lesson = 1\ntitle = \"t\"\nabout = \"a\"\npreset = \"four-tests\"\n[[step]]\ntext = \"x\"\ncandidate = { session = { workers = 3 } }\n";
    let lesson = Lesson::read(text).expect("a lesson");
    let sessions: Vec<u32> = lesson.steps[0].scenario.candidate.sessions().map(|session| session.workers).collect();
    assert_eq!(sessions, [3]);
}

#[test]
fn err_a_claim_that_is_not_so() {
    step_err(
        "[[step]]\ntext = \"x\"\nholds = [\"candidate.time < 1\"]\n",
        &expect!["step 1: `candidate.time < 1` does not hold in the simulation"],
    );
    step_err(
        "[[step]]\ntext = \"x\"\n[step.guess]\nask = \"?\"\nchoices = [{ say = \"a\", when = \"1 < 2\" }, { say = \"b\", when = \"2 < 3\" }]\n",
        &expect!["step 1: guess: 2 of the 2 choices are right in the simulation, expected one: 1 < 2; 2 < 3"],
    );
}

#[test]
fn err_says_where() {
    err("lesson = 1\ntitle = \n", &expect!["line 2, column 9: string values must be quoted, expected literal string"]);
    step_err(
        "[[step]]\ntxt = \"x\"\n",
        &expect![
            "line 7, column 1: unknown field `txt`, expected one of `text`, `baseline`, `candidate`, `tests`, `show`, `free`, `guess`, `holds`"
        ],
    );
    step_err(
        "[[step]]\ntext = \"x\"\ncandidate = { wrokers = 2 }\n",
        &expect![
            "step 1: candidate: at `wrokers`: unknown field `wrokers`, expected one of `name`, `dist`, `workers`, `tests`, `maxschedchunk`, `loadscope_reorder`, `max_worker_restart`, `latency`, `startup`, `collection`, `ramp`, `test_overhead`, `test_gap`, `worker_finish`, `restart_startup`, `restart_collection`, `controller_cost`, `restart_block`, `crash`, `fixtures`, `contention` at line 1 column 47"
        ],
    );
    step_err(
        "[[step]]\ntext = \"{candidate.tine}\"\n",
        &expect!["step 1: `candidate.tine`: `candidate.tine` is no figure of this side; docs/lessons.md lists them"],
    );
    step_err("", &expect!["found 0 steps, expected 1 to 50, each under `[[step]]`"]);
    err(
        "lesson = 2\ntitle = \"\"\nabout = \"\"\npreset = \"four-tests\"\n",
        &expect!["lesson: found version 2, expected 1: take a newer Laneway"],
    );
    err(
        "lesson = 1\ntitle = \"\"\nabout = \"\"\npreset = \"five-tests\"\n[[step]]\ntext = \"\"\n",
        &expect!["preset: there is no `five-tests`; `laneway presets` lists them"],
    );
    err(
        "lesson = 1\ntitle = \"\"\nabout = \"\"\n[[step]]\ntext = \"\"\n",
        &expect!["found neither, expected either `preset` or `tests`"],
    );
}

#[test]
fn err_too_much_is_refused() {
    let many = "[[step]]\ntext = \"x\"\n".repeat(MAX_STEPS + 1);
    step_err(&many, &expect!["found 51 steps, expected 1 to 50, each under `[[step]]`"]);
    let rows = "lesson = 1\ntitle = \"\"\nabout = \"\"\ntests = [{ file = \"t.py\", n = 4000000000, secs = 1.0 }]\n[[step]]\ntext = \"\"\n";
    err(rows, &expect!["the lesson has more than 20000 tests: take a preset, or fewer"]);
    err(&" ".repeat(MAX_DOCUMENT + 1), &expect!["the lesson has 262145 bytes, expected at most 262144"]);
}

/// Whatever is changed in a lesson, it opens or is refused.
#[test]
fn changed_lessons_never_panic() {
    let text = crate::own::document("chunks").expect("a document");
    arbtest::arbtest(|random| {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..random.int_in_range(1..=4)? {
            let place = random.choose_index(bytes.len())?;
            bytes[place] = random.arbitrary()?;
        }
        let _ = Lesson::read(&String::from_utf8_lossy(&bytes));
        Ok(())
    });
}
