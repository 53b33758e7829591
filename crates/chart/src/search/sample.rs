//! What a small search found, for the tests of its pictures.

use laneway_engine::time::Nanos;
use laneway_pipeline::study::summary::Probability;
use laneway_search::dimension::Dimension;
use laneway_search::flips::{Assumption, Flip, Turn};
use laneway_search::found::{Change, Finalist, Found};
use laneway_search::measure::{Measure, Metric};
use laneway_search::winner::{Answer, Gain, Ruling};

fn measure(secs: u64, monthly: f64) -> Measure {
    let time = Nanos(secs * 1_000_000_000);
    Measure {
        n: 256,
        p50: time,
        p95: Nanos(time.0 / 10 * 11),
        minutes: 3.0,
        monthly,
        red: Probability::new(0, 256),
        covered: None,
    }
}

fn finalist(choice: u32, changes: &[(Dimension, &str, &str)], measure: Measure) -> Finalist {
    let change = |(dimension, from, to): &(Dimension, &str, &str)| Change {
        job: "tests".to_owned(),
        dimension: *dimension,
        from: (*from).to_owned(),
        to: (*to).to_owned(),
    };
    Finalist { choice, changes: changes.iter().map(change).collect(), measure, is_within_limits: true }
}

/// Work stealing on more workers wins; fewer workers are cheaper.
pub(crate) fn found() -> Found {
    let steal = (Dimension::Dist, "load", "worksteal");
    Found {
        n_configurations: 240,
        n_runs: 9_000,
        baseline: measure(170, 30.0),
        finalists: vec![
            finalist(7, &[steal, (Dimension::Workers, "4", "8")], measure(125, 40.0)),
            finalist(3, &[steal], measure(160, 25.0)),
        ],
        front: vec![0, 1],
        answer: Answer {
            favourite: Some(0),
            ruling: Ruling::Wins,
            metric: Metric::WallClock,
            baseline: 170.2,
            difference: Some(Gain { mean: -45.2, half_width: 3.1 }),
            equals: vec![1],
        },
        flips: vec![
            Flip {
                assumption: Assumption::CpuShare,
                now: 0.5,
                tried: (0.0, 1.0),
                turns: vec![Turn { at: 0.83, to: Some(1) }],
            },
            Flip {
                assumption: Assumption::SessionFixture,
                now: 0.0,
                tried: (0.0, 60.0),
                turns: vec![Turn { at: 12.25, to: None }],
            },
            Flip { assumption: Assumption::ModuleFixture, now: 0.0, tried: (0.0, 10.0), turns: Vec::new() },
            Flip { assumption: Assumption::StartUp, now: 0.0, tried: (0.0, 60.0), turns: Vec::new() },
        ],
    }
}
