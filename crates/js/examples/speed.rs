//! The native half of `cargo xtask speed`: reads `REPORT REPEATS BATCH SESSION...`, prints for each session the
//! median over batches, in nanoseconds a session.

use std::hint::black_box;
use std::time::Instant;

use laneway_js::Suite;

#[expect(clippy::print_stdout, reason = "this is what it is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [report, repeats, batch, sessions @ ..] = arguments.as_slice() else {
        return Err("expected REPORT REPEATS BATCH SESSION...".into());
    };
    let suite = Suite::new(report, &std::fs::read(report)?)?;
    let (repeats, batch): (usize, u32) = (repeats.parse()?, batch.parse()?);
    for session in sessions {
        let mut times = Vec::with_capacity(repeats);
        for _ in 0..repeats {
            let start = Instant::now();
            for _ in 0..batch {
                black_box(suite.simulate(session)?);
            }
            times.push((start.elapsed() / batch).as_nanos());
        }
        times.sort_unstable();
        println!("{}", times[repeats / 2]);
    }
    Ok(())
}
