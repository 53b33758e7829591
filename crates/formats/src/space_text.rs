//! What a search may change, as people type it: `load, worksteal`, `2, 4, 8` or `2..8`, `none, 1`.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::split::SPLIT_RULES;
use laneway_pipeline::prices::{PRICES, Price};
use laneway_pipeline::service::Service;
use laneway_search::dimension::Dimension;
use laneway_search::space::Free;

/// The most numbers that one range stands for.
const MAX_RANGE: u32 = 10_000;

/// Why a text is no list of values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValuesError {
    /// One of them is none.
    #[error("found `{found}`, expected {expected}")]
    Value {
        /// What it is.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
    /// Such values cannot be typed.
    #[error("{0} takes no values: they come of folders and of coverage; it is free, or stays as it is")]
    NoText(&'static str),
}

/// Whether values of a dimension can be typed.
pub fn has_text(dimension: Dimension) -> bool {
    !matches!(dimension, Dimension::Lanes | Dimension::Coverage)
}

/// Reads the values of a dimension; an empty text fixes it. Runners are those of the service's list, by label or by cores.
///
/// # Errors
/// If one of them is none; the others stay as they were.
pub fn read(free: &mut Free, dimension: Dimension, text: &str, service: Service) -> Result<(), ValuesError> {
    let values: Vec<&str> = text.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
    match dimension {
        Dimension::Dist => free.dist = all(&values, MODES, DistMode::from_flag)?,
        Dimension::Workers => free.workers = numbers(&values)?,
        Dimension::Maxschedchunk => {
            let chunk = |text: &str| if text == "none" { Some(None) } else { text.parse().ok().map(Some) };
            free.maxschedchunk = all(&values, "numbers from 1, or none", chunk)?;
        }
        Dimension::Reorder => {
            let on = |text: &str| ["off", "on"].iter().position(|word| *word == text).map(|place| place == 1);
            free.loadscope_reorder = all(&values, "on, off", on)?;
        }
        Dimension::Order => free.order = all(&values, ORDERS, Order::from_flag)?,
        Dimension::Shards => free.shards = numbers(&values)?,
        Dimension::SplitBy => {
            let by = |text: &str| SPLIT_RULES.iter().find(|info| info.flag == text).map(|info| info.by);
            free.split_by = all(&values, "duration_based_chunks, least_duration, count, file, hash", by)?;
        }
        Dimension::Runner => {
            let label = |text: &str| {
                let own = free.runner.iter().find(|runner| runner.label == text).cloned();
                own.or_else(|| price(text, service).map(Price::runner))
            };
            free.runner = all(&values, "labels or numbers of cores that the service's price list has", label)?;
        }
        Dimension::Lanes | Dimension::Coverage => return Err(ValuesError::NoText(dimension.info().words)),
    }
    Ok(())
}

/// The values of a dimension as [`read`] takes them; empty where it is fixed.
pub fn write(free: &Free, dimension: Dimension) -> String {
    let list = |values: Vec<String>| values.join(", ");
    match dimension {
        Dimension::Dist => list(free.dist.iter().map(|dist| dist.flag().to_owned()).collect()),
        Dimension::Workers => list(free.workers.iter().map(ToString::to_string).collect()),
        Dimension::Maxschedchunk => {
            let chunk = |chunk: &Option<i64>| chunk.map_or_else(|| "none".to_owned(), |chunk| chunk.to_string());
            list(free.maxschedchunk.iter().map(chunk).collect())
        }
        Dimension::Reorder => {
            list(free.loadscope_reorder.iter().map(|on| if *on { "on" } else { "off" }.to_owned()).collect())
        }
        Dimension::Order => list(free.order.iter().map(|order| order.info().flag.to_owned()).collect()),
        Dimension::Shards => list(free.shards.iter().map(ToString::to_string).collect()),
        Dimension::SplitBy => list(free.split_by.iter().map(|by| by.info().flag.to_owned()).collect()),
        Dimension::Runner => list(free.runner.iter().map(|runner| runner.label.clone()).collect()),
        Dimension::Lanes | Dimension::Coverage => String::new(),
    }
}

const MODES: &str = "load, worksteal, loadgroup, loadscope, loadfile, each, no";
const ORDERS: &str = "collected, slowest-first, fastest-first, interleaved, random";

/// By label; of as many cores the first Linux runner.
fn price(text: &str, service: Service) -> Option<&'static Price> {
    let of_service = || PRICES.iter().filter(move |price| price.service == service);
    let cores = text.parse().ok();
    let is_linux = |price: &&Price| {
        price.label.contains("ubuntu-2") || price.label.contains("cores") || price.label.contains("linux")
    };
    of_service()
        .find(|price| price.label == text)
        .or_else(|| of_service().filter(is_linux).find(|price| Some(price.cores) == cores))
}

fn all<T>(values: &[&str], expected: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ValuesError> {
    let one = |text: &&str| read(text).ok_or_else(|| ValuesError::Value { found: (*text).to_owned(), expected });
    values.iter().map(one).collect()
}

/// `2, 4, 8` and `2..8`, both ends included.
fn numbers(values: &[&str]) -> Result<Vec<u32>, ValuesError> {
    let mut numbers = Vec::new();
    for text in values {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let ends = from.trim().parse::<u32>().ok().zip(to.trim().trim_start_matches('=').parse::<u32>().ok());
        let (from, to) = ends.filter(|(from, to)| from <= to && to - from < MAX_RANGE).ok_or_else(|| {
            ValuesError::Value { found: (*text).to_owned(), expected: "numbers as in 2, 4, 8 or 2..8" }
        })?;
        numbers.extend(from..=to);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use laneway_search::dimension::DIMENSIONS;

    use super::*;

    fn check(dimension: Dimension, text: &str, expected: &str) {
        let mut free = Free::default();
        let read = read(&mut free, dimension, text, Service::GitHub);
        let written = read.map_or_else(|error| error.to_string(), |()| write(&free, dimension));
        assert_eq!(written, expected, "{text}");
    }

    #[test]
    fn ok_values_are_read_as_they_are_written() {
        check(Dimension::Workers, "2..4, 8,16..=17", "2, 3, 4, 8, 16, 17");
        check(Dimension::Maxschedchunk, "none,1", "none, 1");
        check(Dimension::Runner, "2, 8, ubuntu-24.04-arm", "ubuntu-26.04, ubuntu-latest-8-cores, ubuntu-24.04-arm");
        for (dimension, text) in [
            (Dimension::Dist, "load, worksteal, no"),
            (Dimension::Reorder, "on, off"),
            (Dimension::Order, "collected, slowest-first"),
            (Dimension::Shards, "1, 4"),
            (Dimension::SplitBy, "least_duration, hash"),
        ] {
            check(dimension, text, text);
        }
        for info in DIMENSIONS.iter().filter(|info| has_text(info.dimension)) {
            check(info.dimension, " ", "");
        }
    }

    #[test]
    fn err_what_is_no_value_is_named() {
        check(Dimension::Workers, "2, many", "found `many`, expected numbers as in 2, 4, 8 or 2..8");
        check(Dimension::Workers, "8..2", "found `8..2`, expected numbers as in 2, 4, 8 or 2..8");
        check(Dimension::Workers, "0..4000000000", "found `0..4000000000`, expected numbers as in 2, 4, 8 or 2..8");
        check(
            Dimension::Order,
            "slow",
            "found `slow`, expected collected, slowest-first, fastest-first, interleaved, random",
        );
        check(
            Dimension::Lanes,
            "one",
            "lanes takes no values: they come of folders and of coverage; it is free, or stays as it is",
        );
    }
}
