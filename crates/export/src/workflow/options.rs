//! What a pipeline does not say and a workflow must: the user's own words, never those of a shared scenario.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How a workflow is written. The texts are the user's own and stand in the workflow as they are, expressions included; take
/// none of them from a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// What people read. Default: `Tests`.
    pub name: String,
    /// The branch whose pushes run it; its runs are not cancelled by newer ones. Default: `main`.
    pub branch: String,
    /// The version of Python where no axis of a matrix is called `python` or `python-version`. Default: `3.12`.
    pub python: String,
    /// How dependencies come. Default: `requirements.txt` by pip.
    pub install: Install,
    /// Commands of steps that the pipeline has by name alone, by that name.
    pub commands: BTreeMap<String, String>,
    /// Images of service containers, by their name, before those that are known.
    pub services: BTreeMap<String, ServiceImage>,
    /// Minutes after which a job is cancelled, where the pipeline has the service's own limit of hours. From 1. Default: 60.
    pub timeout_minutes: u32,
    /// What jobs of Forgejo run in; it needs Node, for actions, and Ubuntu, for `setup-python`. Default: an image with both.
    pub forgejo_image: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: "Tests".to_owned(),
            branch: "main".to_owned(),
            python: "3.12".to_owned(),
            install: Install::default(),
            commands: BTreeMap::new(),
            services: BTreeMap::new(),
            timeout_minutes: 60,
            forgejo_image: "ghcr.io/catthehacker/ubuntu:act-24.04".to_owned(),
        }
    }
}

/// How dependencies come, and how commands see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Install {
    /// `python -m pip install`, with the plugins that a job needs, pinned.
    Pip {
        /// The file of requirements.
        requirements: String,
    },
    /// `uv sync --locked`, the plugins that a job needs added; commands run by `uv run`.
    UvSync,
    /// Commands of one's own, word for word. They must bring the plugins themselves.
    Commands {
        /// One a line.
        commands: String,
        /// What stands before `pytest` and `coverage`, as `poetry run`; empty: nothing.
        prefix: String,
    },
}

impl Default for Install {
    fn default() -> Self {
        Self::Pip { requirements: "requirements.txt".to_owned() }
    }
}

impl Install {
    /// What stands before a command, with a blank behind it.
    pub(super) fn prefix(&self) -> String {
        match self {
            Self::Pip { .. } => String::new(),
            Self::UvSync => "uv run --no-sync ".to_owned(),
            Self::Commands { prefix, .. } if prefix.trim().is_empty() => String::new(),
            Self::Commands { prefix, .. } => format!("{} ", prefix.trim()),
        }
    }
}

/// A service container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceImage {
    /// `postgres:17`, better with its digest.
    pub image: String,
    /// Exits with 0 when the service answers; runs in the container.
    pub health: String,
    /// The port that it listens on.
    pub port: u16,
    /// Its environment.
    pub env: Vec<(String, String)>,
}
