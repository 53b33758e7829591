//! Answers about advice: what the rules find, ready for a message.

use laneway_advice::look::Look;
use laneway_advice::rules::{RULES, all};
use laneway_engine::suite::Suite;
use laneway_formats::changes::changes;
use laneway_pipeline::pipeline::Pipeline;

use crate::protocol::{Advice, Fix};

/// What the rules look for, and what they find, in their order.
pub(super) fn advise(suite: &Suite, baseline: &Pipeline, pipeline: &Pipeline, seed: u64) -> (Vec<String>, Vec<Advice>) {
    let look = Look::new(suite, baseline, pipeline, seed);
    let findings = all(&look).into_iter().map(|finding| Advice {
        rule: finding.rule.to_owned(),
        place: finding.place,
        wrong: finding.wrong,
        why: finding.why,
        advice: finding.advice,
        fix: finding
            .fix
            .filter(|fix| fix != pipeline)
            .map(|fix| Fix { changes: changes(pipeline, &fix), pipeline: fix }),
    });
    (RULES.iter().map(|rule| rule.title.to_owned()).collect(), findings.collect())
}
