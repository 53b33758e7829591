//! Whether it came true: the range that was predicted for one run of the candidate, beside real runs of it.

use laneway_chart::pipeline::side::title;
use laneway_chart::{human, interval};
use laneway_engine::calibrate::Calibration;
use laneway_engine::statistics::Spread;
use laneway_engine::time::Nanos;
use laneway_formats::measured::{Clock, Measured};
use laneway_pipeline::compare::Comparison;
use laneway_pipeline::instance::{Instance, instances};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::session_run::session_of;
use serde::{Deserialize, Serialize};

/// One real run, and what was predicted for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foretold {
    /// The real run.
    pub measured: Measured,
    /// 5 of 100 runs would be shorter, less the model's own error.
    pub least: Nanos,
    /// 5 of 100 would be longer, likewise.
    pub most: Nanos,
    /// By what share of itself the range was widened at each end, for the model's own error; 0: costs were not fitted.
    pub model_error: f64,
    /// Where the run lies.
    pub place: Place,
    /// Jobs of the real run that the pipeline has too, where any run began them.
    pub jobs: Vec<ForetoldJob>,
}

/// A job of a real run, from its runner to its end, and what was predicted for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForetoldJob {
    /// As its service writes it.
    pub name: String,
    /// 5 of 100 runs of it would be shorter, less the model's own error.
    pub least: Nanos,
    /// 5 of 100 would be longer, likewise.
    pub most: Nanos,
    /// What was measured.
    pub took: Nanos,
    /// Where that lies.
    pub place: Place,
}

/// Where a real run lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Within what was predicted, ends included.
    Inside,
    /// It was quicker.
    Below,
    /// It was slower.
    Above,
}

/// Why nothing was predicted for a report of tests.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSession {
    /// No job runs tests.
    #[error("no job of the candidate runs tests, expected one that the report could be of")]
    None,
    /// Several do.
    #[error("the report may be of any of {names}: expected the job's name, or the jobs of the whole run")]
    Several {
        /// Their names.
        names: String,
    },
    /// There is none of that name.
    #[error("no job `{found}` of the candidate runs tests, expected one of {names}")]
    Unknown {
        /// What was asked for.
        found: String,
        /// Those that there are.
        names: String,
    },
}

/// Holds runs against many simulated ones of the candidate: those of the pipeline, or, for reports of tests, of the scenario
/// that [`of_session`] gives. The range is that of 9 of 10 runs, and as much wider as the model was off.
pub fn foretell(scenario: &Scenario, comparison: &Comparison, measured: Vec<Measured>) -> Vec<Foretold> {
    let model_error = scenario.calibration.as_ref().map_or(0.0, Calibration::model_error);
    let (spread, typical) = (&comparison.candidate.runs.wall_clock, &comparison.candidate.typical);
    let summary = typical.jobs.iter().flat_map(|job| &job.runs).map(|run| &run.outcome.summary).next();
    let one = |measured: Measured| {
        let unseen = match (measured.clock, summary) {
            (Clock::Tests, Some(it)) => Nanos(it.session_end.0.saturating_sub(it.makespan.0) + it.first_start.0),
            _ => Nanos::ZERO,
        };
        let (least, most) = widened(spread, model_error);
        let [least, most] = [least, most].map(|end| Nanos(end.0.saturating_sub(unseen.0)));
        let place = Place::of(measured.took, least, most);
        let jobs = typical.jobs.iter().zip(&comparison.candidate.jobs).filter(|(_, times)| times.n > 0);
        let jobs = jobs.filter_map(|(job, times)| {
            let name = title(&scenario.candidate, job);
            let took = measured.jobs.iter().find(|(other, _)| *other == name)?.1;
            let (least, most) = widened(times, model_error);
            Some(ForetoldJob { name, least, most, took, place: Place::of(took, least, most) })
        });
        let jobs = jobs.collect();
        Foretold { measured, least, most, model_error, place, jobs }
    };
    measured.into_iter().map(one).collect()
}

/// The range of 9 of 10 runs, each end moved by the model's own error.
fn widened(spread: &Spread, model_error: f64) -> (Nanos, Nanos) {
    let end = |time: Nanos, factor: f64| Nanos::from_secs(time.as_secs() * factor).unwrap_or(Nanos::MAX_INPUT);
    (end(spread.p5, 1.0 - model_error.min(1.0)), end(spread.p95, 1.0 + model_error))
}

/// A scenario of the session that a report of tests is of: on both sides that job as its runner runs it and nothing around
/// it. Without a name, the candidate must have one such job alone; a baseline without it is the candidate.
///
/// # Errors
/// If there is no such job, or which one it is cannot be told.
pub fn of_session(scenario: &Scenario, job: Option<&str>) -> Result<Scenario, NoSession> {
    let candidates = with_tests(&scenario.candidate);
    let quoted = || candidates.iter().map(|it| format!("`{}`", it.title)).collect::<Vec<_>>().join(", ");
    let found = match (job, candidates.as_slice()) {
        (_, []) => return Err(NoSession::None),
        (None, [only]) => only,
        (None, _) => return Err(NoSession::Several { names: quoted() }),
        (Some(name), all) => all
            .iter()
            .find(|it| it.title == name || it.id == name)
            .ok_or_else(|| NoSession::Unknown { found: name.to_owned(), names: quoted() })?,
    };
    let before = with_tests(&scenario.baseline).into_iter().find(|it| it.title == found.title);
    let baseline = before.map_or_else(|| found.pipeline.clone(), |it| it.pipeline);
    Ok(Scenario { baseline, candidate: found.pipeline.clone(), ..scenario.clone() })
}

