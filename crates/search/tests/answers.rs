//! Searches driven to their end: the same answer however they are driven, and the answer that trying everything gives.

use laneway_engine::contention::Contention;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::generate::{SuiteSpec, generate};
use laneway_engine::order::Order;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::{PerWorker, Session};
use laneway_engine::study::StudySpec;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::study::Figures;
use laneway_search::batch::{Batch, drive, simulate};
use laneway_search::flips::Assumption;
use laneway_search::found::Found;
use laneway_search::measure::{Measure, Metric};
use laneway_search::objective::{Least, Objective, Quantile};
use laneway_search::part::{MergeError, Part, PartFound, merge};
use laneway_search::question::Question;
use laneway_search::search::Search;
use laneway_search::space::{Free, Space};
use laneway_search::winner::Ruling;

fn suite(tests: usize, seed: u64) -> Suite {
    generate("generated", &SuiteSpec { tests, ..SuiteSpec::default() }, seed).expect("a suite")
}

fn session() -> Session {
    Session {
        workers: 4,
        contention: Some(Contention { cores: 4, ..Contention::default() }),
        startup: PerWorker::All(Nanos(500_000_000)),
        collection: PerWorker::All(Nanos(1_000_000_000)),
        ..Session::default()
    }
}

fn free() -> Free {
    Free {
        dist: vec![DistMode::Load, DistMode::WorkSteal, DistMode::LoadFile, DistMode::LoadScope],
        workers: vec![2, 3, 4, 6, 8],
        maxschedchunk: vec![None, Some(1)],
        order: vec![Order::Collected, Order::SlowestFirst],
        ..Free::of("tests", 0)
    }
}

fn question(session: Session, free: Free, objective: Objective) -> Question {
    let bare = Pipeline::bare(session);
    Question {
        baseline: bare.clone(),
        from: bare,
        space: Space { runs: vec![free], max_jobs: None },
        objective,
        study: StudySpec { seed: 5, ..StudySpec::default() },
        least_share: 0.02,
        is_calibrated: false,
    }
}

fn answer(question: &Question, suite: &Suite) -> Found {
    let mut search = Search::new(question.clone(), None, suite.tests.len()).expect("a space");
    drive(&mut search, Prepared::of_suite(suite)).expect("configurations that can be simulated");
    search.found().expect("the search is over")
}

fn run(batch: &Batch, question: &Question, suite: &Suite) -> Vec<Vec<Figures>> {
    simulate(Prepared::of_suite(suite), batch, &question.study).0.expect("configurations that can be simulated")
}

#[test]
fn ok_the_order_of_batches_does_not_matter() {
    let (suite, question) = (suite(120, 1), question(session(), free(), Objective::default()));
    let mut search = Search::new(question.clone(), None, suite.tests.len()).expect("a space");
    // All that can be asked for is out, and comes back last first.
    let mut out = Vec::new();
    loop {
        out.extend(std::iter::from_fn(|| search.next_batch()));
        let Some(batch) = out.pop() else { break };
        search.take(batch.id, &run(&batch, &question, &suite));
    }
    assert_eq!(search.found(), Some(answer(&question, &suite)));
    let (n_done, n_planned) = search.progress();
    assert_eq!(n_done, n_planned);
}

#[test]
fn ok_parts_merged_are_the_search_in_one() {
    let suite = suite(60, 2);
    let many = Free { workers: (1..=24).collect(), ..free() };
    let question = question(session(), many, Objective::default());
    let prepared = || Prepared::of_suite(&suite);
    let part = |number| {
        let part = Some(Part { number, of: 3 });
        let mut search = Search::new(question.clone(), part, suite.tests.len()).expect("a space");
        drive(&mut search, prepared()).expect("configurations that can be simulated");
        assert_eq!(search.found(), None);
        search.part_found().expect("the part is over")
    };
    let parts: Vec<_> = (1..=3).rev().map(part).collect();
    let mut merged = merge(question.clone(), parts.clone(), suite.tests.len()).expect("all parts");
    drive(&mut merged, prepared()).expect("configurations that can be simulated");
    assert_eq!(merged.found(), Some(answer(&question, &suite)));
    let (n_done, n_planned) = merged.progress();
    assert_eq!(n_done, n_planned);

    let error = |parts| merge(question.clone(), parts, suite.tests.len()).err();
    assert_eq!(error(parts[..2].to_vec()), Some(MergeError::Missing { numbers: vec![1], of: 3 }));
    assert_eq!(error([&parts[..], &parts[..1]].concat()), Some(MergeError::Twice(3)));
    assert_eq!(error(Vec::new()), Some(MergeError::Nothing));
}

