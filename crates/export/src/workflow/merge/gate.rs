//! A gate behind jobs that measure coverage.

use laneway_formats::workflow::yaml::Node;
use laneway_pipeline::coverage::{Collect, Rules};
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Gate, Step, TestRun, Upload, Work};

use super::super::{Options, github};
use super::shards::insert;
use super::{ByHand, Change, Made, Why, command, job};

/// What the job is called.
pub(super) const ID: &str = "gate";

/// Puts a gate behind all other jobs.
pub(super) fn add(text: &str, root: &Node, needs: &[String], fail_under: Option<f64>, options: &Options) -> Made {
    let jobs = root.get("jobs").expect("a workflow has jobs");
    if let Some(taken) = jobs.get(ID) {
        return Err((taken.line, Why::Taken { id: ID.to_owned() }));
    }
    let change = Change::Gate { needs: needs.to_vec(), fail_under };
    let mut left = Vec::new();
    for id in needs {
        let job = job(root, id)?;
        left.extend(missing(job, id).into_iter().map(|(line, why)| ByHand::new(&change, line, why)));
    }
    // Behind the last line of the last job, indented as jobs are.
    let lines: Vec<&str> = text.lines().collect();
    let (first_id, _) = jobs.entries().next().expect("a workflow has jobs");
    let key = |line: &&str| line.trim_start().strip_prefix(first_id).is_some_and(|rest| rest.starts_with(':'));
    let above = &lines[..(jobs.line as usize).min(lines.len())];
    let indent = above.iter().rev().find(|line| key(line)).map(|line| line.len() - line.trim_start().len());
    let indent = indent.filter(|indent| *indent > 0).ok_or((jobs.line, Why::Layout))?;
    let is_inside = |line: &&str| line.trim().is_empty() || line.starts_with(' ') || line.trim_start().starts_with('#');
    let n_inside = lines.iter().skip(jobs.line as usize).take_while(|line| is_inside(line)).count();
    let mut last = jobs.line as usize + n_inside;
    while last > 0 && (lines[last - 1].trim().is_empty() || lines[last - 1].starts_with('#')) {
        last -= 1;
    }
    let written = written(needs, fail_under, options).ok_or((jobs.line, Why::Layout))?;
    let padded: String = written
        .lines()
        .map(|line| {
            let depth = line.len() - line.trim_start().len();
            let pad = " ".repeat(if depth == 0 { indent } else { indent + depth - 2 });
            if line.is_empty() { "\n".to_owned() } else { format!("{pad}{}\n", line.trim_start()) }
        })
        .collect();
    let end = if text.ends_with('\n') || last < lines.len() { "" } else { "\n" };
    Ok((insert(&format!("{text}{end}"), last as u64 + 1, &format!("\n{padded}")), left))
}

/// The gate as an exported workflow has it, its key first, with the indent of its keys as there.
fn written(needs: &[String], fail_under: Option<f64>, options: &Options) -> Option<String> {
    let run = TestRun { coverage: Some(Collect::default()), ..TestRun::default() };
    let lane = |id: &String| Job {
        id: id.clone(),
        steps: vec![
            Step::new("Test", Work::Tests(Box::new(run.clone()))),
            Step::new("Upload", Work::Upload(Upload { artifact: format!("coverage-{id}"), ..Upload::default() })),
        ],
        ..Job::default()
    };
    let mut jobs: Vec<Job> = needs.iter().map(lane).collect();
    let gate = Step::new("Combine and report", Work::Gate(Gate { fail_under, ..Gate::default() }));
    jobs.push(Job { id: ID.to_owned(), needs: needs.to_vec(), steps: vec![gate], ..Job::default() });
    let pipeline = Pipeline { jobs, coverage: Rules::default(), ..Pipeline::default() };
    let text = github(&pipeline, options).ok()?.text;
    let at = text.find("\n  gate:\n")?;
    Some(text[at + 3..].to_owned())
}

/// What a lane lacks for a gate.
fn missing(job: &Node, id: &str) -> Vec<(u64, Why)> {
    let id = || id.to_owned();
    let steps = job.get("steps").map(Node::items).unwrap_or_default();
    let runs = steps.iter().filter_map(|step| step.get("run"));
    let is_held = |run: &&Node| {
        let script = run.text().unwrap_or_default();
        command::has_option(script, "--cov") && !script.contains("--cov-fail-under=0")
    };
    let held = runs.filter(is_held).map(|run| (run.line, Why::HeldAlone { id: id() }));
    let stored = steps.iter().find(|step| {
        let is_upload = step.get("uses").and_then(Node::text).is_some_and(|uses| uses.contains("upload-artifact"));
        let path = step.get("with").and_then(|with| with.get("path")?.text()).unwrap_or_default();
        is_upload && path.contains(".coverage")
    });
    let of_store = match stored {
        None => Some((job.line, Why::NotStored { id: id() })),
        Some(step) => {
            let is_hidden =
                step.get("with").and_then(|with| with.get("include-hidden-files")).is_some_and(Node::is_true);
            (!is_hidden).then(|| (step.line, Why::Hidden { id: id() }))
        }
    };
    held.chain(of_store).collect()
}
