//! A search as a job of the pool: each batch that it asks for is a chunk.

use laneway_pool::protocol::{Reply, Request, RequestId};
use laneway_search::question::Question;
use laneway_search::search::{Search, Stage};
use laneway_search::space::SpaceError;

use super::repeated::{Chunk, Repeat};

/// Who hears how far it is: the search, how long it has taken (ms), and why it cannot be ended, if it cannot.
type OnNews = Box<dyn Fn(&Search, f64, Option<&str>)>;

/// A search under way.
pub(super) struct Searched {
    search: Search,
    question: Question,
    n_tests: usize,
    failure: Option<String>,
    on_news: OnNews,
}

impl Searched {
    /// A search that can be made.
    pub(super) fn new(
        question: Question,
        n_tests: usize,
        on_news: impl Fn(&Search, f64, Option<&str>) + 'static,
    ) -> Result<Self, SpaceError> {
        let search = Search::new(question.clone(), None, n_tests)?;
        Ok(Self { search, question, n_tests, failure: None, on_news: Box::new(on_news) })
    }
}

impl Repeat for Searched {
    fn next(&mut self, id: RequestId, _n: u32) -> Option<Chunk> {
        let batch = self.search.next_batch()?;
        let n = batch.n * batch.pipelines.len() as u32;
        let spec = self.question.study.clone();
        let request =
            Request::ReplicatePipelines { id, pipelines: batch.pipelines, spec, first: batch.first, n: batch.n };
        Some(Chunk { ticket: batch.id, n, request })
    }

    fn take(&mut self, ticket: u64, reply: Reply) {
        match reply {
            Reply::ReplicatedPipelines { replications, .. } => self.search.take(ticket, &replications),
            Reply::Failed { why, .. } => self.failure = Some(why),
            _ => {}
        }
    }

    fn restart(&mut self) {
        // It could be made before.
        if let Ok(search) = Search::new(self.question.clone(), None, self.n_tests) {
            self.search = search;
        }
    }

    fn tell(&self, elapsed: f64) -> bool {
        (self.on_news)(&self.search, elapsed, self.failure.as_deref());
        self.failure.is_some() || self.search.stage() == Stage::Over
    }
}
