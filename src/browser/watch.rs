//! Says when sizes or colours change.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, ResizeObserver};

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

/// Calls `on_theme` whenever the reader or the system goes from light to dark or back, or the screen's sharpness changes;
/// as long as the page lives.
pub fn theme(on_theme: impl Fn() + Clone + 'static) {
    let for_root = on_theme.clone();
    let on_attribute = Closure::<dyn FnMut()>::new(for_root);
    if let (Ok(observer), Some(root)) =
        (MutationObserver::new(on_attribute.as_ref().unchecked_ref()), document().document_element())
    {
        let options = MutationObserverInit::new();
        options.set_attributes(true);
        let _ = observer.observe_with_options(&root, &options);
    }
    on_attribute.forget();
    for query in ["(prefers-color-scheme: dark)", "(min-resolution: 1.5dppx)"] {
        let on_change = Closure::<dyn FnMut()>::new(on_theme.clone());
        if let Ok(Some(list)) = window().match_media(query) {
            let _ = list.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref());
        }
        on_change.forget();
    }
}
