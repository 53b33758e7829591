//! The native half of `cargo xtask speed`: reads `REPORT REPEATS BATCH SESSION...`, prints for each session the
//! median over batches, in nanoseconds a session, and the same of a replication with noise.

use std::hint::black_box;
use std::time::Instant;

use laneway_js::Suite;

#[expect(clippy::print_stdout, reason = "this is what it is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [report, repeats, batch, sessions @ ..] = arguments.as_slice() else {
        return Err("expected REPORT REPEATS BATCH SESSION...".into());
    };
    let mut suite = Suite::new(report, &std::fs::read(report)?)?;
    let (repeats, batch): (usize, u32) = (repeats.parse()?, batch.parse()?);
    let median = |run: &mut dyn FnMut() -> Result<(), String>| {
        let mut times = Vec::with_capacity(repeats);
        for _ in 0..repeats {
            let start = Instant::now();
            run()?;
            times.push((start.elapsed() / batch).as_nanos());
        }
        times.sort_unstable();
        Ok::<_, String>(times[repeats / 2])
    };
    for session in sessions {
        let of_session = median(&mut || {
            for _ in 0..batch {
                black_box(suite.simulate(session)?);
            }
            Ok(())
        })?;
        let (list, spec) = (format!("[{session}]"), format!("{{\"replications\": {batch}}}"));
        let of_replication = median(&mut || {
            black_box(suite.study(&list, &spec)?);
            Ok(())
        })?;
        println!("{of_session} {of_replication}");
    }
    Ok(())
}
