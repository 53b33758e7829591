//! `laneway completions`: scripts with which shells complete commands and options.

use std::process::ExitCode;

use clap_complete::Shell;

use crate::print;

/// Prints a script with which a shell completes commands, options and their values.
///
/// Exit code 2 if the shell is not one of them.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  laneway completions bash > ~/.local/share/bash-completion/completions/laneway
  laneway completions zsh > \"${fpath[1]}/_laneway\"
  laneway completions fish > ~/.config/fish/completions/laneway.fish

It holds from the next shell on.")]
pub(crate) struct Arguments {
    /// Which shell reads it
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments, mut command: clap::Command) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "laneway", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}
