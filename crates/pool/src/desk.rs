//! Answers requests, one after another.

use laneway_engine::bounds::floor;
use laneway_engine::modes::all_modes;
use laneway_engine::prepared::Prepared;
use laneway_engine::session::Session;
use laneway_engine::simulate::{Detail, SessionError, simulate_prepared};
use laneway_engine::suite::Suite;
use laneway_formats::many::{self, Document};

use crate::protocol::{BUILD, Reply, Request, SideOutcome};

/// What a thread remembers between requests.
#[derive(Default)]
pub struct Desk {
    suite: Suite,
    files: Vec<Document>,
}

impl Desk {
    /// Answers `request` through `reply`, once or several times.
    pub fn answer(&mut self, request: Request, reply: &mut dyn FnMut(Reply)) {
        match request {
            Request::Hello => reply(Reply::Build(BUILD.to_owned())),
            Request::SetSuite(suite) => self.suite = suite,
            Request::Simulate { id, baseline, candidate } => {
                let prepared = Prepared::new(&self.suite.tests);
                let sides = side(&prepared, baseline).and_then(|baseline| Ok((baseline, side(&prepared, candidate)?)));
                match sides {
                    Ok((baseline, candidate)) => {
                        let session = candidate.session.clone();
                        reply(Reply::Sides { id, baseline, candidate });
                        reply(Reply::Modes { id, rows: all_modes(&prepared, &session) });
                    }
                    Err(error) => reply(Reply::Failed { id, why: error.to_string() }),
                }
            }
            Request::BeginFile { name } => self.files.push(Document { name, bytes: Vec::new() }),
            Request::FileBytes(bytes) => {
                if let Some(file) = self.files.last_mut() {
                    file.bytes.extend(bytes);
                }
            }
            Request::ReadFiles { id } => {
                let files = std::mem::take(&mut self.files);
                let opened = many::open(files, &mut |n_bytes| reply(Reply::Progress { id, n_bytes }));
                reply(Reply::Opened { id, opened });
            }
        }
    }
}

fn side(prepared: &Prepared<'_>, session: Session) -> Result<SideOutcome, SessionError> {
    let outcome = simulate_prepared(prepared, &session, Detail::Full)?;
    let floor = floor(prepared.tests(), &session);
    Ok(SideOutcome { session, outcome, floor })
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_formats::typed;

    use super::*;

    fn check(requests: Vec<Request>, expect: Expect) {
        let mut desk = Desk::default();
        let mut text = String::new();
        for request in requests {
            desk.answer(request, &mut |reply| text.push_str(&show(&reply)));
        }
        expect.assert_eq(&text);
    }

    fn show(reply: &Reply) -> String {
        match reply {
            Reply::Build(_) => "build\n".to_owned(),
            Reply::Sides { id, baseline, candidate } => {
                let time = |side: &SideOutcome| side.outcome.summary.makespan.as_secs();
                format!("{id}: {} s, then {} s\n", time(baseline), time(candidate))
            }
            Reply::Modes { id, rows } => format!("{id}: {} modes\n", rows.len()),
            Reply::Failed { id, why } => format!("{id}: {why}\n"),
            Reply::Progress { id, n_bytes } => format!("{id}: {n_bytes} bytes\n"),
            Reply::Opened { id, opened } => {
                format!("{id}: {} readings, skipped {:?}\n", opened.readings.len(), opened.skipped)
            }
        }
    }

    fn workers(workers: u32) -> Session {
        Session { workers, ..Session::default() }
    }

    #[test]
    fn a_simulation_answers_twice() {
        let suite = typed::read("4 1 1 2").expect("a suite");
        let simulate = |id, n| Request::Simulate { id, baseline: workers(1), candidate: workers(n) };
        check(
            vec![Request::Hello, Request::SetSuite(suite), simulate(1, 2), simulate(2, 1_000_000)],
            expect![[r#"
                build
                1: 8 s, then 5 s
                1: 7 modes
                2: workers is 1000000, expected 0 to 10000: choose fewer
            "#]],
        );
    }

    #[test]
    fn files_come_in_pieces() {
        let begin = |name: &str| Request::BeginFile { name: name.to_owned() };
        let bytes = |text: &str| Request::FileBytes(text.as_bytes().to_vec());
        check(
            vec![begin("a"), bytes("x,1\n"), bytes("y,2\n"), begin("b"), bytes("?"), Request::ReadFiles { id: 7 }],
            expect![[r#"
                7: 8 bytes
                7: 9 bytes
                7: 1 readings, skipped [("b", "the file begins with `?`, expected one of: .test_durations JSON, JUnit XML, pytest --report-log, pytest-timing JSON, pytest --durations=0 -vv output, pytest --collect-only -q output, or CSV rows `id,seconds`")]
            "#]],
        );
    }
}
