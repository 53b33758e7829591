//! Names that try to break out of a workflow stay names: whatever they hold, a workflow reads back as the same texts.

use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_export::workflow::{Options, forgejo, github, gitlab};
use laneway_formats::workflow::yaml::{Node, Value, read};
use laneway_pipeline::job::{Container, Job};
use laneway_pipeline::matrix::{Axis, Matrix};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::step::{Step, TestRun, Work};

use crate::random;

/// A job of one run of tests on some paths.
fn job(paths: &[&str]) -> Job {
    let paths = paths.iter().map(|path| (*path).to_owned()).collect();
    let session = Session { selection: Selection { paths, ..Selection::default() }, ..Session::default() };
    Job::bare(session)
}

fn of(job: Job) -> Pipeline {
    Pipeline { jobs: vec![job], ..Pipeline::default() }
}

fn written(job: Job) -> String {
    github(&of(job), &Options::default()).expect("a workflow").text
}

/// The steps of the only job.
fn steps(root: &Node) -> Vec<&Node> {
    let (_, job) = root.get("jobs").and_then(|jobs| jobs.entries().next()).expect("a job");
    job.get("steps").expect("steps").items().iter().collect()
}

/// All texts of a tree, keys too.
fn texts<'a>(node: &'a Node, into: &mut Vec<&'a str>) {
    match &node.value {
        Value::Text { text, .. } => into.push(text),
        Value::List(items) => items.iter().for_each(|item| texts(item, into)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            into.push(key);
            texts(value, into);
        }),
    }
}

/// A title as it is written: expressions lose their beginning.
fn title(text: &str) -> String {
    text.replace("${{", "$-{-{").replace("$[[", "$-[-[")
}

#[test]
fn paths_are_words_of_the_command() {
    for path in random::HOSTILE {
        let text = written(job(&[path, "tests"]));
        let root = read(&text).expect("YAML");
        let runs: Vec<&str> = steps(&root).iter().filter_map(|step| step.get("run")?.text()).collect();
        let [_, run] = runs[..] else { panic!("two scripts expected: {text}") };
        assert!(!run.contains("${{"), "{text}");
        let words = shlex::split(run.strip_suffix('\n').unwrap_or(run)).expect("words");
        let path = if path.starts_with(['-', '@', ':']) { format!("./{path}") } else { (*path).to_owned() };
        assert_eq!(words, ["pytest", "-n", "4", "--dist", "load", &path, "tests"], "{text}");
    }
}

#[test]
fn titles_are_texts_and_no_expressions() {
    for name in random::HOSTILE {
        let job = job(&[]);
        let steps_of = job.steps.into_iter().map(|step| Step { name: (*name).to_owned(), ..step }).collect();
        let text = written(Job { name: (*name).to_owned(), steps: steps_of, ..job });
        let root = read(&text).expect("YAML");
        let (_, job) = root.get("jobs").and_then(|jobs| jobs.entries().next()).expect("a job");
        assert_eq!(job.get("name").and_then(Node::text), Some(title(name).as_str()), "{text}");
        let last = *steps(&root).last().expect("steps");
        assert_eq!(last.get("name").and_then(Node::text), Some(title(name).as_str()), "{text}");
        assert_eq!(steps(&root).len(), 4, "{text}");
    }
}

#[test]
fn values_of_a_matrix_are_texts_or_are_refused() {
    for value in random::HOSTILE {
        let axes = vec![Axis { name: "os".to_owned(), values: vec![(*value).to_owned(), "linux".to_owned()] }];
        let job = Job { matrix: Matrix { axes, ..Matrix::default() }, ..job(&[]) };
        let found = github(&of(job.clone()), &Options::default());
        if value.contains("${{") || value.contains("$[[") {
            assert!(found.is_err(), "{value}");
            continue;
        }
        let text = found.expect("a workflow").text;
        let root = read(&text).expect("YAML");
        let (_, job_of) = root.get("jobs").and_then(|jobs| jobs.entries().next()).expect("a job");
        let found = job_of.get("strategy").and_then(|it| it.get("matrix")?.get("os")).expect("an axis");
        assert_eq!(found.items()[0].text(), Some(*value), "{text}");
        assert_eq!(gitlab(&of(job), &Options::default()).is_err(), value.contains('$'), "{value}");
    }
}

#[test]
fn names_that_stand_in_expressions_are_names_or_are_refused() {
    for name in ["a b", "a' || secrets.X || '", "a}}", "", "include", "1a", "a.b"] {
        let axes = vec![Axis { name: name.to_owned(), values: vec!["1".to_owned(), "2".to_owned()] }];
        let job = Job { matrix: Matrix { axes, ..Matrix::default() }, ..job(&[]) };
        assert!(github(&of(job), &Options::default()).is_err(), "{name}");
    }
    for name in random::HOSTILE.iter().filter(|name| **name != "yes") {
        let container = Container { name: (*name).to_owned(), ..Container::default() };
        let job = Job { containers: vec![container], ..job(&[]) };
        assert!(github(&of(job), &Options::default()).is_err(), "{name}");
    }
}

