//! The wire between controller and workers: the clock, messages under way, and what the controller knows of its nodes.
//!
//! Mirrors `WorkerController` of pytest-xdist 3.8.0, `xdist/workermanage.py`.

use super::agenda::{Agenda, Event};
use super::cores::{Activity, Cores, Step};
use super::message::{Command, Message, Report, TestList};
use super::record::{OpenRun, Record};
use crate::contention::Contention;
use crate::outcome::DecisionKind;
use crate::reason::Reason;
use crate::spans::Spans;
use crate::time::Nanos;

/// The controller's view of one worker.
#[derive(Clone, Copy, Default)]
struct Node {
    /// It has finished or died, and the news has arrived.
    is_down: bool,
    /// It was told to shut down.
    shutdown_sent: bool,
}

/// A command under way.
pub(super) struct Sent {
    /// When it arrives.
    pub(super) at: u64,
    /// Its creation number among all commands.
    pub(super) number: u64,
    pub(super) worker: u32,
    pub(super) command: Command,
}

/// Clock, agenda, and everything that is sent or written down.
pub(crate) struct Wire {
    /// Nanoseconds since the session began.
    pub(super) now: u64,
    /// What has happened so far.
    pub(super) record: Record,
    latency: u64,
    agenda: Agenda,
    /// Only where they can be short.
    cores: Option<Box<Cores>>,
    nodes: Vec<Node>,
    /// How many of them are not shutting down.
    n_going_on: u32,
    /// First all tests in order, so that those of one span are listed already; then other lists.
    lists: Vec<u32>,
}

impl Wire {
    pub(super) fn new(n_tests: u32, latency: Nanos, contention: Option<Contention>, record: Record) -> Self {
        Self {
            now: 0,
            record,
            latency: latency.0,
            agenda: Agenda::default(),
            cores: contention.map(|contention| Box::new(Cores::new(contention))),
            nodes: Vec::new(),
            n_going_on: 0,
            lists: (0..n_tests).collect(),
        }
    }

    /// Of a session that shares the cores of its machine with others.
    pub(super) fn sharing(n_tests: u32, latency: Nanos, contention: Contention, record: Record) -> Self {
        let cores = Some(Box::new(Cores::sharing(contention)));
        Self { cores, ..Self::new(n_tests, latency, None, record) }
    }

    /// Whether the node is down or was told to shut down (`shutting_down`).
    pub(crate) fn is_shutting_down(&self, node: u32) -> bool {
        let node = self.nodes[node as usize];
        node.is_down || node.shutdown_sent
    }

    /// Whether all nodes are down or were told to shut down.
    pub(super) fn is_all_shutting_down(&self) -> bool {
        self.n_going_on == 0
    }

    /// How many nodes are down or were told to shut down; they are never fewer than before.
    pub(crate) fn n_shutting_down(&self) -> u32 {
        self.n_nodes() - self.n_going_on
    }

    /// `send_runtest_some`.
    pub(crate) fn send_tests(&mut self, node: u32, tests: &Spans, why: Reason) {
        let tests = self.list_of(tests);
        self.send_list(node, tests, why);
    }

    /// As [`Self::send_tests`], of a list.
    pub(crate) fn send_list(&mut self, node: u32, tests: TestList, why: Reason) {
        self.command(node, Command::Run(tests), DecisionKind::RunTests, Some(tests), why);
    }

    /// `send_runtest_all`.
    pub(crate) fn send_all(&mut self, node: u32, why: Reason) {
        self.command(node, Command::RunAll, DecisionKind::RunTestsAll, None, why);
    }

    /// `send_steal`.
    pub(crate) fn send_steal(&mut self, node: u32, tests: &Spans, why: Reason) {
        let tests = self.list_of(tests);
        self.command(node, Command::Steal(tests), DecisionKind::Steal, Some(tests), why);
    }

    /// `shutdown`; may be sent more than once.
    pub(crate) fn shutdown(&mut self, node: u32, why: Reason) {
        if !self.nodes[node as usize].is_down {
            self.command(node, Command::Shutdown, DecisionKind::Shutdown, None, why);
            self.n_going_on -= u32::from(!self.is_shutting_down(node));
            self.nodes[node as usize].shutdown_sent = true;
        }
    }

    /// The tests of a list.
    pub(crate) fn tests(&self, list: TestList) -> &[u32] {
        &self.lists[list.from as usize..list.to as usize]
    }

