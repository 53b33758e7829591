//! What a session's conditions do to recorded durations, in sentences.

use laneway_engine::conditions::Conditions;
use laneway_engine::contention::WHOLE;
use laneway_engine::session::Session;
use laneway_engine::suite::Recording;

/// A line for each thing that changes durations; none if all is as recorded.
pub(crate) fn describe(recording: &Recording, session: &Session) -> String {
    let Conditions { recorded_stretch, recorded_coverage, coverage, speed } = Conditions::new(recording, session);
    let times = |permille: u32| format!("{:.2}", f64::from(permille) / f64::from(WHOLE));
    let percent = |permille: u32| format!("{} %", f64::from(permille) / 10.0);
    let mut text = String::new();
    if let (true, Some(workers), Some(cores)) = (recorded_stretch > WHOLE, recording.workers, recording.cores) {
        let divisor = times(recorded_stretch);
        text += &format!("recorded by {workers} workers on {cores} cores: durations divided by {divisor}\n");
    }
    text += &match (recorded_coverage, coverage) {
        (recorded, now) if recorded == now => String::new(),
        (recorded, 0) => format!(
            "recorded with coverage, which added {}: durations divided by {}\n",
            percent(recorded),
            times(WHOLE + recorded)
        ),
        (0, now) => format!("coverage adds {}: durations times {}\n", percent(now), times(WHOLE + now)),
        (recorded, now) => format!(
            "coverage added {} when recorded, and adds {}: durations divided by {}, times {}\n",
            percent(recorded),
            percent(now),
            times(WHOLE + recorded),
            times(WHOLE + now)
        ),
    };
    if speed != WHOLE {
        let speed = f64::from(speed) / f64::from(WHOLE);
        text += &format!("a machine {speed} times as fast: durations divided by {speed}\n");
    }
    text
}
