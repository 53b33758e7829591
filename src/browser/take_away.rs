//! Hands a file to the user.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

/// Pixels of a PNG to one of the picture.
const PNG_SCALE: f32 = 2.0;

/// The longest side of a canvas that every browser has, px.
const LONGEST_SIDE: f32 = 8_192.0;

/// Downloads a text. False where the browser does not let us.
pub fn text(name: &str, kind: &str, text: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&text.into());
    Blob::new_with_str_sequence_and_options(&parts, &options).is_ok_and(|blob| download(name, &blob))
}

/// Downloads bytes. False where the browser does not let us.
pub fn bytes(name: &str, kind: &str, bytes: &[u8]) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes).into());
    Blob::new_with_u8_array_sequence_and_options(&parts, &options).is_ok_and(|blob| download(name, &blob))
}

/// Downloads what a canvas shows, as PNG. False where the browser does not let us.
pub fn picture(name: &str, canvas: &HtmlCanvasElement) -> bool {
    let name = name.to_owned();
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            download(&name, &blob);
        }
    });
    canvas.to_blob_with_type(on_blob.unchecked_ref(), "image/png").is_ok()
}

/// Downloads a picture that stands alone as PNG, at twice its size, as far as canvases go. False where the browser does not
/// let us.
pub async fn png(name: &str, svg: &str, width: f32, height: f32) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&svg.into()), &options) else {
        return false;
    };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return false };
    let canvas = painted(&address, width, height).await;
    let _ = Url::revoke_object_url(&address);
    canvas.is_some_and(|canvas| picture(name, &canvas))
}

/// A canvas with the picture at that address.
async fn painted(address: &str, width: f32, height: f32) -> Option<HtmlCanvasElement> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await.ok()?;
    let scale = PNG_SCALE.min(LONGEST_SIDE / width.max(height).max(1.0));
    let [width, height] = [width, height].map(|side| (side * scale).ceil());
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    Some(canvas)
}

fn download(name: &str, blob: &Blob) -> bool {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return false };
    let anchor = document().create_element("a").ok().and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = &anchor {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser reads it after this turn; a minute is plenty.
    leptos::prelude::set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    anchor.is_some()
}
