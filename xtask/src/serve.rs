//! Builds the page, serves it on this machine alone, and opens it where there is a desktop.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Child;
use std::time::{Duration, Instant};

use crate::shell::{Failure, find, program, say};
use crate::{build, tools};

const DEFAULT_PORT: u16 = 8080;
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn serve(arguments: &[&str]) -> Result<(), Failure> {
    let port = port(arguments)?;
    build::page()?;
    let port_text = port.to_string();
    let mut server = program("node", &["tests/browser/serve.mjs", "dist", &port_text])
        .env("PATH", tools::path()?)
        .spawn()
        .map_err(|error| Failure::new(format!("the server cannot be started: {error}")))?;
    wait_until_it_answers(&mut server, port)?;
    let address = format!("http://127.0.0.1:{port}/");
    say(&format!("Laneway is at {address} (Ctrl+C stops it)"));
    if has_desktop()
        && let Some(opener) = ["xdg-open", "open"].into_iter().find_map(find)
    {
        // Who cannot open it still has the address.
        let _ = program(opener, &[&address]).spawn();
    }
    let status = server.wait().map_err(|error| Failure::new(format!("the server: {error}")))?;
    Err(Failure::new(format!("the server ended ({status})")))
}

/// A port that is free now, for a server of our own.
pub(crate) fn free_port() -> Result<u16, Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| Failure::new(format!("no port is free: {error}")))
}

fn port(arguments: &[&str]) -> Result<u16, Failure> {
    match arguments {
        [] => Ok(DEFAULT_PORT),
        ["--port", port] => match port.parse() {
            Ok(0) => free_port(),
            Ok(port) => Ok(port),
            Err(_) => {
                Err(Failure::new(format!("--port is `{port}`, expected a number from 0 to 65535, 0 for a free one")))
            }
        },
        _ => Err(Failure::new(format!("serve was given `{}`, expected `--port N` or nothing", arguments.join(" ")))),
    }
}

fn wait_until_it_answers(server: &mut Child, port: u16) -> Result<(), Failure> {
    let start = Instant::now();
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Ok(Some(status)) = server.try_wait() {
            return Err(Failure::new(format!("the server ended ({status}); try another port, with --port")));
        }
        if start.elapsed() > PATIENCE {
            let _ = server.kill();
            return Err(Failure::new(format!("the server does not answer on port {port}")));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    // Another program may hold the port, and ours be about to say so.
    std::thread::sleep(Duration::from_millis(200));
    match server.try_wait() {
        Ok(Some(status)) => Err(Failure::new(format!("the server ended ({status}); try another port, with --port"))),
        _ => Ok(()),
    }
}

fn has_desktop() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(target_os = "macos") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn a_port_is_a_number() {
        assert_eq!(port(&[]).ok(), Some(8080));
        assert_eq!(port(&["--port", "9000"]).ok(), Some(9000));
        assert!(port(&["--port", "0"]).is_ok_and(|port| port > 0));
        for wrong in [&["--port"][..], &["--port", "65536"], &["--open"]] {
            assert!(port(wrong).is_err(), "{wrong:?}");
        }
    }
}
