//! Says when sizes change.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Calls `on_size` with an element's width and height in CSS pixels, now and whenever they change, as long as the watch
/// is kept.
pub fn size(element: &Element, mut on_size: impl FnMut(f32, f32) + 'static) -> Option<SizeWatch> {
    let watched = element.clone();
    let closure = Closure::<dyn FnMut()>::new(move || {
        let rect = watched.get_bounding_client_rect();
        on_size(rect.width() as f32, rect.height() as f32);
    });
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(SizeWatch { observer, _closure: closure })
}

/// Ends when dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _closure: Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
