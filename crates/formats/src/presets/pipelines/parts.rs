//! Steps and runners that published cases have in common. Seconds are medians of public runs where nobody said.

use laneway_engine::session::Session;
use laneway_engine::suite::Test;
use laneway_pipeline::coverage::{Collect, Covered, LaneCheck};
use laneway_pipeline::job::{Container, Job};
use laneway_pipeline::runner::Runner;
use laneway_pipeline::step::{Download, Gate, Step, TestRun, Upload, Work};
use laneway_pipeline::timing::{around, constant};

/// A hosted runner with two cores, at the list price of private repositories, which one waits some seconds for.
pub(super) fn hosted() -> Runner {
    Runner { price: 6_000, queue: around(5.0, 20.0), ..Runner::default() }
}

/// A job on a hosted runner.
pub(super) fn job(id: &str, needs: &[&str], steps: Vec<Step>) -> Job {
    let needs = needs.iter().map(|need| (*need).to_owned()).collect();
    Job { id: id.to_owned(), needs, runner: hosted(), steps, post: constant(1.0), ..Job::default() }
}

/// Check-out, Python, and the packages of the project, with a cache that is nearly always there.
pub(super) fn set_up(install: f64) -> Vec<Step> {
    vec![
        command("Set up job", 1.0),
        Step::new("Check out", Work::Checkout { takes: around(2.0, 4.0) }),
        command("Set up Python", 2.0),
        Step::new(
            "Install",
            Work::Cached {
                hits: 0.95,
                on_hit: around(install, install * 1.3),
                on_miss: around(install * 2.5, install * 3.5),
            },
        ),
    ]
}

/// Any command.
pub(super) fn command(name: &str, secs: f64) -> Step {
    Step::new(name, Work::Command { takes: constant(secs) })
}

/// One pytest.
pub(super) fn tests(name: &str, run: TestRun) -> Step {
    Step::new(name, Work::Tests(Box::new(run)))
}

/// One pytest on some folders, without hazards.
pub(super) fn run(session: Session, paths: &[&str]) -> TestRun {
    let mut session = session;
    session.selection.paths = paths.iter().map(|path| (*path).to_owned()).collect();
    TestRun { session, ..TestRun::default() }
}

/// The same, with coverage under a name of its own, held against nothing.
pub(super) fn covered(run: TestRun, percent: f64, data_file: &str) -> TestRun {
    let collect = Collect {
        covers: Covered::Percent(percent),
        data_file: data_file.to_owned(),
        lane_check: LaneCheck::Off,
        ..Collect::default()
    };
    TestRun { coverage: Some(collect), ..run }
}

/// The coverage data of a lane is stored, hidden file and all.
pub(super) fn upload(artifact: &str) -> Step {
    Step::new("Upload coverage", Work::Upload(Upload { artifact: artifact.to_owned(), ..Upload::default() }))
}

/// All coverage data is fetched, combined, and held against the threshold.
pub(super) fn gate(secs: f64) -> Vec<Step> {
    vec![
        Step::new("Download coverage", Work::Download(Download { takes: constant(2.0), ..Download::default() })),
        Step::new("Combine and report", Work::Gate(Gate { takes: constant(secs), ..Gate::default() })),
    ]
}

/// A container by the seconds that its start and its own start-up take.
pub(super) fn container(name: &str, start: f64, ready: f64) -> Container {
    Container {
        name: name.to_owned(),
        start: around(start, start * 1.6),
        ready: around(ready, ready * 1.6),
        ..Container::default()
    }
}

/// The tests of a suite that stands in `tests`, in a folder of their own below it.
pub(super) fn in_folder(tests: Vec<Test>, folder: &str) -> impl Iterator<Item = Test> {
    tests.into_iter().map(move |test| match test.id.strip_prefix("tests/") {
        Some(rest) => Test { id: format!("tests/{folder}/{rest}"), ..test },
        None => test,
    })
}
