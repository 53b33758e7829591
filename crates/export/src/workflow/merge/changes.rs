//! The changes that bring a workflow to a side of a scenario: what its jobs do otherwise than those of the side.
//!
//! Jobs meet by their ids; where each of both runs tests in one job alone, these two meet whatever they are called. Only how
//! tests run is compared: steps around them, services and time-outs stay those of the workflow.

use std::collections::BTreeSet;

use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_formats::addopts::{addopts, join, options};
use laneway_formats::imported::Imported;
use laneway_formats::workflow::read as read_workflow;
use laneway_formats::workflow::yaml::Node;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Step, Work};

use super::{ByHand, Change, MergeError, Merged, Options, Why, merge, read};

/// What a workflow lacks of a side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lacking {
    /// What [`merge`] can try, from the end of the text to its beginning, so that lines stay true.
    pub changes: Vec<Change>,
    /// What is left to hands from the start.
    pub by_hand: Vec<ByHand>,
}

/// Brings a workflow of GitHub or Forgejo to a side: makes the changes that are safe, and lists the others by line. A
/// workflow that does all of it already stays as it is. Cost: linear in its length for each job.
///
/// # Errors
/// If it cannot be read; says where.
pub fn bring(text: &str, side: &Pipeline, options: &Options) -> Result<Merged, MergeError> {
    let Lacking { changes, by_hand } = changes(text, side)?;
    let mut merged = merge(text, &changes, options)?;
    merged.by_hand.extend(by_hand);
    merged.by_hand.sort_by_key(|edit| edit.line);
    Ok(merged)
}

/// What a workflow lacks of a side.
///
/// # Errors
/// If it cannot be read; says where.
pub fn changes(text: &str, side: &Pipeline) -> Result<Lacking, MergeError> {
    let root = read(text)?;
    let own = read_workflow(text).map_err(MergeError::Unreadable)?;
    let both = Both { jobs: root.get("jobs").expect("a workflow has jobs"), own: &own, side };
    let mut lacking = Lacking::default();
    let mut met = BTreeSet::new();
    for job in &side.jobs {
        match both.counterpart(job) {
            Some(counterpart) => {
                met.insert(counterpart.id.as_str());
                both.compare(job, counterpart, &mut lacking);
            }
            None => both.missing(job, &mut lacking),
        }
    }
    let line = |id: &str| both.line(id);
    for job in both.with_tests().filter(|job| !met.contains(job.id.as_str())) {
        let edit = format!("take `{}` away, or leave it: what was simulated runs without it", job.id);
        lacking.by_hand.push(ByHand { line: line(&job.id), why: Why::Surplus { id: job.id.clone() }, edit });
    }
    // What stands further down first; of one job, what is written further up.
    let place = |change: &Change| match change {
        Change::Gate { .. } => (u64::MAX, 0),
        Change::Shards { job, .. } => (line(job), 1),
        Change::Session { job, .. } => (line(job), 0),
    };
    lacking.changes.sort_by_key(|change| std::cmp::Reverse(place(change)));
    Ok(lacking)
}

/// A workflow and a side.
struct Both<'a> {
    jobs: &'a Node,
    own: &'a Imported,
    side: &'a Pipeline,
}

impl<'a> Both<'a> {
    /// Where a job of the workflow stands.
    fn line(&self, id: &str) -> u64 {
        self.jobs.get(id).unwrap_or(self.jobs).line
    }

    /// Jobs of the workflow that run tests, those of which nothing more is known too.
    fn with_tests(&self) -> impl Iterator<Item = &'a Job> + use<'a> {
        let own = self.own;
        let runs_tests =
            |job: &Job| job.test_runs().next().is_some() || own.test_steps.iter().any(|place| place.job == job.id);
        own.pipeline.jobs.iter().filter(move |job| runs_tests(job))
    }

