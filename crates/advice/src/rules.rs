//! The rules, one file each: a look at one side of a scenario, and what is wrong with it.

use crate::finding::Finding;
use crate::look::Look;

mod groups_without_loadgroup;

mod groups_ignored;

mod dist_without_workers;

mod fewer_workers_than_cores;

mod workers_beyond_cores;

mod slow_block_under_load;

mod slowest_first_under_load;

mod loadgroup_without_groups;

mod long_scope;

mod reordering_by_count;

mod session_fixtures;

mod collection_dominates;

mod empty_shard;

mod tests_run_twice;

mod threshold_in_lanes;

mod hidden_files;

mod overwritten_data;

mod no_restart_limit;

mod hang;

mod crash_risk;

mod repeated_set_up;

mod gate_can_be_skipped;

mod off_the_critical_path;

/// A rule.
pub struct Rule {
    /// What documents call it; its page is `docs/advice.md#id`.
    pub id: &'static str,
    /// What it is about, for lists.
    pub title: &'static str,
    /// Everything that it finds; nothing where all is well. Cost: a typical run of the pipeline for each fix that it tries.
    pub look: fn(&Look<'_>) -> Vec<Finding>,
}

/// Every rule: first what makes runs red or does nothing at all, then what costs time.
pub const RULES: &[&Rule] = &[
    &empty_shard::RULE,
    &threshold_in_lanes::RULE,
    &hidden_files::RULE,
    &overwritten_data::RULE,
    &gate_can_be_skipped::RULE,
    &groups_ignored::RULE,
    &groups_without_loadgroup::RULE,
    &dist_without_workers::RULE,
    &no_restart_limit::RULE,
    &hang::RULE,
    &crash_risk::RULE,
    &tests_run_twice::RULE,
    &slow_block_under_load::RULE,
    &slowest_first_under_load::RULE,
    &loadgroup_without_groups::RULE,
    &long_scope::RULE,
    &reordering_by_count::RULE,
    &fewer_workers_than_cores::RULE,
    &workers_beyond_cores::RULE,
    &session_fixtures::RULE,
    &collection_dominates::RULE,
    &repeated_set_up::RULE,
    &off_the_critical_path::RULE,
];

/// Everything that the rules find, in their order.
pub fn all(look: &Look<'_>) -> Vec<Finding> {
    RULES.iter().flat_map(|rule| (rule.look)(look)).collect()
}

/// The least saving of a typical run, as a share, that is worth a word.
const WORTH_A_WORD: f64 = 0.02;
