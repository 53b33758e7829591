//! `cargo xtask`: all set-up, building, serving and testing of Laneway, on a machine that has Rust, Node and Python.
//!
//! - [`pins`]: exact versions of everything that is installed.
//! - [`tools`]: installs what is missing.
//! - [`build`]: the page. [`pieces`]: its program in several files. [`publish`]: made ready for a web host.
//! - [`serve`]: the page, served.
//! - [`steps`]: the checks. [`fuzz`]: one of them.
//! - [`speed`]: how fast it is.
//! - [`wheel`]: the command line for people who have Python alone.
//! - [`shell`]: runs programs, and says so.

mod build;
mod fuzz;
mod pieces;
mod pins;
mod publish;
mod serve;
mod shell;
mod speed;
mod steps;
mod tools;
mod wheel;

use std::process::ExitCode;

use shell::Failure;

const HELP: &str = "\
cargo xtask serve [--port N]    set up what is missing, build the page, serve it, open it
cargo xtask test [STEP ...]     set up what is missing, run every check, or the named steps alone
cargo xtask build               set up what is missing, build the page into dist/
cargo xtask fuzz TARGET SECS    run one fuzz target for so long; docs/security.md lists them
cargo xtask speed               compare sessions and studies in Chromium with the same natively
cargo xtask compare-speed       compare sessions with the same in SimPy and in the real pytest-xdist
cargo xtask wheel               build the command line as a wheel, install it, and run it
cargo xtask setup               set up what is missing for all of these

Tools are kept in a folder named by version under $XDG_CACHE_HOME/laneway (default ~/.cache/laneway).
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            shell::complain(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Failure> {
    shell::go_to_root()?;
    match arguments {
        [] | ["help" | "--help" | "-h", ..] | [_, "--help" | "-h"] => {
            shell::print(HELP);
            shell::print(&steps::list());
            Ok(())
        }
        ["serve", rest @ ..] => serve::serve(rest),
        ["test", "--only", steps @ ..] | ["test", steps @ ..] => steps::test(steps),
        ["build"] => build::page(),
        ["fuzz", target, secs] => fuzz::one(target, secs),
        ["speed"] => speed::in_page(),
        ["compare-speed", rest @ ..] => speed::compared(rest),
        ["wheel"] => wheel::wheel(),
        ["setup"] => tools::for_page().and_then(|()| tools::for_tests()),
        _ => Err(Failure::new(format!(
            "the command is `{}`, expected serve, test, build, fuzz, speed, compare-speed, wheel or setup; see `cargo xtask help`",
            arguments.join(" ")
        ))),
    }
}
