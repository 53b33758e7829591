//! What became of a text that was copied or of a file that was saved, said for two seconds.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clipboard;

/// What is said at present.
#[derive(Clone, Copy, Default)]
pub struct Said(RwSignal<&'static str>);

impl Said {
    /// Nothing, once it has been said.
    pub fn get(self) -> &'static str {
        self.0.get()
    }

    /// Whether the browser saved a file.
    pub fn saved(self, is_saved: bool) {
        self.say(if is_saved { "Saved" } else { "The browser does not allow it" });
    }

    /// Copies a text.
    pub fn copy(self, text: String) {
        leptos::task::spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            self.say(if is_copied { "Copied" } else { "The browser does not allow it" });
        });
    }

    fn say(self, text: &'static str) {
        self.0.set(text);
        set_timeout(move || self.0.set(""), Duration::from_secs(2));
    }
}
