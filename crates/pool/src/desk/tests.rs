//! Conversations with a desk: what is asked, and what comes back.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::distribution::Distribution;
use laneway_engine::generate::SuiteSpec;
use laneway_engine::noise::Noise;
use laneway_formats::measured::{Clock, Measured};
use laneway_formats::typed;
use laneway_link::answer::Offer as LinkOffer;
use laneway_link::fidelity::NamesKept;
use laneway_pipeline::pipeline::Pipeline;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::protocol::RequestId;

fn check(requests: Vec<Request>, expect: Expect) {
    let mut desk = Desk::default();
    let mut text = String::new();
    for request in requests {
        desk.answer(over_the_wire(&request), &mut |reply| text.push_str(&show(&over_the_wire(&reply))));
    }
    expect.assert_eq(&text);
}

/// What comes out at the other end of a thread's wire.
fn over_the_wire<T: Serialize + DeserializeOwned>(message: &T) -> T {
    bincode::deserialize(&bincode::serialize(message).expect("a message can be written"))
        .expect("a message can be read")
}

fn link(id: RequestId, baseline: Session, candidate: Session, study: StudySpec) -> Request {
    let [baseline, candidate] = [baseline, candidate].map(Pipeline::bare);
    Request::Link { id, baseline, candidate, study, calibration: None, title: String::new(), note: String::new() }
}

fn show(reply: &Reply) -> String {
    match reply {
        Reply::Build(_) => "build\n".to_owned(),
        Reply::Sides { id, baseline, candidate, suite } => {
            let time = |side: &SideOutcome| side.outcome.summary.makespan.as_secs();
            let made = suite.as_ref().map(|suite| format!(", made {} tests", suite.tests.len())).unwrap_or_default();
            format!("{id}: {} s, then {} s{made}\n", time(baseline), time(candidate))
        }
        Reply::Mode { id, dist, row, floor } => {
            let time = row.as_ref().map(|row| row.summary.makespan.as_secs());
            format!("{id}: {} {time:?}, floor {}\n", dist.flag(), floor.as_secs())
        }
        Reply::Order { id, baseline, candidate } => {
            format!("{id}: {} s, {} s\n", baseline.as_secs(), candidate.as_secs())
        }
        Reply::Link { id, link } => {
            let scenario = laneway_link::link::read(link).expect("a link");
            let n_tests = source::make(&scenario.source).expect("a suite").tests.len();
            let workers: Vec<u32> = scenario.candidate.sessions().map(|session| session.workers).collect();
            format!("{id}: {n_tests} tests, {workers:?} workers\n")
        }
        Reply::Offered { id, offers, names, n_names } => {
            let offer = |offer: &LinkOffer| {
                let title = laneway_link::link::read_shared(&offer.link).expect("a link").title;
                format!(
                    "{id}: {}, {}, same {}, {title:?}\n",
                    offer.shared.fidelity.words(),
                    offer.link.len(),
                    offer.is_same()
                )
            };
            format!("{}   {n_names} names {}\n", offers.iter().map(offer).collect::<String>(), names.join(" "))
        }
        Reply::Headline { id, headline } => format!("{id}: typically {:?} s\n", headline.typical),
        Reply::Scenario { id, scenario } => format!("{id}: {:?}\n", source::name(&scenario.source)),
        Reply::Replicated { id, first, replications } => {
            let secs = |replication: &Replication| {
                replication.iter().map(|makespan| format!(" {:?}", makespan.map(Nanos::as_secs))).collect::<String>()
            };
            format!("{id}: from {first}:{}\n", replications.iter().map(secs).collect::<Vec<_>>().join(","))
        }
        Reply::Pipelines { id, baseline, candidate } => {
            let side = |answer: &crate::protocol::PipelineAnswer| {
                let time = answer.outcome.as_ref().map(|outcome| outcome.wall_clock.as_secs());
                let problems = answer.problems.iter().map(|problem| format!(" ({problem})")).collect::<String>();
                time.map_or_else(ToString::to_string, |time| format!("{time} s{problems}"))
            };
            format!("{id}: {}, then {}\n", side(baseline), side(candidate))
        }
        Reply::ReplicatedPipelines { id, first, replications } => {
            let secs = |figures: &Vec<laneway_pipeline::study::Figures>| {
                figures.iter().map(|it| format!(" {}", it.wall_clock.as_secs())).collect::<String>()
            };
            format!("{id}: from {first}:{}\n", replications.iter().map(secs).collect::<Vec<_>>().join(","))
        }
        Reply::Advised { id, looked_for, findings } => {
            let changes = |it: &crate::protocol::Advice| it.fix.as_ref().map(|fix| fix.changes.join(", "));
            let lines = findings.iter().map(|it| format!("  {} at {}: {:?}\n", it.rule, it.place, changes(it)));
            let has_titles = if looked_for.iter().all(|title| !title.is_empty()) { "rules" } else { "nothing" };
            format!("{id}: {has_titles} looked for\n{}", lines.collect::<String>())
        }
        Reply::Failed { id, why } => format!("{id}: {why}\n"),
        Reply::Progress { id, n_bytes } => format!("{id}: {n_bytes} bytes\n"),
        Reply::Opened { id, files } => {
            let reports = files.reports.iter().map(|report| format!("{} {}, ", report.name, report.n_tests));
            let pipelines = files.pipelines.iter().map(|it| format!("{}: {}, ", it.name, it.imported.in_short()));
            let coverage = files.coverage.iter().map(|it| format!("{} {} %, ", it.name, it.reading.report.percent()));
            let all: String = reports.chain(pipelines).chain(coverage).collect();
            format!("{id}: {all}{:?}, refused {:?}\n", files.together, files.refused)
        }
        Reply::Taken { id, reading: Ok(reading), .. } => {
            let ids = reading.suite.tests.iter().map(|test| format!(" {}={}", test.id, test.duration.as_secs()));
            format!("{id}: {}:{}\n", reading.suite.name, ids.collect::<String>())
        }
        Reply::Taken { id, reading: Err(why), .. } => format!("{id}: {why}\n"),
        Reply::Exported { id, offer } => {
            let files = offer.files.iter().map(|file| {
                let n_lines = file.text.as_ref().map(|text| text.lines().count());
                let is_predicted = file.text.as_ref().is_some_and(|text| text.contains("## Predicted"));
                format!(" {} {n_lines:?}{}", file.path, if is_predicted { " predicted" } else { "" })
            });
            let said = offer.said.iter().map(|said| format!("\n   {}", said.text));
            format!("{id}:{}\n", files.chain(said).collect::<String>())
        }
        Reply::Lesson { id, link, lesson } => {
            let n_steps = lesson.as_ref().map(|lesson| lesson.steps.len());
            format!("{id}: {}: {n_steps:?} steps\n", &link[..link.len().min(15)])
        }
        Reply::Commented { id, text, foretold, address } => {
            let opens = address.as_ref().is_some_and(|it| laneway_link::link::read(it).is_ok());
            let places: Vec<_> = foretold.iter().map(|it| it.place.words()).collect();
            format!("{id}: {}, {places:?}, opens {opens}\n", text.lines().next().unwrap_or_default())
        }
        Reply::Archived { id, bytes } => format!("{id}: {:?}\n", String::from_utf8_lossy(&bytes[..2])),
    }
}

