//! Parts of the page whose program comes after it.
//!
//! What the first answer does without is in files of WebAssembly of their own: `cargo xtask build` splits them off
//! (`cfg(pieces)`, `build.rs`, `xtask/src/pieces.rs`). The first, `soon`, has the panels beside the answer; the other, `later`,
//! all that is not in sight. They are loaded once, one after the other, after the first answer or when first asked for; from then
//! on such parts are there at once like any other. A build by Trunk alone has everything in one file.

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

/// Declares functions of a file that comes after the page's: `async`, and fallible, as seen by the others.
macro_rules! in_file {
    ($file:ident: $(fn $name:ident($($given:ident: $kind:ty),*) -> $result:ty $body:block)*) => {
        $(
            #[cfg(pieces)]
            #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
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

pub(crate) use in_file;

/// Declares views of a file, each as a function of what it shows.
macro_rules! views {
    ($module:ident, $file:ident, $which:ident: $($(#[$about:meta])* $visible:vis fn $name:ident($($given:ident: $kind:ty),*) $body:block)*) => {
        mod $module {
            use super::*;
            $crate::later::in_file! {
                $file:
                $(fn $name($($given: $kind),*) -> leptos::prelude::AnyView { $body.into_any() })*
            }
        }
        $(
            $(#[$about])*
            $visible fn $name($($given: $kind),*) -> leptos::prelude::AnyView {
                $crate::later::view_of($crate::later::File::$which, move || $module::$name($($given.clone()),*))
            }
        )*
    };
}

pub(crate) use views;

/// Views that stand beside the first answer, and come right after it.
macro_rules! soon {
    ($($views:tt)*) => {
        $crate::later::views! { built_soon, soon, Soon: $($views)* }
    };
}

pub(crate) use soon;

/// Views that are not in sight at first.
macro_rules! later {
    ($($views:tt)*) => {
        $crate::later::views! { built_later, later, Later: $($views)* }
    };
}

pub(crate) use later;

/// Declares deeds of a file, done one after the other as they were asked for. What each is given first says it if the file does
/// not come.
macro_rules! deeds {
    ($module:ident, $file:ident, $which:ident: $($(#[$about:meta])* $visible:vis fn $name:ident($teller:ident: $page:ty $(, $given:ident: $kind:ty)*) $body:block)*) => {
        mod $module {
            use super::*;
            $crate::later::in_file! {
                $file:
                $(fn $name($teller: $page $(, $given: $kind)*) -> () { $body })*
            }
        }
        $(
            $(#[$about])*
            $visible fn $name($teller: $page $(, $given: $kind)*) {
                let page = Clone::clone(&$teller);
                let deed = $module::$name($teller $(, $given)*);
                $crate::later::does($crate::later::File::$which, move |notice| page.say(notice), deed);
            }
        )*
    };
}

pub(crate) use deeds;

/// Deeds of the page's own, right after the first answer.
macro_rules! do_soon {
    ($($deeds:tt)*) => {
        $crate::later::deeds! { done_soon, soon, Soon: $($deeds)* }
    };
}

pub(crate) use do_soon;

/// All other deeds that wait for their program.
macro_rules! do_later {
    ($($deeds:tt)*) => {
        $crate::later::deeds! { done_later, later, Later: $($deeds)* }
    };
}

pub(crate) use do_later;

mod files {
    in_file! {
        soon:
        fn soon() -> () {}
    }

    in_file! {
        later:
        fn later() -> () {}
    }
}

/// A file that comes after the page's.
#[derive(Clone, Copy)]
pub enum File {
    /// What stands beside the first answer.
    Soon,
    /// All else.
    Later,
}

impl File {
    /// Whether it is there: for what need not be in sight before, so that it does not ask for it.
    pub fn is_here(self) -> bool {
        self.state().get()
    }

    fn arrived(self) {
        let state = self.state();
        if !state.get_untracked() {
            state.set(true);
        }
    }

    fn state(self) -> &'static ArcRwSignal<bool> {
        match self {
            Self::Soon => &IS_SOON_HERE,
            Self::Later => &IS_LATER_HERE,
        }
    }
}

static IS_SOON_HERE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

static IS_LATER_HERE: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

/// Whether [`fetch`] has asked for what comes soon, and knows what became of it.
static IS_SOON_TRIED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(ArcRwSignal::default);

/// Loads all files, so that all parts are there when they are asked for: what comes later takes nothing from what comes soon.
pub fn fetch() {
    leptos::task::spawn_local(async {
        // Where it fails, whoever asks for a part is told.
        if files::soon().await.is_ok() {
            File::Soon.arrived();
        }
        IS_SOON_TRIED.set(true);
        if files::later().await.is_ok() {
            File::Later.arrived();
        }
    });
}

/// Shows a part of the file that comes soon, without asking for it. Where the file did not come, the part says so.
pub fn once_here(part: fn() -> AnyView) -> AnyView {
    let is_due = Memo::new(|_| File::Soon.is_here() || IS_SOON_TRIED.get());
    (move || is_due.get().then(part)).into_any()
}

/// A view as soon as it is there; where it cannot be loaded, that is said, with a way to try again.
pub fn view_of<F>(file: File, build: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = Result<AnyView, NotLoaded>> + Send + 'static,
{
    coming(file, Box::new(move || Box::pin(build())))
}

/// A part that is on its way.
type Coming = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>> + Send>>;

/// As [`view_of`], once for all parts: each kind of future would be a program of its own.
fn coming(file: File, build: Box<dyn Fn() -> Coming + Send + Sync>) -> AnyView {
    let n_tries = RwSignal::new(0_u32);
    let again = move |_| n_tries.update(|n| *n += 1);
    let part = move || {
        n_tries.track();
        let coming = untrack(&build);
        Suspend::new(async move {
            coming.await.inspect(|_| file.arrived()).unwrap_or_else(|NotLoaded| {
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
pub fn does(
    file: File,
    say: impl FnOnce(Notice) + 'static,
    deed: impl Future<Output = Result<(), NotLoaded>> + 'static,
) {
    do_coming(file, Box::new(say), Box::pin(deed));
}

/// As [`does`], once for all deeds.
fn do_coming(file: File, say: Box<dyn FnOnce(Notice)>, deed: Pin<Box<dyn Future<Output = Result<(), NotLoaded>>>>) {
    leptos::task::spawn_local(async move {
        match deed.await {
            Ok(()) => file.arrived(),
            Err(NotLoaded) => say(Notice::error(
                "The part of Laneway that does this was not loaded. Try again, or reload the page: what you worked on is kept.",
            )),
        }
    });
}
