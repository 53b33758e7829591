//! Workflows of GitHub Actions, and of Forgejo, which has the same shape with other actions.

use laneway_pipeline::job::Condition;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::place::Place;

use super::cannot_express::Why;
use super::data::{Apart, DataName};
use super::matrix::{self, label, shard_axis};
use super::options::{Install, Options, ServiceImage};
use super::plan::{Doing, JobPlan, Plan, StepPlan, plan};
use super::pytest::Tests;
use super::yaml::{Item, Map, Yaml, has_expression, write};
use super::{CannotExpress, Note, Workflow, shell};

/// An action, and the version that its pin stands for.
pub(super) struct Action {
    pub(super) uses: &'static str,
    /// `None`: the pin says it.
    pub(super) version: Option<&'static str>,
}

impl Action {
    /// A step that uses it.
    pub(super) fn used_by(&self, step: Map) -> Map {
        let uses = Yaml::expression(self.uses);
        match self.version {
            Some(version) => step.with_remark("uses", uses, version),
            None => step.with("uses", uses),
        }
    }
}

/// How a service differs from the other.
pub(super) struct Dialect {
    pub(super) service: &'static str,
    pub(super) path: &'static str,
    pub(super) checkout: Action,
    pub(super) setup_python: Action,
    pub(super) setup_uv: Action,
    pub(super) upload: Action,
    pub(super) download: Action,
    /// GitHub: tokens have permissions, steps can stand side by side, jobs have a summary and a number in their matrix.
    pub(super) is_github: bool,
}

const HEAD: &str = "Written by Laneway from a simulated pipeline. Look for \"Edit\".";
const EDIT_INSTALL: &str = "Edit: how dependencies come.";
const EDIT_COMMAND: &str = "Edit: the command of this step.";
const EDIT_IMAGE: &str = "Edit: put the digest of the image that you use behind the tag.";

/// A pipeline as a workflow.
pub(super) fn workflow(
    pipeline: &Pipeline,
    options: &Options,
    dialect: &Dialect,
) -> Result<Workflow, Vec<CannotExpress>> {
    let Plan { jobs, mut notes } = plan(pipeline, options)?;
    let mut errors = Vec::new();
    let mut written = Map::new();
    for (place, plan) in jobs.iter().enumerate() {
        let mut writing = Writing { pipeline, options, dialect, plan, place, errors: Vec::new(), notes: Vec::new() };
        written.put(&plan.job.id, writing.job());
        errors.append(&mut writing.errors);
        notes.append(&mut writing.notes);
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let branches = Map::new().with("branches", Yaml::Flow(vec![Yaml::expression(options.branch.clone())]));
    let on = Map::new().with("pull_request", Yaml::Map(Map::new())).with("push", Yaml::Map(branches));
    // One group a pull request; every other run has a group of its own, so that runs of a branch do not cancel each other.
    let group = "${{ github.workflow }}-${{ github.event.pull_request.number || github.run_id }}";
    let concurrency = Map::new()
        .with("group", Yaml::expression(group))
        .with("cancel-in-progress", Yaml::expression("${{ github.event_name == 'pull_request' }}"));
    let permissions = Map::new().with("contents", Yaml::text("read"));
    let root = Map::new()
        .with("name", Yaml::expression(options.name.clone()))
        .with("on", Yaml::Map(on))
        .with_some("permissions", dialect.is_github.then_some(Yaml::Map(permissions)))
        .with("concurrency", Yaml::Map(concurrency))
        .with("jobs", Yaml::Map(written));
    Ok(Workflow { path: dialect.path, text: write(HEAD, &root), notes })
}

/// A job under way.
struct Writing<'a> {
    pipeline: &'a Pipeline,
    options: &'a Options,
    dialect: &'a Dialect,
    plan: &'a JobPlan<'a>,
    place: usize,
    errors: Vec<CannotExpress>,
    notes: Vec<Note>,
}

/// A step's script, and what it needs around it.
struct Run {
    env: Map,
    script: String,
    /// Whether a command before the last of a pipe may fail: GitHub's own shell would not see it.
    is_piped: bool,
    above: Option<&'static str>,
}

