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

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use gloo_worker::{Spawnable, WorkerBridge};
use laneway_export::own::is_known;
use laneway_pool::protocol::BUILD;
use laneway_pool::thread::{ThreadOf, Work};
use leptos::prelude::{GetUntracked, WithUntracked, set_timeout};

use crate::browser::files::Source;
use crate::keep;
use crate::state::AppState;
use crate::state::comment::CommentErrand;
use crate::state::export::ExportErrand;
use crate::state::files::Errand;
use crate::state::lesson::LessonErrand;
use crate::state::notice::Notice;
use crate::state::received::Received;
use crate::state::search::SearchErrand;
use crate::state::share::ShareErrand;
use crate::state::study::StudyErrand;
use crate::state::view::Middle;
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
            self.study();
        }
    }

    /// The scenario has been simulated once.
    pub fn scenario_answered(&self) {
        if self.is_study_due.take() {
            self.study();
        }
    }

    /// The other side is in sight.
    pub fn side_changed(&self) {
        self.advisor.changed();
        if !self.app.run.with_untracked(|run| run.is_stale) {
            self.advisor.run();
        }
    }

    /// Repeats the scenario, as far as it is looked at, and looks for what is wrong with it.
    fn study(&self) {
        self.advisor.run();
        match self.app.middle.get_untracked() {
            Middle::Pipeline | Middle::Timeline | Middle::Search | Middle::Export | Middle::Compare => {
                self.studies.run_unasked();
            }
            Middle::Study => self.studies.run_all(),
        }
    }

    /// Does something about the study.
    pub fn run_study_errand(&self, errand: StudyErrand) {
        self.has_died.set(false);
        match errand {
            StudyErrand::Run => self.studies.run_all(),
            StudyErrand::Stop => self.studies.stop(),
        }
    }

    /// Does something about the search.
    pub fn run_search_errand(&self, errand: SearchErrand) {
        self.has_died.set(false);
        match errand {
            SearchErrand::Run => self.searches.run(),
            SearchErrand::Stop => self.searches.stop(),
        }
    }

    /// Does something about lessons.
    pub fn run_lesson_errand(&self, errand: LessonErrand) {
        self.has_died.set(false);
        self.lessons.run(errand);
    }

    /// Does something about files.
    pub fn run_errand(&self, errand: Errand) {
        self.has_died.set(false);
        match errand {
            Errand::Read(sources) => self.read(sources),
            Errand::Stop => self.reader.stop(),
            Errand::Take(taking) => self.reader.take(*taking),
        }
    }

    /// Reads what was dropped or picked: where files for others are looked at, those of a team that changes can go into.
    fn read(&self, sources: Vec<Source>) {
        let is_exporting = self.app.middle.get_untracked() == Middle::Export;
        let (own, others): (Vec<_>, Vec<_>) =
            sources.into_iter().partition(|source| is_exporting && is_known(&source.name()));
        if !own.is_empty() {
            self.exports.take(own);
        }
        let (documents, others): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|source| source.name().ends_with(documents::ENDING));
        if !documents.is_empty() {
            self.documents.open(documents);
        }
        let (mut lessons, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|it| it.name().ends_with(".toml"));
        if let Some(lesson) = lessons.pop() {
            self.lessons.read(lesson);
        }
        if !others.is_empty() {
            self.reader.read(others);
        }
    }

    /// Files for others are looked at, and what is asked of them is new.
    pub fn export_wished(&self) {
        self.has_died.set(false);
        self.exports.wished();
    }

    /// Does something about files for others.
    pub fn run_export_errand(&self, errand: ExportErrand) {
        match errand {
            ExportErrand::Download => self.exports.download(),
        }
    }

    /// The dialog about links is open, and what is to be shared is new; or it is closed.
    pub fn share_wished(&self, is_open: bool) {
        self.has_died.set(false);
        if is_open {
            self.shares.wished();
        } else {
            self.shares.closed();
        }
    }

    /// A link was opened.
    pub fn link_received(&self, received: &Received) {
        self.shares.received(received);
    }

    /// Does something about links.
    pub fn run_share_errand(&self, errand: ShareErrand) {
        match errand {
            ShareErrand::Reply => self.shares.reply(),
        }
    }

    /// Does something about a comment for a pull request.
    pub fn run_comment_errand(&self, errand: CommentErrand) {
        self.has_died.set(false);
        match errand {
            CommentErrand::Write(measured) => self.comments.write(measured),
            CommentErrand::Stop => self.comments.stop(),
        }
    }

    /// A thread died, and nobody knows which: others begin anew with all that is under way. If one dies of that again, says
    /// so; what the user does next starts another.
    pub fn died(&self, why: &str) {
        if !self.has_died.replace(true) {
            self.simulator.again();
            self.studies.again();
            self.searches.again();
            self.advisor.again();
            self.exports.again();
            self.shares.again();
            self.lessons.again();
            self.comments.again();
            self.documents.again();
            self.reader.again();
            return;
        }
        self.simulator.lost();
        self.studies.lost();
        self.searches.lost();
        self.advisor.lost();
        self.exports.lost();
        self.shares.lost();
        self.lessons.lost();
        self.comments.lost();
        self.documents.lost();
        self.reader.stop();
        self.app.say(Notice::error(format!(
            "A thread stopped twice: {why}. What you see is the last answer; any change starts a new thread. If that stops too, reload the page."
        )));
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
