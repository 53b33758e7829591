//! Questions on standard input, one a line: `fixed MODE WORKERS`, `noisy MODE WORKERS`, `bare MODE WORKERS`.
//!
//! Each is answered by a line: the makespan in nanoseconds, and the seconds that a session took.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use laneway_engine::dist_mode::DistMode;
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

use crate::clocked::Clocked;

/// Answers about the suite in a file, until the questions end. The file has a test a line: nanoseconds, a tab, the id.
pub(crate) fn answer_all(path: &str) -> ExitCode {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let suite = Suite { tests: text.lines().map(test).collect(), ..Suite::default() };
    let clocked = Clocked::new(&suite);
    for question in std::io::stdin().lock().lines().map_while(Result::ok) {
        let (makespan, secs) = answer(&clocked, &question);
        let mut out = std::io::stdout().lock();
        if writeln!(out, "{} {secs}", makespan.0).and_then(|()| out.flush()).is_err() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn answer(clocked: &Clocked<'_>, question: &str) -> (Nanos, f64) {
    let words: Vec<&str> = question.split(' ').collect();
    let [what, mode, workers] = words.as_slice() else { panic!("`{question}` has not three words") };
    let dist = DistMode::from_flag(mode).expect("a dist mode");
    let workers = workers.parse().expect("a number of workers");
    match *what {
        "fixed" => clocked.fixed(dist, workers),
        "noisy" => clocked.noisy(dist, workers),
        "bare" => clocked.bare(workers),
        other => panic!("`{other}`, expected fixed, noisy or bare"),
    }
}

fn test(line: &str) -> Test {
    let (nanos, id) = line.split_once('\t').expect("nanoseconds, a tab, an id");
    Test { id: id.to_owned(), duration: Nanos(nanos.parse().expect("nanoseconds")), ..Test::default() }
}
