//! What is asked of threads that nobody needs before the first answer: all that is done for it comes later.

use laneway_export::own::is_known;
use leptos::prelude::GetUntracked;

use super::{Threads, documents};
use crate::browser::files::Source;
use crate::later::{do_later, do_soon};
use crate::state::comment::CommentErrand;
use crate::state::export::ExportErrand;
use crate::state::files::Errand;
use crate::state::lesson::LessonErrand;
use crate::state::received::Received;
use crate::state::search::SearchErrand;
use crate::state::share::ShareErrand;
use crate::state::study::StudyErrand;
use crate::state::view::Middle;

impl Threads {
    /// Does something about the study.
    pub fn run_study_errand(&self, errand: StudyErrand) {
        self.begins();
        study_errand(self.clone(), errand);
    }

    /// Does something about the search.
    pub fn run_search_errand(&self, errand: SearchErrand) {
        self.begins();
        search(self.clone(), errand);
    }

    /// Does something about lessons.
    pub fn run_lesson_errand(&self, errand: LessonErrand) {
        self.begins();
        lesson(self.clone(), errand);
    }

    /// Does something about files.
    pub fn run_errand(&self, errand: Errand) {
        self.begins();
        files(self.clone(), errand);
    }

    /// Files for others are looked at, and what is asked of them is new.
    pub fn export_wished(&self) {
        self.begins();
        exports_wished(self.clone());
    }

    /// Does something about files for others.
    pub fn run_export_errand(&self, errand: ExportErrand) {
        export(self.clone(), errand);
    }

    /// The dialog about links is open, and what is to be shared is new; or it is closed.
    pub fn share_wished(&self, is_open: bool) {
        self.begins();
        shares_wished(self.clone(), is_open);
    }

    /// A link was opened.
    pub fn link_received(&self, received: &Received) {
        link(self.clone(), received.clone());
    }

    /// Does something about links.
    pub fn run_share_errand(&self, errand: ShareErrand) {
        share(self.clone(), errand);
    }

    /// Does something about a comment for a pull request.
    pub fn run_comment_errand(&self, errand: CommentErrand) {
        self.begins();
        comment(self.clone(), errand);
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
}

do_soon! {
    /// Repeats the scenario, as far as it is looked at, and looks for what is wrong with it.
    pub(super) fn study(threads: Threads) {
        threads.advisor.run();
        match threads.app.middle.get_untracked() {
            Middle::Pipeline | Middle::Timeline | Middle::Search | Middle::Export | Middle::Compare => {
                threads.studies.run_unasked();
            }
            Middle::Study => threads.studies.run_all(),
        }
    }

    /// Looks for what is wrong alone.
    pub(super) fn look(threads: Threads) {
        threads.advisor.run();
    }

    fn study_errand(threads: Threads, errand: StudyErrand) {
        match errand {
            StudyErrand::Run => threads.studies.run_all(),
            StudyErrand::Stop => threads.studies.stop(),
        }
    }
}

do_later! {
    fn search(threads: Threads, errand: SearchErrand) {
        match errand {
            SearchErrand::Run => threads.searches.run(),
            SearchErrand::Stop => threads.searches.stop(),
        }
    }

    fn lesson(threads: Threads, errand: LessonErrand) {
        threads.lessons.run(errand);
    }

    fn files(threads: Threads, errand: Errand) {
        match errand {
            Errand::Read(sources) => threads.read(sources),
            Errand::Stop => threads.reader.stop(),
            Errand::Take(taking) => threads.reader.take(*taking),
        }
    }

    fn exports_wished(threads: Threads) {
        threads.exports.wished();
    }

    fn export(threads: Threads, errand: ExportErrand) {
        match errand {
            ExportErrand::Download => threads.exports.download(),
        }
    }

    fn shares_wished(threads: Threads, is_open: bool) {
        if is_open {
            threads.shares.wished();
        } else {
            threads.shares.closed();
        }
    }

    fn link(threads: Threads, received: Received) {
        threads.shares.received(&received);
    }

    fn share(threads: Threads, errand: ShareErrand) {
        match errand {
            ShareErrand::Reply => threads.shares.reply(),
        }
    }

    fn comment(threads: Threads, errand: CommentErrand) {
        match errand {
            CommentErrand::Write(measured) => threads.comments.write(measured),
            CommentErrand::Stop => threads.comments.stop(),
        }
    }

    /// A thread died, perhaps one of these: others go on once; the second time what was under way is lost.
    pub(super) fn died(threads: Threads, is_first: bool) {
        let Threads { studies, advisor, searches, exports, shares, lessons, comments, documents, reader, .. } = threads;
        if is_first {
            studies.again();
            advisor.again();
            searches.again();
            exports.again();
            shares.again();
            lessons.again();
            comments.again();
            documents.again();
            reader.again();
        } else {
            studies.lost();
            advisor.lost();
            searches.lost();
            exports.lost();
            shares.lost();
            lessons.lost();
            comments.lost();
            documents.lost();
            reader.stop();
        }
    }
}
