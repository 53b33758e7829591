//! Every call into the browser. The rest of the page does not know `web_sys`.
//!
//! - [`address`]: the page's own, and the part behind the `#`.
//! - [`store`]: what is kept between visits.
//! - [`files`]: files that were dropped or picked.
//! - [`clipboard`]: copies text.
//! - [`dialog`]: dialogs over the page.
//! - [`theme`]: light or dark.
//! - [`events`]: listeners on the window.
//! - [`canvas`]: a canvas, sharp on every screen, and what is drawn on it; [`colours`]: the colours of the style sheet.
//! - [`watch`]: says when sizes change. [`screen`]: how much room there is.
//! - [`focus`]: moves the focus. [`scroll`]: how far something is scrolled. [`motion`]: whether things may move.
//! - [`pointer`]: pointers, wheels and keys. [`drag`]: things that are dragged onto others.
//! - [`update`]: newer versions of the page.
//! - [`take_away`]: hands a file to the user.
//! - [`timing`]: the date; how long drawing takes, for whoever measures.

pub mod address;

pub mod store;

pub mod files;

pub mod clipboard;

pub mod dialog;

pub mod theme;

pub mod events;

pub mod canvas;

pub mod colours;

pub mod watch;

pub mod screen;

pub mod focus;

pub mod scroll;

pub mod motion;

pub mod pointer;

pub mod drag;

pub mod take_away;

pub mod update;

pub mod timing;
