//! The steps of a job of GitHub, one after another or side by side.

use laneway_pipeline::job::Condition;
use laneway_pipeline::step::{Lane, MAX_LANES, Step, Work};

use super::assumed::{Assumptions, COMMAND};
use super::expression::{condition, replace};
use super::strategy::cut;
use super::yaml::Node;
use super::{WorkflowError, bad, bad_size, script, uses};
use crate::read::Warnings;

/// The most steps of a job.
const MAX_STEPS: usize = 1_000;

/// What is known around the steps of a job, and what comes of them beside steps.
pub(super) struct Around<'a> {
    pub(super) job: &'a str,
    pub(super) n_cores: u32,
    /// `COVERAGE_FILE` of the workflow or the job.
    pub(super) data_file: Option<String>,
    pub(super) assumptions: &'a mut Assumptions,
    pub(super) warnings: &'a mut Warnings,
    /// What stands behind `--group`: `{matrix.group}`.
    pub(super) shard: Option<String>,
}

/// The steps of a job, and the places of those that run tests in a way that cannot be read.
///
/// `parallel` groups become lanes. So do steps with `background: true`, with the steps until the next `wait` as one more
/// lane; a step that is cancelled is a service, and takes no time of its own.
pub(super) fn read(steps: &Node, around: &mut Around<'_>) -> Result<(Vec<Step>, Vec<usize>), WorkflowError> {
    let (mut done, mut tests): (Vec<Step>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut background: Vec<(String, Lane)> = Vec::new();
    let mut meanwhile: Vec<Step> = Vec::new();
    for (node, place) in steps.items().iter().zip(1..) {
        if node.entries().next().is_none() {
            return Err(bad(node, format!("step {place} of `{}`", around.job), "a map with `run:` or `uses:`"));
        }
        if let Some(group) = node.get("parallel") {
            let group = group.get("steps").unwrap_or(group);
            let mut lanes = Vec::new();
            for (inner, place) in group.items().iter().zip(1..) {
                let name = title(inner, place);
                lanes.push(Lane { steps: step(inner, &name, around).0, name });
            }
            done.extend(parallel(title(node, place), lanes, around.warnings, node.line));
            continue;
        }
        if let Some(cancelled) = node.get("cancel").and_then(Node::text) {
            background.retain(|(id, _)| id != cancelled);
            continue;
        }
        if let Some(wait) = node.get("wait") {
            let ids: Vec<&str> = wait.items().iter().filter_map(Node::text).collect();
            // Others go on; what nobody waits for takes no time of its own until the end of the job.
            let mut waited;
            (waited, background) = background.into_iter().partition(|(id, _)| ids.contains(&id.as_str()));
            done.extend(together(&mut waited, &mut meanwhile, around.warnings, node.line));
            continue;
        }
        if node.get("wait-all").is_some() {
            done.extend(together(&mut background, &mut meanwhile, around.warnings, node.line));
            continue;
        }
        let name = title(node, place);
        let (made, unread) = step(node, &name, around);
        if node.get("background").is_some_and(Node::is_true) {
            let id = node.get("id").and_then(Node::text).unwrap_or_default().to_owned();
            background.push((id, Lane { name, steps: made }));
        } else if background.is_empty() {
            tests.extend(unread.into_iter().map(|place| done.len() + place));
            done.extend(made);
        } else {
            meanwhile.extend(made);
        }
        if done.len() > MAX_STEPS {
            return Err(bad_size(
                steps,
                format!("the list of steps of `{}`", around.job),
                format!("{} steps long", done.len()),
                "at most 1000 steps",
            ));
        }
    }
    done.extend(together(&mut background, &mut meanwhile, around.warnings, steps.line));
    Ok((done, tests))
}

fn together(
    background: &mut Vec<(String, Lane)>,
    meanwhile: &mut Vec<Step>,
    warnings: &mut Warnings,
    line: u64,
) -> Vec<Step> {
    let mut lanes: Vec<Lane> = std::mem::take(background).into_iter().map(|(_, lane)| lane).collect();
    let meanwhile = std::mem::take(meanwhile);
    if lanes.is_empty() {
        return meanwhile;
    }
    if !meanwhile.is_empty() {
        lanes.push(Lane { name: "meanwhile".to_owned(), steps: meanwhile });
    }
    parallel("In the background".to_owned(), lanes, warnings, line)
}

/// Lanes, if that many and that simple may stand side by side; else one after another.
fn parallel(name: String, lanes: Vec<Lane>, warnings: &mut Warnings, line: u64) -> Vec<Step> {
    let n_tests = |lane: &Lane| lane.steps.iter().filter(|step| matches!(step.work, Work::Tests(_))).count();
    let is_nested = |lane: &Lane| lane.steps.iter().any(|step| matches!(step.work, Work::Parallel { .. }));
    if lanes.len() > MAX_LANES || lanes.iter().any(|lane| n_tests(lane) > 1 || is_nested(lane)) {
        let text = format!(
            "`{name}` has more than {MAX_LANES} lanes, or several runs of tests in one; taken one after another"
        );
        warnings.push(line, text);
        return lanes.into_iter().flat_map(|lane| lane.steps).collect();
    }
    if lanes.is_empty() { Vec::new() } else { vec![Step::new(name, Work::Parallel { lanes })] }
}

fn title(node: &Node, place: usize) -> String {
    let text = |key| node.get(key).and_then(Node::text);
    let first_line = |text: &str| cut(text.trim().lines().next().unwrap_or_default());
    text("name")
        .map(str::to_owned)
        .or_else(|| text("uses").map(|uses| format!("Run {}", short(uses))))
        .or_else(|| text("run").map(|run| format!("Run {}", first_line(run))))
        .unwrap_or_else(|| format!("Step {place}"))
}

/// An action without most of the digits of the commit that it is pinned to.
fn short(uses: &str) -> &str {
    let at = uses.split_once('@').filter(|(_, at)| at.len() == 40 && at.bytes().all(|byte| byte.is_ascii_hexdigit()));
    at.map_or(uses, |(action, _)| &uses[..action.len() + 8])
}

/// One step of the file, which may be several here, and the places of those that run tests unread.
fn step(node: &Node, name: &str, around: &mut Around<'_>) -> (Vec<Step>, Vec<usize>) {
    let fill = |text: &str| replace(text, |expression| format!("{{{}}}", expression.replace(' ', "")));
    let text = |key: &str| node.get(key).and_then(Node::text);
    let (mut made, mut tests) = (Vec::new(), Vec::new());
    if let Some(uses) = text("uses") {
        let work = uses::work(uses, node.get("with"), (around.job, name), around.assumptions, &fill);
        made.push(Step::new(name, work));
    } else if let Some(run) = text("run") {
        let own = node.get("env").and_then(|env| env.get("COVERAGE_FILE")?.text()).map(fill);
        let data_file = own.or_else(|| around.data_file.clone()).unwrap_or_else(|| ".coverage".to_owned());
        let data_file = data_file.rsplit('/').next().unwrap_or(&data_file);
        let place = script::Place { job: around.job, step: name, data_file, n_cores: around.n_cores };
        let run = replace(run, |expression| format!("${{{}}}", expression.replace(' ', "")));
        let found = script::read(&run, &place, around.assumptions);
        for note in found.notes {
            around.warnings.push(node.line, format!("`{name}`: {note}"));
        }
        let shard = found.shard.map(|shard| {
            // A variable of the step, as `$SHARD` or `$((SHARD - 1))`, stands for what it is set to.
            let name =
                shard.trim_start_matches(['$', '(', '{']).split(|c: char| !c.is_alphanumeric() && c != '_').next();
            let value = node.get("env").zip(name).and_then(|(env, name)| env.get(name)?.text());
            value.map_or(shard.clone(), fill)
        });
        around.shard = around.shard.take().or(shard);
        (made, tests) = (found.steps, found.tests);
    } else {
        around.warnings.push(node.line, format!("`{name}` has neither `run:` nor `uses:`, expected one of them"));
        let takes = around.assumptions.secs(around.job, name, "takes", COMMAND);
        made.push(Step::new(name, Work::Command { takes }));
    }
    let (condition, has_more) = text("if").map_or((Condition::Success, false), condition);
    if has_more && let Some(node) = node.get("if") {
        let text = format!(
            "`{name}` runs `if: {}`, of which only the status function counts",
            cut(node.text().unwrap_or_default())
        );
        around.warnings.push(node.line, text);
    }
    for step in &mut made {
        step.condition = condition;
        step.continue_on_error = node.get("continue-on-error").is_some_and(Node::is_true);
    }
    (made, tests)
}
