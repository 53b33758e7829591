//! Jobs of GitLab CI/CD: stages, `needs`, `parallel`, services, scripts, artifacts.

use std::collections::{BTreeMap, BTreeSet};

use laneway_engine::distribution::Distribution;
use laneway_engine::time::Nanos;
use laneway_pipeline::job::{Condition, Container, Job};
use laneway_pipeline::matrix::{Axis, MAX_MATRIX, Matrix};
use laneway_pipeline::pipeline::MAX_JOBS;
use laneway_pipeline::prices;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::service::Service;
use laneway_pipeline::step::{Download, Step, Upload, Work};
use laneway_pipeline::timing::constant;

use super::assumed::{ARTIFACT, Assumptions, CACHE, CACHE_HITS, CALLED, CHECKOUT, CONTAINER};
use super::strategy::scalar;
use super::yaml::{Node, Value};
use super::{WorkflowError, bad, bad_size, script, span};
use crate::actions::unique_id;
use crate::imported::{Imported, StepPlace};
use crate::read::Warnings;

/// Keys at the top that are no jobs.
const NO_JOBS: [&str; 12] = [
    "default",
    "include",
    "stages",
    "variables",
    "workflow",
    "image",
    "services",
    "before_script",
    "after_script",
    "cache",
    "spec",
    "types",
];
/// GitLab's time-out of a job, unless the project has another.
const TIMEOUT: Nanos = Nanos(3_600_000_000_000);
/// The runner of jobs without tags.
const RUNNER: &str = "saas-linux-small-amd64";
/// The most jobs that a job may extend, one behind another.
const MAX_EXTENDS: usize = 11;
/// The most services of a job.
const MAX_CONTAINERS: usize = 50;

/// A job with what it extends, the nearest first.
struct Layers<'a>(Vec<&'a Node>);

impl<'a> Layers<'a> {
    fn get(&self, key: &str) -> Option<&'a Node> {
        self.0.iter().find_map(|node| node.get(key))
    }

    fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.text()
    }
}

pub(super) fn read(root: &Node) -> Result<Imported, WorkflowError> {
    let is_job = |(name, node): &(&str, &Node)| {
        !name.starts_with('.') && !NO_JOBS.contains(name) && matches!(node.value, Value::Map(_))
    };
    let jobs: Vec<(&str, &Node)> = root.entries().filter(is_job).collect();
    if jobs.is_empty() || jobs.len() > MAX_JOBS {
        return Err(bad_size(root, "the file", format!("{} jobs", jobs.len()), "from 1 to 200"));
    }
    let mut reading =
        Reading { assumptions: Assumptions::default(), warnings: Warnings::default(), root, tests: Vec::new() };
    if let Some(node) = root.get("include") {
        reading.warnings.push(node.line, "`include` brings in other files, which are not here; left out");
    }
    let mut taken = BTreeSet::new();
    let ids: BTreeMap<&str, String> = jobs.iter().map(|(name, _)| (*name, unique_id(name, &mut taken))).collect();
    let stages = stages(root);
    let stage_of = |layers: &Layers<'_>| {
        let stage = layers.text("stage").unwrap_or("test");
        stages.iter().position(|other| other == stage).unwrap_or(stages.len())
    };
    let layered: Vec<(&str, Layers<'_>)> = jobs.iter().map(|(name, node)| (*name, layers(root, node))).collect();
    let mut imported = Imported::default();
    for (name, layers) in &layered {
        let mut job = reading.job(ids[name].clone(), name, layers)?;
        let own_stage = stage_of(layers);
        job.needs = if let Some(needs) = layers.get("needs") {
            let name = |need: &Node| need.text().or_else(|| need.get("job")?.text()).map(str::to_owned);
            needs.items().iter().filter_map(name).filter_map(|name| ids.get(name.as_str()).cloned()).collect()
        } else {
            // All of the nearest stage before that has jobs; those before it came before those.
            let before = layered.iter().map(|(_, other)| stage_of(other)).filter(|stage| *stage < own_stage).max();
            let is_before = |other: &Layers<'_>| Some(stage_of(other)) == before;
            layered.iter().filter(|(_, other)| is_before(other)).map(|(name, _)| ids[name].clone()).collect()
        };
        imported.pipeline.jobs.push(job);
    }
    imported.pipeline.service = Service::GitLab;
    imported.test_steps = reading.tests;
    imported.assumed = reading.assumptions.0;
    imported.warnings = reading.warnings;
    Ok(imported)
}

fn stages(root: &Node) -> Vec<String> {
    let own = root.get("stages").map(|node| node.items().iter().filter_map(Node::text).map(str::to_owned).collect());
    let middle: Vec<String> = own.unwrap_or_else(|| ["build", "test", "deploy"].map(str::to_owned).to_vec());
    [vec![".pre".to_owned()], middle, vec![".post".to_owned()]].concat()
}

