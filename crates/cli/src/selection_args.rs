//! The options that say which part of a suite a session runs, named like those of pytest, pytest-split and pytest-shard.

use anyhow::bail;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use laneway_engine::selection::Selection;
use laneway_engine::session::Session;
use laneway_engine::split::{Known, MAX_DRIFT, MAX_SPLITS, SPLIT_RULES, Split, SplitBy};

use crate::number_arg::whole;

/// Which tests.
#[derive(clap::Args)]
pub(crate) struct SelectionArgs {
    /// Only tests under this folder, file, class or test; may be given several times
    #[arg(long, value_name = "PATH", help_heading = "Selection")]
    path: Vec<String>,

    /// None of those; may be given several times
    #[arg(long, value_name = "PATH", help_heading = "Selection")]
    without: Vec<String>,

    /// Only tests with this mark or in this group, as far as the report knows marks; of several, one is enough
    #[arg(short = 'm', long, value_name = "MARK", help_heading = "Selection")]
    marked: Vec<String>,

    /// None with this mark
    #[arg(long, value_name = "MARK", help_heading = "Selection")]
    unmarked: Vec<String>,

    /// How many shards share the selected tests out
    #[arg(long, value_name = "N", help_heading = "Selection")]
    #[arg(value_parser = whole(1, MAX_SPLITS))]
    splits: Option<u32>,

    /// Which of the shards it is, from 1
    #[arg(long, value_name = "I", requires = "splits", help_heading = "Selection", value_parser = whole(0, u32::MAX))]
    group: Option<u32>,

    /// How tests are shared out
    #[arg(long, value_name = "RULE", requires = "splits", help_heading = "Selection", value_parser = rules())]
    splitting_algorithm: Option<SplitBy>,

    /// The rule knows no durations, as without a file of them
    #[arg(long, requires = "splits", conflicts_with_all = ["stale_missing", "stale_drift"], help_heading = "Selection")]
    no_durations: bool,

    /// So many percent of the tests are missing in the file of durations, which is old
    #[arg(long, value_name = "PERCENT", requires = "splits", help_heading = "Selection")]
    #[arg(value_parser = |text: &str| percent(text, 1.0))]
    stale_missing: Option<f64>,

    /// By so many percent its durations are off (standard deviation of the log)
    #[arg(long, value_name = "PERCENT", requires = "splits", help_heading = "Selection")]
    #[arg(value_parser = |text: &str| percent(text, MAX_DRIFT))]
    stale_drift: Option<f64>,
}

impl SelectionArgs {
    /// The session with what is asked for; what is not stays as it is there.
    pub(crate) fn apply(&self, session: Session) -> anyhow::Result<Session> {
        if let (Some(splits), None) = (self.splits, self.group) {
            bail!("--splits is {splits}, expected --group too: which of the shards, 1 to {splits}");
        }
        Ok(self.for_all_shards(session))
    }

    /// Likewise, for whoever looks at all shards: a group need not be given.
    pub(crate) fn for_all_shards(&self, session: Session) -> Session {
        let or = |given: &[String], own: Vec<String>| if given.is_empty() { own } else { given.to_vec() };
        let own = session.selection;
        let selection = Selection {
            paths: or(&self.path, own.paths),
            without: or(&self.without, own.without),
            marked: or(&self.marked, own.marked),
            unmarked: or(&self.unmarked, own.unmarked),
        };
        let known = match (self.stale_missing, self.stale_drift) {
            _ if self.no_durations => Known::Nothing,
            (None, None) => Known::Recorded,
            (missing, drift) => Known::Stale { missing: missing.unwrap_or_default(), drift: drift.unwrap_or_default() },
        };
        let (group, by) = (self.group.unwrap_or(1), self.splitting_algorithm.unwrap_or_default());
        let split = self.splits.map(|splits| Split { splits, group, by, known });
        Session { selection, split: split.or(session.split), ..session }
    }

    /// The shard that is asked for, from 1.
    pub(crate) fn group(&self) -> Option<u32> {
        self.group
    }
}

/// Reads the flag of a rule.
fn rules() -> impl TypedValueParser<Value = SplitBy> {
    let rules = SPLIT_RULES.iter().map(|info| PossibleValue::new(info.flag).help(info.about));
    PossibleValuesParser::new(rules).map(|flag| SplitBy::from_flag(&flag).unwrap_or_default())
}

/// A share, of percent.
pub(crate) fn percent(text: &str, most: f64) -> Result<f64, String> {
    let share = text.parse::<f64>().ok().map(|percent| percent / 100.0).filter(|share| (0.0..=most).contains(share));
    share.ok_or_else(|| format!("expected percent from 0 to {}, for example 20", most * 100.0))
}
