//! What is repeated on the pool's threads: sessions, or whole pipelines.

use std::ops::Range;

use laneway_engine::session::Session;
use laneway_engine::study::{StudySpec, is_sure_enough};
use laneway_engine::time::Nanos;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::study::Figures;
use laneway_pool::protocol::{Reply, Request, RequestId};
use laneway_pool::study_run::{Replication, StudyRun};

/// How far a job is, each time that something has come back; `R` is what one replication is.
pub(super) struct News<'a, R> {
    /// What is done, by number, without a gap.
    pub(super) done: &'a [R],
    pub(super) n_done: u32,
    pub(super) n_all: u32,
    /// Since the job began, ms.
    pub(super) elapsed: f64,
    pub(super) is_over: bool,
}

/// What a thread is asked at a time.
pub(super) struct Chunk {
    /// Names it within its job.
    pub(super) ticket: u64,
    /// How many replications it has.
    pub(super) n: u32,
    pub(super) request: Request,
}

/// A job of the pool, whatever is repeated.
pub(super) trait Repeat {
    /// About `n` replications for a thread that is free.
    fn next(&mut self, id: RequestId, n: u32) -> Option<Chunk>;

    /// What a thread answered about a chunk.
    fn take(&mut self, ticket: u64, reply: Reply);

    /// From the beginning: what threads were at is lost.
    fn restart(&mut self);

    /// Tells where it is, `elapsed` ms after it began; true if it is over.
    fn tell(&self, elapsed: f64) -> bool;
}

/// What can be repeated.
pub(super) trait Work {
    /// What comes of one replication.
    type Replication;

    fn request(&self, id: RequestId, spec: &StudySpec, chunk: &Range<u32>) -> Request;

    /// The replications in a reply and the number of the first; `None` if it cannot be done.
    fn replications(reply: Reply) -> Option<(u32, Vec<Self::Replication>)>;

    fn is_sure_enough(done: &[Self::Replication], until: f64) -> bool;
}

type OnNews<R> = Box<dyn Fn(News<'_, R>)>;

/// A job: what is repeated, how, and who is told.
pub(super) struct Repeated<W: Work> {
    work: W,
    spec: StudySpec,
    run: StudyRun<W::Replication>,
    on_news: OnNews<W::Replication>,
}

impl<W: Work> Repeated<W> {
    pub(super) fn new(work: W, spec: StudySpec, on_news: impl Fn(News<'_, W::Replication>) + 'static) -> Self {
        let run = StudyRun::new(&spec, W::is_sure_enough);
        Self { work, spec, run, on_news: Box::new(on_news) }
    }
}

impl<W: Work> Repeat for Repeated<W> {
    fn next(&mut self, id: RequestId, n: u32) -> Option<Chunk> {
        let chunk = self.run.next_chunk(n)?;
        let request = self.work.request(id, &self.spec, &chunk);
        Some(Chunk { ticket: u64::from(chunk.start), n: chunk.end - chunk.start, request })
    }

    fn take(&mut self, _ticket: u64, reply: Reply) {
        match W::replications(reply) {
            Some((first, replications)) => self.run.take(first, replications),
            // The answer to the scenario says why.
            None => self.run.fail(),
        }
    }

    fn restart(&mut self) {
        self.run = StudyRun::new(&self.spec, W::is_sure_enough);
    }

    fn tell(&self, elapsed: f64) -> bool {
        let is_over = self.run.is_over();
        let (n_done, n_all) = (self.run.n_done(), self.run.n_all());
        (self.on_news)(News { done: self.run.done(), n_done, n_all, elapsed, is_over });
        is_over
    }
}

impl Work for Vec<Session> {
    type Replication = Replication;

    fn request(&self, id: RequestId, spec: &StudySpec, chunk: &Range<u32>) -> Request {
        let (first, n) = (chunk.start, chunk.end - chunk.start);
        Request::Replicate { id, sessions: self.clone(), spec: spec.clone(), first, n }
    }

    fn replications(reply: Reply) -> Option<(u32, Vec<Replication>)> {
        if let Reply::Replicated { first, replications, .. } = reply { Some((first, replications)) } else { None }
    }

    fn is_sure_enough(done: &[Replication], until: f64) -> bool {
        is_sure_enough(done, until)
    }
}

impl Work for Vec<Pipeline> {
    type Replication = Vec<Figures>;

    fn request(&self, id: RequestId, spec: &StudySpec, chunk: &Range<u32>) -> Request {
        let (first, n) = (chunk.start, chunk.end - chunk.start);
        Request::ReplicatePipelines { id, pipelines: self.clone(), spec: spec.clone(), first, n }
    }

    fn replications(reply: Reply) -> Option<(u32, Vec<Vec<Figures>>)> {
        if let Reply::ReplicatedPipelines { first, replications, .. } = reply {
            Some((first, replications))
        } else {
            None
        }
    }

    fn is_sure_enough(done: &[Vec<Figures>], until: f64) -> bool {
        let wall_clocks = |figures: &Vec<Figures>| figures.iter().map(|it| Some(it.wall_clock)).collect();
        let wall_clocks: Vec<Vec<Option<Nanos>>> = done.iter().map(wall_clocks).collect();
        is_sure_enough(&wall_clocks, until)
    }
}
