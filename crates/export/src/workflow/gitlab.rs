//! GitLab CI/CD. What differs from actions: steps are lines of one script, sources and artifacts of needed jobs are there by
//! themselves, hidden files included, and a skipped job is no passed one, since the whole pipeline is red.

use laneway_pipeline::instance::Cell;
use laneway_pipeline::job::{Condition, Job};
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;
use laneway_pipeline::prices;
use laneway_pipeline::service::Service;

use super::actions::{install, report};
use super::cannot_express::Why;
use super::matrix::{self, label, python_axis};
use super::options::{Install, Options};
use super::plan::{Doing, JobPlan, Plan, StepPlan, plan};
use super::pytest::Tests;
use super::yaml::{Item, Map, Yaml, write};
use super::{CannotExpress, Note, Workflow, shell};

const SERVICE: &str = "GitLab";
const HEAD: &str = "Written by Laneway from a simulated pipeline. Look for \"Edit\".";
/// The most jobs of `parallel`, and the most entries of `needs`.
const MOST_PARALLEL: usize = 200;
const MOST_NEEDS: usize = 50;
/// What stands at the top of a file and is no job.
const TAKEN: &[&str] = &[
    "after_script",
    "before_script",
    "cache",
    "default",
    "image",
    "include",
    "pages",
    "services",
    "spec",
    "stages",
    "types",
    "variables",
    "workflow",
];

/// A pipeline as a workflow of GitLab CI/CD. Same arguments, same text. Cost: linear in jobs after their matrices.
///
/// # Errors
/// Everything that no such workflow can do, parallel steps and conditions of single steps for two; nothing is left out
/// silently.
pub fn gitlab(pipeline: &Pipeline, options: &Options) -> Result<Workflow, Vec<CannotExpress>> {
    let Plan { jobs, mut notes } = plan(pipeline, options)?;
    let mut errors = Vec::new();
    let on_merge = r#"$CI_PIPELINE_SOURCE == "merge_request_event""#;
    let never_cancelled = Map::new().with("on_new_commit", Yaml::text("none"));
    let rules = vec![
        Map::new().with("if", Yaml::expression(on_merge)),
        Map::new()
            .with("if", Yaml::expression(format!("$CI_COMMIT_BRANCH == \"{}\"", options.branch)))
            .with("auto_cancel", Yaml::Map(never_cancelled)),
    ];
    let workflow = Map::new()
        .with("auto_cancel", Yaml::Map(Map::new().with("on_new_commit", Yaml::text("interruptible"))))
        .with("rules", Yaml::List(rules.into_iter().map(|rule| Item::new(Yaml::Map(rule))).collect()));
    let mut root = Map::new().with("workflow", Yaml::Map(workflow));
    for (place, plan) in jobs.iter().enumerate() {
        let mut writing = Writing { pipeline, options, plan, place, errors: Vec::new(), notes: Vec::new() };
        root.put(&plan.job.id, writing.job());
        errors.append(&mut writing.errors);
        notes.append(&mut writing.notes);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Workflow { path: ".gitlab-ci.yml", text: write(HEAD, &root), notes })
}

/// A job under way.
struct Writing<'a> {
    pipeline: &'a Pipeline,
    options: &'a Options,
    plan: &'a JobPlan<'a>,
    place: usize,
    errors: Vec<CannotExpress>,
    notes: Vec<Note>,
}

