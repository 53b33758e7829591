//! Where things are on the page, and what a pointer does to them.

use leptos::ev::{PointerEvent, WheelEvent};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlCanvasElement, ResizeObserver};

/// Width and height of an element's content, in CSS pixels.
pub fn size(canvas: &HtmlCanvasElement) -> (f32, f32) {
    let rect = canvas.parent_element().map(|parent| parent.get_bounding_client_rect());
    rect.map_or((0.0, 0.0), |rect| (rect.width() as f32, rect.height() as f32))
}

/// Where a pointer is, from the upper left corner of what it is over.
pub fn offset(event: &PointerEvent) -> (f32, f32) {
    (event.offset_x() as f32, event.offset_y() as f32)
}

/// Takes a wheel's turn: its place, and how far it turned across and down.
pub fn wheel(event: &WheelEvent) -> (f32, f64, f64) {
    event.prevent_default();
    (event.offset_x() as f32, event.delta_x(), event.delta_y())
}

/// Keeps a pointer's moves for the element that it was pressed on.
pub fn capture(event: &PointerEvent) {
    if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Calls `on_resize` whenever the canvas' parent changes its size.
pub fn on_resize(canvas: &HtmlCanvasElement, mut on_resize: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(move || on_resize());
    if let (Ok(observer), Some(parent)) =
        (ResizeObserver::new(closure.as_ref().unchecked_ref()), canvas.parent_element())
    {
        observer.observe(&parent);
    }
    // Both live as long as the page.
    closure.forget();
}

/// Marks the beginning of a piece of work for the browser's profiler; returns its time in milliseconds.
pub fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// Notes how long a piece of work took, under `name`, for the browser's profiler.
pub fn measured(name: &str, start: f64) {
    if let Some(performance) = window().performance() {
        let options = js_sys::Object::new();
        let set = |key: &str, value: f64| js_sys::Reflect::set(&options, &key.into(), &value.into());
        let _ = set("start", start).and_then(|_| set("end", performance.now()));
        let _ = js_sys::Reflect::get(&performance, &"measure".into())
            .and_then(wasm_bindgen::JsCast::dyn_into::<js_sys::Function>)
            .and_then(|measure| measure.call2(&performance, &name.into(), &options));
    }
}