fn layers<'a>(root: &'a Node, node: &'a Node) -> Layers<'a> {
    let mut layers = vec![node];
    let mut place = 0;
    while place < layers.len() && layers.len() < MAX_EXTENDS {
        // Of several that are extended, the last counts most.
        let names =
            layers[place].get("extends").map(Node::items).unwrap_or_default().iter().rev().filter_map(Node::text);
        layers.extend(names.filter_map(|name| root.get(name)));
        place += 1;
    }
    layers.extend(root.get("default"));
    Layers(layers)
}

struct Reading<'a> {
    assumptions: Assumptions,
    warnings: Warnings,
    root: &'a Node,
    tests: Vec<StepPlace>,
}

impl Reading<'_> {
    fn job(&mut self, id: String, name: &str, layers: &Layers<'_>) -> Result<Job, WorkflowError> {
        let queue = self.assumptions.queue(&id);
        let runner = runner(layers, &queue);
        let matrix = self.matrix(name, layers)?;
        for key in ["rules", "only", "except"] {
            if let Some(node) = layers.get(key) {
                let text = format!("`{name}` has `{key}`, which only a run can decide on; it is taken to run");
                self.warnings.push(node.line, text);
            }
        }
        let condition = match layers.text("when") {
            Some("always") => Condition::Always,
            Some("on_failure") => Condition::Failure,
            Some("manual" | "never") => Condition::Never,
            _ => Condition::Success,
        };
        let mut job = Job {
            name: if name == id { String::new() } else { name.to_owned() },
            condition,
            continue_on_error: layers
                .get("allow_failure")
                .is_some_and(|node| node.is_true() || node.get("exit_codes").is_some()),
            timeout: layers.text("timeout").and_then(|text| span::read(text, 60.0)).unwrap_or(TIMEOUT),
            ..Job::default()
        };
        if layers.get("trigger").is_some() {
            let takes = self.assumptions.secs(&id, "trigger", "takes", CALLED);
            job.steps = vec![Step::new("trigger", Work::Command { takes })];
        } else {
            job.containers = self.containers(&id, layers);
            job.steps = self.steps(&id, layers, &runner);
        }
        Ok(Job { id, runner, matrix, ..job })
    }

    fn steps(&mut self, id: &str, layers: &Layers<'_>, runner: &Runner) -> Vec<Step> {
        let takes = self.assumptions.secs(id, "Get sources", "takes", CHECKOUT);
        let mut steps = vec![Step::new("Get sources", Work::Checkout { takes })];
        if layers.get("cache").or_else(|| self.root.get("cache")).is_some() {
            let (on_hit, on_miss) = CACHE;
            self.assumptions.note(id, "Restore cache", "takes", format!("{on_hit} s, {on_miss} s without one"));
            let work = Work::Cached { hits: CACHE_HITS, on_hit: constant(on_hit), on_miss: constant(on_miss) };
            steps.push(Step::new("Restore cache", work));
        }
        let variables = [layers.get("variables"), self.root.get("variables")];
        let data_file =
            variables.iter().find_map(|node| node.as_ref()?.get("COVERAGE_FILE")?.text()).unwrap_or(".coverage");
        let data_file = data_file.replace("${CI_NODE_INDEX}", "{shard}").replace("$CI_NODE_INDEX", "{shard}");
        let data_file = data_file.rsplit('/').next().unwrap_or(&data_file).to_owned();
        for key in ["before_script", "script"] {
            let Some(node) = layers.get(key).or_else(|| self.root.get(key)) else { continue };
            let lines = lines(node);
            if lines.is_empty() {
                continue;
            }
            let place = script::Place { job: id, step: key, data_file: &data_file, n_cores: runner.cores.unwrap_or(2) };
            let found = script::read(&lines, &place, &mut self.assumptions);
            for note in found.notes {
                self.warnings.push(node.line, format!("`{id}`: {note}"));
            }
            let n_before = steps.len();
            self.tests.extend(found.tests.iter().map(|place| StepPlace { job: id.to_owned(), step: n_before + place }));
            steps.extend(found.steps);
        }
        if let Some(gate) = steps.iter().position(|step| matches!(step.work, Work::Gate(_)))
            && !steps.iter().any(|step| matches!(step.work, Work::Tests(_)))
        {
            let takes = self.assumptions.secs(id, "Fetch artifacts", "takes", ARTIFACT);
            let download = Download { takes, ..Download::default() };
            steps.insert(gate, Step::new("Fetch artifacts", Work::Download(download)));
        }
        let artifacts = layers.get("artifacts");
        let paths = artifacts.and_then(|node| node.get("paths")).map(Node::items).unwrap_or_default();
        if let Some(path) = paths
            .iter()
            .filter_map(Node::text)
            .find(|path| path.rsplit('/').next().is_some_and(|name| name.starts_with(".coverage")))
        {
            let takes = self.assumptions.secs(id, "Store artifacts", "takes", ARTIFACT);
            let files =
                path.rsplit('/').next().unwrap_or(path).replace("${CI_NODE_INDEX}", "*").replace("$CI_NODE_INDEX", "*");
            let artifact = format!("{id}-{{cell}}-{{shard}}");
            let step =
                Step::new("Store artifacts", Work::Upload(Upload { artifact, files, takes, ..Upload::default() }));
            let is_always = artifacts.and_then(|node| node.get("when")?.text()) == Some("always");
            steps.push(if is_always { step.always() } else { step });
        }
        steps
    }

    fn matrix(&mut self, name: &str, layers: &Layers<'_>) -> Result<Matrix, WorkflowError> {
        // Other jobs of a matrix go on when one fails.
        let mut matrix = Matrix { fail_fast: false, ..Matrix::default() };
        let Some(node) = layers.get("parallel") else { return Ok(matrix) };
        let Some(entries) = node.get("matrix") else {
            let shards = node.text().and_then(|text| text.parse().ok()).filter(|n| (1..=MAX_MATRIX as u32).contains(n));
            matrix.shards = shards
                .ok_or_else(|| bad(node, format!("`parallel` of `{name}`"), "a number from 1 to 200, or `matrix:`"))?;
            return Ok(matrix);
        };
        let mut combinations: Vec<BTreeMap<String, String>> = Vec::new();
        for entry in entries.items() {
            let mut cells: Vec<BTreeMap<String, String>> = vec![BTreeMap::new()];
            let mut axes = Vec::new();
            for (axis, values) in entry.entries() {
                let values: Vec<String> =
                    values.items().iter().map(|value| scalar(value, &mut self.warnings)).collect();
                if cells.len().saturating_mul(values.len().max(1)) > MAX_MATRIX {
                    return Err(bad_size(
                        entries,
                        format!("`parallel: matrix` of `{name}`"),
                        format!("more than {MAX_MATRIX} jobs"),
                        "at most 200 jobs, as GitLab has it",
                    ));
                }
                let with = |cell: &BTreeMap<String, String>, value: &String| {
                    let mut cell = cell.clone();
                    cell.insert(axis.to_owned(), value.clone());
                    cell
                };
                cells = cells.iter().flat_map(|cell| values.iter().map(move |value| with(cell, value))).collect();
                axes.push(Axis { name: axis.to_owned(), values });
            }
            if entries.items().len() == 1 && axes.len() <= 20 {
                return Ok(Matrix { axes, ..matrix });
            }
            combinations.extend(cells);
            if combinations.len() > MAX_MATRIX {
                return Err(bad_size(
                    entries,
                    format!("`parallel: matrix` of `{name}`"),
                    format!("{} jobs", combinations.len()),
                    "at most 200 jobs, as GitLab has it",
                ));
            }
        }
        Ok(Matrix { include: combinations, ..matrix })
    }

    /// GitLab waits until a service's port answers, at most 30 s; it looks all the time.
    fn containers(&mut self, id: &str, layers: &Layers<'_>) -> Vec<Container> {
        let services = layers.get("services").or_else(|| self.root.get("services"));
        let services = services.map(Node::items).unwrap_or_default();
        let (start, ready) = CONTAINER;
        services
            .iter()
            .take(MAX_CONTAINERS)
            .map(|service| {
                let name = service.text().or_else(|| service.get("name")?.text()).unwrap_or("service");
                self.assumptions.note(id, name, "container", format!("{start} s, then ready in {ready} s"));
                Container {
                    name: name.to_owned(),
                    start: constant(start + ready),
                    ready: constant(0.0),
                    health_interval: Nanos::ZERO,
                }
            })
            .collect()
    }
}

/// A script: its lines, those of lists within it too.
fn lines(node: &Node) -> String {
    let mut text = String::new();
    for item in node.items() {
        match &item.value {
            Value::Text { text: line, .. } => text.push_str(line),
            Value::List(_) => text.push_str(&lines(item)),
            Value::Map(_) => {}
        }
        text.push('\n');
    }
    text
}

fn runner(layers: &Layers<'_>, queue: &Distribution) -> Runner {
    let tags: Vec<&str> =
        layers.get("tags").map(Node::items).unwrap_or_default().iter().filter_map(Node::text).collect();
    let label = if tags.is_empty() { RUNNER.to_owned() } else { tags.join(" ") };
    let price = prices::find(Service::GitLab, &label);
    let base = price.map_or_else(|| Runner { is_included: false, ..Runner::default() }, prices::Price::runner);
    Runner { label, queue: queue.clone(), ..base }
}