    /// The job of the workflow that a job of the side is.
    fn counterpart(&self, job: &Job) -> Option<&'a Job> {
        self.own.pipeline.job(&job.id).or_else(|| {
            let mut of_side = self.side.jobs.iter().filter(|other| other.test_runs().next().is_some());
            let is_alone = of_side.next().is_some_and(|first| first.id == job.id) && of_side.next().is_none();
            let mut own = self.with_tests();
            own.next().filter(|_| is_alone && own.next().is_none())
        })
    }

    /// Jobs of the side as the workflow calls them.
    fn met<'b>(&'b self, ids: impl IntoIterator<Item = &'b str>) -> BTreeSet<&'b str> {
        let met = |id: &'b str| self.side.job(id).and_then(|it| self.counterpart(it)).map_or(id, |met| met.id.as_str());
        ids.into_iter().map(met).collect()
    }

    /// All that must be over before a job, however far up.
    fn above(&self, job: &'a Job) -> BTreeSet<&'a str> {
        let mut above = BTreeSet::new();
        let mut left: Vec<&str> = job.needs.iter().map(String::as_str).collect();
        while let Some(id) = left.pop() {
            if above.insert(id) {
                left.extend(self.side.job(id).into_iter().flat_map(|job| &job.needs).map(String::as_str));
            }
        }
        above
    }

    /// A job that the workflow does not have.
    fn missing(&self, job: &Job, lacking: &mut Lacking) {
        let gate = job.steps.iter().find_map(|step| match &step.work {
            Work::Gate(gate) => Some(gate),
            _ => None,
        });
        let measures = |job: &&Job| job.test_runs().any(|run| run.coverage.is_some());
        let lanes: Vec<Option<&Job>> = self
            .side
            .jobs
            .iter()
            .filter(|lane| job.needs.contains(&lane.id))
            .filter(measures)
            .map(|lane| self.counterpart(lane))
            .collect();
        let needs: Option<Vec<String>> = lanes.into_iter().map(|lane| Some(lane?.id.clone())).collect();
        match (gate, needs) {
            (Some(gate), Some(needs)) if !needs.is_empty() && job.test_runs().next().is_none() => {
                lacking.changes.push(Change::Gate { needs, fail_under: gate.fail_under });
            }
            _ => {
                let edit = format!("add `{}` as the exported workflow has it", job.id);
                lacking.by_hand.push(ByHand { line: self.jobs.line, why: Why::NoJob { id: job.id.clone() }, edit });
            }
        }
    }

    /// What a job does otherwise than its counterpart in the workflow.
    fn compare(&self, job: &'a Job, own: &Job, lacking: &mut Lacking) {
        let id = own.id.clone();
        let mut by_hand = |why, edit| lacking.by_hand.push(ByHand { line: self.line(&own.id), why, edit });
        if !self.side.is_bare() {
            let needs = self.met(job.needs.iter().map(String::as_str));
            let above = self.met(self.above(job));
            let own_needs: BTreeSet<&str> = own.needs.iter().map(String::as_str).collect();
            // A job that is guarded also names what stands further up.
            if !needs.is_subset(&own_needs) || !own_needs.is_subset(&above) {
                let needs = needs.into_iter().collect::<Vec<_>>().join(", ");
                by_hand(Why::OtherNeeds, format!("let `{id}` have `needs: [{needs}]`"));
            }
            if job.runner.cores.is_some() && own.runner.cores.is_some() && job.runner.cores != own.runner.cores {
                by_hand(Why::OtherRunner, format!("let `{id}` run on `{}`", job.runner.label));
            }
        }
        let is_parallel = |step: &Step| matches!(step.work, Work::Parallel { .. });
        if job.steps.iter().any(is_parallel) && !own.steps.iter().any(is_parallel) {
            let edit = format!("write the lanes of `{id}` as the exported workflow has them");
            by_hand(Why::SideBySide, edit);
            return;
        }
        let (runs, own_runs): (Vec<_>, Vec<_>) = (job.test_runs().collect(), own.test_runs().collect());
        let of_tests = |selection: &Selection| {
            let session = Session { selection: selection.clone(), workers: 0, ..Session::default() };
            join(options(&session).iter().skip(1).flat_map(laneway_formats::addopts::PytestOption::words))
        };
        for (run, own_run) in runs.iter().zip(&own_runs) {
            let selection = &run.session.selection;
            if *selection != Selection::default() && *selection != own_run.session.selection {
                let edit = format!("give pytest of `{id}` `{}` in place of its paths and marks", of_tests(selection));
                by_hand(Why::OtherTests, edit);
            }
            match (&run.coverage, &own_run.coverage) {
                (Some(_), None) => by_hand(Why::Unmeasured, format!("give pytest of `{id}` `--cov`")),
                (None, Some(_)) => by_hand(Why::Measured, format!("take `--cov` and its like from pytest of `{id}`")),
                _ => {}
            }
        }
        let shards = (job.matrix.shards, runs.first().map(|run| run.splitter.by));
        let own_shards = (own.matrix.shards, own_runs.first().map(|run| run.splitter.by));
        match shards {
            (1, _) if own_shards.0 > 1 => by_hand(
                Why::HasShards { n: own_shards.0 },
                format!("take the axis of shards from `{id}`, and `--splits` and `--group` from its pytest"),
            ),
            (n, Some(by)) if n > 1 && (own_runs.is_empty() || shards != own_shards) => {
                lacking.changes.push(Change::Shards { job: id.clone(), n, by });
            }
            _ => {}
        }
        let is_same = runs.len() == own_runs.len()
            && runs.iter().zip(&own_runs).all(|(run, own)| of_xdist(&run.session) == of_xdist(&own.session));
        if let (Some(run), false) = (runs.first(), is_same) {
            if runs.len() > 1 {
                let each = runs.iter().map(|run| format!("`{}`", of_xdist(&run.session))).collect::<Vec<_>>();
                let edit = format!("give its runs of pytest, one after another, {}", each.join(", "));
                lacking.by_hand.push(ByHand { line: self.line(&own.id), why: Why::SeveralPytests, edit });
            } else {
                lacking.changes.push(Change::Session { job: id, session: Box::new(run.session.clone()) });
            }
        }
    }
}

/// How a session distributes tests, as options.
fn of_xdist(session: &Session) -> String {
    addopts(&Session { selection: Selection::default(), split: None, ..session.clone() })
}
