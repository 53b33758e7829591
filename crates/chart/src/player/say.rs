//! Decisions in words: what the controller does, and why by the rule of the real scheduler, with the numbers that it had.

use laneway_engine::outcome::{Decision, DecisionKind};
use laneway_engine::reason::Reason;
use laneway_engine::session::Session;
use laneway_engine::suite::Suite;
use laneway_engine::time::Nanos;
use laneway_engine::unit::unit_of;

use super::moments::tests;
use super::replay::Replay;
use crate::human;

/// The most characters of a test's name.
const MAX_NAME: usize = 60;

/// A session whose decisions are said.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// What is played.
    pub replay: &'a Replay,
    /// Its suite.
    pub suite: &'a Suite,
    /// Its session.
    pub session: &'a Session,
}

impl Teller<'_> {
    /// One decision in a sentence or two. Cost: the length of the sentence.
    pub fn say(&self, position: u32) -> String {
        let outcome = self.replay.outcome();
        let decision = &outcome.decisions[position as usize];
        let worker = worker(decision.worker);
        let tests = tests(outcome, position);
        let n = tests.len() as u32;
        match decision.why {
            Reason::FirstChunk { share, quarter, most } => first_chunk(&worker, n, share, quarter, most.is_some()),
            Reason::OneByOne { n_tests: all, n_nodes } => {
                let (all, n_workers) = (n_tests(all), n_workers(n_nodes));
                format!("{worker} gets a test: {all} for {n_workers} are dealt one by one, in turn.")
            }
            Reason::Refill { own, left, most, is_cut, took, .. } => {
                let quick = took
                    .filter(|_| own >= 2)
                    .map(|took| format!(" and the last one took {}, less than 0.1 s", human::time(took)));
                let up_to = up_to(own + n, left, most, is_cut, n == left);
                format!("{worker} {}{}: gets {} more, {up_to}.", has_left(own), quick.unwrap_or_default(), count(n))
            }
            Reason::Share { own, left, n_idle } => share(&worker, n, own, left, n_idle),
            Reason::Longest { len, dry, own, n_dry } => {
                let (thief, len, n) = (self::worker(dry), count(len), count(n));
                let others = match n_dry {
                    0 | 1 => String::new(),
                    2 => " and another worker runs dry too".to_owned(),
                    _ => format!(" and {} others run dry too", count(n_dry - 1)),
                };
                let own = has_left(own);
                format!(
                    "{thief} {own}{others}: asks {worker}, the longest queue ({len}), for {n}; {worker} keeps running."
                )
            }
            Reason::FirstUnit { left } => {
                format!("{worker} gets {}, the first of {}: every worker gets one.", self.unit(tests), units(left))
            }
            Reason::NextUnit { own, left } => {
                let which = if left == 1 { "the last unit".to_owned() } else { format!("the next of {}", units(left)) };
                format!("{worker} {}: gets {}, {which}.", has_left(own), self.unit(tests))
            }
            Reason::Everything { n_tests: all } if decision.kind == DecisionKind::RunTestsAll => {
                format!("{worker} gets all {}: under each, every worker runs everything.", n_tests(all))
            }
            Reason::Rest => format!("{worker} takes over what a dead worker left: {}.", n_tests(n)),
            Reason::Answered => self.answer(position, decision, n),
            Reason::Died { n_deaths, most, replacement } => death(&worker, n_deaths, most, replacement),
            Reason::Blamed { n_back, is_back } => self.blame(tests, n_back, is_back),
            Reason::NothingLeft { own } | Reason::NoUnitLeft { own } => {
                format!(
                    "Nothing is left to send: {worker}, which {}, may finish after what it has (shutdown).",
                    has_left(own)
                )
            }
            Reason::NothingToSteal { own, len } => format!(
                "{worker} {}, and no queue is long enough to take from (the longest has {}; the current test and the next stay): it may finish after what it has (shutdown).",
                has_left(own),
                count(len)
            ),
            Reason::Surplus { n_units } => {
                format!(
                    "There are only {} of tests that stay together: {worker} is not needed (shutdown).",
                    units(n_units)
                )
            }
            Reason::AllSent | Reason::Everything { .. } => {
                format!("All is sent: {worker} may finish after what it has (shutdown).")
            }
            Reason::AllFinished => format!(
                "Nothing is left to send and no worker has more than one test: {worker} is told to finish, so that it runs its last one (shutdown)."
            ),
            Reason::TooManyDeaths => format!(
                "Too many workers died: {worker} is told to finish after what it has, the rest is not run (shutdown)."
            ),
            Reason::NobodyLeft => format!("No worker is left: {worker} is told to finish (shutdown)."),
            Reason::Late => format!("{worker} is ready only now that all were told to finish: so is it (shutdown)."),
        }
    }

    /// An answer to a steal; who gets the tests stands in the decisions that follow.
    fn answer(&self, position: u32, decision: &Decision, n: u32) -> String {
        let worker = worker(decision.worker);
        if n == 0 {
            return format!(
                "{worker} gives nothing back: one of the tests asked for is already its current one or its next, and then it keeps them all."
            );
        }
        let following = &self.replay.outcome().decisions[position as usize + 1..];
        let getting = following.iter().take_while(|it| matches!(it.why, Reason::Share { .. }) && it.at == decision.at);
        let names: Vec<String> = getting.map(|it| self::worker(it.worker)).collect();
        match names.as_slice() {
            [] => format!("{worker} gives back {}: nobody runs dry just now, they wait.", n_tests(n)),
            [name] => format!("{worker} gives back {}: {} to {name}.", n_tests(n), they_go(n)),
            [first @ .., last] => {
                format!("{worker} gives back {}: {} to {} and {last}.", n_tests(n), they_go(n), first.join(", "))
            }
        }
    }

    fn blame(&self, tests: &[u32], n_back: u32, is_back: bool) -> String {
        let name = tests.first().map_or_else(String::new, |test| self.name(*test));
        match (is_back, n_back) {
            (false, 0) => format!("{name} is blamed and reported as failed; the worker had no other."),
            (false, 1) => {
                format!("{name} is blamed and reported as failed; the worker's other test goes back to be sent again.")
            }
            (false, _) => format!(
                "{name} is blamed and reported as failed; the worker's {} others go back to be sent again.",
                count(n_back)
            ),
            (true, 0) => {
                format!("{name} is blamed, but stays in its unit, which goes back: the next worker runs it again.")
            }
            (true, _) => format!(
                "{name} is blamed, but stays in its unit: the worker's units go back whole, with {} others, and the next worker runs it again.",
                count(n_back)
            ),
        }
    }

    /// A unit of work with its size.
    fn unit(&self, tests: &[u32]) -> String {
        let name = tests.first().and_then(|test| unit_of(&self.suite.tests[*test as usize], self.session));
        match name {
            Some(name) => format!("{} ({})", cut(&name), n_tests(tests.len() as u32)),
            None => "a unit that another worker completed before it died (nothing to run)".to_owned(),
        }
    }

    /// A test's name: its id without the file, cut where it is long.
    pub fn name(&self, test: u32) -> String {
        let test = &self.suite.tests[test as usize];
        let file = test.file();
        cut(test.id.strip_prefix(file).and_then(|rest| rest.strip_prefix("::")).unwrap_or(&test.id))
    }

    /// A test's own time in this run, for whoever tells of it.
    pub(super) fn span(&self, run: u32) -> Option<Nanos> {
        let run = &self.replay.outcome().runs[run as usize];
        run.end.map(|end| end - run.start)
    }
}

