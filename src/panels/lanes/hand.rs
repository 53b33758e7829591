//! What a hand does to the lanes: pointers, wheel and keys as they come, turned into moves of the window.

use leptos::ev;
use leptos::prelude::*;

use super::shown::Shown;
use crate::browser::pointer;
use crate::timeline::fingers::{Fingers, Gesture};

/// The pointers over the lanes.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    shown: Shown,
    fingers: StoredValue<Fingers>,
    /// Whether a pointer that is down has moved.
    pub(super) is_dragging: RwSignal<bool>,
}

impl Hand {
    /// A hand that touches nothing yet.
    pub(super) fn new(shown: Shown) -> Self {
        Self { shown, fingers: StoredValue::new(Fingers::default()), is_dragging: RwSignal::new(false) }
    }

    /// The wheel turns. Over names the page scrolls, unless rows do.
    pub(super) fn turn(self, event: &ev::WheelEvent) {
        let turn = pointer::looked_at(event);
        let is_ours = self.shown.change(|window, frame| {
            let is_ours = frame.viewport.gutter <= turn.x || frame.farthest_scroll > 0.0;
            if is_ours {
                window.turn(frame, &turn);
            }
            is_ours
        });
        if is_ours {
            event.prevent_default();
        }
    }

    /// A key is pressed: it moves the window, or is not for it.
    pub(super) fn press_key(self, event: &ev::KeyboardEvent) {
        let Some(key) = pointer::key(event) else { return };
        let is_ours = self.shown.change(|window, frame| {
            let is_vertical = key == "ArrowUp" || key == "ArrowDown";
            (!is_vertical || frame.farthest_scroll > 0.0) && window.press(frame, &key)
        });
        if is_ours {
            event.prevent_default();
        }
    }

    /// A pointer goes down.
    pub(super) fn press(self, event: &ev::PointerEvent) {
        if event.button() == 0 {
            self.fingers.update_value(|fingers| fingers.press(event.pointer_id(), pointer::place(event)));
        }
    }

    /// A pointer moves, down or not.
    pub(super) fn slide(self, event: &ev::PointerEvent) {
        let at = pointer::place(event);
        let gesture = self.fingers.try_update_value(|fingers| fingers.slide(event.pointer_id(), at)).flatten();
        let Some(gesture) = gesture else { return };
        if !self.is_dragging.get_untracked() {
            // Not before: a click belongs to the lane under it.
            pointer::capture(event);
            self.is_dragging.set(true);
        }
        self.shown.change(|window, frame| {
            match gesture {
                Gesture::Drag { across, down } => window.drag(frame, across, down),
                Gesture::Pinch { by, x, across } => {
                    window.zoom_at(frame, f64::from(1.0 / by), x);
                    window.drag(frame, across, 0.0);
                }
            }
            true
        });
    }

    /// A pointer goes up, or the browser takes it away.
    pub(super) fn release(self, event: &ev::PointerEvent) {
        self.fingers.update_value(|fingers| {
            fingers.release(event.pointer_id());
        });
        self.is_dragging.set(false);
    }
}
