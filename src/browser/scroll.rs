//! How far an element is scrolled.

use leptos::ev::Event;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// CSS pixels from the top of what the element that listens holds.
pub fn top(event: &Event) -> f32 {
    let element = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    element.map_or(0.0, |element| element.scroll_top() as f32)
}

/// Scrolls an element there, at once.
pub fn to(element: &Element, top: f32) {
    element.set_scroll_top(top as i32);
}