    fn list_of(&mut self, tests: &Spans) -> TestList {
        match tests.as_one() {
            Some(span) => TestList { from: span.start, to: span.end },
            None => self.list(tests.iter()),
        }
    }

    /// Keeps a list of tests until the end of the session.
    pub(crate) fn list(&mut self, tests: impl Iterator<Item = u32>) -> TestList {
        let from = self.lists.len() as u32;
        self.lists.extend(tests);
        TestList { from, to: self.lists.len() as u32 }
    }

    /// A new worker's number.
    pub(super) fn add_node(&mut self) -> u32 {
        self.nodes.push(Node::default());
        self.n_going_on += 1;
        self.record.add_worker(Nanos(self.now));
        self.nodes.len() as u32 - 1
    }

    /// How many workers there have been, replacements included.
    pub(super) fn n_nodes(&self) -> u32 {
        self.nodes.len() as u32
    }

    /// The news that the node has finished or died has arrived.
    pub(super) fn set_down(&mut self, node: u32) {
        self.n_going_on -= u32::from(!self.is_shutting_down(node));
        self.nodes[node as usize].is_down = true;
    }

    /// Writes a decision down, with the tests it names.
    pub(super) fn decide(&mut self, kind: DecisionKind, node: u32, tests: Option<TestList>, why: Reason) {
        let tests = tests.map(|list| &self.lists[list.from as usize..list.to as usize]);
        self.record.decide(Nanos(self.now), kind, node, tests, why);
    }

    /// A worker's message to the controller.
    pub(super) fn report(&mut self, worker: u32, report: Report) {
        self.agenda.post(self.now + self.latency, worker, Message::Report(report));
    }

    /// A worker begins an activity that may compute: `span` long if the cores are not short, `delay` from now.
    pub(super) fn begin(&mut self, delay: Nanos, span: Nanos, kind: Activity, worker: u32) {
        match &mut self.cores {
            None => self.agenda.set_timer(self.now + delay.0 + span.0, worker),
            Some(cores) => cores.begin(&mut self.agenda, self.now, delay, span, kind, worker),
        }
    }

    /// Whether a run ends by now, looked at or not.
    pub(super) fn ends_by_now(&self, open: &OpenRun) -> bool {
        let has_computed = self.cores.as_ref().is_none_or(|cores| cores.has_computed(open.run.worker));
        open.soonest_end.0 <= self.now && has_computed
    }

    /// Sets the timer of a worker or of the controller, `span` from now; a worker that waits for it does not compute.
    pub(super) fn set_timer(&mut self, span: Nanos, owner: u32) {
        self.agenda.set_timer(self.now + span.0, owner);
    }

    /// Moves the clock on to the next event; `None` when nothing is to come.
    pub(super) fn next(&mut self) -> Option<Event> {
        let (at, event) = match &mut self.cores {
            None => self.agenda.next()?,
            Some(cores) => cores.next(&mut self.agenda)?,
        };
        self.now = at;
        Some(event)
    }

    /// The time of the next event, as far as nobody computes; `None` when nothing is to come by itself.
    pub(super) fn next_at(&mut self) -> Option<u64> {
        self.agenda.next_at()
    }

    /// Moves the clock on, in a session that shares its cores; `None` when nothing is to come by itself.
    pub(super) fn step(&mut self) -> Option<Step> {
        let (at, step) = self.cores.as_mut()?.step(&mut self.agenda)?;
        self.now = at;
        Some(step)
    }

    /// Takes the first of the commands under way off, arrived or not; for who lets nothing else be under way.
    pub(super) fn take_command(&mut self) -> Option<Sent> {
        let (at, number, worker, message) = self.agenda.take_post()?;
        let Message::Command(command) = message else { return None };
        Some(Sent { at, number, worker, command })
    }

    /// A worker has computed, in a session that shares its cores.
    pub(super) fn leave(&mut self, at: u64, created: u64, worker: u32) {
        if let Some(cores) = &mut self.cores {
            cores.leave(&mut self.agenda, at, created, worker);
        }
    }

    /// Whether a worker computes, in a session that shares its cores.
    pub(super) fn is_computing(&self) -> bool {
        self.cores.as_ref().is_some_and(|cores| cores.is_computing())
    }

    fn command(&mut self, node: u32, command: Command, kind: DecisionKind, tests: Option<TestList>, why: Reason) {
        if !self.nodes[node as usize].is_down {
            self.decide(kind, node, tests, why);
            self.agenda.post(self.now + self.latency, node, Message::Command(command));
        }
    }
}
