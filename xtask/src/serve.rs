//! Builds the page, serves it on this machine alone, and opens it where there is a desktop.

use crate::shell::{Failure, is_there, program, run, say};
use crate::{build, tools};

const DEFAULT_PORT: &str = "8080";

pub(crate) fn serve(arguments: &[&str]) -> Result<(), Failure> {
    let port = match arguments {
        [] => DEFAULT_PORT,
        ["--port", port] if port.parse::<u16>().is_ok() => port,
        _ => return Err(Failure::new("serve takes `--port N`, N from 0 to 65535, and nothing else")),
    };
    build::page()?;
    let address = format!("http://127.0.0.1:{port}/");
    let has_desktop = std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    let opener = ["xdg-open", "open"].into_iter().find(|opener| is_there(opener));
    say(&format!("Laneway is at {address} (Ctrl+C stops it)"));
    if let Some(opener) = opener.filter(|_| has_desktop) {
        // The browser asks again until the server, started below, answers.
        let _ = program(opener, &[&address]).spawn();
    }
    run(program("node", &["tests/browser/serve.mjs", "dist", port]).env("PATH", tools::path()?))
}
