//! What may change, as options: `--free workers=2..16`, `--fix dist`, `--max-jobs 8`.

use anyhow::Context;
use laneway_engine::suite::Suite;
use laneway_formats::space_text;
use laneway_pipeline::pipeline::Pipeline;
use laneway_search::dimension::{DIMENSIONS, Dimension};
use laneway_search::propose::{longest, propose};
use laneway_search::space::{Free, Space};

use crate::number_arg::whole;

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
    #[arg(long, value_name = "N", value_parser = whole(0, u32::MAX))]
    max_jobs: Option<u32>,
}

impl SpaceArgs {
    /// The space that the options make of what is proposed for a pipeline.
    pub(super) fn space(&self, pipeline: &Pipeline, suite: &Suite) -> anyhow::Result<Space> {
        let id = match &self.job {
            Some(id) => id.clone(),
            None => longest(pipeline, &suite.tests).context("the pipeline runs no tests, expected a job that does")?,
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

fn set(free: &mut Free, text: &str, pipeline: &Pipeline) -> anyhow::Result<()> {
    let (what, values) = text.split_once('=').context("expected WHAT=VALUES, as in workers=2..16")?;
    Ok(space_text::read(free, dimension(what)?, values, pipeline.service)?)
}
