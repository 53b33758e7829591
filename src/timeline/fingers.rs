//! Pointers that are down: one drags, two pinch.

use crate::browser::pointer::Place;

/// What the pointers did since they were last asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gesture {
    /// One pointer moved by so many pixels.
    Drag {
        /// To the right.
        across: f32,
        /// Downwards.
        down: f32,
    },
    /// Two moved: the picture is to be so many times as wide about a place, and moved.
    Pinch {
        /// Above 1: nearer.
        by: f32,
        /// The middle between them, from the left.
        x: f32,
        /// How far the middle moved to the right.
        across: f32,
    },
}

/// The pointers that are down.
#[derive(Clone, Debug, Default)]
pub struct Fingers {
    down: Vec<(i32, Place)>,
    /// Where the first went down; `None` once it has moved, or another came.
    still_at: Option<Place>,
}

/// A pointer that moves no farther than this has not moved, CSS pixels.
const SLACK: f32 = 4.0;

impl Fingers {
    /// A pointer goes down. A third one is ignored.
    pub fn press(&mut self, id: i32, at: Place) {
        self.still_at = self.down.is_empty().then_some(at);
        if self.down.len() < 2 && self.down.iter().all(|(other, _)| *other != id) {
            self.down.push((id, at));
        }
    }

    /// A pointer moves.
    pub fn slide(&mut self, id: i32, at: Place) -> Option<Gesture> {
        let position = self.down.iter().position(|(other, _)| *other == id)?;
        let before = self.down[position].1;
        if let Some(still) = self.still_at {
            if (at.x - still.x).abs().max((at.y - still.y).abs()) < SLACK {
                return None;
            }
            self.still_at = None;
        }
        self.down[position].1 = at;
        let Some((_, other)) = self.down.get(1 - position).filter(|_| self.down.len() == 2) else {
            return Some(Gesture::Drag { across: at.x - before.x, down: at.y - before.y });
        };
        let apart = |place: Place| (place.x - other.x).hypot(place.y - other.y).max(8.0);
        let x = f32::midpoint(at.x, other.x);
        Some(Gesture::Pinch { by: apart(at) / apart(before), x, across: x - f32::midpoint(before.x, other.x) })
    }

    /// A pointer goes up. True if it was the only one and had not moved: a click.
    pub fn release(&mut self, id: i32) -> bool {
        let was_down = self.down.len();
        self.down.retain(|(other, _)| *other != id);
        was_down == 1 && self.down.is_empty() && self.still_at.take().is_some()
    }

    /// Whether any is down and has moved.
    pub fn is_dragging(&self) -> bool {
        !self.down.is_empty() && self.still_at.is_none()
    }
}