#[test]
fn err_parts_that_no_search_has_written() {
    let suite = suite(20, 2);
    let question = question(session(), Free { workers: vec![1, 2, 3], ..free() }, Objective::default());
    let mut search =
        Search::new(question.clone(), Some(Part { number: 1, of: 1 }), suite.tests.len()).expect("a space");
    drive(&mut search, Prepared::of_suite(&suite)).expect("configurations that can be simulated");
    let part = search.part_found().expect("the part is over");
    let figures = part.baseline.clone();
    let check = |damage: &dyn Fn(&mut PartFound), expected: &str| {
        let mut part = part.clone();
        damage(&mut part);
        let error = merge(question.clone(), vec![part], suite.tests.len()).err().expect("an error").to_string();
        assert_eq!(error, format!("part 1 is damaged: {expected}; simulate it again with `--part`"));
    };
    check(&|part| part.part.of = u32::MAX, "it is one of 4294967295, expected 1 to 10000");
    check(&|part| part.part.of = 0, "it is one of 0, expected 1 to 10000");
    check(&|part| part.baseline = figures.repeat(100), "something has 800 replications, expected 8");
    check(&|part| part.baseline.clear(), "something has 0 replications, expected 8");
    check(
        &|part| part.survivors.values_mut().for_each(|it| it.truncate(3)),
        "something has 3 replications, expected 8",
    );
    check(
        &|part| drop(part.survivors.insert(4_000_000, figures.clone())),
        "there is no configuration 4000000 in the space",
    );
    check(&|part| part.survivors.clear(), "no part has a configuration that came through, expected one at least");
}

#[test]
fn ok_halving_finds_what_trying_everything_finds() {
    for (seed, least) in [(3, Least::Time), (4, Least::Time), (5, Least::Cost), (6, Least::Time)] {
        let suite = suite(150, seed);
        let quantile = if seed == 4 { Quantile::P95 } else { Quantile::P50 };
        let objective = Objective { least, quantile, ..Objective::default() };
        let many = Free { workers: vec![1, 2, 3, 4, 5, 6, 8, 12], ..free() };
        let question = question(session(), many, objective);
        let found = answer(&question, &suite);
        assert!(found.n_configurations > 64, "{}", found.n_configurations);
        let choices = question.space.choices(&question.from).expect("a space");
        let measure = |choice: &u32| {
            let pipeline = question.pipeline(*choice);
            let batch = Batch { id: 0, pipelines: vec![pipeline.clone()], first: 0, n: 200 };
            let figures: Vec<Figures> = run(&batch, &question, &suite).into_iter().flatten().collect();
            Measure::new(&figures, &pipeline)
        };
        let all: Vec<Measure> = choices.iter().map(measure).collect();
        let rank = |measure: &Measure| objective.rank(measure, &found.baseline);
        let best = all.iter().min_by(|one, other| rank(one).compare(&rank(other))).expect("at least one");
        let figure = |measure: &Measure| match least {
            Least::Cost => measure.minutes,
            _ => objective.time(measure).as_secs(),
        };
        let (winner, best) = (figure(&found.finalists[0].measure), figure(best));
        assert!(winner <= best * 1.005, "seed {seed}: found {winner}, the best is {best}");
    }
}

#[test]
fn ok_no_winner_is_named_without_a_gain() {
    let suite = suite(120, 6);
    let ruling = |free: Free, least_share: f64| {
        let question = Question { least_share, ..question(session(), free, Objective::default()) };
        answer(&question, &suite).answer.ruling
    };
    let better = Free { workers: vec![4, 8], ..Free::of("tests", 0) };
    assert_eq!(ruling(better.clone(), 0.02), Ruling::Wins);
    assert_eq!(ruling(better, 0.9), Ruling::TooSmallToMatter);
    assert_eq!(ruling(Free { workers: vec![4], ..Free::of("tests", 0) }, 0.02), Ruling::TooCloseToCall);
    assert_eq!(ruling(Free { workers: vec![1, 2], ..Free::of("tests", 0) }, 0.02), Ruling::BaselineIsBetter);
}

#[test]
fn ok_nothing_within_the_limits_is_said() {
    let objective = Objective { within: Some(Nanos(1)), ..Objective::default() };
    let found = answer(&question(session(), free(), objective), &suite(50, 7));
    assert_eq!((found.answer.ruling, found.answer.favourite), (Ruling::NothingWithinLimits, None));
    assert!(found.finalists.iter().all(|finalist| !finalist.is_within_limits));
}

#[test]
fn ok_an_assumption_that_would_flip_the_answer_is_named() {
    // Work stealing wins as long as modules cost nothing; what costs something for each module favours whole files.
    let suite = suite(400, 8);
    let two = Free { dist: vec![DistMode::LoadFile, DistMode::WorkSteal], ..Free::of("tests", 0) };
    let baseline = Session { dist: DistMode::LoadFile, ..session() };
    let found = answer(&question(baseline, two, Objective::default()), &suite);
    assert_eq!((found.answer.ruling, found.answer.metric), (Ruling::Wins, Metric::WallClock));
    let module = found.flips.iter().find(|flip| flip.assumption == Assumption::ModuleFixture).expect("it is varied");
    assert_eq!(module.now.to_bits(), 0.0_f64.to_bits());
    let turn = module.turns.first().expect("it flips");
    assert!(turn.to.is_none() && 0.0 < turn.at && turn.at < 10.0, "{turn:?}");
}