/// `load` deals the first chunks.
fn first_chunk(worker: &str, n: u32, share: u32, quarter: u32, is_cut: bool) -> String {
    let (of_share, share) = (count(quarter), count(share));
    let why = if is_cut {
        format!("all that --maxschedchunk allows (a quarter of its even share of {share} is {of_share})")
    } else if quarter < 2 {
        format!("the fewest that keep it running (its even share is {share})")
    } else {
        format!("a quarter of its even share of {share}")
    };
    format!("{worker} gets the first chunk: {}, {why}.", n_tests(n))
}

/// How many that makes, and why so many.
fn up_to(total: u32, left: u32, most: u32, is_cut: bool, is_all: bool) -> String {
    if is_cut {
        format!("all that --maxschedchunk allows, of {} not yet sent", n_tests(left))
    } else if is_all {
        "all that were not yet sent".to_owned()
    } else if most > 2 {
        format!("which makes {}, half of its share of the {} not yet sent", count(total), count(left))
    } else {
        format!("which makes {}, enough to keep it running; {} not yet sent", count(total), n_were(left))
    }
}

/// `worksteal` shares out what no worker has.
fn share(worker: &str, n: u32, own: u32, left: u32, n_idle: u32) -> String {
    let share = match n_idle {
        1 if left == 1 => "the one test that no worker has".to_owned(),
        1 if n == left => format!("all {} that no worker has", n_tests(left)),
        1 => format!("{} of {} that no worker has", count(n), n_tests(left)),
        _ => format!(
            "{} of the {} that no worker has, an even share among the {} that run dry",
            n_tests(n),
            count(left),
            n_workers(n_idle)
        ),
    };
    format!("{worker} {}: gets {share}.", has_left(own))
}

fn death(worker: &str, n_deaths: u32, most: u32, replacement: Option<u32>) -> String {
    let most = count(most);
    match replacement {
        Some(new) => format!(
            "{worker} died ({} of at most {most} that are made good): {} is started in its place.",
            count(n_deaths),
            self::worker(new)
        ),
        None => format!("{worker} died, and no more than {most} may be replaced: all are told to finish."),
    }
}

/// What people call a worker.
pub fn worker(number: u32) -> String {
    format!("gw{number}")
}

fn cut(name: &str) -> String {
    if name.chars().count() <= MAX_NAME {
        return name.to_owned();
    }
    let head: String = name.chars().take(MAX_NAME - 1).collect();
    format!("{head}\u{2026}")
}

fn count(n: u32) -> String {
    human::count(n.into())
}

fn n_tests(n: u32) -> String {
    if n == 1 { "1 test".to_owned() } else { format!("{} tests", count(n)) }
}

fn n_were(n: u32) -> String {
    if n == 1 { "1 was".to_owned() } else { format!("{} were", count(n)) }
}

fn they_go(n: u32) -> &'static str {
    if n == 1 { "it goes" } else { "they go" }
}

fn n_workers(n: u32) -> String {
    if n == 1 { "1 worker".to_owned() } else { format!("{} workers", count(n)) }
}

fn units(n: u32) -> String {
    if n == 1 { "1 unit".to_owned() } else { format!("{} units", count(n)) }
}

fn has_left(own: u32) -> String {
    match own {
        0 => "has no test".to_owned(),
        1 => "has one test left".to_owned(),
        _ => format!("has {} tests left", count(own)),
    }
}
