//! Lets the clock run, frame by frame; where the reader wants no motion, once a second.

use std::time::Duration;

use laneway_engine::time::Nanos;
use leptos::prelude::*;

use crate::browser::{motion, timing};
use crate::state::AppState;
use crate::state::player::end;

/// How long a step takes without motion.
const STEP: Duration = Duration::from_secs(1);

/// Starts the clock whenever the player begins to play. Called once.
pub fn keep(app: AppState) {
    let is_playing = Memo::new(move |_| app.player.with(|player| player.is_playing));
    // Of a clock that was stopped and started within a frame, the older one ends.
    let number = StoredValue::new(0_u32);
    Effect::new(move |_| {
        number.update_value(|number| *number += 1);
        if is_playing.get() {
            tick(app, number, number.get_value(), timing::now());
        }
    });
}

fn tick(app: AppState, newest: StoredValue<u32>, number: u32, before: f64) {
    let go_on = move || {
        let now = timing::now();
        let is_newest = newest.try_get_value() == Some(number);
        if !is_newest || !app.player.with_untracked(|player| player.is_playing) {
            return;
        }
        if let Some(sides) = app.sides.get_untracked() {
            let real = Nanos(((now - before).max(0.0) * 1e6) as u64);
            app.player.update(|player| player.advance(real, end(&sides)));
        }
        tick(app, newest, number, now);
    };
    if motion::is_reduced() {
        set_timeout(go_on, STEP);
    } else {
        request_animation_frame(go_on);
    }
}
