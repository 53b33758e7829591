//! What each family is asked for.

use laneway_engine::distribution::{Distribution, Family};

/// A number of a distribution.
#[derive(Clone, Copy)]
pub(super) struct Parameter {
    /// As the document names it.
    pub(super) field: &'static str,
    pub(super) label: &'static str,
    pub(super) about: &'static str,
    /// Seconds; else a number without a unit.
    pub(super) is_time: bool,
}

const fn time(field: &'static str, label: &'static str, about: &'static str) -> Parameter {
    Parameter { field, label, about, is_time: true }
}

const CONSTANT: &[Parameter] = &[time("secs", "Duration", "Of every test; 0 is allowed")];

const UNIFORM: &[Parameter] =
    &[time("least", "Shortest", "From 0 on"), time("most", "Longest", "Not below the shortest")];

const EXPONENTIAL: &[Parameter] = &[time("mean", "Mean", "Above 0. Half of the tests take less than 0.69 of it")];

const PARETO: &[Parameter] = &[
    time("least", "Shortest", "Above 0"),
    Parameter {
        field: "index",
        label: "Index",
        about: "How fast the tail thins: half of the tests take less than 2^(1/index) times the shortest. Real tails: about 0.6",
        is_time: false,
    },
    time("cap", "Cap", "Nothing takes longer. 1 min for web suites, 5 min for science"),
];

/// The fields of the families that are entered in one way alone.
pub(super) const fn parameters(family: Family) -> &'static [Parameter] {
    match family {
        Family::Constant => CONSTANT,
        Family::Uniform => UNIFORM,
        Family::Exponential => EXPONENTIAL,
        Family::Pareto => PARETO,
        _ => &[],
    }
}

/// A number by its field; 0 where there is none.
pub(super) fn number(distribution: &Distribution, field: &str) -> f64 {
    number_mut(&mut distribution.clone(), field).map_or(0.0, |number| *number)
}

/// A number by its field, to be changed.
pub(super) fn number_mut<'a>(distribution: &'a mut Distribution, field: &str) -> Option<&'a mut f64> {
    Some(match (distribution, field) {
        (Distribution::Constant { secs }, "secs") => secs,
        (Distribution::Uniform { least, .. } | Distribution::Pareto { least, .. }, "least") => least,
        (Distribution::Uniform { most, .. }, "most") => most,
        (Distribution::Exponential { mean }, "mean") => mean,
        (Distribution::Pareto { index, .. }, "index") => index,
        (Distribution::Pareto { cap, .. }, "cap") => cap,
        _ => return None,
    })
}
