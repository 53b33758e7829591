//! Jobs of GitHub Actions, and of Forgejo, which has the same shape.

use std::collections::BTreeSet;

use laneway_engine::distribution::Distribution;
use laneway_engine::time::Nanos;
use laneway_pipeline::job::{Condition, Container, DEFAULT_TIMEOUT, Job};
use laneway_pipeline::matrix::{Effect, Matrix};
use laneway_pipeline::pipeline::MAX_JOBS;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::step::{Step, Work};
use laneway_pipeline::timing::constant;

use super::assumed::{Assumptions, CALLED, CONTAINER, POST, SET_UP};
use super::expression::{condition, matrix_value, replace};
use super::steps::{self, Around};
use super::strategy::{self, cut};
use super::yaml::{Node, Value};
use super::{WorkflowError, artifacts, bad, bad_size, names, span};
use crate::actions::{runner, unique_id};
use crate::imported::{Imported, StepPlace};
use crate::read::Warnings;

/// The most service containers of a job.
const MAX_CONTAINERS: usize = 50;

pub(super) fn read(root: &Node, jobs: &Node) -> Result<Imported, WorkflowError> {
    let n_jobs = jobs.entries().count();
    if n_jobs == 0 || n_jobs > MAX_JOBS {
        return Err(bad_size(jobs, "`jobs`", format!("{n_jobs} jobs"), "from 1 to 200"));
    }
    let mut imported = Imported::default();
    let mut reading = Reading { assumptions: Assumptions::default(), warnings: Warnings::default(), root };
    let mut taken = BTreeSet::new();
    for (id, node) in jobs.entries() {
        if !matches!(node.value, Value::Map(_)) {
            return Err(bad(node, format!("the job `{id}`"), "a map with `runs-on:` and `steps:`"));
        }
        let unique = unique_id(id, &mut taken);
        let (job, tests) = reading.job(unique.clone(), node)?;
        imported.test_steps.extend(tests.into_iter().map(|step| StepPlace { job: unique.clone(), step }));
        imported.pipeline.jobs.push(job);
    }
    let ids: BTreeSet<String> = imported.pipeline.jobs.iter().map(|job| job.id.clone()).collect();
    for (_, node) in jobs.entries() {
        for need in node.get("needs").map(Node::items).unwrap_or_default() {
            if need.text().is_none_or(|need| !ids.contains(need)) {
                return Err(bad(need, "a job in `needs`", "the id of a job"));
            }
        }
    }
    artifacts::settle(&mut imported.pipeline);
    imported.assumed = reading.assumptions.0;
    imported.warnings = reading.warnings;
    Ok(imported)
}

struct Reading<'a> {
    assumptions: Assumptions,
    warnings: Warnings,
    root: &'a Node,
}

