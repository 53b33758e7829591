//! Parts of the page whose program comes after it.
//!
//! What is not in sight when the page opens is a file of WebAssembly of its own: `cargo xtask build` splits it off
//! (`cfg(pieces)`, `build.rs`, `xtask/src/pieces.rs`). It is loaded once, after the first answer or when first asked for; from
//! then on such parts are there at once like any other. A build by Trunk alone has everything in one file.

use std::pin::Pin;
use std::sync::LazyLock;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use crate::state::notice::Notice;

/// The file did not come: no network, or the host has another version by now.
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Declares functions of the file that comes later: `async`, and fallible, as seen by the others.
macro_rules! in_later_file {
    ($(fn $name:ident($($given:ident: $kind:ty),*) -> $result:ty $body:block)*) => {
        $(
            #[cfg(pieces)]
            #[leptos::wasm_split::wasm_split(more, wasm_split_path = leptos::wasm_split, fallible)]
            pub(super) fn $name($($given: $kind),*) -> Result<$result, $crate::later::NotLoaded> {
                Ok($body)
            }

            #[cfg(not(pieces))]
            pub(super) async fn $name($($given: $kind),*) -> Result<$result, $crate::later::NotLoaded> {
                Ok($body)
            }
        )*
    };
}

pub(crate) use in_later_file;

/// Declares views that come later, each as a function of what it shows.
macro_rules! later {
    ($($(#[$about:meta])* $visible:vis fn $name:ident($($given:ident: $kind:ty),*) $body:block)*) => {
        mod built_later {
            use super::*;
            $crate::later::in_later_file! {
                $(fn $name($($given: $kind),*) -> leptos::prelude::AnyView { $body.into_any() })*
            }
        }
        $(
            $(#[$about])*
            $visible fn $name($($given: $kind),*) -> leptos::prelude::AnyView {
                $crate::later::view_later(move || built_later::$name($($given.clone()),*))
            }
        )*
    };
}

pub(crate) use later;

/// Declares deeds that come later, one after the other as they were asked for. What each is given first says it if the file does
/// not come.
macro_rules! do_later {
    ($($(#[$about:meta])* $visible:vis fn $name:ident($teller:ident: $page:ty $(, $given:ident: $kind:ty)*) $body:block)*) => {
        mod done_later {
            use super::*;
            $crate::later::in_later_file! {
                $(fn $name($teller: $page $(, $given: $kind)*) -> () { $body })*
            }
        }
        $(
            $(#[$about])*
            $visible fn $name($teller: $page $(, $given: $kind)*) {
                let page = Clone::clone(&$teller);
                $crate::later::does_later(move |notice| page.say(notice), done_later::$name($teller $(, $given)*));
            }
        )*
    };
}

pub(crate) use do_later;

mod files {
    in_later_file! {
        fn nothing() -> () {}
    }
}

/// Loads the file, so that all parts are there when they are asked for.
pub fn fetch() {
    leptos::task::spawn_local(async {
        // Where it fails, whoever asks for a part is told.
        if files::nothing().await.is_ok() {
            arrived();
        }
    });
}

/// Whether the file is there: for what need not be in sight before, so that it does not ask for it.
pub fn is_here() -> bool {
    IS_HERE.get()
}

static IS_HERE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

fn arrived() {
    if !IS_HERE.get_untracked() {
        IS_HERE.set(true);
    }
}

/// A view as soon as it is there; where it cannot be loaded, that is said, with a way to try again.
pub fn view_later<F>(build: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + Send + 'static,
{
    coming(Box::new(move || Box::pin(build())))
}

/// A part that is on its way.
type Coming = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>> + Send>>;

/// As [`view_later`], once for all parts: each kind of future would be a program of its own.
fn coming(build: Box<dyn Fn() -> Coming + Send + Sync>) -> AnyView {
    let n_tries = RwSignal::new(0_u32);
    let again = move |_| n_tries.update(|n| *n += 1);
    let part = move || {
        n_tries.track();
        let coming = untrack(&build);
        Suspend::new(async move {
            coming.await.inspect(|_| arrived()).unwrap_or_else(|NotLoaded| {
                view! {
                    <p class="later" role="alert">
                        "This part of Laneway was not loaded. "
                        <button class="button button--small" type="button" on:click=again>"Try again"</button>
                        " If that does not help, reload the page: what you worked on is kept."
                    </p>
                }
                .into_any()
            })
        })
    };
    part.into_any()
}

/// Does it as soon as it is there.
pub fn does_later(say: impl FnOnce(Notice) + 'static, deed: impl Future<Output = Result<(), NotLoaded>> + 'static) {
    do_coming(Box::new(say), Box::pin(deed));
}

/// As [`does_later`], once for all deeds.
fn do_coming(say: Box<dyn FnOnce(Notice)>, deed: Pin<Box<dyn Future<Output = Result<(), NotLoaded>>>>) {
    leptos::task::spawn_local(async move {
        match deed.await {
            Ok(()) => arrived(),
            Err(NotLoaded) => say(Notice::error(
                "The part of Laneway that does this was not loaded. Try again, or reload the page: what you worked on is kept.",
            )),
        }
    });
}
