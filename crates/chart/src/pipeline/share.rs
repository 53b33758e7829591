//! Where the wall-clock time goes, by kind, along the critical path.

use laneway_engine::time::Nanos;
use laneway_pipeline::outcome::{JobOutcome, SpanKind};

use super::side::PipelineSide;

/// What time can go into, in the order in which it counts where several things run side by side.
const KINDS: [(Kind, &str); 6] = [
    (Kind::Span(SpanKind::Tests), "tests"),
    (Kind::Span(SpanKind::Gate), "the gate"),
    (Kind::Around, "set-up and other steps"),
    (Kind::Span(SpanKind::Container), "containers"),
    (Kind::Transfer, "artifacts"),
    (Kind::Span(SpanKind::Queue), "queues"),
];

/// Kinds of spans, those that are alike taken together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Span(SpanKind),
    /// Set-up, any other command, post steps.
    Around,
    /// Artifacts stored or fetched.
    Transfer,
}

fn kind(kind: SpanKind) -> Kind {
    match kind {
        SpanKind::SetUp | SpanKind::Post => Kind::Around,
        SpanKind::Upload | SpanKind::Download => Kind::Transfer,
        other => Kind::Span(other),
    }
}

/// The time of each kind on the critical path, most first, without those that take none.
pub(super) fn shares(side: &PipelineSide<'_>) -> Vec<(&'static str, Nanos)> {
    let mut sums = [Nanos::ZERO; KINDS.len()];
    for job in side.outcome.critical.iter().filter_map(|place| side.outcome.jobs.get(*place)) {
        for (sum, of_job) in sums.iter_mut().zip(of_job(job)) {
            *sum += of_job;
        }
    }
    let mut shares: Vec<_> = KINDS.iter().zip(sums).map(|((_, name), sum)| (*name, sum)).collect();
    shares.retain(|(_, sum)| *sum > Nanos::ZERO);
    shares.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    shares
}

/// Each instant counts once: as the first of [`KINDS`] of all that runs in it.
fn of_job(job: &JobOutcome) -> [Nanos; KINDS.len()] {
    let mut edges: Vec<Nanos> = job.spans.iter().flat_map(|span| [span.start, span.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut sums = [Nanos::ZERO; KINDS.len()];
    for pair in edges.windows(2) {
        let running = job.spans.iter().filter(|span| span.start <= pair[0] && pair[1] <= span.end);
        let place = running.filter_map(|span| KINDS.iter().position(|(it, _)| *it == kind(span.kind))).min();
        if let Some(place) = place {
            sums[place] += pair[1] - pair[0];
        }
    }
    sums
}
