//! Step and play: where both runs stand on one clock. It may be lost.

use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::AppState;
use super::view::{Middle, SideName};

/// The state of the player; plain data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Player {
    /// Whether it is in sight, and the clock in the picture.
    pub is_open: bool,
    /// Where both sides stand.
    pub now: Nanos,
    /// Whether the clock runs.
    pub is_playing: bool,
    /// How fast it runs.
    pub speed: Speed,
    /// Whose queues and decisions are shown.
    pub side: SideName,
    /// The one worker whose decisions are shown, and on whom disasters fall; `None`: all, and the first that is busy.
    pub worker: Option<u32>,
    /// The moment of that side that was stepped to: more than one can lie at `now`. `None`: all of `now` has happened.
    pub moment: Option<u32>,
}

/// How fast the clock runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    /// The whole run, whatever its length, in 20 s.
    #[default]
    Whole,
    /// So many thousandths of a simulated second for each real one.
    Times(u32),
}

impl Player {
    /// Puts the clock somewhere: all that happens at that time has happened.
    pub fn seek(&mut self, now: Nanos) {
        (self.now, self.moment) = (now, None);
    }
}

/// Shows one run with the clock at its start, and lets it run.
pub fn play_from_start(app: AppState) {
    app.view.update(|view| view.middle = Middle::Timeline);
    app.player.update(|player| {
        player.seek(Nanos::ZERO);
        (player.is_open, player.is_playing) = (true, true);
    });
}