/// A job that runs tests, and the first of its sessions with nothing around it.
struct WithTests {
    id: String,
    title: String,
    pipeline: Pipeline,
}

fn with_tests(pipeline: &Pipeline) -> Vec<WithTests> {
    let of_instance = |instance: Instance| {
        let job: &Job = pipeline.jobs.get(instance.job)?;
        let session = session_of(job.test_runs().next()?, &instance);
        Some(WithTests { id: job.id.clone(), title: instance.title(pipeline), pipeline: Pipeline::bare(session) })
    };
    instances(pipeline).into_iter().filter_map(of_instance).collect()
}

impl Foretold {
    /// `predicted 8:27 to 9:22, measured 9:01: inside`, without its full stop.
    pub fn words(&self) -> String {
        let took = human::time(self.measured.took);
        format!("predicted {}, measured {took}: {}", self.range(), self.place.words())
    }

    /// The range.
    pub fn range(&self) -> String {
        interval::range(self.least, self.most)
    }
}

impl ForetoldJob {
    /// The range.
    pub fn range(&self) -> String {
        interval::range(self.least, self.most)
    }
}

impl Place {
    /// Where a time lies in a range, ends included.
    fn of(took: Nanos, least: Nanos, most: Nanos) -> Self {
        match took {
            took if took < least => Self::Below,
            took if took > most => Self::Above,
            _ => Self::Inside,
        }
    }

    /// In a word or two.
    pub fn words(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Below => "outside, quicker",
            Self::Above => "outside, slower",
        }
    }
}

/// From when to when a clock ran.
pub(crate) fn clocked(clock: Clock) -> &'static str {
    match clock {
        Clock::Pipeline => "from the trigger to the last job",
        Clock::Session => "from the session's beginning to its end",
        Clock::Tests => "from the first test's start to the last one's end",
    }
}

/// What all of it says, in a sentence.
pub fn sentence(foretold: &[Foretold]) -> String {
    let n_inside = foretold.iter().filter(|it| it.place == Place::Inside).count();
    let what = match foretold.first().map(|it| it.measured.clock) {
        None => return "Nothing was measured.".to_owned(),
        Some(clock) => clocked(clock),
    };
    match (foretold, n_inside) {
        ([it], 1) => format!("It came true: {}, {what}.", it.words()),
        ([it], _) => format!("It did not come true: {}, {what}.", it.words()),
        (all, n) => format!("{n} of {} runs lie inside what was predicted for 9 of 10, {what}.", all.len()),
    }
}

#[cfg(test)]
mod tests {
    use laneway_engine::simulate::Detail;
    use laneway_formats::presets;
    use laneway_pipeline::compare::compare;

    use super::*;

    fn preset(id: &str) -> Scenario {
        let mut scenario = presets::scenario(presets::find(id).expect("a preset"));
        scenario.study.replications = 20;
        scenario
    }

    fn measured(clock: Clock, secs: u64) -> Measured {
        let jobs = vec![("unit".to_owned(), Nanos(1_000_000_000)), ("other".to_owned(), Nanos(1))];
        Measured { name: "run 7".to_owned(), clock, took: Nanos(secs * 1_000_000_000), jobs }
    }

    #[test]
    fn a_run_lies_inside_or_outside() {
        let scenario = preset("lane-split");
        let suite = presets::suite("lane-split").expect("its suite");
        let comparison = compare(&suite, &scenario, Detail::Summary, &mut |_| {}).expect("it runs");
        let of = |secs| foretell(&scenario, &comparison, vec![measured(Clock::Pipeline, secs)]);
        assert_eq!(
            sentence(&of(540)),
            "It came true: predicted 8:27 to 9:22, measured 9:00: inside, from the trigger to the last job."
        );
        let jobs: Vec<_> = of(540)[0].jobs.iter().map(|it| (it.name.clone(), it.range(), it.place)).collect();
        assert_eq!(jobs, [("unit".to_owned(), "47.3 to 58.3 s".to_owned(), Place::Below)], "jobs that both have");
        let places = [300, 540, 900].map(|secs| of(secs)[0].place);
        assert_eq!(places, [Place::Below, Place::Inside, Place::Above]);
        let both = [of(300), of(540)].concat();
        assert!(sentence(&both).starts_with("1 of 2 runs lie inside"), "{}", sentence(&both));
    }

    #[test]
    fn a_report_is_of_one_session() {
        let scenario = preset("lane-split");
        let names =
            |job| of_session(&scenario, job).map(|it| it.candidate.is_bare()).map_err(|error| error.to_string());
        assert_eq!(names(Some("unit")), Ok(true));
        let why = names(None).expect_err("two lanes");
        assert!(why.contains("`unit`, `heavy`"), "{why}");
        assert!(names(Some("x")).is_err_and(|why| why.contains("no job `x`")));
        assert!(of_session(&Scenario::default(), None).is_err());
    }

    #[test]
    fn tests_alone_are_held_against_tests_alone() {
        let mut scenario = of_session(&preset("lane-split"), Some("unit")).expect("a lane");
        for run in scenario.candidate.jobs.iter_mut().flat_map(Job::test_runs_mut) {
            run.session.startup = laneway_engine::session::PerWorker::All(Nanos(60_000_000_000));
        }
        let suite = presets::suite("lane-split").expect("its suite");
        let comparison = compare(&suite, &scenario, Detail::Summary, &mut |_| {}).expect("it runs");
        let least = |clock| foretell(&scenario, &comparison, vec![measured(clock, 1)])[0].least.as_secs();
        assert!(least(Clock::Session) - least(Clock::Tests) >= 60.0);
    }
}