#[test]
fn labels_marks_and_ids_are_texts_or_are_refused() {
    for text in random::HOSTILE {
        let runner = Runner { label: (*text).to_owned(), ..Runner::default() };
        match github(&of(Job { runner, ..job(&[]) }), &Options::default()) {
            Ok(workflow) => {
                let root = read(&workflow.text).expect("YAML");
                let (_, job) = root.get("jobs").and_then(|jobs| jobs.entries().next()).expect("a job");
                let label: Vec<&str> =
                    job.get("runs-on").expect("a runner").items().iter().filter_map(Node::text).collect();
                let expected: Vec<&str> = text.split_whitespace().collect();
                assert_eq!(
                    label,
                    if expected.is_empty() { vec!["ubuntu-24.04"] } else { expected },
                    "{}",
                    workflow.text
                );
            }
            Err(_) => assert!(text.contains("${{") || text.contains("$[["), "{text}"),
        }
        assert!(
            github(&of(Job { id: (*text).to_owned(), ..job(&[]) }), &Options::default()).is_ok() == (*text == "yes")
        );
        let mut marked = job(&[]);
        marked.test_runs_mut().for_each(|run| run.session.selection.marked = vec![(*text).to_owned()]);
        assert!(github(&of(marked), &Options::default()).is_ok() == (*text == "yes"), "{text}");
    }
}

#[test]
fn no_path_holds_a_zero_byte() {
    let errors = github(&of(job(&["a\0b"])), &Options::default()).expect_err("refused");
    assert_eq!(
        errors[0].to_string(),
        "job `tests`, step 1: the path holds a zero byte, which no command line can; expected a path"
    );
}

#[test]
fn any_pipeline_reads_back_with_its_jobs_and_steps_or_is_refused() {
    arbtest::arbtest(|from| {
        let pipeline = random::pipeline(from)?;
        for (is_gitlab, write) in [(false, github as fn(&_, &_) -> _), (false, forgejo), (true, gitlab)] {
            let Ok(workflow) = write(&pipeline, &Options::default()) else { continue };
            let text = workflow.text;
            let root = read(&text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
            let jobs = if is_gitlab { &root } else { root.get("jobs").expect("jobs") };
            let ids: Vec<&str> = jobs.entries().map(|(id, _)| id).filter(|id| *id != "workflow").collect();
            assert_eq!(ids, pipeline.jobs.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), "{text}");
            let mut all = Vec::new();
            texts(&root, &mut all);
            // Every expression is one of ours.
            for text in all.iter().filter(|text| text.contains("${{")) {
                let inner = text.split("${{").skip(1).filter_map(|rest| Some(rest.split_once("}}")?.0.trim()));
                let ours = ["matrix.", "github.", "vars.RUN_", "join(needs", "strategy.", "always()", "!cancelled()", "failure()"];
                assert!(inner.clone().all(|inner| ours.iter().any(|our| inner.starts_with(our))), "{text}");
            }
            if !is_gitlab {
                for (job, (_, node)) in pipeline.jobs.iter().zip(jobs.entries()) {
                    let expected = Some(title(job.title())).filter(|title| *title != job.id);
                    assert_eq!(node.get("name").and_then(Node::text), expected.as_deref(), "{text}");
                }
            }
            // What stands in a script are the words of the runs of tests.
            let runs: Vec<TestRun> = pipeline.jobs.iter().flat_map(Job::test_runs).cloned().collect();
            let scripts = all.iter().filter(|text| text.contains("pytest -n "));
            assert!(scripts.count() >= runs.len().min(1), "{text}");
            for path in runs.iter().flat_map(|run| &run.session.selection.paths) {
                let is_word = |script: &&str| {
                    let words = shlex::split(script).unwrap_or_default();
                    words.iter().any(|word| word == path || word.strip_prefix("./") == Some(path))
                        // Within a step that may fail, the script is one word itself.
                        || words.iter().filter_map(|word| shlex::split(word)).flatten().any(|word| word.ends_with(path.as_str()))
                };
                assert!(all.iter().any(is_word), "{path:?} in {text}");
            }
        }
        Ok(())
    })
    .budget_ms(3_000);
}

#[test]
fn a_step_without_a_command_is_a_place_to_put_one() {
    let mut job = job(&[]);
    job.steps.insert(0, Step::new("Build", Work::Command { takes: laneway_pipeline::timing::constant(1.0) }));
    let workflow = github(&of(job.clone()), &Options::default()).expect("a workflow");
    assert!(workflow.text.contains("# Edit: the command of this step.\n"), "{}", workflow.text);
    assert!(workflow.notes.iter().any(|note| note.message.contains("`Build`")), "{:?}", workflow.notes);
    let commands = [("Build".to_owned(), "make ${{ inputs.what }}".to_owned())].into();
    let options = Options { commands, ..Options::default() };
    let text = github(&of(job), &options).expect("a workflow").text;
    assert!(
        text.contains("run: |\n          make ${{ inputs.what }}\n") || text.contains("run: make ${{ inputs.what }}"),
        "{text}"
    );
}
