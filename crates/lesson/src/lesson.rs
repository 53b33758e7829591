//! A lesson whose scenarios are simulated, ready to be read.

use std::sync::Arc;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError};
use laneway_engine::study::StudySpec;
use laneway_engine::suite::{Suite, Test};
use laneway_formats::presets;
use laneway_formats::replay::case::{Case, CaseError};
use laneway_formats::scenario_json::{self, ScenarioError};
use laneway_formats::source;
use laneway_pipeline::compare::typical;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Problem;
use laneway_pipeline::scenario::Scenario;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use toml::Table;

use crate::change::{ChangeError, change};
use crate::control::Control;
use crate::document::{Document, MAX_DOCUMENT, MAX_STEPS, Show, StepDocument, VERSION};
use crate::expression::{ExpressionError, Sides, filled, holds};
use crate::figure::{Seen, SeenSession};
use crate::guess::{Guess, GuessError};
use crate::rows::{MAX_RUNS, RowError, tests};

/// A lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// What it is called.
    pub title: String,
    /// What one learns, in a sentence.
    pub about: String,
    /// Its steps, in order; one at least.
    pub steps: Vec<Step>,
}

/// What stands on the page at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Paragraphs, with their figures; code stands between backticks.
    pub text: Vec<String>,
    /// What is simulated.
    pub scenario: Scenario,
    /// What the middle of the page shows.
    pub show: Show,
    /// Which controls the reader has.
    pub free: Vec<Control>,
    /// What is asked before anything is shown.
    pub guess: Option<Guess>,
}

