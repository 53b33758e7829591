//! Drives a search on all cores.

use std::io::{IsTerminal, Write};
use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::thread;

use laneway_engine::prepared::Prepared;
use laneway_engine::suite::Suite;
use laneway_pipeline::place::Problem;
use laneway_pipeline::study::Figures;
use laneway_search::batch::{Batch, simulate};
use laneway_search::search::Search;

/// What a thread came to.
type Answer = (u64, Result<Vec<Vec<Figures>>, Problem>);

/// Simulates batches until there are none. Each thread gets one after the other; the answer does not depend on how many there
/// are.
pub(super) fn drive(search: &mut Search, suite: &Suite, threads: Option<u32>) -> Result<(), Problem> {
    let n_threads =
        threads.map_or_else(|| thread::available_parallelism().map_or(1, NonZeroUsize::get), |n| n as usize);
    let study = search.question().study.clone();
    let shows = std::io::stderr().is_terminal();
    let (answers, answered) = mpsc::channel::<(usize, Answer)>();
    let result = thread::scope(|scope| {
        let orders: Vec<mpsc::Sender<Batch>> = (0..n_threads)
            .map(|own| {
                let (orders, ordered) = mpsc::channel::<Batch>();
                let (answers, study) = (answers.clone(), study.clone());
                scope.spawn(move || {
                    let mut prepared = Prepared::of_suite(suite);
                    for batch in ordered {
                        let (replications, left) = simulate(prepared, &batch, &study);
                        prepared = left;
                        if answers.send((own, (batch.id, replications))).is_err() {
                            break;
                        }
                    }
                });
                orders
            })
            .collect();
        let mut idle: Vec<usize> = (0..n_threads).collect();
        loop {
            while let Some(own) = idle.pop() {
                let Some(batch) = search.next_batch() else {
                    idle.push(own);
                    break;
                };
                // A thread is gone only if it panicked, and then the scope says so.
                let _ = orders[own].send(batch);
            }
            if idle.len() == n_threads {
                return Ok(());
            }
            let Ok((own, (id, replications))) = answered.recv() else { return Ok(()) };
            search.take(id, &replications?);
            idle.push(own);
            if shows {
                let (n_done, n_all) = search.progress();
                let _ = write!(std::io::stderr(), "\r{n_done} of {n_all} runs ");
            }
        }
    });
    if shows {
        let _ = write!(std::io::stderr(), "\r\u{1b}[K");
    }
    result
}
