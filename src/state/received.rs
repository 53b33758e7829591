//! The link that was opened: what its sender says and saw, and what comes out here.

use std::sync::Arc;

use laneway_link::fidelity::Fidelity;
use laneway_link::headline::{Headline, Mismatch};
use laneway_link::shared::Shared;

use super::scenario::Scenario;
use super::view::Middle;

/// A link from somebody else; kept until another one is opened, or other tests are.
#[derive(Clone)]
pub struct Received {
    /// The part of the address behind the `#`, as it was opened.
    pub hash: String,
    /// What it holds.
    pub shared: Arc<Shared>,
    /// What the browser had kept when it was opened, as a link, where that is something else.
    pub before: Option<String>,
    /// Its figures, computed here; `None`: not yet.
    pub recomputed: Option<Result<Headline, String>>,
    /// Whether the reader put the words about it away.
    pub is_put_away: bool,
    /// Whether the reader asked for the whole page, where a link opens as a result to be read.
    pub is_whole: bool,
}

/// What became of the sender's figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// The sender sent none.
    Unsent,
    /// They are being computed.
    Waits,
    /// The same to the last digit.
    Same,
    /// Others, and why.
    Differs(Mismatch),
    /// They cannot be computed here, and why.
    Cannot(String),
}

impl Received {
    /// What was opened just now.
    pub fn new(hash: String, shared: Shared) -> Self {
        let mut received = Self {
            hash,
            shared: Arc::new(shared),
            before: None,
            recomputed: None,
            is_put_away: false,
            is_whole: false,
        };
        received.is_put_away = received.is_plain();
        received
    }

    /// Whether it is a page's own address, with nothing said beside the scenario.
    pub fn is_plain(&self) -> bool {
        let Shared { title, note, headline, fidelity, .. } = &*self.shared;
        title.is_empty() && note.is_empty() && headline.is_none() && *fidelity == Fidelity::Full
    }

    /// Whether a scenario is the one that was sent, whatever is looked at in it.
    pub fn is_unchanged(&self, now: &Scenario) -> bool {
        let sent = &self.shared.scenario;
        sent.source.is_same(&now.source)
            && (&sent.baseline, &sent.candidate) == (&now.baseline, &now.candidate)
            && (&sent.study, &sent.calibration) == (&now.study, &now.calibration)
    }

    /// Whether a scenario has the tests that were sent, so that it may answer the sender.
    pub fn is_about(&self, now: &Scenario) -> bool {
        self.shared.scenario.source.is_same(&now.source)
    }

    /// What became of the sender's figures.
    pub fn verified(&self) -> Verified {
        let Some(sent) = &self.shared.headline else { return Verified::Unsent };
        match &self.recomputed {
            None => Verified::Waits,
            Some(Err(why)) => Verified::Cannot(why.clone()),
            Some(Ok(here)) => sent.mismatch(self.shared.model, here).map_or(Verified::Same, Verified::Differs),
        }
    }

    /// The figures to show: those computed here, else the sender's.
    pub fn headline(&self) -> Option<&Headline> {
        self.recomputed.as_ref().and_then(|here| here.as_ref().ok()).or(self.shared.headline.as_ref())
    }

    /// What the sender had open.
    pub fn middle(&self) -> Middle {
        Middle::from_flag(&self.shared.view).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_sender_s_until_they_are_computed_here() {
        let sent = Headline { replications: 3, ..Headline::default() };
        let other = Headline { typical: [1.0, 2.0], ..sent.clone() };
        let shared = Shared { headline: Some(sent.clone()), ..Shared::default() };
        let mut received = Received::new(String::new(), shared);
        assert_eq!((received.verified(), received.headline()), (Verified::Waits, Some(&sent)));
        received.recomputed = Some(Ok(sent.clone()));
        assert_eq!(received.verified(), Verified::Same);
        received.recomputed = Some(Ok(other.clone()));
        assert_eq!(received.verified(), Verified::Differs(Mismatch::Unexplained));
        assert_eq!(received.headline(), Some(&other));
        received.recomputed = Some(Err("no".to_owned()));
        assert_eq!((received.verified(), received.headline()), (Verified::Cannot("no".to_owned()), Some(&sent)));
    }

    #[test]
    fn a_link_without_figures_is_not_checked() {
        assert_eq!(Received::new(String::new(), Shared::default()).verified(), Verified::Unsent);
    }

    #[test]
    fn only_a_change_of_the_document_is_a_change() {
        let received = Received::new(String::new(), Shared::default());
        let mut now = Scenario::from_document(received.shared.scenario.clone());
        assert!(received.is_unchanged(&now) && received.is_about(&now));
        now.study.seed = 9;
        assert!(!received.is_unchanged(&now) && received.is_about(&now));
        now.source = laneway_engine::source::Source::Preset("four-tests".to_owned());
        assert!(!received.is_about(&now));
    }
}