impl Writing<'_> {
    fn job(&mut self) -> Yaml {
        let JobPlan { job, .. } = self.plan;
        for why in matrix::check(job, self.dialect.service) {
            self.says("matrix", why);
        }
        let runs_on = self.runs_on();
        self.check_names();
        let title = Some(job.title()).filter(|title| *title != job.id).map(Yaml::text);
        let needs = (!self.plan.needs.is_empty()).then(|| Yaml::texts(self.plan.needs.iter().copied()));
        let condition = match job.condition {
            Condition::Success if self.plan.is_guarded => Condition::NotCancelled,
            condition => condition,
        };
        let is_windows =
            matrix::runners(self.pipeline, self.place).iter().any(|runner| label(runner).contains("windows"));
        let bash = || Yaml::Map(Map::new().with("run", Yaml::Map(Map::new().with("shell", Yaml::text("bash")))));
        if job.continue_on_error && !self.dialect.is_github {
            let message = "Forgejo does not look at continue-on-error of a job: a failure here is one of the run";
            self.notes.push(Note { place: self.at("continue_on_error"), message: message.to_owned() });
        }
        let image = Map::new().with("image", Yaml::expression(self.options.forgejo_image.clone()));
        let steps = self.plan.steps.iter().map(|step| self.step(step)).collect();
        let job = Map::new()
            .with_some("name", title)
            .with_some("needs", needs)
            .with_some("if", condition_text(condition, "vars.RUN_SKIPPED_JOBS == 'true'"))
            .with("runs-on", runs_on)
            .with_some("container", (!self.dialect.is_github).then_some(Yaml::Map(image)))
            .with("timeout-minutes", Yaml::number(self.plan.timeout_minutes))
            .with_some("continue-on-error", job.continue_on_error.then(|| Yaml::bool(true)))
            .with_some("strategy", matrix::strategy(job))
            .with_some("services", self.services())
            .with_some("defaults", is_windows.then(bash))
            .with("steps", Yaml::List(steps));
        Yaml::Map(job)
    }

    fn runs_on(&mut self) -> Yaml {
        let runners = matrix::runners(self.pipeline, self.place);
        for runner in runners.iter().filter(|runner| has_expression(&runner.label)) {
            let found = runner.label.clone();
            let service = self.dialect.service;
            self.says(
                "runner.label",
                Why::BadText { what: "label", found, service, expected: "neither `${{` nor `$[[`" },
            );
        }
        if let [runner] = runners.as_slice() {
            let mut labels: Vec<&str> = label(runner).split_whitespace().collect();
            if self.dialect.is_github && runner.pool.is_some() && !labels.contains(&"self-hosted") {
                labels.insert(0, "self-hosted");
            }
            return if let [label] = labels[..] { Yaml::text(label) } else { Yaml::texts(labels) };
        }
        let effects = &self.plan.job.matrix.effects;
        for (place, effect) in effects.iter().enumerate() {
            let is_same = |other: &&laneway_pipeline::matrix::Effect| {
                other.axis == effect.axis
                    && other.value != effect.value
                    && other.value.eq_ignore_ascii_case(&effect.value)
            };
            if let Some(other) = effects[..place].iter().find(is_same) {
                self.says("matrix.effects", Why::SameId { one: other.value.clone(), other: effect.value.clone() });
            }
            if !matrix::is_name(&effect.axis) {
                self.says("matrix.effects", Why::BadName { what: "axis of an effect", found: effect.axis.clone() });
            }
        }
        for runner in runners.iter().filter(|runner| label(runner).contains(char::is_whitespace)) {
            let (found, service) = (runner.label.clone(), self.dialect.service);
            let expected = "one label where cells differ in theirs";
            self.says("runner.label", Why::BadText { what: "label", found, service, expected });
        }
        matrix::runs_on(self.pipeline, self.place)
    }

    fn services(&self) -> Option<Yaml> {
        let mut taken: Vec<u16> = Vec::new();
        let mut service = |ServiceImage { image, health, port, env }: &ServiceImage| {
            // Two services may have one port of their own, but not one of the runner's.
            let outside = (*port..=u16::MAX).find(|port| !taken.contains(port)).unwrap_or(*port);
            taken.push(outside);
            let env = env.iter().fold(Map::new(), |map, (key, value)| map.with(key, Yaml::expression(value.clone())));
            // Looked at every second: the runner waits for whole intervals.
            let health = shell_quoted(health);
            let options =
                format!("--health-cmd {health} --health-interval 1s --health-timeout 5s --health-retries 120");
            Map::new()
                .with_comment(EDIT_IMAGE, "image", Yaml::expression(image.clone()))
                .with_some("env", (!env.is_empty()).then_some(Yaml::Map(env)))
                .with("ports", Yaml::Flow(vec![Yaml::expression(format!("{outside}:{port}"))]))
                .with("options", Yaml::expression(options))
        };
        let services = self.plan.services.iter();
        let map = services.fold(Map::new(), |map, (name, image)| map.with(name, Yaml::Map(service(image))));
        (!map.is_empty()).then_some(Yaml::Map(map))
    }

    fn step(&mut self, plan: &StepPlan) -> Item {
        let step = Map::new()
            .with("name", Yaml::text(&plan.title))
            .with_some("if", condition_text(plan.condition, "vars.RUN_SKIPPED_STEPS == 'true'"))
            .with_some("continue-on-error", plan.continue_on_error.then(|| Yaml::bool(true)));
        let dialect = self.dialect;
        let (action, with) = match &plan.doing {
            Doing::Checkout => (&dialect.checkout, Map::new().with("persist-credentials", Yaml::bool(false))),
            Doing::Python { is_cached } => self.python(*is_cached),
            Doing::Upload(name) => {
                let with = Map::new()
                    .with("name", Yaml::expression(name.with(&self.apart(name))))
                    .with("path", Yaml::text(".coverage.*"))
                    .with("include-hidden-files", Yaml::bool(true))
                    .with("if-no-files-found", Yaml::text("error"));
                (&dialect.upload, with)
            }
            Doing::Download(name) => {
                let pattern = name.as_ref().map_or_else(|| "coverage-*".to_owned(), |name| name.with("*"));
                let with = Map::new().with("pattern", Yaml::text(&pattern)).with("merge-multiple", Yaml::bool(true));
                (&dialect.download, with)
            }
            Doing::Parallel(lanes) => {
                if !dialect.is_github {
                    let service = dialect.service;
                    self.says("work.parallel", Why::NoParallelSteps { service });
                }
                let lanes = lanes.iter().map(|lane| self.step(lane)).collect();
                // The group itself has no condition: its steps have it.
                return Item::new(Yaml::Map(Map::new().with("parallel", Yaml::List(lanes))));
            }
            doing => {
                let Run { env, script, is_piped, above } = self.run(doing);
                let step = step
                    .with_some("env", (!env.is_empty()).then_some(Yaml::Map(env)))
                    .with_some("shell", is_piped.then(|| Yaml::text("bash")))
                    .with("run", Yaml::Script(script));
                return Item::new(Yaml::Map(step)).above(above);
            }
        };
        let step = action.used_by(step);
        Item::new(Yaml::Map(step.with("with", Yaml::Map(with))))
    }

    fn python(&self, is_cached: bool) -> (&Action, Map) {
        let with = Map::new().with("python-version", matrix::python(self.plan.job, self.options));
        match &self.options.install {
            Install::UvSync => (&self.dialect.setup_uv, with.with("enable-cache", Yaml::bool(is_cached))),
            Install::Pip { requirements } if is_cached => {
                let with = with.with("cache", Yaml::text("pip"));
                (&self.dialect.setup_python, with.with("cache-dependency-path", Yaml::expression(requirements.clone())))
            }
            Install::Pip { .. } | Install::Commands { .. } => (&self.dialect.setup_python, with),
        }
    }

    fn run(&mut self, doing: &Doing) -> Run {
        let plain = |script: String| Run { env: Map::new(), script, is_piped: false, above: None };
        let prefix = self.options.install.prefix();
        match doing {
            Doing::Guard => Run {
                env: Map::new().with("RESULTS", Yaml::expression("${{ join(needs.*.result, ' ') }}")),
                ..plain(GUARD.to_owned())
            },
            Doing::Install { requirements } => {
                Run { above: Some(EDIT_INSTALL), ..plain(install(&self.options.install, requirements)) }
            }
            Doing::Command(Some(command)) => plain(command.clone()),
            Doing::Command(None) => Run {
                above: Some(EDIT_COMMAND),
                ..plain("echo \"::warning::this step has no command yet\"".to_owned())
            },
            Doing::Tests(tests) => Run { env: self.env(tests), ..plain(tests.command(&prefix)) },
            Doing::Gate { fail_under, precision } => {
                let report = report(&prefix, *fail_under, *precision);
                let summary = if self.dialect.is_github { " | tee -a \"$GITHUB_STEP_SUMMARY\"" } else { "" };
                let script = format!("{prefix}coverage combine\n{report}{summary}");
                Run { is_piped: self.dialect.is_github, ..plain(script) }
            }
            Doing::Chain(steps) => {
                let mut whole = plain(String::new());
                for step in steps {
                    let run = self.run(&step.doing);
                    whole.script.push_str(if whole.script.is_empty() { "" } else { "\n" });
                    whole.script.push_str(&run.script);
                    whole.above = whole.above.or(run.above);
                    if !run.env.is_empty() {
                        whole.env = run.env;
                    }
                }
                whole
            }
            _ => plain(String::new()),
        }
    }

    fn env(&self, tests: &Tests) -> Map {
        let data = tests.data.as_ref().map(|name| Yaml::expression(name.with(&self.apart(name))));
        let shard = || Yaml::expression(format!("${{{{ matrix.{} }}}}", shard_axis(self.plan.job)));
        Map::new()
            .with_some("COVERAGE_FILE", data)
            .with_some("COVERAGE_CORE", tests.core.map(Yaml::text))
            .with_some("SHARD", tests.shards.map(|_| shard()))
    }

    /// What tells the jobs of a matrix apart, as an expression.
    fn apart(&self, name: &DataName) -> String {
        let job = self.plan.job;
        match name.apart {
            Apart::Alone => String::new(),
            Apart::Shard => format!("${{{{ matrix.{} }}}}", shard_axis(job)),
            Apart::Cell if self.dialect.is_github => "${{ strategy.job-index }}".to_owned(),
            Apart::Cell => {
                let mut names = self.cell_names();
                names.extend((job.matrix.shards > 1).then(|| shard_axis(job)));
                names.iter().map(|name| format!("${{{{ matrix.{name} }}}}")).collect::<Vec<_>>().join("-")
            }
        }
    }

    /// Names of all axes and included keys.
    fn cell_names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (name, _) in self.plan.cells.iter().flatten() {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// Without a number in its matrix, a job's data is named by its values: they must be fit for a file's name, and differ.
    fn check_names(&mut self) {
        let stores = self.plan.steps.iter().any(|step| matches!(step.doing, Doing::Upload(_)));
        if self.dialect.is_github || !stores {
            return;
        }
        let mut seen: Vec<String> = Vec::new();
        for cell in &self.plan.cells {
            let is_fit = |value: &str| value.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char));
            if let Some((_, value)) = cell.iter().find(|(_, value)| !is_fit(value)) {
                let (found, service) = (value.clone(), self.dialect.service);
                let expected = "letters, digits, `.`, `_` and `-`, since names of artifacts are made of it";
                return self.says("matrix", Why::BadText { what: "value of the matrix", found, service, expected });
            }
            let value = |name: &String| cell.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value);
            let name = self.cell_names().iter().map(value).collect::<Vec<_>>().join("-");
            if seen.contains(&name) {
                return self.says("matrix", Why::SameName { name });
            }
            seen.push(name);
        }
    }

    fn says(&mut self, field: &str, why: Why) {
        self.errors.push(CannotExpress { place: self.at(field), why });
    }

    fn at(&self, field: &str) -> Place {
        Place { field: field.to_owned(), ..self.plan.place.clone() }
    }
}

