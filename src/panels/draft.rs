//! What was typed and cannot be: it stays in its fields, with a word on what is allowed, while the last good value stays
//! in force.

use leptos::prelude::*;

/// Why a value was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Which part, as the document names it: `parts[1].p95`.
    pub field: String,
    /// What is wrong, and what is allowed.
    pub words: String,
}

impl Refused {
    /// `found` is not allowed, `expected` is.
    pub fn new(field: &str, found: &str, expected: &str) -> Self {
        Self { field: field.to_owned(), words: format!("{found} is not allowed, expected {expected}") }
    }
}

/// A value, and perhaps a newer one that was refused.
pub struct Draft<T: Send + Sync + 'static> {
    value: Signal<T>,
    /// The good value at that time, what was refused, and why. Counts only as long as the good value is the same.
    refused: RwSignal<Option<(T, T, Refused)>>,
    offer: Callback<T, Result<(), Refused>>,
}

// By hand, since signals can be copied whatever they hold.
impl<T: Send + Sync + 'static> Clone for Draft<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Draft<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Draft<T> {
    /// Of the good value; `offer` puts another one in force, or refuses it.
    pub fn new(value: Signal<T>, offer: Callback<T, Result<(), Refused>>) -> Self {
        Self { value, refused: RwSignal::new(None), offer }
    }

    /// What its fields show: what was refused, else the good value.
    pub fn shown(&self) -> T {
        let value = self.value.get();
        let refused = self.refused.with(|refused| {
            let refused = refused.as_ref().filter(|(base, ..)| *base == value);
            refused.map(|(_, refused, _)| refused.clone())
        });
        refused.unwrap_or(value)
    }

    /// Something of what its fields show.
    pub fn of<U: Send + Sync + 'static>(self, get: impl Fn(&T) -> U + Send + Sync + 'static) -> Signal<U> {
        Signal::derive(move || get(&self.shown()))
    }

    /// Changes what is shown, and puts it in force if it can be.
    pub fn edit(&self, edit: impl FnOnce(&mut T)) {
        let mut edited = untrack(|| self.shown());
        edit(&mut edited);
        let refused = self.offer.run(edited.clone()).err();
        self.refused.set(refused.map(|why| (self.value.get_untracked(), edited, why)));
    }

    /// What is wrong at a field.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let value = self.value.get();
            self.refused.with(|refused| {
                let refused = refused.as_ref().filter(|(base, _, why)| *base == value && why.field == field);
                refused.map(|(.., why)| why.words.clone())
            })
        })
    }
}
