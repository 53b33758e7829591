//! What happens at a moment, in words, and where every worker stands.

use laneway_engine::dist_mode::DistMode;

use super::moments::What;
use super::queues::{Lane, Phase, Queues, Told};
use super::say::{Teller, worker};
use crate::human;

impl Teller<'_> {
    /// A moment in a sentence; a decision as [`Teller::say`] has it.
    pub fn tell(&self, what: What) -> String {
        let outcome = self.replay.outcome();
        match what {
            What::Ready(number) => format!("{} is ready and collects.", self.row(number)),
            What::Collected(number) => format!("{} has collected.", self.row(number)),
            What::Decided(decision) => self.say(decision),
            What::Arrived(decision) => {
                let to = worker(outcome.decisions[decision as usize].worker);
                format!("The word of the controller reaches {to}.")
            }
            What::Started(run) => {
                let own = &outcome.runs[run as usize];
                let takes = self.span(run).map_or_else(String::new, |span| format!(" ({})", human::time(span)));
                format!("{} takes up {}{takes}.", self.row(own.worker), self.name(own.test))
            }
            What::Ended(run) => {
                let own = &outcome.runs[run as usize];
                let ends = if own.crashed { "dies in" } else { "has run" };
                format!("{} {ends} {}.", self.row(own.worker), self.name(own.test))
            }
            What::Finished(number) => format!("{} is done.", self.row(number)),
        }
    }

    /// A worker's name, or that of the one process.
    pub fn row(&self, number: u32) -> String {
        if self.replay.dist() == DistMode::No { "pytest".to_owned() } else { worker(number) }
    }

    /// One worker in a line: `gw1: runs test_a, next test_b, 12 more`.
    pub fn lane(&self, number: u32, lane: &Lane) -> String {
        let name = self.row(number);
        let state = match lane.phase {
            Phase::Starting => "starts".to_owned(),
            Phase::Collecting => "collects".to_owned(),
            Phase::Finished => "is done".to_owned(),
            Phase::Dead => "has died; the controller does not know yet".to_owned(),
            Phase::Gone => "has died".to_owned(),
            Phase::Running => self.queue(lane, "runs"),
            Phase::Waiting if lane.queue.is_empty() => "waits for tests".to_owned(),
            Phase::Waiting => self.queue(lane, "holds"),
        };
        let sent = many(lane.sent.len(), "on the way to it");
        let given = many(lane.given.len(), "on the way back");
        let told = if lane.told == Told::No || lane.phase >= Phase::Finished { "" } else { "; may finish after that" };
        format!("{name}: {state}{sent}{given}{told}.")
    }

    fn queue(&self, lane: &Lane, verb: &str) -> String {
        let mut tests = lane.queue.iter().map(|test| self.name(*test));
        let current = tests.next().unwrap_or_default();
        let next = tests.next().map_or_else(String::new, |next| format!(", next {next}"));
        format!("{verb} {current}{next}{}", many(lane.queue.len().saturating_sub(2), "more"))
    }

    /// What the controller still has: `The controller holds 1,200 tests in 31 units.`
    pub fn held(&self, queues: &Queues) -> String {
        let n_tests = queues.held.len() as u64;
        let plural = if n_tests == 1 { "" } else { "s" };
        let units =
            self.replay.n_units(queues.held.iter()).filter(|_| n_tests > 0).map_or_else(String::new, |n_units| {
                let plural = if n_units == 1 { "" } else { "s" };
                format!(" in {} unit{plural}", human::count(n_units.into()))
            });
        format!("{} test{plural}{units}", human::count(n_tests))
    }
}

fn many(n: usize, words: &str) -> String {
    if n == 0 { String::new() } else { format!(", {} {words}", human::count(n as u64)) }
}
