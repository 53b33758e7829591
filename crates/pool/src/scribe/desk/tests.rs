//! Conversations with a scribe: what is asked, and what comes back.

use expect_test::{Expect, expect};
use laneway_engine::session::Session;
use laneway_engine::study::StudySpec;
use laneway_engine::time::Nanos;
use laneway_formats::many::Together;
use laneway_formats::measured::{Clock, Measured};
use laneway_formats::{source, typed};
use laneway_link::answer::Offer as LinkOffer;
use laneway_link::fidelity::NamesKept;
use laneway_link::shared::Shared;
use laneway_pipeline::pipeline::Pipeline;

use super::*;
use crate::over_the_wire;

fn check(requests: Vec<Request>, expect: Expect) {
    let mut desk = Desk::default();
    let mut text = String::new();
    for request in requests {
        desk.answer(over_the_wire(&request), &mut |reply| text.push_str(&show(&over_the_wire(&reply))));
    }
    expect.assert_eq(&text);
}

fn show(reply: &Reply) -> String {
    match reply {
        Reply::Build(_) => "build\n".to_owned(),
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
        Reply::Scenario { id, scenario } => format!("{id}: {:?}\n", source::name(&scenario.source)),
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
    let archive = Request::Archive { id: 5, files: Vec::new() };
    let requests =
        vec![Request::SetSource(suite.into()), export(1, false), export(2, true), broken, export(4, false), archive];
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
        4: pyproject.toml Some(2) .github/workflows/tests.yml Some(33) Makefile Some(10) justfile Some(8) REPORT.md Some(18)
           job `tests`, timeout: the pipeline has the service's own limit; a shorter one is written: check it
        5: "PK"
    "#]],
    );
}

#[test]
fn links_are_offered_and_documents_read() {
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
    let read = |id, text: &str| Request::ReadScenario { id, bytes: text.as_bytes().to_vec() };
    let requests = vec![
        Request::SetSource(suite.into()),
        offers(1, "One", NamesKept::None),
        offers(2, "Another", NamesKept::None),
        offers(3, "", NamesKept::All),
        read(4, r#"{"schema": 1, "source": {"preset": "four-tests"}}"#),
        read(5, "{"),
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
        4: the scenario is broken at baseline: it is not there, expected a pipeline, {"jobs": [...]}
        5: it is no JSON: EOF while parsing an object at line 1 column 1, expected a scenario, {"schema": 1, "source": ..., "baseline": ..., "candidate": ...}
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
