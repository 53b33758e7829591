//! A number behind a preset, and how far it can be trusted.

use std::fmt;

use laneway_chart::human;
use laneway_engine::time::Nanos;
use serde::Serialize;

/// A number that a preset was made with, or that its simulation is held against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Of what.
    pub name: &'static str,
    /// How much.
    pub value: Value,
    /// How it is known.
    pub basis: Basis,
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// So many.
    Count(u32),
    /// So many seconds, from 0.
    Secs(f64),
    /// So many of a hundred.
    Percent(f64),
    /// Words, such as a version.
    Words(&'static str),
}

/// How a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A project wrote it down.
    Published,
    /// It was recorded.
    Measured,
    /// Nobody said; it lies within what public suites show.
    Assumed,
    /// Nobody said; it was chosen so that what is published comes out.
    Fitted,
}

impl Basis {
    /// As one says it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Measured => "measured",
            Self::Assumed => "assumed",
            Self::Fitted => "fitted",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(count) => f.write_str(&human::count(u64::from(*count))),
            Self::Secs(secs) => f.write_str(&human::time(Nanos::from_secs(*secs).unwrap_or_default())),
            Self::Percent(percent) => write!(f, "{percent}%"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// A project wrote it down.
pub(super) const fn published(name: &'static str, value: Value) -> Parameter {
    Parameter { name, value, basis: Basis::Published }
}

/// It was recorded.
pub(super) const fn measured(name: &'static str, value: Value) -> Parameter {
    Parameter { name, value, basis: Basis::Measured }
}

/// Nobody said.
pub(super) const fn assumed(name: &'static str, value: Value) -> Parameter {
    Parameter { name, value, basis: Basis::Assumed }
}

/// Nobody said, and what is published comes out.
pub(super) const fn fitted(name: &'static str, value: Value) -> Parameter {
    Parameter { name, value, basis: Basis::Fitted }
}
