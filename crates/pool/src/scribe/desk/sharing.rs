//! Answers about links: what a sender chooses from.

use laneway_engine::source::Source;
use laneway_engine::suite::Suite;
use laneway_link::answer::Offer;
use laneway_link::fidelity::NamesKept;
use laneway_link::link::write_shared;
use laneway_link::sending::{n_runs, names, names_told, sent};
use laneway_link::shared::Shared;
use laneway_pipeline::scenario::Scenario;

use crate::protocol::RequestId;
use crate::scribe::protocol::Reply;

/// How many tests the figures of a link simulate at most, in all runs; some 0.3 s.
const MOST_SENT: usize = 2_000_000;

/// How many names are shown of those that a link tells.
const MOST_NAMES: usize = 300;

/// What was offered last, so that another title costs no simulation.
#[derive(Default)]
pub(super) struct Sharing {
    /// What was asked for, without its texts, and the scenario without its tests.
    asked: Option<(Shared, NamesKept)>,
    offers: Vec<Offer>,
    names: Vec<String>,
}

impl Sharing {
    /// The links of what is shared, whose tests are those of `suite`, or made from `source` by rule. Offers go without their
    /// scenarios.
    pub(super) fn offer(
        &mut self,
        id: RequestId,
        shared: Shared,
        kept: NamesKept,
        source: Source,
        suite: &Suite,
    ) -> Reply {
        let Shared { title, note, view, .. } = shared.clone();
        let asked = (Shared { title: String::new(), note: String::new(), view: String::new(), ..shared.clone() }, kept);
        if self.asked.as_ref() == Some(&asked) {
            for offer in &mut self.offers {
                (offer.shared.title, offer.shared.note, offer.shared.view) =
                    (title.clone(), note.clone(), view.clone());
                offer.link = write_shared(&offer.shared);
            }
        } else {
            let scenario = Scenario { source, ..shared.scenario.clone() };
            // What came in a link has as many runs as its sender's.
            let known = shared.headline.as_ref().map(|headline| headline.replications);
            let n_runs = known.unwrap_or_else(|| n_runs(&scenario, suite.tests.len(), MOST_SENT));
            let names = names(kept, &scenario, suite);
            self.offers = sent(&Shared { scenario: scenario.clone(), ..shared }, suite, &names, n_runs);
            let told = self.offers.first().map(|offer| names_told(&scenario, &offer.shared.scenario));
            self.names = told.unwrap_or_default();
            self.asked = Some(asked);
        }
        let light = |offer: &Offer| {
            let Shared { fidelity, names, model, headline, as_is, .. } = offer.shared.clone();
            let scenario = Scenario::default();
            let (title, note, view) = (title.clone(), note.clone(), view.clone());
            let shared = Shared { scenario, fidelity, names, view, title, note, model, headline, as_is };
            Offer { shared, link: offer.link.clone(), ..*offer }
        };
        let n_names = self.names.len() as u64;
        let names = self.names.iter().take(MOST_NAMES).cloned().collect();
        Reply::Offered { id, offers: self.offers.iter().map(light).collect(), names, n_names }
    }
}
