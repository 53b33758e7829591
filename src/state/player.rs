//! Step and play: where both runs stand on one clock. It may be lost.

use std::time::Duration;

use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::AppState;
use super::run::{Side, Sides};
use super::view::{Middle, SideName};

/// How long the whole run takes at the usual speed.
const WHOLE: Duration = Duration::from_secs(20);

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
    /// Whether a disaster leaves the baseline as it is; else the baseline becomes the candidate undisturbed.
    pub keeps_baseline: bool,
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

    /// Lets the clock run, from the start if it is at the end; or stops it.
    pub fn toggle(&mut self, end: Nanos) {
        self.is_playing = !self.is_playing;
        if self.is_playing && end <= self.now {
            self.seek(Nanos::ZERO);
        }
    }

    /// Lets so much real time go by; at the end the clock stops.
    pub fn advance(&mut self, real: Nanos, end: Nanos) {
        let (times, by) = match self.speed {
            Speed::Whole => (u128::from(end.0), WHOLE.as_nanos()),
            Speed::Times(permille) => (u128::from(permille), 1_000),
        };
        let gone = u64::try_from(u128::from(real.0) * times / by).unwrap_or(u64::MAX);
        self.seek(Nanos(self.now.0.saturating_add(gone)).min(end));
        self.is_playing &= self.now < end;
    }
}

/// The end of both sides.
pub fn end(sides: &Sides) -> Nanos {
    let end = |side: &Side| side.outcome.summary.session_end.max(side.outcome.summary.makespan);
    end(&sides.baseline).max(end(&sides.candidate))
}

/// Shows one run with the clock at its start, and lets it run.
pub fn play_from_start(app: AppState) {
    app.view.update(|view| view.middle = Middle::Timeline);
    app.player.update(|player| {
        player.seek(Nanos::ZERO);
        (player.is_open, player.is_playing) = (true, true);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_run_takes_twenty_seconds() {
        let mut player = Player { is_playing: true, ..Player::default() };
        let end = Nanos(120_000_000_000);
        player.advance(Nanos(10_000_000_000), end);
        assert_eq!((player.now, player.is_playing), (Nanos(60_000_000_000), true));
        player.advance(Nanos(11_000_000_000), end);
        assert_eq!((player.now, player.is_playing), (end, false));
        player.toggle(end);
        assert_eq!((player.now, player.is_playing), (Nanos::ZERO, true));
        player.speed = Speed::Times(500);
        player.advance(Nanos(10_000_000_000), end);
        assert_eq!(player.now, Nanos(5_000_000_000));
    }
}
