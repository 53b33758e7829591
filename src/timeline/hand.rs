//! What a hand does to the picture: pointers, wheel and keys as they come, turned into changes of the view and of small suites.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::edits::{Grip, Pending};
use super::fingers::{Fingers, Gesture};
use super::moves::Stage;
use super::picture::Picture;
use super::view::{SuiteEdit, TimelineView};
use crate::browser::pointer;

/// The pointers over one picture, and what they hold.
#[derive(Clone, Copy)]
pub struct Hand {
    picture: Signal<Option<Arc<Picture>>>,
    view: RwSignal<TimelineView>,
    size: RwSignal<(f32, f32)>,
    on_edit_test: Option<Callback<SuiteEdit>>,
    fingers: StoredValue<Fingers>,
    grip: StoredValue<Option<Grip>>,
    /// How the pointer is to look, in the words of CSS; empty: as always.
    pub cursor: RwSignal<&'static str>,
    /// Whether a pointer that is down has moved.
    pub is_dragging: RwSignal<bool>,
}

impl Hand {
    /// A hand that touches nothing yet.
    pub fn new(
        picture: Signal<Option<Arc<Picture>>>,
        view: RwSignal<TimelineView>,
        size: RwSignal<(f32, f32)>,
        on_edit_test: Option<Callback<SuiteEdit>>,
    ) -> Self {
        Self {
            picture,
            view,
            size,
            on_edit_test,
            fingers: StoredValue::new(Fingers::default()),
            grip: StoredValue::new(None),
            cursor: RwSignal::new(""),
            is_dragging: RwSignal::new(false),
        }
    }

    /// A pointer goes down.
    pub fn press(self, event: &ev::PointerEvent) {
        if event.button() == 0 {
            pointer::capture(event);
            let at = pointer::place(event);
            self.fingers.update_value(|fingers| fingers.press(event.pointer_id(), at));
            let can_edit = self.on_edit_test.is_some() && !pointer::is_touch(event);
            self.grip.set_value(self.grip_at(at).filter(|_| can_edit));
        }
    }

    /// A pointer moves, down or not.
    pub fn slide(self, event: &ev::PointerEvent) {
        let at = pointer::place(event);
        let gesture = self.fingers.try_update_value(|fingers| fingers.slide(event.pointer_id(), at)).flatten();
        let dragging = self.fingers.with_value(Fingers::is_dragging);
        if self.is_dragging.get_untracked() != dragging {
            self.is_dragging.set(dragging);
        }
        match gesture {
            None if !dragging => self.hover(at),
            None => {}
            Some(Gesture::Drag { across, down }) => self.change(&|stage, view| {
                view.hovered = None;
                match self.grip.get_value() {
                    Some(grip) => view.pending = stage.pending(view, grip, at),
                    None => stage.drag(view, across, down),
                }
            }),
            Some(Gesture::Pinch { by, x, across }) => self.change(&|stage, view| {
                view.hovered = None;
                stage.zoom(view, f64::from(1.0 / by), x);
                stage.drag(view, across, 0.0);
            }),
        }
    }

    /// A pointer goes up: what it held is put where it is; a click chooses.
    pub fn release(self, event: &ev::PointerEvent) {
        let at = pointer::place(event);
        if let (Some(Pending { edit: Some(edit), .. }), Some(on_edit)) =
            (self.view.with_untracked(|view| view.pending), self.on_edit_test)
        {
            on_edit.run(edit);
        }
        self.let_go();
        let is_click = self.fingers.try_update_value(|fingers| fingers.release(event.pointer_id())).unwrap_or_default();
        self.is_dragging.set(false);
        if is_click {
            self.change(&|stage, view| {
                view.chosen = stage.run_at(view, at);
                view.is_walking = view.chosen.is_some();
                view.hovered = None;
            });
        }
    }

    /// The browser takes a pointer away: nothing is changed.
    pub fn cancel(self, event: &ev::PointerEvent) {
        self.fingers.update_value(|fingers| {
            fingers.release(event.pointer_id());
        });
        self.let_go();
        self.is_dragging.set(false);
    }

    /// A pointer is no longer over the picture.
    pub fn leave(self) {
        self.change(&|_, view| {
            view.hovered = None;
            view.pointer = (0.0, 0.0);
        });
    }

    /// A double click: to the run that is there, else back to the whole.
    pub fn double_click(self, event: &ev::MouseEvent) {
        let at = pointer::mouse_place(event);
        self.change(&|stage, view| {
            if let Some(run) = stage.run_at(view, at) {
                stage.zoom_to(view, run);
            } else {
                view.window.zoom = None;
            }
        });
    }

    /// The wheel turns.
    pub fn turn(self, event: &ev::WheelEvent) {
        let turn = pointer::turn(event);
        self.change(&|stage, view| {
            stage.turn(view, &turn);
            view.hovered = None;
        });
    }

    /// A key is pressed: it changes the suite, moves, or is not for the picture.
    pub fn press_key(self, event: &ev::KeyboardEvent) {
        let Some(key) = pointer::key(event) else { return };
        let Some(picture) = self.picture.get_untracked() else { return };
        let stage = Stage { picture: &picture, size: self.size.get_untracked() };
        let edit = self.view.with_untracked(|view| stage.edit_by_key(view, &key)).filter(|_| event.shift_key());
        if let (Some(edit), Some(on_edit)) = (edit, self.on_edit_test) {
            event.prevent_default();
            on_edit.run(edit);
            return;
        }
        let mut is_ours = false;
        self.view.maybe_update(|view| {
            view.hovered = None;
            is_ours = stage.press(view, &key);
            is_ours
        });
        if is_ours {
            event.prevent_default();
        }
    }

    /// A pointer that is not down is over the picture: it shows what is there, and whether that can be taken hold of.
    fn hover(self, at: pointer::Place) {
        let over = self.grip_at(at).filter(|_| self.on_edit_test.is_some());
        let now = over.map_or("", |grip| if grip.is_edge { "ew-resize" } else { "move" });
        if self.cursor.get_untracked() != now {
            self.cursor.set(now);
        }
        self.change(&|stage, view| {
            view.hovered = stage.run_at(view, at);
            view.pointer = if view.hovered.is_some() { (at.x, at.y) } else { (0.0, 0.0) };
        });
    }

    fn let_go(self) {
        self.grip.set_value(None);
        self.change(&|_, view| view.pending = None);
    }

    fn grip_at(self, at: pointer::Place) -> Option<Grip> {
        let picture = self.picture.get_untracked()?;
        let stage = Stage { picture: &picture, size: self.size.get_untracked() };
        self.view.with_untracked(|view| stage.grip_at(view, at))
    }

    /// Changes the view, if there is a picture. Signals are written only where something changed.
    fn change(self, edit: &dyn Fn(&Stage<'_>, &mut TimelineView)) {
        let Some(picture) = self.picture.get_untracked() else { return };
        let stage = Stage { picture: &picture, size: self.size.get_untracked() };
        let before = self.view.get_untracked();
        let mut after = before.clone();
        edit(&stage, &mut after);
        if after != before {
            self.view.set(after);
        }
    }
}
