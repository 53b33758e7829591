//! The page's side of the threads.
//!
//! - [`simulator`]: one thread simulates; only the newest scenario counts.
//! - [`studies`]: repeats it, on the [`pool`]'s threads; [`repeated`]: what they repeat.
//! - [`searches`]: looks for the best, likewise; [`searched`]: a search as what is repeated.
//! - [`advisor`]: says what is wrong, on one more; [`advised`]: a look as what that one does.
//! - [`lessons`]: opens lessons, on one that is there only meanwhile.
//! - [`reader`]: another one reads files, [`documents`]: scenarios. [`exports`]: another one writes files for others.
//! - [`shares`]: another one makes links.
//! - [`comments`]: another one writes comments for pull requests.
//! - [`errands`]: what panels ask of all these.

mod simulator;

mod pool;

mod repeated;

mod studies;

mod searched;

mod searches;

mod advised;

mod advisor;

mod reader;

mod documents;

mod exports;

mod shares;

mod lessons;

mod comments;

mod errands;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_worker::{Spawnable, WorkerBridge};
use laneway_pool::protocol::BUILD;
use laneway_pool::thread::{ThreadOf, Work};
use leptos::prelude::{WithUntracked, set_timeout};

use crate::keep;
use crate::state::AppState;
use crate::state::notice::Notice;
use crate::state::received::Received;
use advisor::Advisor;
use comments::Comments;
use documents::Documents;
use exports::Exports;
use lessons::Lessons;
use reader::Reader;
use searches::Searches;
use shares::Shares;
use simulator::Simulator;
use studies::Studies;

/// How long the first thread may take to answer before that is said.
const PATIENCE: Duration = Duration::from_secs(15);

thread_local! {
    /// Whether any thread was begun.
    static HAS_BEGUN: Cell<bool> = const { Cell::new(false) };
    /// Whether any has answered.
    static HAS_ANSWERED: Cell<bool> = const { Cell::new(false) };
}

/// All threads.
#[derive(Clone)]
pub struct Threads {
    app: AppState,
    simulator: Simulator,
    studies: Studies,
    searches: Searches,
    advisor: Advisor,
    /// Whether the scenario is to be repeated as soon as it has been simulated once.
    is_study_due: Rc<Cell<bool>>,
    reader: Reader,
    exports: Exports,
    documents: Documents,
    shares: Shares,
    lessons: Lessons,
    comments: Comments,
    /// Whether a thread died since the user did anything.
    has_died: Rc<Cell<bool>>,
}

impl Threads {
    /// Threads that say what they find to `app`.
    pub fn new(app: AppState) -> Self {
        Self {
            app,
            simulator: Simulator::new(app),
            studies: Studies::new(app),
            searches: Searches::new(app),
            advisor: Advisor::new(app),
            is_study_due: Rc::default(),
            reader: Reader::new(app),
            exports: Exports::new(app),
            documents: Documents::new(app),
            shares: Shares::new(app),
            lessons: Lessons::new(app),
            comments: Comments::new(app),
            has_died: Rc::default(),
        }
    }

    /// The scenario is another: simulates it.
    pub fn scenario_changed(&self) {
        self.has_died.set(false);
        self.simulator.changed();
        self.studies.changed();
        self.advisor.changed();
        self.is_study_due.set(false);
    }

    /// The scenario rests: repeats it, and keeps it if it is new. A link that was opened is kept once it is changed.
    pub fn scenario_rested(&self, is_new: bool) {
        let opened = self.app.received.with_untracked(|received| {
            let is_unchanged = |it: &&Received| self.app.history.with_untracked(|now| it.is_unchanged(now.scenario()));
            received.as_ref().filter(is_unchanged).map(|it| it.hash.clone())
        });
        let is_lesson = self.app.lessons.with_untracked(|lessons| lessons.read.is_some());
        match opened {
            Some(hash) => keep::put_back(&hash),
            // A lesson has an address of its own, and must not take the place of what is kept.
            None if is_new && !is_lesson => self.simulator.rested(),
            None => {}
        }
        if self.app.run.with_untracked(|run| run.is_stale) {
            self.is_study_due.set(true);
        } else {
            errands::study(self.clone());
        }
    }

    /// The scenario has been simulated once.
    pub fn scenario_answered(&self) {
        if self.is_study_due.take() {
            errands::study(self.clone());
        }
    }

    /// The other side is in sight.
    pub fn side_changed(&self) {
        self.advisor.changed();
        if !self.app.run.with_untracked(|run| run.is_stale) {
            errands::look(self.clone());
        }
    }

    /// A thread died, and nobody knows which: others begin anew with all that is under way. If one dies of that again, says
    /// so; what the user does next starts another.
    pub fn died(&self, why: &str) {
        let is_first = !self.has_died.replace(true);
        errands::died(self.clone(), is_first);
        if is_first {
            self.simulator.again();
            return;
        }
        self.simulator.lost();
        self.app.say(Notice::error(format!(
            "A thread stopped twice: {why}. What you see is the last answer; any change starts a new thread. If that stops too, reload the page."
        )));
    }

    fn say(&self, notice: Notice) {
        self.app.say(notice);
    }

    /// The user does something: a thread that died is forgiven.
    fn begins(&self) {
        self.has_died.set(false);
    }
}

/// A new thread, whose replies go to `on_reply`.
fn spawn<W: Work>(app: AppState, on_reply: impl Fn(W::Reply) + 'static) -> WorkerBridge<ThreadOf<W>> {
    let mut spawner = ThreadOf::<W>::spawner();
    spawner.with_loader(true).as_module(true).callback(move |reply| match W::build(&reply) {
        Some(build) if build == BUILD => HAS_ANSWERED.set(true),
        Some(_) => app.say(Notice::error(
            "This page and a part of it that the browser kept are of different versions. Reload the page without the cache (Ctrl+Shift+R).",
        )),
        None => on_reply(reply),
    });
    // Which a browser, or something added to it, may not allow without a word.
    if !HAS_BEGUN.replace(true) {
        set_timeout(
            move || {
                if !HAS_ANSWERED.get() {
                    app.say(Notice::error("No thread has answered so far. If this stays, the browser, or something added to it, allows no web workers here; try another browser."));
                }
            },
            PATIENCE,
        );
    }
    // The build keeps a thread of another version, still in a cache, from being taken.
    let bridge = spawner.spawn(&format!("{}?{BUILD}", W::LOADER));
    bridge.send(W::HELLO);
    bridge
}
