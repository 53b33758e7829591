//! What stands in a field while someone types: the text as it was typed, until the field is left.

use leptos::prelude::*;

/// A field's text. What is good is passed on at every key; what is bad is said when the field is left.
#[derive(Clone, Copy)]
pub struct Typing<T: Send + Sync + 'static> {
    value: Signal<T>,
    /// What was typed last, and the value that it means.
    typed: RwSignal<Option<(T, String)>>,
    /// What is wrong with what was typed.
    wrong: RwSignal<Option<String>>,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Typing<T> {
    /// Of a field with a value.
    pub fn new(value: Signal<T>) -> Self {
        Self { value, typed: RwSignal::new(None), wrong: RwSignal::new(None) }
    }

    /// The text: as it was typed, as long as it means the value; else the value as `write` has it, so that a value from
    /// elsewhere puts right what was typed wrong.
    pub fn text(&self, write: impl FnOnce(&T) -> String) -> String {
        let value = self.value.get();
        let typed =
            self.typed.with(|typed| typed.as_ref().filter(|(it, _)| *it == value).map(|(_, text)| text.clone()));
        self.wrong.set(None);
        typed.unwrap_or_else(|| write(&value))
    }

    /// A key was pressed: `read` is what the text means now. Returns the value to pass on.
    pub fn on_input<E>(&self, text: String, read: Result<T, E>) -> Option<T> {
        let value = read.ok()?;
        self.wrong.set(None);
        self.typed.set(Some((value.clone(), text)));
        Some(value)
    }

    /// The field was left. Returns the value to pass on, if it is not there yet.
    pub fn on_leave(&self, read: Result<T, String>) -> Option<T> {
        match read {
            Ok(value) => {
                self.is_right();
                (value != self.value.get_untracked()).then_some(value)
            }
            Err(why) => {
                self.wrong.set(Some(why));
                None
            }
        }
    }

    /// Forgets what was typed: the value came another way.
    pub fn is_right(&self) {
        self.typed.set(None);
        self.wrong.set(None);
    }

    /// What is wrong with what was typed; else what is wrong for other reasons.
    pub fn error(&self, other: Signal<Option<String>>) -> Signal<Option<String>> {
        let wrong = self.wrong;
        Signal::derive(move || wrong.get().or_else(|| other.get()))
    }
}
