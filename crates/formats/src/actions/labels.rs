//! What jobs ran on, by their labels, and what that costs.

use std::collections::BTreeMap;

use laneway_engine::distribution::Distribution;
use laneway_pipeline::matrix::Effect;
use laneway_pipeline::prices;
use laneway_pipeline::runner::Runner;
use laneway_pipeline::service::Service;

use super::groups::Group;

/// The runner of a job, and what values of its matrix change about it.
pub(super) struct Labels {
    pub(super) runner: Runner,
    pub(super) effects: Vec<Effect>,
    /// What is worth saying of it.
    pub(super) note: Option<String>,
    /// Whether the document says what the job ran on.
    pub(super) is_known: bool,
}

/// The runner of the most runs; where the values of one axis decide on the label, the others as effects. `axes` has the
/// name and place of each axis among the values of a cell.
pub(super) fn labels(group: &Group<'_>, axes: &[(String, usize)], queue: &Distribution) -> Labels {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_cell: BTreeMap<usize, String> = BTreeMap::new();
    for (_, cell, job) in &group.jobs {
        if let Some(label) = label(&job.labels) {
            by_cell.insert(*cell, label.clone());
            *counts.entry(label).or_default() += 1;
        }
    }
    let Some(usual) = counts.iter().max_by_key(|(label, n)| (**n, std::cmp::Reverse(*label))).map(|(label, _)| label)
    else {
        return Labels { runner: runner("ubuntu-24.04", queue), effects: Vec::new(), note: None, is_known: false };
    };
    let unknown: Vec<&str> = counts.keys().map(String::as_str).filter(|label| !is_known(label)).collect();
    let mut note = (!unknown.is_empty())
        .then(|| format!("the price of the runner `{}` is not known; taken as free", unknown.join("`, `")));
    let mut effects = Vec::new();
    if counts.len() > 1 {
        let deciding = axes.iter().find_map(|(name, place)| {
            let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
            let is_deciding = by_cell.iter().all(|(cell, label)| {
                let value = group.cells[*cell].get(*place).map_or("", String::as_str);
                *labels.entry(value).or_insert(label) == label
            });
            is_deciding.then_some((name, labels))
        });
        if let Some((name, labels)) = deciding {
            let others = labels.into_iter().filter(|(_, label)| label != usual);
            effects.extend(others.map(|(value, label)| Effect {
                axis: name.clone(),
                value: value.to_owned(),
                runner: Some(runner(label, queue)),
                speed_permille: None,
            }));
        } else {
            let labels = counts.keys().cloned().collect::<Vec<_>>().join("`, `");
            note = Some(format!("it ran on `{labels}`; taken as `{usual}`"));
        }
    }
    Labels { runner: runner(usual, queue), effects, note, is_known: true }
}

/// The label that tells most: not `self-hosted`, which only says whose the runner is.
fn label(labels: &[String]) -> Option<String> {
    let mut named = labels.iter().filter(|label| *label != "self-hosted");
    let is_own = labels.iter().any(|label| label == "self-hosted");
    match (named.next(), is_own) {
        (Some(first), true) => {
            Some(format!("self-hosted {}", std::iter::once(first).chain(named).cloned().collect::<Vec<_>>().join(" ")))
        }
        (Some(first), false) => Some(first.clone()),
        (None, is_own) => is_own.then(|| "self-hosted".to_owned()),
    }
}

fn is_known(label: &str) -> bool {
    label.starts_with("self-hosted") || prices::find(Service::GitHub, label).is_some()
}

/// A runner by its label: at list price, or one's own, free.
pub(crate) fn runner(label: &str, queue: &Distribution) -> Runner {
    let price = prices::find(Service::GitHub, label).filter(|_| !label.starts_with("self-hosted"));
    let base = price.map_or_else(|| Runner { is_included: false, ..Runner::default() }, prices::Price::runner);
    Runner { label: label.to_owned(), queue: queue.clone(), ..base }
}
