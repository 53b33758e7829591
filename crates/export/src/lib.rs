//! A scenario as files that work when pasted.
//!
//! Written from typed values only: whatever a name contains, it cannot become anything but a name.
//!
//! - [`side`]: which of the two pipelines. [`lane`]: its runs of tests.
//! - [`cannot`]: what no file can say.
//! - [`settings`]: what all runs share, and what each has on its command line.
//! - [`merge`](mod@merge): settings in pyproject.toml, pytest.ini, tox.ini, setup.cfg and .coveragerc.
//! - [`conftest`](mod@conftest): groups of tests, order of collection. [`durations_file`](mod@durations_file): what each took.
//! - [`make`]: targets for local use.
//! - [`sleeping`]: a project of sleeping tests, for real runs.
//! - [`workflow`]: a pipeline as a workflow of GitHub Actions, Forgejo Actions or GitLab CI.
//! - [`own`]: files that a team has already. [`offer`](mod@offer): all of it for a page: files, their changes, and what they do
//!   not say.
//! - [`bundle`]: all files, as a list or a zip. `report`: what was simulated, predicted, assumed.
//! - [`pull_request`]: a comparison as a comment on a pull request; [`mermaid`]: its picture; [`foretold`]: whether it came
//!   true. [`candidates`]: several of them at once. [`assumed`]: what predictions rest on.
//! - `python`: values as Python writes them. `markdown`: text as GitHub reads it.

#![cfg_attr(
    test,
    allow(
        clippy::needless_pass_by_value,
        clippy::needless_raw_string_hashes,
        reason = "expectations are written and passed as expect-test has them"
    )
)]

pub mod side;

pub mod lane;

pub mod cannot;

pub mod settings;

pub mod merge;

pub mod conftest;

pub mod durations_file;

pub mod make;

pub mod sleeping;

pub mod workflow;

mod report;

pub mod bundle;

pub mod own;

pub mod offer;

pub mod pull_request;

pub mod mermaid;

pub mod foretold;

pub mod candidates;

pub mod assumed;

mod python;

mod markdown;