impl Writing<'_> {
    fn job(&mut self) -> Yaml {
        let JobPlan { job, .. } = self.plan;
        if TAKEN.contains(&job.id.as_str()) || ["true", "false", "nil", "null"].contains(&job.id.as_str()) {
            self.says("id", Why::TakenName { name: job.id.clone(), service: SERVICE });
        }
        if self.plan.needs.len() > MOST_NEEDS {
            let found = self.plan.needs.len();
            self.says("needs", Why::TooMany { found, service: SERVICE, most: MOST_NEEDS });
        }
        let when = match job.condition {
            _ if self.plan.is_guarded => None,
            Condition::Success => None,
            Condition::Always | Condition::NotCancelled => Some("always"),
            Condition::Failure => Some("on_failure"),
            Condition::Never => Some("never"),
        };
        let rules = when.filter(|when| *when == "never").map(|_| {
            let rule = Map::new().with("if", Yaml::expression(r#"$RUN_SKIPPED_JOBS == "true""#));
            Yaml::List(vec![Item::new(Yaml::Map(rule))])
        });
        let parallel = self.parallel();
        let runners = matrix::runners(self.pipeline, self.place);
        let tags = match runners.as_slice() {
            [runner] => self.tags(label(runner)),
            _ => Some(Yaml::Flow(vec![Yaml::expression("$MATRIX_RUNNER")])),
        };
        let has = |is: &dyn Fn(&Doing) -> bool| self.plan.steps.iter().any(|step| is(&step.doing));
        let has_gate = has(&|doing| matches!(doing, Doing::Gate { .. }));
        let is_cached = has(&|doing| matches!(doing, Doing::Python { is_cached: true }));
        let (variables, cache) = if is_cached { self.cache() } else { (None, None) };
        let artifacts = self.artifacts();
        let script = self.script();
        let map = Map::new()
            .with("image", self.image())
            .with_some("tags", tags)
            .with("needs", Yaml::texts(self.plan.needs.iter().copied()))
            .with_some("rules", rules)
            .with_some("when", when.filter(|when| *when != "never").map(Yaml::text))
            .with("timeout", Yaml::expression(format!("{} minutes", self.plan.timeout_minutes)))
            .with("interruptible", Yaml::bool(true))
            .with_some("allow_failure", job.continue_on_error.then(|| Yaml::bool(true)))
            .with_some("parallel", parallel)
            .with_some("services", self.services())
            .with_some("variables", variables)
            .with_some("cache", cache)
            .with("script", Yaml::List(script))
            .with_some("coverage", has_gate.then(|| Yaml::expression(r"/^TOTAL.+?(\d+(?:\.\d+)?)%$/")))
            .with_some("artifacts", artifacts);
        Yaml::Map(map)
    }

    /// `parallel`: a number for shards alone, else every cell.
    fn parallel(&mut self) -> Option<Yaml> {
        let JobPlan { job, cells, .. } = self.plan;
        let n_shards = job.matrix.shards.max(1);
        let has_cells = cells.iter().any(|cell| !cell.is_empty());
        let n = cells.len() * n_shards as usize;
        if n > MOST_PARALLEL {
            self.says("matrix", Why::TooMany { found: n, service: SERVICE, most: MOST_PARALLEL });
        }
        if n == 0 {
            self.says("matrix", Why::Invalid("its matrix leaves no job; take an exclusion away".to_owned()));
        }
        if !has_cells {
            return (n_shards > 1).then(|| Yaml::number(u64::from(n_shards)));
        }
        let mut names: Vec<&str> = Vec::new();
        for (name, value) in cells.iter().flatten() {
            if !matrix::is_name(name) {
                self.says("matrix", Why::BadName { what: "axis of the matrix", found: name.clone() });
            }
            match names.iter().find(|other| variable(other) == variable(name)) {
                Some(other) if other != name => {
                    self.says("matrix", Why::SameId { one: (*other).to_owned(), other: name.clone() });
                }
                _ => names.push(name),
            }
            if value.contains('$') {
                let (found, expected) = (value.clone(), "no `$`, which begins a variable");
                self.says("matrix", Why::BadText { what: "value of the matrix", found, service: SERVICE, expected });
            }
        }
        let runners = matrix::runners(self.pipeline, self.place);
        let shards = (1..=n_shards).map(|shard| Yaml::expression(shard.to_string())).collect();
        let shards = Some(Yaml::Flow(shards)).filter(|_| n_shards > 1);
        let of_cell = |cell: &Cell| {
            let map = cell.iter().fold(Map::new(), |map, (name, value)| map.with(&variable(name), Yaml::text(value)));
            let runner = (runners.len() > 1).then(|| Yaml::text(&matrix::label_of(job, cell)));
            map.with_some("MATRIX_RUNNER", runner).with_some("SHARD", shards.clone())
        };
        let list = cells.iter().map(|cell| Item::new(Yaml::Map(of_cell(cell)))).collect();
        Some(Yaml::Map(Map::new().with("matrix", Yaml::List(list))))
    }

    /// Tags, where the label is none of another service's.
    fn tags(&mut self, label: &str) -> Option<Yaml> {
        if prices::find(Service::GitHub, label).is_some() {
            return None;
        }
        if label.contains('$') {
            let (found, expected) = (label.to_owned(), "no `$`, which begins a variable");
            self.says("runner.label", Why::BadText { what: "tag", found, service: SERVICE, expected });
        }
        Some(Yaml::texts(label.split_whitespace()))
    }

    fn image(&self) -> Yaml {
        let job: &Job = self.plan.job;
        let version = match python_axis(job) {
            Some(axis) => format!("${}", variable(axis)),
            None => self.options.python.clone(),
        };
        Yaml::expression(match self.options.install {
            Install::UvSync => format!("ghcr.io/astral-sh/uv:python{version}-bookworm"),
            Install::Pip { .. } | Install::Commands { .. } => format!("python:{version}"),
        })
    }

    fn services(&self) -> Option<Yaml> {
        let service = |(name, image): &(String, super::options::ServiceImage)| {
            let env =
                image.env.iter().fold(Map::new(), |map, (key, value)| map.with(key, Yaml::expression(value.clone())));
            Map::new()
                .with("name", Yaml::expression(image.image.clone()))
                .with("alias", Yaml::text(name))
                .with_some("variables", (!env.is_empty()).then_some(Yaml::Map(env)))
        };
        let list: Vec<Item> = self.plan.services.iter().map(|entry| Item::new(Yaml::Map(service(entry)))).collect();
        (!list.is_empty()).then_some(Yaml::List(list))
    }

    /// Variables and `cache` that keep downloads.
    fn cache(&self) -> (Option<Yaml>, Option<Yaml>) {
        let (name, folder, file) = match &self.options.install {
            Install::Pip { requirements } => ("PIP_CACHE_DIR", ".cache/pip", requirements.as_str()),
            Install::UvSync => ("UV_CACHE_DIR", ".cache/uv", "uv.lock"),
            Install::Commands { .. } => return (None, None),
        };
        let variables = Map::new().with(name, Yaml::expression(format!("$CI_PROJECT_DIR/{folder}")));
        let key = Map::new().with("files", Yaml::Flow(vec![Yaml::expression(file)]));
        let cache = Map::new().with("key", Yaml::Map(key)).with("paths", Yaml::texts([folder]));
        (Some(Yaml::Map(variables)), Some(Yaml::Map(cache)))
    }

    fn artifacts(&mut self) -> Option<Yaml> {
        let upload = self.plan.steps.iter().find(|step| matches!(step.doing, Doing::Upload(_)))?;
        let when = match upload.condition {
            Condition::Success => "on_success",
            Condition::Always | Condition::NotCancelled => "always",
            Condition::Failure => "on_failure",
            Condition::Never => return None,
        };
        let map = Map::new()
            .with("paths", Yaml::texts([".coverage.*"]))
            .with("when", Yaml::text(when))
            .with("expire_in", Yaml::expression("1 week"));
        Some(Yaml::Map(map))
    }

    /// The lines of all steps.
    fn script(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        for (name, image) in &self.plan.services {
            // GitLab waits for the first port of a service 30 s at most, and then goes on without it.
            let connect = format!("import socket; socket.create_connection((\\\"{name}\\\", {}), 2)", image.port);
            let wait = format!("timeout 180 sh -c 'until python -c \"{connect}\" 2>/dev/null; do sleep 1; done'");
            items.push(Item::new(Yaml::Script(wait)));
        }
        let has_shards = self.plan.job.matrix.shards > 1;
        if has_shards && self.plan.cells.iter().all(Vec::is_empty) {
            items.push(Item::new(Yaml::Script("export SHARD=\"$CI_NODE_INDEX\"".to_owned())));
        }
        for (place, step) in self.plan.steps.iter().enumerate() {
            self.step(place, step, &mut items);
        }
        if items.is_empty() {
            items.push(Item::new(Yaml::Script("echo \"nothing to do\"".to_owned())));
        }
        items
    }

    fn step(&mut self, place: usize, step: &StepPlan, items: &mut Vec<Item>) {
        let prefix = self.options.install.prefix();
        let (above, lines) = match &step.doing {
            // By themselves.
            Doing::Guard | Doing::Checkout | Doing::Python { .. } | Doing::Upload(_) | Doing::Download(_) => return,
            Doing::Install { requirements } => {
                (Some("Edit: how dependencies come."), vec![install(&self.options.install, requirements)])
            }
            Doing::Command(Some(command)) => (None, vec![command.clone()]),
            Doing::Command(None) => {
                (Some("Edit: the command of this step."), vec!["echo \"this step has no command yet\"".to_owned()])
            }
            Doing::Tests(tests) => (None, vec![command(tests, &prefix)]),
            Doing::Gate { fail_under, precision } => {
                (None, vec![format!("{prefix}coverage combine"), report(&prefix, *fail_under, *precision)])
            }
            Doing::Parallel(_) | Doing::Chain(_) => {
                return self.says("work.parallel", Why::NoParallelSteps { service: SERVICE });
            }
        };
        match step.condition {
            Condition::Success => {}
            Condition::Never => {
                let message = format!("the step `{}` never runs and is left out", step.title);
                return self.notes.push(Note { place: self.plan.place.clone(), message });
            }
            Condition::Always | Condition::NotCancelled | Condition::Failure => {
                let place = Place { step: Some(place), ..self.at("condition") };
                self.errors.push(CannotExpress { place, why: Why::NoCondition { service: SERVICE } });
            }
        }
        let lines = if step.continue_on_error {
            vec![format!("sh -ec {} || true", shell::word(&lines.join("\n")))]
        } else {
            lines
        };
        for (place, line) in lines.into_iter().enumerate() {
            items.push(Item::new(Yaml::Script(line)).above(above.filter(|_| place == 0)));
        }
    }

    fn says(&mut self, field: &str, why: Why) {
        self.errors.push(CannotExpress { place: self.at(field), why });
    }

    fn at(&self, field: &str) -> Place {
        Place { field: field.to_owned(), ..self.plan.place.clone() }
    }
}

/// A run of tests with its environment before it.
fn command(tests: &Tests, prefix: &str) -> String {
    // Jobs of `parallel` are numbered from 1, with a matrix too.
    let data = tests.data.as_ref().map(|name| format!("COVERAGE_FILE=\"{}\" ", name.with("$CI_NODE_INDEX")));
    let core = tests.core.map(|core| format!("COVERAGE_CORE={core} "));
    format!("{}{}{}", data.unwrap_or_default(), core.unwrap_or_default(), tests.command(prefix))
}

/// The variable of an axis, which must not be one that means something, as `PATH` does.
fn variable(axis: &str) -> String {
    format!("MATRIX_{}", axis.replace('-', "_").to_ascii_uppercase())
}
