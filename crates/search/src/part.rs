//! A search in parts: each simulates some of the brackets, on whatever machine; then they are merged, and the last rungs run.
//!
//! The brackets are those of the search in one, and what is simulated is named by configuration and replication, so that the
//! answer is the same to the last bit.

use std::collections::BTreeMap;

use laneway_pipeline::study::Figures;
use serde::{Deserialize, Serialize};

use crate::halving::IN_BRACKET;
use crate::question::Question;
use crate::search::Search;
use crate::space::SpaceError;

/// The most parts of a search.
pub const MAX_PARTS: u32 = 10_000;

/// One part of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// From 1.
    pub number: u32,
    /// How many there are, 1 to [`MAX_PARTS`].
    pub of: u32,
}

/// What a part came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartFound {
    /// Which one.
    pub part: Part,
    /// The baseline's figures in the replications of the brackets, the same in each part.
    pub baseline: Vec<Figures>,
    /// Choices that came through their brackets, with their figures.
    pub survivors: BTreeMap<u32, Vec<Figures>>,
}

/// Why parts cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// No part is there.
    #[error("there is no part to merge, expected all parts of one search")]
    Nothing,
    /// Parts of searches that were cut otherwise.
    #[error("part {number} is one of {found}, expected one of {expected} as the first: merge parts of one search")]
    OtherCut {
        /// Its number.
        number: u32,
        /// How many there are of it.
        found: u32,
        /// How many there are of the first.
        expected: u32,
    },
    /// A part is given twice.
    #[error("part {0} is given twice, expected each part once")]
    Twice(u32),
    /// Parts are missing.
    #[error("{} missing of {of}: run `--part` for each", list(.numbers))]
    Missing {
        /// Their numbers.
        numbers: Vec<u32>,
        /// How many there are.
        of: u32,
    },
    /// Parts that do not agree on the baseline.
    #[error(
        "part {0} has other figures of the baseline than the first: another suite, seed or version of Laneway made it"
    )]
    OtherBaseline(u32),
    /// A part that no search has written.
    #[error("part {number} is damaged: {why}; simulate it again with `--part`")]
    Damaged {
        /// Its number.
        number: u32,
        /// What is wrong, and what was expected.
        why: String,
    },
    /// What is asked cannot be searched.
    #[error(transparent)]
    Space(#[from] SpaceError),
}

fn list(numbers: &[u32]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    if numbers.len() == 1 { format!("part {} is", numbers[0]) } else { format!("parts {} are", numbers.join(", ")) }
}

/// The search whose brackets are over, to be driven to its end.
///
/// # Errors
/// If the parts are not all parts of one search.
pub fn merge(question: Question, parts: Vec<PartFound>, n_tests: usize) -> Result<Search, MergeError> {
    let choices = question.space.choices(&question.from)?;
    let first = parts.first().ok_or(MergeError::Nothing)?;
    let (of, baseline) = (first.part.of, first.baseline.clone());
    let damaged = |number, why| Err(MergeError::Damaged { number, why });
    if !(1..=MAX_PARTS).contains(&of) {
        return damaged(first.part.number, format!("it is one of {of}, expected 1 to {MAX_PARTS}"));
    }
    let n_replications = IN_BRACKET[IN_BRACKET.len() - 1].n as usize;
    let mut is_there = vec![false; of as usize];
    let mut survivors = BTreeMap::new();
    for found in parts {
        let Part { number, of: own } = found.part;
        if own != of || !(1..=of).contains(&number) {
            return Err(MergeError::OtherCut { number, found: own, expected: of });
        }
        if std::mem::replace(&mut is_there[number as usize - 1], true) {
            return Err(MergeError::Twice(number));
        }
        if found.baseline != baseline {
            return Err(MergeError::OtherBaseline(number));
        }
        if let Some(choice) = found.survivors.keys().find(|choice| choices.binary_search(choice).is_err()) {
            return damaged(number, format!("there is no configuration {choice} in the space"));
        }
        let of_all = found.survivors.values().chain([&found.baseline]);
        let odd = of_all.map(Vec::len).find(|n| *n != n_replications);
        if let Some(n) = odd {
            return damaged(number, format!("something has {n} replications, expected {n_replications}"));
        }
        survivors.extend(found.survivors);
    }
    let missing = is_there.iter().zip(1..).filter(|(is_there, _)| !**is_there).map(|(_, number)| number);
    let numbers: Vec<u32> = missing.collect();
    if !numbers.is_empty() {
        return Err(MergeError::Missing { numbers, of });
    }
    if survivors.is_empty() {
        return damaged(1, "no part has a configuration that came through, expected one at least".to_owned());
    }
    Ok(Search::of_survivors(question, (choices.len(), n_tests), baseline, survivors))
}

impl Search {
    /// What came of a part, once it is over.
    pub fn part_found(&self) -> Option<PartFound> {
        let survivors = self.survivors()?;
        Some(PartFound { part: self.part()?, baseline: self.of_baseline().to_vec(), survivors })
    }
}
