//! The shapes that lists of jobs come in, and what they become. What has a wrong type is as if it were not there.

use std::collections::BTreeMap;
use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::date_time::millis;
use super::run::{Ended, JobRun, Run, StepRun};
use super::{ActionsError, History, MAX_JOBS_READ};

/// What one value of the JSON is.
enum Document {
    One(Box<Object>),
    Many(Vec<Document>),
    Nothing,
}

/// A page, a run, or a job: what it has tells which.
#[derive(Default, Deserialize)]
struct Object {
    #[serde(default)]
    runs: Option<Document>,
    #[serde(default)]
    workflow_runs: Option<Document>,
    #[serde(default)]
    jobs: Option<Document>,
    #[serde(default)]
    id: Loose<u64>,
    #[serde(default)]
    run_id: Loose<u64>,
    #[serde(default)]
    run_attempt: Loose<u64>,
    #[serde(default)]
    workflow_name: Loose<String>,
    #[serde(default)]
    name: Loose<String>,
    #[serde(default)]
    conclusion: Loose<String>,
    #[serde(default)]
    run_started_at: Loose<String>,
    #[serde(default)]
    created_at: Loose<String>,
    #[serde(default)]
    started_at: Loose<String>,
    #[serde(default)]
    completed_at: Loose<String>,
    #[serde(default)]
    labels: Loose<Vec<Loose<String>>>,
    #[serde(default)]
    steps: Loose<Vec<Loose<StepJson>>>,
}

#[derive(Deserialize)]
struct StepJson {
    #[serde(default)]
    name: Loose<String>,
    #[serde(default)]
    number: Loose<u64>,
    #[serde(default)]
    conclusion: Loose<String>,
    #[serde(default)]
    completed_at: Loose<String>,
}

/// A value of the type that is expected, or something else.
#[derive(Deserialize)]
#[serde(untagged)]
enum Loose<T> {
    Is(T),
    Other(IgnoredAny),
}

impl<T> Default for Loose<T> {
    fn default() -> Self {
        Self::Other(IgnoredAny)
    }
}

impl<T> Loose<T> {
    fn get(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Other(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DocumentVisitor)
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Document;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a job, a run with jobs, or a list of them")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Document, A::Error> {
        Object::deserialize(MapAccessDeserializer::new(map)).map(|object| Document::One(Box::new(object)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Document, A::Error> {
        let mut documents = Vec::new();
        while let Some(document) = seq.next_element()? {
            documents.push(document);
        }
        Ok(Document::Many(documents))
    }

    fn visit_unit<E>(self) -> Result<Document, E> {
        Ok(Document::Nothing)
    }
}

pub(super) fn read(text: &str) -> Result<History, ActionsError> {
    let mut reading = Reading::default();
    for document in serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter::<Document>() {
        let document = document.map_err(|error| {
            let why = error.to_string();
            let why = why.split(" at line ").next().unwrap_or_default().to_owned();
            ActionsError::Broken { line: error.line(), column: error.column(), why }
        })?;
        reading.add(document, &Around::default())?;
    }
    if reading.n_jobs == 0 {
        return Err(ActionsError::NoJobs);
    }
    if reading.n_odd > 0 {
        let text = format!("{} jobs have no name, expected one each; left out", reading.n_odd);
        reading.history.warnings.push_without_line(text);
    }
    Ok(reading.history)
}

#[derive(Default)]
struct Reading {
    history: History,
    /// Places in `history` by id and attempt.
    runs: BTreeMap<(u64, u64), usize>,
    /// Ids of jobs that are there.
    jobs: HashSet<u64>,
    n_jobs: usize,
    n_odd: u64,
}

/// The run that a job stands in.
#[derive(Default)]
struct Around {
    id: Option<u64>,
    attempt: Option<u64>,
    workflow: Option<String>,
    began: Option<i64>,
}

impl Reading {
    fn add(&mut self, document: Document, around: &Around) -> Result<(), ActionsError> {
        let object = match document {
            Document::One(object) => *object,
            Document::Many(documents) => {
                return documents.into_iter().try_for_each(|document| self.add(document, around));
            }
            Document::Nothing => return Ok(()),
        };
        let Object { runs, workflow_runs, jobs, .. } = object;
        let object = Object { runs: None, workflow_runs: None, jobs: None, ..object };
        if let Some(runs) = runs.or(workflow_runs) {
            return self.add(runs, around);
        }
        match jobs {
            Some(jobs) => {
                let around = Around {
                    id: object.run_id.get().or(object.id.get()),
                    attempt: object.run_attempt.get(),
                    workflow: object.workflow_name.get().or(object.name.get()),
                    began: time(object.run_started_at).or(time(object.created_at)),
                };
                self.add(jobs, &around)
            }
            None => self.add_job(object, around),
        }
    }

    fn add_job(&mut self, object: Object, around: &Around) -> Result<(), ActionsError> {
        let (started, completed) = (time(object.started_at), time(object.completed_at));
        let conclusion = object.conclusion.get();
        if started.is_none() && completed.is_none() {
            // A run without its jobs, or something else altogether.
            return Ok(());
        }
        let Some(name) = object.name.get().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) else {
            self.n_odd += 1;
            return Ok(());
        };
        if object.id.get().is_some_and(|id| !self.jobs.insert(id)) {
            return Ok(());
        }
        self.n_jobs += 1;
        if self.n_jobs > MAX_JOBS_READ {
            return Err(ActionsError::TooManyJobs);
        }
        let id = object.run_id.get().or(around.id).unwrap_or(0);
        let attempt = object.run_attempt.get().or(around.attempt).unwrap_or(1);
        let place = *self.runs.entry((id, attempt)).or_insert_with(|| {
            let workflow = object.workflow_name.get().or(around.workflow.clone()).unwrap_or_default();
            self.history.runs.push(Run { id, attempt, workflow, began: around.began, jobs: Vec::new() });
            self.history.runs.len() - 1
        });
        let mut steps: Vec<StepRun> =
            object.steps.get().unwrap_or_default().into_iter().filter_map(Loose::get).filter_map(step).collect();
        steps.sort_by_key(|step| step.number);
        let ended = match conclusion.as_deref() {
            Some("success") => Ended::Success,
            Some("skipped") => Ended::Skipped,
            _ => Ended::Otherwise,
        };
        let labels = object.labels.get().unwrap_or_default().into_iter().filter_map(Loose::get).collect();
        let created = time(object.created_at);
        self.history.runs[place].jobs.push(JobRun { name, ended, created, started, completed, labels, steps });
        Ok(())
    }
}

fn step(json: StepJson) -> Option<StepRun> {
    let name = json.name.get()?.trim().to_owned();
    let is_skipped = json.conclusion.get().is_some_and(|conclusion| conclusion == "skipped");
    Some(StepRun { name, number: json.number.get().unwrap_or(0), is_skipped, completed: time(json.completed_at) })
}

fn time(text: Loose<String>) -> Option<i64> {
    millis(&text.get()?)
}
