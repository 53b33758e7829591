//! Sharing as a link: what the sender says and chooses, and what the thread offers. It may be lost.

use std::sync::Arc;

use laneway_link::answer::{Offer, best};
use laneway_link::fidelity::{Level, NamesKept};

/// The longest address that is proposed where the user says nothing, in characters: what chat programs and code hosts take.
pub const MAX_LENGTH: u32 = 8_000;

/// The state of the dialog.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Whether it is open.
    pub is_open: bool,
    /// In a few words.
    pub title: String,
    /// What readers should know.
    pub note: String,
    /// Which names go with it.
    pub names: NamesKept,
    /// The address that a link stands behind.
    pub base: String,
    /// The longest address, in characters.
    pub max_length: u32,
    /// The level that was chosen; `None`: the one proposed.
    pub level: Option<Level>,
    /// The last answer.
    pub offered: Option<Arc<Offered>>,
    /// Whether a newer answer is on its way.
    pub is_old: bool,
    /// Why there is no answer.
    pub error: Option<String>,
    /// What became of the reader's reply.
    pub answer: Answer,
}

/// What became of a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nobody asked.
    #[default]
    None,
    /// Its link is being made.
    Making,
    /// It is copied; the sentence.
    Copied(String),
    /// The browser refused the clipboard; all of the text.
    Refused(String),
    /// There is no link of it, and why.
    Cannot(String),
}

/// What the thread offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// Best level first, without their scenarios.
    pub offers: Vec<Offer>,
    /// Files and tests that a link names; the first of many.
    pub names: Vec<String>,
    /// How many these are in all.
    pub n_names: u64,
}

/// Something to do about links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareErrand {
    /// Make the reader's reply and copy it.
    Reply,
}

impl Default for Share {
    fn default() -> Self {
        Self {
            is_open: false,
            title: String::new(),
            note: String::new(),
            names: NamesKept::None,
            base: String::new(),
            max_length: MAX_LENGTH,
            level: None,
            offered: None,
            is_old: false,
            error: None,
            answer: Answer::None,
        }
    }
}

impl Share {
    /// How many characters a link may have behind the address.
    fn room(&self) -> usize {
        (self.max_length as usize).saturating_sub(laneway_link::address::n_before(&self.base))
    }

    /// The offer that is proposed; `None`: none fits.
    pub fn proposed(&self) -> Option<&Offer> {
        best(&self.offered.as_ref()?.offers, self.room())
    }

    /// The offer that was chosen, else the one proposed, by place. A level that no longer fits is no choice.
    pub fn chosen_place(&self) -> Option<usize> {
        let offers = &self.offered.as_ref()?.offers;
        let chosen = offers.iter().position(|offer| offer.level.is_some() && offer.level == self.level);
        let proposed = || self.proposed().and_then(|proposed| offers.iter().position(|it| std::ptr::eq(it, proposed)));
        chosen.filter(|place| self.fits(&offers[*place])).or_else(proposed)
    }

    /// The same offer.
    pub fn chosen(&self) -> Option<&Offer> {
        self.offered.as_ref()?.offers.get(self.chosen_place()?)
    }

    /// Whether an offer is short enough.
    pub fn fits(&self, offer: &Offer) -> bool {
        offer.link.len() <= self.room()
    }

    /// What is copied; empty where nothing fits.
    pub fn address(&self) -> String {
        self.chosen().map_or_else(String::new, |offer| laneway_link::address::address(&self.base, &offer.link))
    }
}

#[cfg(test)]
mod tests {
    use laneway_link::shared::Shared;

    use super::*;

    fn share(lengths: &[(Level, usize)]) -> Share {
        let offer = |(level, length): &(Level, usize)| Offer {
            level: Some(*level),
            is_as_opened: false,
            shared: Shared::default(),
            link: "x".repeat(*length),
            moved: None,
        };
        let offers = lengths.iter().map(offer).collect();
        let offered = Some(Arc::new(Offered { offers, names: Vec::new(), n_names: 0 }));
        Share { base: "https://a.org/".to_owned(), max_length: 115, offered, ..Share::default() }
    }

    #[test]
    fn a_choice_holds_as_long_as_it_fits() {
        let mut share = share(&[(Level::Fine, 101), (Level::Steps, 90), (Level::Shape, 50)]);
        assert_eq!(share.chosen_place(), Some(1), "the best that fits");
        share.level = Some(Level::Shape);
        assert_eq!(share.address(), format!("https://a.org/#{}", "x".repeat(50)));
        share.level = Some(Level::Fine);
        assert_eq!(share.chosen_place(), Some(1), "too long to be chosen");
        share.max_length = 20;
        assert_eq!((share.chosen_place(), share.address().as_str()), (None, ""));
    }
}
