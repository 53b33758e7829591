//! Reads scenarios that were written to files, each on a thread of its own.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_worker::WorkerBridge;
use laneway_pool::scribe::protocol::{Reply, Request};
use laneway_pool::thread::Scribe;

use super::spawn;
use crate::browser::files;
use crate::state::AppState;
use crate::state::notice::Notice;
use crate::state::scenario::Scenario;

/// How the name of such a file ends.
pub(super) const ENDING: &str = ".laneway.json";

/// The largest file that is read, bytes.
const MAX_BYTES: f64 = 200_000_000.0;

#[derive(Clone)]
pub(super) struct Documents {
    app: AppState,
    under_way: Rc<RefCell<Option<UnderWay>>>,
}

/// A thread while it works, and what it was given.
struct UnderWay {
    _thread: WorkerBridge<Scribe>,
    sources: Vec<files::Source>,
}

impl Documents {
    pub(super) fn new(app: AppState) -> Self {
        Self { app, under_way: Rc::default() }
    }

    /// Opens the scenario of the first of these files in place of the one at hand; one step, to be undone.
    pub(super) fn open(&self, sources: Vec<files::Source>) {
        let documents = self.clone();
        leptos::task::spawn_local(async move {
            if let Err(why) = documents.read(sources).await {
                documents.app.say(Notice::error(why));
            }
        });
    }

    /// A thread died, perhaps this one: another one opens the scenario.
    pub(super) fn again(&self) {
        let under_way = self.under_way.take();
        if let Some(UnderWay { sources, .. }) = under_way {
            self.open(sources);
        }
    }

    /// A thread died again: nobody opens it.
    pub(super) fn lost(&self) {
        self.under_way.take();
    }

    async fn read(&self, sources: Vec<files::Source>) -> Result<(), String> {
        let Some(file) = files::list(sources.clone()).await?.into_iter().next() else { return Ok(()) };
        if file.size() > MAX_BYTES {
            return Err(format!("{}: it has more than 200 MB, expected a scenario.", file.name));
        }
        let mut bytes = Vec::new();
        let take = |piece: Vec<u8>| {
            bytes.extend(piece);
            true
        };
        file.read(take).await?;
        let documents = self.clone();
        let thread = spawn(self.app, move |reply| {
            match reply {
                Reply::Scenario { scenario, .. } => {
                    documents.app.edit("", |current| *current = Scenario::from_document(scenario));
                }
                Reply::Failed { why, .. } => documents.app.say(Notice::error(format!("{}: {why}.", file.name))),
                _ => return,
            }
            documents.under_way.take();
        });
        thread.send(Request::ReadScenario { id: 0, bytes });
        self.under_way.replace(Some(UnderWay { _thread: thread, sources }));
        Ok(())
    }
}