fn workers(workers: u32) -> Session {
    Session { workers, ..Session::default() }
}

fn file(name: &str, text: &str) -> Vec<Request> {
    let (first, second) = text.as_bytes().split_at(text.len() / 2);
    let begin = Request::BeginFile { name: name.to_owned() };
    vec![begin, Request::FileBytes(first.to_vec()), Request::FileBytes(second.to_vec())]
}

#[test]
fn a_pipeline_is_looked_at_and_the_suite_is_there_afterwards() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let without_workers = Session { dist: DistMode::WorkSteal, workers: 0, ..Session::default() };
    let advise = |id, session: &Session| Request::Advise {
        id,
        baseline: Pipeline::bare(session.clone()),
        pipeline: Pipeline::bare(session.clone()),
        seed: 0,
    };
    check(
        vec![
            advise(1, &workers(2)),
            Request::SetSource(suite.into()),
            advise(2, &workers(2)),
            advise(3, &without_workers),
            Request::Simulate { id: 4, baseline: workers(1), candidate: workers(2) },
        ],
        expect![[r#"
            1: rules looked for
            2: rules looked for
            3: rules looked for
              dist-without-workers at job `tests`, step 1, session.workers: Some("workers 0 → 4")
            4: 8 s, then 5 s
        "#]],
    );
}

#[test]
fn a_suite_is_sent_once() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let (baseline, candidate) = (workers(1), workers(2));
    let simulate = |id, n| Request::Simulate { id, baseline: workers(1), candidate: workers(n) };
    check(
        vec![
            Request::Hello,
            Request::SetSource(suite.into()),
            simulate(1, 2),
            Request::Mode { id: 1, session: candidate.clone(), dist: DistMode::No },
            Request::Order { id: 1, number: 1, baseline: baseline.clone(), candidate: candidate.clone() },
            link(1, baseline, candidate, StudySpec::default()),
            simulate(2, 1_000_000),
        ],
        expect![[r#"
            build
            1: 8 s, then 5 s
            1: no Some(8.0), floor 8
            1: 8 s, 5 s
            1: 4 tests, [2] workers
            2: workers is 1000000, expected 0 to 10000: choose fewer
        "#]],
    );
}

#[test]
fn how_a_suite_was_recorded_counts_in_every_answer() {
    let mut suite = typed::read("4 1 1 2").expect("a suite");
    (suite.recording.coverage, suite.recording.coverage_permille) = (Some(true), Some(1000));
    let covered = Session { coverage_permille: 1000, ..workers(1) };
    check(
        vec![
            Request::SetSource(suite.into()),
            Request::Simulate { id: 1, baseline: workers(1), candidate: covered.clone() },
            Request::Mode { id: 2, session: workers(2), dist: DistMode::No },
            Request::Order { id: 3, number: 1, baseline: workers(1), candidate: covered },
        ],
        expect![[r#"
            1: 4 s, then 8 s
            2: no Some(4.0), floor 4
            3: 4 s, 8 s
        "#]],
    );
}

#[test]
fn files_come_in_pieces_and_are_taken_together() {
    let mut requests = [file("a", "x,1\ny,2\n"), file("b", "?"), file("c", "x,3\ny,4\n")].concat();
    requests.push(Request::ReadFiles { id: 7 });
    requests.push(Request::Take { id: 8, together: Together::Repeats, onto: None, calibrate: None });
    check(
        requests,
        expect![[r#"
        7: 8 bytes
        7: 9 bytes
        7: 17 bytes
        7: a 2, c 2, Repeats, refused []
        8: a and 1 more: x=1 y=2
    "#]],
    );
}

#[test]
fn an_order_is_put_on_the_suite_that_is_there() {
    let onto = |text: &str| Some(typed::read(text).expect("a suite"));
    let mut requests = file("order.txt", "a.py::test_2\na.py::test_1\n");
    requests.push(Request::ReadFiles { id: 1 });
    let mut others = requests.clone();
    requests.push(Request::Take { id: 1, together: Together::Parts, onto: onto("a.py: 1 2"), calibrate: None });
    others.push(Request::Take { id: 1, together: Together::Parts, onto: onto("b.py: 1 2"), calibrate: None });
    check(
        requests,
        expect![[r#"
        1: 26 bytes
        1: order.txt 2, Parts, refused []
        1: typed by hand: a.py::test_2=2 a.py::test_1=1
    "#]],
    );
    check(
        others,
        expect![[r#"
        1: 26 bytes
        1: order.txt 2, Parts, refused []
        1: none of the 2 collected tests has a duration: collected is `a.py::test_2`, expected ids such as `b.py::test_1`: run both from the same folder
    "#]],
    );
}

#[test]
fn a_suite_is_made_here_and_shown_once() {
    let spec = SuiteSpec { tests: 3, durations: Distribution::Constant { secs: 2.0 }, ..SuiteSpec::default() };
    let simulate = |id| Request::Simulate { id, baseline: workers(1), candidate: workers(2) };
    let study = StudySpec { noise: Noise { test: 0.0, job: 0.0 }, ..StudySpec::default() };
    let replicate =
        Request::Replicate { id: 3, sessions: vec![workers(1), workers(2)], spec: study.clone(), first: 4, n: 2 };
    let bad = SuiteSpec { tests: 0, ..SuiteSpec::default() };
    check(
        vec![
            Request::SetSource(Source::Generated { spec, seed: 1 }),
            simulate(1),
            simulate(2),
            replicate,
            link(4, workers(1), workers(2), study),
            simulate(5),
            Request::SetSource(Source::Generated { spec: bad, seed: 1 }),
            simulate(6),
        ],
        expect![[r#"
            1: 6 s, then 4 s, made 3 tests
            2: 6 s, then 4 s
            3: from 4: Some(6.0) Some(4.0), Some(6.0) Some(4.0)
            4: 3 tests, [2] workers
            5: 6 s, then 4 s
            6: the suite cannot be made: tests is 0, expected a number from 1 to 16000000
        "#]],
    );
}

#[test]
fn noise_leaves_the_suite_as_it_was() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let simulate = |id| Request::Simulate { id, baseline: workers(1), candidate: workers(2) };
    let replicate =
        Request::Replicate { id: 1, sessions: vec![workers(1)], spec: StudySpec::default(), first: 0, n: 2 };
    check(
        vec![Request::SetSource(suite.into()), replicate, simulate(2)],
        expect![[r#"
        1: from 0: Some(8.011983147), Some(7.956021633)
        2: 8 s, then 5 s
    "#]],
    );
}

#[test]
fn pipelines_are_run_and_repeated_and_the_suite_stays() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let [baseline, mut candidate] = [workers(1), workers(2)].map(Pipeline::bare);
    let mut broken = candidate.clone();
    broken.jobs[0].needs.push("lint".to_owned());
    candidate.jobs.push(laneway_pipeline::job::Job { id: "lint".to_owned(), ..Default::default() });
    let run = |id, candidate: &Pipeline| Request::Pipelines {
        id,
        baseline: baseline.clone(),
        candidate: candidate.clone(),
        seed: 0,
    };
    let spec = StudySpec { noise: Noise { test: 0.0, job: 0.0 }, ..StudySpec::default() };
    let pipelines = vec![baseline.clone(), candidate.clone()];
    check(
        vec![
            Request::SetSource(suite.into()),
            run(1, &candidate),
            run(2, &broken),
            Request::ReplicatePipelines { id: 3, pipelines, spec, first: 7, n: 2 },
            run(4, &candidate),
        ],
        expect![[r#"
            1: 8 s, then 5 s
            2: 8 s, then job `tests`, needs: there is no job `lint`; expected one of none: it is the only job
            3: from 7: 8 5, 8 5
            4: 8 s, then 5 s
        "#]],
    );
}

#[test]
fn a_workflow_and_coverage_come_with_the_reports() {
    let workflow = "on: push\njobs:\n  unit:\n    runs-on: ubuntu-latest\n    steps:\n      - run: pytest -n 4\n";
    let lcov = "TN:\nSF:a.py\nDA:1,1\nDA:2,0\nend_of_record\n";
    let mut requests = file("a.csv", "a,1");
    requests.extend(file("ci.yml", workflow));
    requests.extend(file("unit.lcov", lcov));
    requests.extend(file("broken.yml", "jobs:\n  unit: [\n"));
    requests.push(Request::ReadFiles { id: 1 });
    requests.push(Request::Take { id: 1, together: Together::Parts, onto: None, calibrate: None });
    check(
        requests,
        expect![[r#"
        1: 3 bytes
        1: 89 bytes
        1: 129 bytes
        1: 145 bytes
        1: a.csv 1, ci.yml: 1 job, it runs tests, unit.lcov 50 %, Parts, refused [("broken.yml", "line 2, column 9: the YAML is broken: unclosed bracket '['")]
        1: a.csv: a=1
    "#]],
    );
}

#[test]
fn a_side_is_exported_first_without_predictions_and_the_suite_stays() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let export = |id, has_figures| Request::Export {
        id,
        baseline: Pipeline::bare(workers(1)),
        candidate: Pipeline::bare(workers(2)),
        study: StudySpec { replications: 10, ..StudySpec::default() },
        calibration: None,
        wish: Box::default(),
        has_figures,
    };
    let broken = Request::Export {
        id: 3,
        baseline: Pipeline::default(),
        candidate: Pipeline::default(),
        study: StudySpec { replications: 0, ..StudySpec::default() },
        calibration: None,
        wish: Box::default(),
        has_figures: true,
    };
    let simulate = Request::Simulate { id: 4, baseline: workers(1), candidate: workers(2) };
    let archive = Request::Archive { id: 5, files: Vec::new() };
    let requests = vec![Request::SetSource(suite.into()), export(1, false), export(2, true), broken, simulate, archive];
    check(
        requests,
        expect![[r#"
        1: pyproject.toml Some(2) .github/workflows/tests.yml Some(33) Makefile Some(10) justfile Some(8) REPORT.md Some(18)
           job `tests`, timeout: the pipeline has the service's own limit; a shorter one is written: check it
        2: pyproject.toml Some(2) .github/workflows/tests.yml Some(33) Makefile Some(10) justfile Some(8) REPORT.md Some(41) predicted
           job `tests`, timeout: the pipeline has the service's own limit; a shorter one is written: check it
        3: settings None workflow None Makefile Some(6) justfile Some(4) REPORT.md Some(22)
           the pipeline runs no tests, expected a job with a run of tests: there is nothing to configure
           no workflow: pipeline, jobs: there are none, expected at least one; add one
           it predicts nothing, since this cannot be simulated: study: replications is 0, expected a number from 1 to 1000000
        4: 8 s, then 5 s
        5: "PK"
    "#]],
    );
}

#[test]
fn links_are_offered_and_a_sender_s_figures_computed_anew() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let study = StudySpec { replications: 10, ..StudySpec::default() };
    let [baseline, candidate] = [1, 2].map(|n| Pipeline::bare(workers(n)));
    let shared = |title: &str| {
        let scenario = Scenario {
            baseline: baseline.clone(),
            candidate: candidate.clone(),
            study: study.clone(),
            ..Scenario::default()
        };
        Box::new(Shared { title: title.to_owned(), ..Shared::from(scenario) })
    };
    let offers = |id, title, names| Request::Offers { id, shared: shared(title), names };
    let headline = |id, n_runs| {
        let (baseline, candidate) = (baseline.clone(), candidate.clone());
        Request::Headline { id, baseline, candidate, study: study.clone(), n_runs }
    };
    let simulate = Request::Simulate { id: 6, baseline: workers(1), candidate: workers(2) };
    let read = |id, text: &str| Request::ReadScenario { id, bytes: text.as_bytes().to_vec() };
    let requests = vec![
        Request::SetSource(suite.into()),
        offers(1, "One", NamesKept::None),
        offers(2, "Another", NamesKept::None),
        offers(3, "", NamesKept::All),
        headline(4, 10),
        headline(5, 1_000_000_000),
        simulate,
        read(7, r#"{"schema": 1, "source": {"preset": "four-tests"}}"#),
        read(8, "{"),
    ];
    check(
        requests,
        expect![[r#"
        1: exact order, exact durations, 115, same true, "One"
        1: exact order, 10% steps, 114, same true, "One"
        1: order of files and classes, 25% steps, 151, same false, "One"
           0 names 
        2: exact order, exact durations, 119, same true, "Another"
        2: exact order, 10% steps, 118, same true, "Another"
        2: order of files and classes, 25% steps, 155, same false, "Another"
           0 names 
        3: exact order, exact durations, 127, same true, ""
        3: exact order, 10% steps, 126, same true, ""
        3: order of files and classes, 25% steps, 163, same false, ""
           5 names tests.py tests.py::test_1 tests.py::test_2 tests.py::test_3 tests.py::test_4
        4: typically [8.0, 5.0] s
        5: 4000000000 tests would be simulated, 200000000 are the most that nobody asked for
        6: 8 s, then 5 s
        7: the scenario is broken at its beginning: missing field `baseline` at line 1 column 49
        8: it is no JSON: EOF while parsing an object at line 1 column 1, expected a scenario, {"schema": 1, "source": ..., "baseline": ..., "candidate": ...}
    "#]],
    );
}

#[test]
fn a_comment_says_what_would_change_or_whether_it_came_true() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let measured = |clock| Measured { name: "run 1".to_owned(), clock, took: Nanos(9_000_000_000), jobs: Vec::new() };
    let comment = |id, candidate: Pipeline, measured| Request::Comment {
        id,
        baseline: Pipeline::bare(workers(1)),
        candidate,
        study: StudySpec { replications: 10, ..StudySpec::default() },
        calibration: None,
        base: "https://example.org/".to_owned(),
        measured,
        job: None,
    };
    let bare = || Pipeline::bare(workers(2));
    let requests = vec![
        Request::SetSource(suite.into()),
        comment(1, bare(), Vec::new()),
        comment(2, bare(), vec![measured(Clock::Pipeline)]),
        comment(3, bare(), vec![measured(Clock::Session)]),
        comment(4, Pipeline::default(), vec![measured(Clock::Session)]),
    ];
    check(
        requests,
        expect![[r#"
        1: ### What this would change: `typed by hand`, [], opens true
        2: ### Did it come true? `typed by hand`, ["outside, slower"], opens true
        3: ### Did it come true? `typed by hand`, ["outside, slower"], opens true
        4: no job of the candidate runs tests, expected one that the report could be of
    "#]],
    );
}
