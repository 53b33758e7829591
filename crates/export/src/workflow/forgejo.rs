//! Forgejo Actions: the shape of GitHub's, with artifact actions of its own.

use laneway_pipeline::pipeline::Pipeline;

use super::actions::{Action, Dialect, workflow};
use super::{CannotExpress, Options, Workflow};

/// Forgejo's copies of GitHub's actions, by the same commits; GitHub's artifact actions refuse to run elsewhere.
const FORGEJO: Dialect = Dialect {
    service: "Forgejo",
    path: ".forgejo/workflows/tests.yml",
    checkout: Action {
        uses: "https://data.forgejo.org/actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1",
        version: Some("v7.0.1"),
    },
    setup_python: Action {
        uses: "https://data.forgejo.org/actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97",
        version: Some("v7.0.0"),
    },
    setup_uv: Action {
        uses: "https://github.com/astral-sh/setup-uv@20cfd1bf945f4377ade1205e4dbc17946fc9a30d",
        version: Some("v10.0.1"),
    },
    upload: Action { uses: "https://data.forgejo.org/forgejo/upload-artifact@v4", version: None },
    download: Action { uses: "https://data.forgejo.org/forgejo/download-artifact@v4", version: None },
    is_github: false,
};

/// A pipeline as a workflow of Forgejo Actions. Same arguments, same text. Cost: linear in jobs after their matrices.
///
/// # Errors
/// Everything that no such workflow can do, parallel steps for one; nothing is left out silently.
pub fn forgejo(pipeline: &Pipeline, options: &Options) -> Result<Workflow, Vec<CannotExpress>> {
    workflow(pipeline, options, &FORGEJO)
}
