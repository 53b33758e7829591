//! GitHub Actions.

use laneway_pipeline::pipeline::Pipeline;

use super::actions::{Action, Dialect, workflow};
use super::{CannotExpress, Options, Workflow};

/// Newest versions of November 2026, pinned by commit: a tag can be moved.
pub(super) const GITHUB: Dialect = Dialect {
    service: "GitHub",
    path: ".github/workflows/tests.yml",
    checkout: Action { uses: "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1", version: Some("v7.0.1") },
    setup_python: Action {
        uses: "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97",
        version: Some("v7.0.0"),
    },
    setup_uv: Action { uses: "astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d", version: Some("v10.0.1") },
    upload: Action {
        uses: "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
        version: Some("v7.0.0"),
    },
    download: Action {
        uses: "actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c",
        version: Some("v8.0.1"),
    },
    is_github: true,
};

/// A pipeline as a workflow of GitHub Actions. Same arguments, same text. Cost: linear in jobs after their matrices.
///
/// # Errors
/// Everything that no such workflow can do; nothing is left out silently.
pub fn github(pipeline: &Pipeline, options: &Options) -> Result<Workflow, Vec<CannotExpress>> {
    workflow(pipeline, options, &GITHUB)
}
