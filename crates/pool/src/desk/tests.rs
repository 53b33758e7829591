//! Conversations with the desk of a thread that simulates: what is asked, and what comes back.

use expect_test::{Expect, expect};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::distribution::Distribution;
use laneway_engine::generate::SuiteSpec;
use laneway_engine::noise::Noise;
use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_formats::{source, typed};
use laneway_pipeline::pipeline::Pipeline;

use super::*;
use crate::protocol::RequestId;
use crate::study_run::Replication;
use crate::{at_once, over_the_wire};

fn check(requests: Vec<Request>, expect: Expect) {
    let mut desk = Desk::default();
    let mut text = String::new();
    for request in requests {
        let mut reply = |reply| text.push_str(&show(&over_the_wire(&reply)));
        at_once(desk.answer(over_the_wire(&request), &mut reply));
    }
    expect.assert_eq(&text);
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
        Reply::Order { id, baseline, candidate } | Reply::PipelineOrder { id, baseline, candidate } => {
            format!("{id}: {} s, {} s\n", baseline.as_secs(), candidate.as_secs())
        }
        Reply::Link { id, link } => {
            let scenario = laneway_link::link::read(link).expect("a link");
            let n_tests = source::make(&scenario.source).expect("a suite").tests.len();
            let workers: Vec<u32> = scenario.candidate.sessions().map(|session| session.workers).collect();
            format!("{id}: {n_tests} tests, {workers:?} workers\n")
        }
        Reply::Headline { id, headline } => format!("{id}: typically {:?} s\n", headline.typical),
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
    }
}

fn workers(workers: u32) -> Session {
    Session { workers, ..Session::default() }
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
fn a_pipeline_s_tests_are_put_in_the_orders_of_its_sessions() {
    let suite = typed::read("8 1 1 1 1 1 1 3").expect("a suite");
    let session = |number| Request::Order { id: number, number, baseline: workers(1), candidate: workers(2) };
    let pipeline = |number, candidate: &Pipeline| Request::PipelineOrder {
        id: number,
        number,
        baseline: Pipeline::bare(workers(1)),
        candidate: candidate.clone(),
        seed: 0,
    };
    let bare = Pipeline::bare(workers(2));
    let mut broken = bare.clone();
    broken.jobs[0].needs.push("lint".to_owned());
    check(
        vec![
            Request::SetSource(suite.into()),
            session(1),
            pipeline(1, &bare),
            session(2),
            pipeline(2, &bare),
            pipeline(3, &broken),
        ],
        expect![[r#"
            1: 17 s, 10 s
            1: 17 s, 10 s
            2: 17 s, 11 s
            2: 17 s, 11 s
            3: job `tests`, needs: there is no job `lint`; expected one of none: it is the only job
        "#]],
    );
}

#[test]
fn a_sender_s_figures_are_computed_anew_and_the_suite_stays() {
    let suite = typed::read("4 1 1 2").expect("a suite");
    let headline = |id, n_runs| {
        let [baseline, candidate] = [1, 2].map(|n| Pipeline::bare(workers(n)));
        let study = StudySpec { replications: 10, ..StudySpec::default() };
        Request::Headline { id, baseline, candidate, study, n_runs }
    };
    let simulate = Request::Simulate { id: 3, baseline: workers(1), candidate: workers(2) };
    check(
        vec![Request::SetSource(suite.into()), headline(1, 10), headline(2, 1_000_000_000), simulate],
        expect![[r#"
        1: typically [8.0, 5.0] s
        2: 4000000000 tests would be simulated, 200000000 are the most that nobody asked for
        3: 8 s, then 5 s
    "#]],
    );
}
