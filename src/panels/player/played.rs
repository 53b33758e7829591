//! What is played: one side of the last answer, made ready when the player is opened.

use std::sync::Arc;

use laneway_chart::looks::{Look, looks};
use laneway_chart::player::moments::What;
use laneway_chart::player::replay::Replay;
use laneway_chart::player::say::Teller;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::state::AppState;
use crate::state::player::end;
use crate::state::run::{Side, Sides};
use crate::state::view::SideName;

/// One side, ready to be played.
pub struct Played {
    sides: Arc<Sides>,
    side: SideName,
    /// All its moments.
    pub replay: Replay,
    /// How its tests are coloured.
    pub looks: Vec<Look>,
    /// The end of both sides.
    pub end: Nanos,
}

impl PartialEq for Played {
    /// The very same: comparing contents would cost more than drawing.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Played {
    fn new(sides: Arc<Sides>, side: SideName) -> Self {
        let own = of(&sides, side);
        let replay = Replay::new(&sides.suite, &own.session, Arc::clone(&own.outcome));
        Self { looks: looks(&sides.suite), end: end(&sides), side, replay, sides }
    }

    /// Says what happens in it.
    pub fn teller(&self) -> Teller<'_> {
        Teller { replay: &self.replay, suite: &self.sides.suite, session: &of(&self.sides, self.side).session }
    }
}

fn of(sides: &Sides, side: SideName) -> &Side {
    match side {
        SideName::Baseline => &sides.baseline,
        SideName::Candidate => &sides.candidate,
    }
}

/// What is played, and how far; for every part of the player.
#[derive(Clone, Copy)]
pub struct Deck {
    /// The page.
    pub app: AppState,
    /// What is played; `None` while the player is closed.
    pub played: Memo<Option<Arc<Played>>>,
    /// How many of its moments have happened.
    pub position: Memo<usize>,
    /// Its decisions in the list: all, or those about one worker.
    pub decisions: Memo<Arc<Vec<u32>>>,
}

impl Deck {
    /// Of the page, for as long as the panel lives.
    pub fn new(app: AppState) -> Self {
        let side = Memo::new(move |_| app.player.with(|player| player.is_open.then_some(player.side)));
        let played = Memo::new(move |_| Some(Arc::new(Played::new(app.sides.get()?, side.get()?))));
        let position = Memo::new(move |_| {
            let state = app.player.get();
            let at = |played: &Arc<Played>| match state.moment {
                // The moment may have been one of another run.
                Some(moment) => (moment as usize + 1).min(played.replay.moments().len()),
                None => played.replay.position_at(state.now),
            };
            played.with(|played| played.as_ref().map_or(0, at))
        });
        let worker = Memo::new(move |_| app.player.with(|player| player.worker));
        let decisions = Memo::new(move |_| {
            let listed = |played: &Arc<Played>| {
                let decisions = (0..).zip(&played.replay.outcome().decisions);
                let listed = decisions.filter(|(_, it)| worker.get().is_none_or(|worker| it.worker == worker));
                listed.map(|(position, _)| position).collect()
            };
            Arc::new(played.with(|played| played.as_ref().map(listed).unwrap_or_default()))
        });
        Self { app, played, position, decisions }
    }

    /// Goes to a decision.
    pub fn show(&self, decision: u32) {
        if let Some(played) = self.played.get_untracked() {
            self.go(&played, played.replay.moment_of(decision));
        }
    }

    /// Goes to the next decision, or the one before; about the chosen worker alone, if one is chosen. With `is_each`, to any
    /// moment but the arrival of a word.
    pub fn step(&self, is_forward: bool, is_each: bool) {
        let Some(played) = self.played.get_untracked() else { return };
        let (moments, position) = (played.replay.moments(), self.position.get_untracked());
        let worker = self.app.player.with_untracked(|player| player.worker);
        let outcome = played.replay.outcome();
        let is_wanted = |moment: &usize| {
            let (is_kind, of) = match moments[*moment].what {
                What::Decided(decision) => (true, outcome.decisions[decision as usize].worker),
                What::Started(run) | What::Ended(run) => (is_each, outcome.runs[run as usize].worker),
                What::Ready(of) | What::Collected(of) | What::Finished(of) => (is_each, of),
                What::Arrived(_) => (false, 0),
            };
            is_kind && worker.is_none_or(|worker| worker == of)
        };
        let found = if is_forward {
            (position..moments.len()).find(is_wanted)
        } else {
            (0..position.saturating_sub(1)).rev().find(is_wanted)
        };
        match found {
            Some(moment) => self.go(&played, moment),
            None if is_forward => self.seek(played.end),
            None => self.seek(Nanos::ZERO),
        }
    }

    /// Stops at a time.
    pub fn seek(&self, now: Nanos) {
        self.app.player.update(|player| {
            player.seek(now);
            player.is_playing = false;
        });
    }

    /// Lets the clock run, or stops it.
    pub fn toggle(&self) {
        if let Some(played) = self.played.get_untracked() {
            self.app.player.update(|player| player.toggle(played.end));
        }
    }

    fn go(&self, played: &Played, moment: usize) {
        self.app.player.update(|player| {
            player.seek(played.replay.moments()[moment].at);
            (player.moment, player.is_playing) = (Some(moment as u32), false);
        });
    }
}
