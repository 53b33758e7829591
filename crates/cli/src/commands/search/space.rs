//! What may change, as options: `--free workers=2..16`, `--fix dist`, `--max-jobs 8`.

use anyhow::{Context, bail};
use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::split::SPLIT_RULES;
use laneway_engine::suite::Suite;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::prices::PRICES;
use laneway_search::dimension::{DIMENSIONS, Dimension};
use laneway_search::propose::propose;
use laneway_search::space::{Free, Space};

/// What may change.
#[derive(clap::Args)]
pub(super) struct SpaceArgs {
    /// Values to try of one thing, in place of those proposed: dist=load,worksteal, workers=2..16, maxschedchunk=none,1,
    /// reorder=on,off, order=collected,slowest-first, shards=1..4, split-by=least_duration, runner=2,4,8 (cores)
    #[arg(long, value_name = "WHAT=VALUES")]
    free: Vec<String>,

    /// Things that stay as they are: dist, workers, maxschedchunk, reorder, order, runner, shards, split-by, lanes, coverage
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    fix: Vec<String>,

    /// The job whose tests are run otherwise (default: the one whose tests take longest)
    #[arg(long, value_name = "ID")]
    job: Option<String>,

    /// Jobs at most, after matrices
    #[arg(long, value_name = "N")]
    max_jobs: Option<u32>,
}

impl SpaceArgs {
    /// The space that the options make of what is proposed for a pipeline.
    pub(super) fn space(&self, pipeline: &Pipeline, suite: &Suite) -> anyhow::Result<Space> {
        let id = match &self.job {
            Some(id) => id.clone(),
            None => longest(pipeline, suite).context("the pipeline runs no tests, expected a job that does")?,
        };
        let ids: Vec<&str> = pipeline.jobs.iter().map(|job| job.id.as_str()).collect();
        let free = propose(pipeline, &id, 0, suite);
        let mut free =
            free.with_context(|| format!("--job is `{id}`, expected a job that runs tests, of {}", ids.join(", ")))?;
        for what in &self.fix {
            free.fix(dimension(what).with_context(|| format!("--fix is `{what}`"))?);
        }
        for text in &self.free {
            set(&mut free, text, pipeline).with_context(|| format!("--free is `{text}`"))?;
        }
        Ok(Space { runs: vec![free], max_jobs: self.max_jobs })
    }
}

fn dimension(what: &str) -> anyhow::Result<Dimension> {
    let all = || DIMENSIONS.iter().map(|info| info.flag).collect::<Vec<_>>().join(", ");
    Dimension::from_flag(what).with_context(|| format!("expected one of {}", all()))
}

/// The job whose tests take longest, by their durations alone.
fn longest(pipeline: &Pipeline, suite: &Suite) -> Option<String> {
    let total = |selection: &laneway_engine::selection::Selection| -> u64 {
        suite.tests.iter().filter(|test| selection.has(test)).map(|test| test.duration.0).sum()
    };
    let jobs = pipeline.jobs.iter().filter_map(|job| {
        let run = job.test_runs().next()?;
        let at_once = u64::from(run.session.workers.max(1)) * u64::from(job.matrix.shards.max(1));
        Some((total(&run.session.selection) / at_once, job.id.clone()))
    });
    // Of equals the first.
    jobs.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, id)| id)
}

fn set(free: &mut Free, text: &str, pipeline: &Pipeline) -> anyhow::Result<()> {
    let (what, values) = text.split_once('=').context("expected WHAT=VALUES, as in workers=2..16")?;
    let values: Vec<&str> = values.split(',').map(str::trim).collect();
    match dimension(what)? {
        Dimension::Dist => {
            free.dist = all(&values, "load, worksteal, loadgroup, loadscope, loadfile, no", DistMode::from_flag)?
        }
        Dimension::Workers => free.workers = numbers(&values)?,
        Dimension::Maxschedchunk => {
            let chunk = |text: &str| if text == "none" { Some(None) } else { text.parse().ok().map(Some) };
            free.maxschedchunk = all(&values, "numbers from 1, or none", chunk)?;
        }
        Dimension::Reorder => {
            let on = |text: &str| ["off", "on"].iter().position(|word| *word == text).map(|place| place == 1);
            free.loadscope_reorder = all(&values, "on, off", on)?;
        }
        Dimension::Order => {
            free.order = all(&values, "collected, slowest-first, fastest-first, interleaved, random", Order::from_flag)?
        }
        Dimension::Shards => free.shards = numbers(&values)?,
        Dimension::SplitBy => {
            let by = |text: &str| SPLIT_RULES.iter().find(|info| info.flag == text).map(|info| info.by);
            free.split_by = all(&values, "duration_based_chunks, least_duration, count, file, hash", by)?;
        }
        Dimension::Runner => {
            let of_service = |price: &&laneway_pipeline::prices::Price| price.service == pipeline.service;
            let runner = |text: &str| {
                let cores = text.parse().ok();
                let price = PRICES.iter().filter(of_service).find(|price| {
                    price.label == text
                        || (Some(price.cores) == cores
                            && price.label.contains("linux") | price.label.starts_with("ubuntu"))
                });
                price.map(laneway_pipeline::prices::Price::runner)
            };
            free.runner = all(&values, "numbers of cores or labels that the service's price list has", runner)?;
        }
        Dimension::Lanes | Dimension::Coverage => {
            bail!(
                "{what} takes no values here: they come of folders and of coverage; `--fix {what}` leaves it as it is"
            )
        }
    }
    Ok(())
}

fn all<T>(values: &[&str], expected: &str, read: impl Fn(&str) -> Option<T>) -> anyhow::Result<Vec<T>> {
    values.iter().map(|text| read(text).with_context(|| format!("found `{text}`, expected {expected}"))).collect()
}

/// `2,4,8` and `2..8`, both ends included.
fn numbers(values: &[&str]) -> anyhow::Result<Vec<u32>> {
    let mut numbers = Vec::new();
    for text in values {
        let ends = text.split_once("..").map_or((*text, *text), |(from, to)| (from, to.trim_start_matches('=')));
        let range = ends
            .0
            .parse::<u32>()
            .ok()
            .zip(ends.1.parse::<u32>().ok())
            .filter(|(from, to)| from <= to && to - from < 10_000);
        let (from, to) = range.with_context(|| format!("found `{text}`, expected numbers as in 2,4,8 or 2..8"))?;
        numbers.extend(from..=to);
    }
    Ok(numbers)
}
