//! One side of the picture: a suite under one session.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::order::Order;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;

use crate::index::Index;

/// What is drawn in one band. Sides are drawn one below the other on one time axis.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// `baseline`, `candidate`.
    pub name: &'a str,
    /// What tells it from the others; see [`detail`].
    pub detail: &'a str,
    /// The suite of `index`.
    pub suite: &'a Suite,
    /// Its outcome.
    pub index: &'a Index,
    /// What no schedule can beat; `None` where it is not asked for.
    pub floor: Option<Nanos>,
}

/// A run of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RunRef {
    /// Position among the sides.
    pub side: usize,
    /// Position in the outcome's runs.
    pub run: u32,
}

/// How many rows each side takes.
pub fn n_rows(sides: &[Side<'_>]) -> Vec<u32> {
    sides.iter().map(|side| side.index.n_rows()).collect()
}

/// The end of the last session.
pub fn end(sides: &[Side<'_>]) -> Nanos {
    sides.iter().map(|side| side.index.end()).max().unwrap_or_default()
}

/// Mode and workers in words, then what is not as the suite has it: the order, a selection, a shard. `worksteal, 8 workers,
/// slowest first, shard 1 of 4`; `one process` without workers.
pub fn detail(session: &Session) -> String {
    let mut words = if session.dist == DistMode::No || session.workers == 0 {
        "one process".to_owned()
    } else {
        let plural = if session.workers == 1 { "" } else { "s" };
        format!("{}, {} worker{plural}", session.dist.flag(), session.workers)
    };
    if session.order != Order::Collected {
        words += &format!(", {}", session.order.info().words);
    }
    if !session.selection.is_all() {
        words += ", selected tests";
    }
    if let Some(split) = &session.split {
        words += &format!(", shard {} of {}", split.group, split.splits);
    }
    words
}

#[cfg(test)]
mod tests {
    use laneway_engine::selection::Selection;
    use laneway_engine::split::{Known, Split, SplitBy};

    use super::*;

    #[test]
    fn a_detail_names_the_order_where_it_is_another() {
        let session = Session { dist: DistMode::WorkSteal, workers: 1, ..Session::default() };
        assert_eq!(detail(&session), "worksteal, 1 worker");
        let session = Session { workers: 8, order: Order::SlowestFirst, ..session };
        assert_eq!(detail(&session), "worksteal, 8 workers, slowest first");
        assert_eq!(detail(&Session { workers: 0, ..session }), "one process, slowest first");
    }

    #[test]
    fn a_detail_names_a_part_of_the_suite() {
        let selection = Selection { paths: vec!["tests/unit".to_owned()], ..Selection::default() };
        let split = Some(Split { splits: 4, group: 2, by: SplitBy::Count, known: Known::Recorded });
        assert_eq!(
            detail(&Session { selection, split, ..Session::default() }),
            "load, 4 workers, selected tests, shard 2 of 4"
        );
    }
}
