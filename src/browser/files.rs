//! Files and folders that were dropped or picked, read piece by piece so that the page stays alive.

use js_sys::{Array, Promise, Reflect, Uint8Array};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry, HtmlInputElement};

/// How many bytes are taken at once.
const PIECE: f64 = 1_048_576.0;

/// The most files that are taken from folders.
const MAX_FILES: usize = 2_000;

/// The most bytes that are taken in all.
const MAX_BYTES: f64 = 1_000_000_000.0;

/// What was dropped or picked: a file, or something in the browser's own file system, such as a folder.
#[derive(Clone)]
pub enum Source {
    /// A file.
    File(File),
    /// A folder, or a file in one.
    Entry(FileSystemEntry),
}

impl Source {
    /// The name of the file or folder.
    pub fn name(&self) -> String {
        match self {
            Self::File(file) => file.name.clone(),
            Self::Entry(entry) => entry.name(),
        }
    }
}

/// A file that can be read.
#[derive(Clone)]
pub struct File {
    /// Its name; in a folder, its path.
    pub name: String,
    file: web_sys::File,
}

impl File {
    fn new(file: web_sys::File) -> Self {
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        let name = path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
        Self { name, file }
    }

    /// Bytes.
    pub fn size(&self) -> f64 {
        self.file.size()
    }

    /// Hands its bytes to `take`, piece by piece, until `take` says that it has had enough.
    pub async fn read(&self, mut take: impl FnMut(Vec<u8>) -> bool) -> Result<(), String> {
        let unreadable =
            |_: JsValue| format!("{} cannot be read: was it moved or changed after it was chosen?", self.name);
        let mut from = 0.0;
        while from < self.size() {
            let piece = self.file.slice_with_f64_and_f64(from, from + PIECE).map_err(unreadable)?;
            let buffer = JsFuture::from(piece.array_buffer()).await.map_err(unreadable)?;
            if !take(Uint8Array::new(&buffer).to_vec()) {
                break;
            }
            from += PIECE;
        }
        Ok(())
    }
}

/// What was dropped. The browser's own answer to the drop, to open it, is held back.
pub fn dropped(event: &DragEvent) -> Vec<Source> {
    event.prevent_default();
    let Some(items) = event.data_transfer().map(|transfer| transfer.items()) else { return Vec::new() };
    // Entries must be taken in this very turn.
    let items = (0..items.length()).filter_map(|place| items.get(place));
    let sources = items.filter_map(|item| match item.webkit_get_as_entry() {
        Ok(Some(entry)) => Some(Source::Entry(entry)),
        _ => item.get_as_file().ok().flatten().map(|file| Source::File(File::new(file))),
    });
    sources.collect()
}

/// Whether files are dragged; then the page may say that it takes them.
pub fn is_drag_of_files(event: &DragEvent) -> bool {
    let is_files = event.data_transfer().is_some_and(|transfer| transfer.types().includes(&"Files".into(), 0));
    if is_files {
        event.prevent_default();
    }
    is_files
}

/// Whether a drag leaves the page, and not just one part of it for another.
pub fn has_left(event: &DragEvent) -> bool {
    event.related_target().is_none()
}

/// The files that were picked; the field is emptied, so that the same can be picked again.
pub fn picked(event: &Event) -> Vec<Source> {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return Vec::new();
    };
    let files = input.files().map(|files| {
        let files = (0..files.length()).filter_map(|place| files.get(place));
        files.map(|file| Source::File(File::new(file))).collect()
    });
    input.set_value("");
    files.unwrap_or_default()
}

/// Opens the picker behind the field with this id: for files, or for a folder.
pub fn open_picker(id: &str, is_folder: bool) {
    let input = document().get_element_by_id(id).and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        let _ = input.toggle_attribute_with_force("webkitdirectory", is_folder);
        input.click();
    }
}

/// All files, folders opened. Hidden ones below a folder are left out.
pub async fn list(sources: Vec<Source>) -> Result<Vec<File>, String> {
    let mut files = Vec::new();
    let mut entries = Vec::new();
    for source in sources {
        match source {
            Source::File(file) => files.push(file),
            Source::Entry(entry) => entries.push(entry),
        }
    }
    entries.reverse();
    while let Some(entry) = entries.pop() {
        let unreadable = |_: JsValue| format!("{} cannot be read.", entry.name());
        if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
            let reader = folder.create_reader();
            loop {
                // It hands out a hundred or so at a time, and at last none.
                let some = promise(|take, fail| reader.read_entries_with_callback_and_callback(take, fail));
                let some: Array = some.await.map_err(unreadable)?.unchecked_into();
                if some.length() == 0 {
                    break;
                }
                let some = some.iter().map(JsCast::unchecked_into::<FileSystemEntry>);
                entries.extend(some.filter(|entry| !entry.name().starts_with('.') || is_durations(&entry.name())));
            }
        } else if let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() {
            let got = promise(|take, fail| {
                file.file_with_callback_and_callback(take, fail);
                Ok(())
            });
            let file = File::new(got.await.map_err(unreadable)?.unchecked_into());
            let path = entry.full_path();
            files.push(File { name: path.trim_start_matches('/').to_owned(), ..file });
        }
        if files.len() > MAX_FILES {
            return Err(format!("There are more than {MAX_FILES} files in it: open the folder of the reports alone."));
        }
    }
    if files.iter().map(File::size).sum::<f64>() > MAX_BYTES {
        return Err("These files have more than 1 GB: open fewer at once.".to_owned());
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(files)
}

fn is_durations(name: &str) -> bool {
    name == ".test_durations"
}

/// Awaits what answers through one of two callbacks.
async fn promise(
    mut ask: impl FnMut(&js_sys::Function, &js_sys::Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |take, fail| {
        if let Err(error) = ask(&take, &fail) {
            let _ = fail.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await
}
