//! A pipeline as a workflow that works when pasted.
//!
//! The traps that exported files fall into are closed once, in the plan, for all services; a service only says how it spells
//! things. In reading order:
//!
//! - [`options`]: what no pipeline says: Python, how dependencies come, images of services.
//! - [`cannot_express`]: what no workflow can do.
//! - `plan`: the jobs and steps to write, service by service the same. `set_up`: what stands before tests. `lanes`: where
//!   coverage data goes. `pytest`: the command of a run of tests. `data`: names of its data. `requirements`, `containers`:
//!   tables of packages and images.
//! - `actions`: the dialect of GitHub and Forgejo; `github`, `forgejo`, `gitlab`: each service. `matrix`: cells and shards.
//! - [`mod@merge`]: changes of a workflow that is there already.
//! - [`search_parts`]: a search on several machines as a workflow.
//! - `yaml`, `shell`: texts that stay texts.

pub mod options;

pub mod cannot_express;

mod plan;

mod set_up;

mod lanes;

mod pytest;

mod data;

mod requirements;

mod containers;

mod matrix;

mod actions;

mod github;

mod forgejo;

mod gitlab;

pub mod merge;

pub mod search_parts;

mod yaml;

mod shell;

pub use cannot_express::CannotExpress;
pub use forgejo::forgejo;
pub use github::github;
pub use gitlab::gitlab;
pub use options::Options;

use laneway_pipeline::place::Place;

/// A workflow file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workflow {
    /// Where it belongs in the repository: `.github/workflows/tests.yml`.
    pub path: &'static str,
    /// Its text.
    pub text: String,
    /// What to do by hand, and what differs from the pipeline, by place.
    pub notes: Vec<Note>,
}

/// Something that the user should know about a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What, and what to do.
    pub message: String,
}
