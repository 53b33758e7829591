//! Files that were dropped or picked, read piece by piece so that the page stays alive.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
pub use web_sys::File;
use web_sys::{DragEvent, Event, FileList, HtmlInputElement};

/// How many bytes all files have.
pub fn total_size(files: &[File]) -> f64 {
    files.iter().map(|file| file.size()).sum()
}

/// How many bytes are taken at once.
const PIECE: f64 = 1_048_576.0;

/// The files that were dropped. The browser's own answer to the drop, to open them, is held back.
pub fn dropped(event: &DragEvent) -> Vec<File> {
    event.prevent_default();
    event.data_transfer().and_then(|transfer| transfer.files()).map(|files| list(&files)).unwrap_or_default()
}

/// Whether files are dragged; then the page may say that it takes them.
pub fn is_drag_of_files(event: &DragEvent) -> bool {
    event.prevent_default();
    event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0))
}

/// The files that were picked; the field is emptied, so that the same can be picked again.
pub fn picked(event: &Event) -> Vec<File> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = input.files().map(|files| list(&files)).unwrap_or_default();
    input.set_value("");
    files
}

/// Opens the picker behind a field.
pub fn open_picker(event: &leptos::ev::MouseEvent) {
    let button = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let input = button.and_then(|button| button.next_element_sibling());
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.click();
    }
}

/// Hands the bytes of `file` to `take`, piece by piece.
pub async fn read(file: &File, mut take: impl FnMut(Vec<u8>)) -> Result<(), String> {
    let mut from = 0.0;
    while from < file.size() {
        let piece = file.slice_with_f64_and_f64(from, from + PIECE).map_err(|_| unreadable(file))?;
        let buffer = JsFuture::from(piece.array_buffer()).await.map_err(|_| unreadable(file))?;
        take(Uint8Array::new(&buffer).to_vec());
        from += PIECE;
    }
    Ok(())
}

fn list(files: &FileList) -> Vec<File> {
    (0..files.length()).filter_map(|index| files.get(index)).collect()
}

fn unreadable(file: &File) -> String {
    format!("{} cannot be read: was it moved or changed after it was chosen?", file.name())
}
