//! A calibration in words.

use laneway_engine::calibrate::{Compared, What};

use crate::human;

/// `modelled 5:02, measured 4:57 (+1.7 %)`.
pub fn sentence(compared: &Compared) -> String {
    let (modelled, measured) = (human::time(compared.modelled), human::time(compared.measured));
    format!("modelled {modelled}, measured {measured} ({})", error(compared))
}

/// By how much the simulation is off: `+1.7 %`.
pub fn error(compared: &Compared) -> String {
    let percent = format!("{:+.1} %", compared.error() * 100.0);
    percent.replacen('-', "\u{2212}", 1)
}

/// What was fitted, or was not.
pub fn about(what: What) -> &'static str {
    match what {
        What::Startup => "start-up, until the last worker is ready",
        What::Collection => "collection, until the first test",
        What::Latency => "latency, one way",
        What::TestOverhead => "overhead of a test",
        What::TestGap => "gap between tests",
        What::WorkerFinish => "finish of a worker",
        What::Ending => "end of the session",
        What::Outside => "the command around it",
        What::SessionFixtures => "fixtures of the session, a worker",
        What::ModuleFixtures => "fixtures of a module",
        What::ClassFixtures => "fixtures of a class",
        What::Computing => "computing",
    }
}

#[cfg(test)]
mod tests {
    use laneway_engine::time::Nanos;

    use super::*;

    #[test]
    fn an_error_has_a_sign() {
        let secs = |secs: u64| Nanos(secs * 1_000_000_000);
        let compared = |modelled, measured| sentence(&Compared { modelled: secs(modelled), measured: secs(measured) });
        assert_eq!(compared(302, 297), "modelled 5:02, measured 4:57 (+1.7 %)");
        assert_eq!(compared(99, 100), "modelled 1:39, measured 1:40 (\u{2212}1.0 %)");
    }
}