/// Why a document is no lesson.
#[derive(Debug, thiserror::Error)]
pub enum LessonError {
    /// It is too large.
    #[error("the lesson has {0} bytes, expected at most {MAX_DOCUMENT}")]
    TooLarge(usize),
    /// It was written for a later Laneway.
    #[error("lesson: found version {0}, expected {VERSION}: take a newer Laneway")]
    Newer(u32),
    /// It is no TOML, or not of the expected shape; says where.
    #[error("{0}")]
    Toml(String),
    /// It has no step, or too many.
    #[error("found {0} steps, expected 1 to {MAX_STEPS}, each under `[[step]]`")]
    Steps(usize),
    /// There is neither a preset nor tests, or both.
    #[error("found {0}, expected either `preset` or `tests`")]
    NotEither(&'static str),
    /// There is no such preset.
    #[error("preset: there is no `{0}`; `laneway presets` lists them")]
    NoPreset(String),
    /// A step has tests of its own, where the lesson has a preset.
    #[error("tests: a lesson of a preset has its tests")]
    TestsOfPreset,
    /// Tests make no suite.
    #[error(transparent)]
    Rows(#[from] RowError),
    /// A side does not fit.
    #[error(transparent)]
    Change(#[from] ChangeError),
    /// A session makes no sense.
    #[error("{side}: {why}")]
    Side {
        /// `baseline` or `candidate`.
        side: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A figure or a claim is none.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// What is asked has no answer.
    #[error("guess: {0}")]
    Guess(#[from] GuessError),
    /// The text claims what is not so.
    #[error("`{0}` does not hold in the simulation")]
    NotSo(String),
    /// Something is wrong with one step.
    #[error("step {step}: {error}")]
    Step {
        /// Which, from 1.
        step: usize,
        /// What.
        error: Box<LessonError>,
    },
}

impl Lesson {
    /// Reads a lesson, and simulates all its scenarios. Cost: a run of both sides for each step.
    ///
    /// # Errors
    /// If it is none, or claims what the simulation does not show; says where.
    pub fn read(text: &str) -> Result<Self, LessonError> {
        if text.len() > MAX_DOCUMENT {
            return Err(LessonError::TooLarge(text.len()));
        }
        let document: Document = toml::from_str(text).map_err(|error| LessonError::Toml(located(text, &error)))?;
        if document.lesson > VERSION {
            return Err(LessonError::Newer(document.lesson));
        }
        if !(1..=MAX_STEPS).contains(&document.steps.len()) {
            return Err(LessonError::Steps(document.steps.len()));
        }
        let base = Base::of(&document)?;
        let step = |(place, step)| {
            let error = |error| LessonError::Step { step: place + 1, error: Box::new(error) };
            base.step(&document, step).map_err(error)
        };
        let steps = document.steps.iter().enumerate().map(step).collect::<Result<_, _>>()?;
        Ok(Self { title: document.title, about: document.about, steps })
    }
}

/// What all steps begin with.
enum Base {
    Preset(Box<Scenario>, Arc<Suite>),
    Tests(Vec<Test>),
}

impl Base {
    fn of(document: &Document) -> Result<Self, LessonError> {
        match (&document.preset, document.tests.is_empty()) {
            (Some(_), false) => Err(LessonError::NotEither("both")),
            (None, true) => Err(LessonError::NotEither("neither")),
            (Some(id), true) => {
                let preset = presets::find(id).ok_or_else(|| LessonError::NoPreset(id.clone()))?;
                let scenario = presets::scenario(preset);
                let suite = source::make(&scenario.source).map_err(|_| LessonError::NoPreset(id.clone()))?;
                Ok(Self::Preset(Box::new(scenario), suite))
            }
            (None, false) => Ok(Self::Tests(tests(&document.tests)?)),
        }
    }

    fn step(&self, document: &Document, step: &StepDocument) -> Result<Step, LessonError> {
        let changes =
            [("baseline", &document.baseline, &step.baseline), ("candidate", &document.candidate, &step.candidate)];
        let (scenario, sides) = match self {
            Self::Preset(scenario, suite) => {
                if !step.tests.is_empty() {
                    return Err(LessonError::TestsOfPreset);
                }
                let [baseline, candidate] = [&scenario.baseline, &scenario.candidate];
                let [of_baseline, of_candidate] = changes;
                let baseline = changed(baseline, of_baseline)?;
                let candidate = changed(candidate, of_candidate)?;
                let scenario = Scenario { baseline, candidate, ..Scenario::clone(scenario) };
                let sides = seen(&scenario, suite)?;
                (scenario, sides)
            }
            Self::Tests(own) => {
                let tests = if step.tests.is_empty() { own.clone() } else { tests(&step.tests)? };
                let [baseline, candidate] = changes.map(session);
                let suite = Suite { name: document.title.clone(), tests, ..Suite::default() };
                let scenario = Scenario {
                    source: suite.clone().into(),
                    baseline: baseline?,
                    candidate: candidate?,
                    study: StudySpec::default(),
                    calibration: None,
                };
                let sides = seen(&scenario, &suite)?;
                (scenario, sides)
            }
        };
        for claim in &step.holds {
            if !holds(claim, &sides)? {
                return Err(LessonError::NotSo(claim.clone()));
            }
        }
        let guess = step.guess.as_ref().map(|guess| Guess::of(guess, &sides)).transpose()?;
        let text = paragraphs(&step.text).map(|paragraph| filled(&paragraph, &sides)).collect::<Result<_, _>>()?;
        Ok(Step { text, scenario, show: step.show, free: step.free.clone(), guess })
    }
}

/// A side of a preset, changed by the lesson and then by the step.
fn changed(
    pipeline: &Pipeline,
    (side, of_lesson, of_step): (&'static str, &Table, &Table),
) -> Result<Pipeline, LessonError> {
    let wrong = |why: String| LessonError::Side { side, why };
    let mut document = serde_json::to_value(pipeline).map_err(|error| wrong(error.to_string()))?;
    for changes in [of_lesson, of_step] {
        change(&mut document, &json(changes), side)?;
    }
    scenario_json::read_pipeline(document.to_string().as_bytes())
        .map_err(|error: ScenarioError| wrong(error.to_string()))
}

/// A session in the words of docs/replay.md, as the lesson and then the step have them.
fn session((side, of_lesson, of_step): (&'static str, &Table, &Table)) -> Result<Pipeline, LessonError> {
    let mut document = Value::Object(Map::from_iter([
        ("dist".to_owned(), "load".into()),
        ("workers".to_owned(), 4.into()),
        ("tests".to_owned(), Value::Array(Vec::new())),
    ]));
    for changes in [of_lesson, of_step] {
        change(&mut document, &json(changes), side)?;
    }
    let case = Case::read(&document.to_string());
    case.map(|case| Pipeline::bare(case.session))
        .map_err(|error: CaseError| LessonError::Side { side, why: error.to_string() })
}

fn json(table: &Table) -> Map<String, Value> {
    match serde_json::to_value(table) {
        Ok(Value::Object(object)) => object,
        // A table always is an object.
        _ => Map::new(),
    }
}

fn seen(scenario: &Scenario, suite: &Suite) -> Result<Sides, LessonError> {
    let is_bare = scenario.is_bare();
    let side = |side: &'static str, pipeline: &Pipeline| -> Result<Seen, LessonError> {
        let wrong = |why: String| LessonError::Side { side, why };
        let prepared = Prepared::of_suite(suite);
        let n_each = |session: &Session| if session.dist == DistMode::Each { u64::from(session.workers) } else { 1 };
        let n_runs = pipeline.sessions().map(n_each).max().unwrap_or(1).saturating_mul(suite.tests.len() as u64);
        if n_runs > MAX_RUNS {
            return Err(wrong(format!(
                "{n_runs} runs of tests, expected {MAX_RUNS} at most: take fewer workers or tests"
            )));
        }
        if let Some(session) = pipeline.sessions().next().filter(|_| is_bare) {
            let seen = SeenSession::of(&prepared, session).map_err(|error: SessionError| wrong(error.to_string()))?;
            return Ok(Seen::Session(Box::new(seen)));
        }
        let outcome = typical(prepared, pipeline, scenario.study.seed, Detail::Summary)
            .map_err(|problem: Problem| wrong(problem.to_string()))?;
        Ok(Seen::Pipeline(Box::new(outcome)))
    };
    let baseline = side("baseline", &scenario.baseline)?;
    Ok(Sides { baseline, candidate: side("candidate", &scenario.candidate)? })
}

/// Texts between blank lines; a line break inside one is a blank.
fn paragraphs(text: &str) -> impl Iterator<Item = String> {
    text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|part| !part.is_empty())
}

/// `line 3, column 5: ...`
fn located(text: &str, error: &toml::de::Error) -> String {
    let message = error.message();
    match error.span() {
        None => message.to_owned(),
        Some(span) => {
            let before = text.get(..span.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            format!("line {line}, column {column}: {message}")
        }
    }
}

#[cfg(test)]
mod tests;
