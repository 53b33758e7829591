//! Pointers, wheels and keys, as plain data.

use laneway_chart::window::Turn;
use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Where an event took place, CSS pixels from the upper left corner of the element that listens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// Where a pointer is.
pub fn place(event: &PointerEvent) -> Place {
    from_corner(event, event.current_target())
}

/// The same for a mouse event, such as a double click.
pub fn mouse_place(event: &leptos::ev::MouseEvent) -> Place {
    from_corner(event, event.current_target())
}

fn from_corner(event: &web_sys::MouseEvent, listener: Option<web_sys::EventTarget>) -> Place {
    let Some(element) = listener.and_then(|target| target.dyn_into::<Element>().ok()) else {
        return Place { x: event.offset_x() as f32, y: event.offset_y() as f32 };
    };
    let rect = element.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top());
    Place { x: x as f32, y: y as f32 }
}

/// Sends all that this pointer does to the element that listens, until it is released.
pub fn capture(event: &PointerEvent) {
    if let Some(element) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether it is a finger.
pub fn is_touch(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// A turn of the wheel; the page does not scroll.
pub fn turn(event: &WheelEvent) -> Turn {
    event.prevent_default();
    looked_at(event)
}

/// The same, but whether the page scrolls is still open.
pub fn looked_at(event: &WheelEvent) -> Turn {
    let px = match event.delta_mode() {
        1 => 16.0,
        2 => 400.0,
        _ => 1.0,
    };
    Turn {
        x: from_corner(event, event.current_target()).x,
        across: event.delta_x() as f32 * px,
        down: event.delta_y() as f32 * px,
        is_shift: event.shift_key(),
        is_alt: event.alt_key(),
        is_zoom: event.ctrl_key() || event.meta_key(),
    }
}

/// The key, unless it is one of the browser's own shortcuts.
pub fn key(event: &KeyboardEvent) -> Option<String> {
    (!event.ctrl_key() && !event.meta_key() && !event.alt_key()).then(|| event.key())
}
