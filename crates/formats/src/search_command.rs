//! A search as a command line: `laneway search --scenario scenario.json --free workers=2..8`.

use std::collections::{BTreeMap, BTreeSet};

use laneway_search::dimension::Dimension;
use laneway_search::objective::{Least, Objective, Quantile};

/// What a search is asked, as people type it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The job whose tests are run otherwise; `None`: the one whose tests take longest.
    pub job: Option<&'a str>,
    /// Values that were typed in place of those proposed; an empty text fixes the dimension.
    pub values: &'a BTreeMap<Dimension, String>,
    /// Dimensions without typed values that stay as they are.
    pub fixed: &'a BTreeSet<Dimension>,
    /// What is to be least, and what must hold.
    pub objective: &'a Objective,
    /// Jobs at most.
    pub max_jobs: Option<u32>,
}

/// The command that asks the same of a scenario in a file, quoted for a shell. Zero bytes, which no command can hold, are
/// left out.
pub fn search_command(asked: &Asked<'_>, scenario: &str) -> String {
    let mut words: Vec<String> = ["laneway", "search", "--scenario", scenario].map(str::to_owned).to_vec();
    let mut put = |option: &str, value: String| words.extend([format!("--{option}"), value]);
    if let Some(job) = asked.job {
        put("job", job.to_owned());
    }
    let is_empty = |values: &String| values.trim().is_empty();
    for (dimension, values) in asked.values.iter().filter(|(_, values)| !is_empty(values)) {
        put("free", format!("{}={}", dimension.info().flag, values.trim()));
    }
    let emptied = asked.values.iter().filter(|(_, values)| is_empty(values)).map(|(dimension, _)| *dimension);
    let fixed = asked.fixed.iter().copied().filter(|dimension| !asked.values.contains_key(dimension));
    let stays: BTreeSet<Dimension> = emptied.chain(fixed).collect();
    if !stays.is_empty() {
        put("fix", stays.iter().map(|dimension| dimension.info().flag).collect::<Vec<_>>().join(","));
    }
    if let Some(jobs) = asked.max_jobs {
        put("max-jobs", jobs.to_string());
    }
    let Objective { least, quantile, budget, within, at_most_red } = *asked.objective;
    match least {
        Least::Time => {}
        Least::Cost => put("least", "cost".to_owned()),
        Least::Risk => put("least", "risk".to_owned()),
    }
    if let Some(budget) = budget {
        put("budget", budget.to_string());
    }
    if let Some(within) = within {
        put("within", format!("{}s", within.as_secs()));
    }
    if let Some(share) = at_most_red {
        put("at-most-red", (share * 100.0).to_string());
    }
    if quantile == Quantile::P95 {
        words.push("--p95".to_owned());
    }
    let words: Vec<String> = words.iter().map(|word| word.replace('\0', "")).collect();
    shlex::try_join(words.iter().map(String::as_str)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use laneway_engine::time::Nanos;

    use super::*;

    fn check(asked: &Asked<'_>, expected: &str) {
        assert_eq!(search_command(asked, "scenario.json"), expected);
    }

    #[test]
    fn ok_nothing_typed_is_nothing_said() {
        let asked = Asked {
            job: None,
            values: &BTreeMap::new(),
            fixed: &BTreeSet::new(),
            objective: &Objective::default(),
            max_jobs: None,
        };
        check(&asked, "laneway search --scenario scenario.json");
    }

    #[test]
    fn ok_everything_that_can_be_typed() {
        let typed = [(Dimension::Workers, "2, 4"), (Dimension::Order, " "), (Dimension::Dist, "load")];
        let values = typed.map(|(dimension, text)| (dimension, text.to_owned())).into();
        let objective = Objective {
            least: Least::Cost,
            quantile: Quantile::P95,
            budget: Some(40.0),
            within: Some(Nanos(540_000_000_000)),
            at_most_red: Some(0.05),
        };
        let asked = Asked {
            job: Some("it's one"),
            values: &values,
            fixed: &[Dimension::Lanes, Dimension::Workers].into(),
            objective: &objective,
            max_jobs: Some(8),
        };
        check(
            &asked,
            "laneway search --scenario scenario.json --job \"it's one\" --free 'dist=load' --free 'workers=2, 4' --fix 'order,lanes' \
             --max-jobs 8 --least cost --budget 40 --within 540s --at-most-red 5 --p95",
        );
    }
}
