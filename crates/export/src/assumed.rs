//! What a prediction rests on, in words; lines are Markdown.

use laneway_chart::human;
use laneway_engine::order::N_ORDERS;
use laneway_engine::suite::Suite;
use laneway_pipeline::prices;
use laneway_pipeline::scenario::Scenario;

/// What holds for both sides: noise, prices where there are any, how costs and durations are known.
pub fn of_both(scenario: &Scenario, suite: &Suite, has_prices: bool) -> Vec<String> {
    let noise = scenario.study.noise;
    let mut lines = vec![format!(
        "tests vary by {:.0} % from run to run, whole jobs by {:.0} %",
        noise.test * 100.0,
        noise.job * 100.0
    )];
    if has_prices {
        lines.push(format!("prices are those of {}", prices::DATE));
    }
    lines.push(match &scenario.calibration {
        Some(calibration) => {
            format!(
                "costs around the tests were fitted to a real run; the model is off by {}",
                human::percent(calibration.model_error())
            )
        }
        None => "costs around the tests were not fitted to a real run of this project".to_owned(),
    });
    lines.push(match (suite.recording.workers, suite.recording.cores) {
        (Some(workers), Some(cores)) => format!("durations were recorded with {workers} workers on {cores} cores"),
        (Some(workers), None) => format!("durations were recorded with {workers} workers"),
        _ => "under which load durations were recorded is not known".to_owned(),
    });
    if suite.is_order_lost() {
        lines.push(format!(
            "the report has lost the order of tests within files: runs take it as it is; {N_ORDERS} other orders show the range \
             of a typical one"
        ));
    }
    lines
}