impl Reading<'_> {
    /// A job, and places of its steps that run tests unread.
    fn job(&mut self, id: String, node: &Node) -> Result<(Job, Vec<usize>), WorkflowError> {
        let queue = self.assumptions.queue(&id);
        let mut matrix = strategy::matrix(&id, node.get("strategy"), &mut self.warnings)?;
        let runner = self.runner(&id, node, &mut matrix, &queue);
        let condition = self.condition(&id, node);
        let needs = node.get("needs").map(Node::items).unwrap_or_default();
        let needs = needs.iter().filter_map(Node::text).map(str::to_owned).collect();
        let name = node.get("name").and_then(Node::text).filter(|name| !name.contains("${{")).unwrap_or_default();
        let mut job = Job {
            name: name.to_owned(),
            needs,
            condition,
            continue_on_error: node.get("continue-on-error").is_some_and(Node::is_true),
            timeout: self.timeout(node),
            ..Job::default()
        };
        if let Some(called) = node.get("uses").and_then(Node::text) {
            let text = format!(
                "the job `{id}` calls `{}`, whose jobs are not here; one of {CALLED} s is assumed",
                cut(called)
            );
            self.warnings.push(node.line, text);
            let takes = self.assumptions.secs(&id, called, "takes", CALLED);
            job.steps = vec![Step::new(cut(called), Work::Command { takes })];
            return Ok((Job { id, runner, matrix, ..job }, Vec::new()));
        }
        let Some(steps) = node.get("steps") else {
            let (place, found) = (format!("`steps` of the job `{id}`"), "missing".to_owned());
            let expected = "a list of steps, or `uses:` with another workflow";
            return Err(WorkflowError::Bad { line: node.line, column: node.column, place, found, expected });
        };
        job.containers = self.containers(&id, node);
        let data_file = [node, self.root].iter().find_map(|at| at.get("env")?.get("COVERAGE_FILE")?.text());
        let data_file = data_file.map(|text| replace(text, |inner| format!("{{{}}}", inner.replace(' ', ""))));
        let mut around = Around {
            job: &id,
            n_cores: runner.cores.unwrap_or(2),
            data_file,
            assumptions: &mut self.assumptions,
            warnings: &mut self.warnings,
            shard: None,
        };
        let set_up = around.assumptions.secs(&id, "Set up job", "takes", SET_UP);
        let (steps, tests) = steps::read(steps, &mut around)?;
        let shard = around.shard;
        job.steps = std::iter::once(Step::new("Set up job", Work::Command { takes: set_up })).chain(steps).collect();
        job.post = self.assumptions.secs(&id, "", "post", POST);
        self.take_shards(&id, node, shard, &mut matrix);
        job = Job { id, runner, matrix, ..job };
        for name in names::fill(&mut job) {
            let text = format!(
                "`{name}` differs by some axes of the matrix only: cells that share the others have it too, and a real second upload fails; here each cell has its own"
            );
            self.warnings.push(node.line, text);
        }
        Ok((job, tests.into_iter().map(|place| place + 1).collect()))
    }

    /// What stands behind `--group` takes its axis out of the matrix: its values are the shards.
    fn take_shards(&mut self, id: &str, node: &Node, shard: Option<String>, matrix: &mut Matrix) {
        let Some(shard) = shard else { return };
        let axis = shard.trim_matches(['$', '{', '}']).split(['+', ',', ')']).next().unwrap_or_default();
        let name = axis.strip_prefix("matrix.").unwrap_or_default();
        let is_elsewhere = matrix.include.iter().chain(&matrix.exclude).any(|pairs| pairs.contains_key(name));
        match matrix.axes.iter().position(|axis| axis.name == name) {
            Some(place) if !is_elsewhere && !matrix.axes[place].values.is_empty() => {
                matrix.shards = matrix.axes.remove(place).values.len() as u32;
            }
            _ => self.warnings.push(
                node.line,
                format!("the shard of `{id}` is `{shard}`, expected the value of an axis; one shard is taken"),
            ),
        }
    }

    fn runner(&mut self, id: &str, node: &Node, matrix: &mut Matrix, queue: &Distribution) -> Runner {
        let node = node.get("runs-on");
        let Some(node) = node else { return runner("ubuntu-24.04", queue) };
        let labels = node.get("labels").unwrap_or(node);
        let words: Vec<&str> = labels.items().iter().filter_map(Node::text).collect();
        let label = words.join(" ");
        if let Some((axis, default)) = matrix_value(&label) {
            let of_axes = matrix.axes.iter().filter(|other| other.name == axis).flat_map(|axis| axis.values.clone());
            let included = matrix.include.iter().filter_map(|pairs| pairs.get(axis).cloned());
            let mut values: Vec<String> = Vec::new();
            for value in of_axes.chain(included) {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            let own = default.or(values.first().map(String::as_str)).unwrap_or("ubuntu-24.04");
            let own = runner(own, queue);
            matrix.effects.extend(values.into_iter().map(|value| Effect {
                axis: axis.to_owned(),
                runner: Some(runner(&value, queue)),
                value,
                speed_permille: None,
            }));
            return own;
        }
        if label.is_empty() || label.contains("${{") {
            let text = format!("`{id}` runs on {}, which only a run knows; ubuntu-24.04 is assumed", node.found());
            self.warnings.push(node.line, text);
            return runner("ubuntu-24.04", queue);
        }
        runner(&label, queue)
    }

    fn condition(&mut self, id: &str, node: &Node) -> Condition {
        let Some(node) = node.get("if") else { return Condition::Success };
        let (condition, has_more) = condition(node.text().unwrap_or_default());
        if has_more {
            let text = format!(
                "`{id}` runs `if: {}`, of which only the status function counts",
                cut(node.text().unwrap_or_default())
            );
            self.warnings.push(node.line, text);
        }
        condition
    }

    fn timeout(&mut self, node: &Node) -> Nanos {
        let Some(node) = node.get("timeout-minutes") else { return DEFAULT_TIMEOUT };
        let timeout = node.text().and_then(|text| span::read(text, 60.0));
        timeout.unwrap_or_else(|| {
            let text = format!("timeout-minutes is {}, expected a number above 0; 360 are taken", node.found());
            self.warnings.push(node.line, text);
            DEFAULT_TIMEOUT
        })
    }

    fn containers(&mut self, id: &str, node: &Node) -> Vec<Container> {
        let services = node.get("services").into_iter().flat_map(Node::entries).take(MAX_CONTAINERS);
        services
            .map(|(name, service)| {
                let words: Vec<&str> =
                    service.get("options").and_then(Node::text).unwrap_or_default().split_whitespace().collect();
                let option = |option: &str| {
                    words.iter().enumerate().find_map(|(place, word)| {
                        let rest = word.strip_prefix(option)?;
                        rest.strip_prefix('=').or_else(|| words.get(place + 1).copied().filter(|_| rest.is_empty()))
                    })
                };
                // Without a command of its own, an image's may be there, at Docker's interval; most have none.
                let interval =
                    option("--health-interval").and_then(|text| span::read(text.trim_matches(['"', '\'']), 1.0));
                let default = if option("--health-cmd").is_some() { Nanos(30_000_000_000) } else { Nanos::ZERO };
                let (start, ready) = CONTAINER;
                self.assumptions.note(id, name, "container", format!("{start} s, then ready in {ready} s"));
                Container {
                    name: name.to_owned(),
                    start: constant(start),
                    ready: constant(ready),
                    health_interval: interval.unwrap_or(default),
                }
            })
            .collect()
    }
}