/// Looks at everything that a job needs: one that is skipped would count as passed otherwise.
pub(super) const GUARD: &str = r#"for result in $RESULTS; do
  if [ "$result" != success ]; then
    echo "a job that this one needs ended with: $result"
    exit 1
  fi
done"#;

/// The commands that bring dependencies.
pub(super) fn install(install: &Install, requirements: &[&str]) -> String {
    match install {
        Install::Pip { requirements: file } => {
            format!("python -m pip install -r {} {}", shell::word(file), shell::words(requirements.iter().copied()))
                .trim_end()
                .to_owned()
        }
        Install::UvSync if requirements.is_empty() => "uv sync --locked".to_owned(),
        Install::UvSync => {
            format!("uv sync --locked\nuv pip install {}", shell::words(requirements.iter().copied()))
        }
        Install::Commands { commands, .. } => commands.clone(),
    }
}

/// `coverage report`, held against the threshold.
pub(super) fn report(prefix: &str, fail_under: Option<f64>, precision: u32) -> String {
    let threshold = fail_under.map_or_else(String::new, |percent| format!(" --fail-under={percent}"));
    let precision = if precision > 0 { format!(" --precision={precision}") } else { String::new() };
    format!("{prefix}coverage report{precision}{threshold}")
}

fn condition_text(condition: Condition, never: &str) -> Option<Yaml> {
    match condition {
        Condition::Success => None,
        Condition::Always => Some(Yaml::expression("${{ always() }}")),
        Condition::NotCancelled => Some(Yaml::expression("${{ !cancelled() }}")),
        Condition::Failure => Some(Yaml::expression("${{ failure() }}")),
        Condition::Never => Some(Yaml::expression(format!("${{{{ {never} }}}}"))),
    }
}

/// A command as one word of Docker's options, which know double quotes.
fn shell_quoted(command: &str) -> String {
    format!("\"{}\"", command.replace('\\', "\\\\").replace('"', "\\\""))
}
