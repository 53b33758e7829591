//! The options of a workflow: what no pipeline says.

use laneway_export::workflow::Options;
use laneway_export::workflow::options::Install;
use laneway_pipeline::service::Service;

/// How a workflow is written.
#[derive(clap::Args)]
pub(crate) struct WorkflowArgs {
    /// Whose workflow: github, forgejo or gitlab (default: that of the pipeline's service)
    #[arg(long, value_name = "SERVICE", value_parser = ["github", "forgejo", "gitlab"])]
    service: Option<String>,

    /// The version of Python, where no matrix has one
    #[arg(long, value_name = "VERSION", default_value = "3.12")]
    python: String,

    /// The branch whose pushes run the workflow
    #[arg(long, value_name = "NAME", default_value = "main")]
    branch: String,

    /// Dependencies come by pip of this file
    #[arg(long, value_name = "FILE", default_value = "requirements.txt")]
    requirements: String,

    /// Dependencies come by `uv sync --locked`
    #[arg(long, conflicts_with_all = ["requirements", "install"])]
    uv: bool,

    /// Dependencies come by this command of your own, which must bring the plugins too
    #[arg(long, value_name = "COMMAND", conflicts_with = "requirements")]
    install: Option<String>,

    /// What stands before `pytest` and `coverage`, as in `poetry run`
    #[arg(long, value_name = "COMMAND", requires = "install", default_value = "")]
    prefix: String,
}

impl WorkflowArgs {
    /// Whose; `None`: nobody said.
    pub(crate) fn service(&self) -> Option<Service> {
        Some(match self.service.as_deref()? {
            "forgejo" => Service::Forgejo,
            "gitlab" => Service::GitLab,
            _ => Service::GitHub,
        })
    }

    /// The rest.
    pub(crate) fn options(&self) -> Options {
        let install = match &self.install {
            Some(commands) => Install::Commands { commands: commands.clone(), prefix: self.prefix.clone() },
            None if self.uv => Install::UvSync,
            None => Install::Pip { requirements: self.requirements.clone() },
        };
        Options { python: self.python.clone(), branch: self.branch.clone(), install, ..Options::default() }
    }
}
