//! Every call into the browser. The rest of the page does not know `web_sys`.
//!
//! - [`address`]: the part behind the `#`.
//! - [`store`]: what is kept between visits.
//! - [`files`]: files that were dropped or picked.
//! - [`clipboard`]: copies text.
//! - [`theme`]: light or dark.
//! - [`events`]: listeners on the window.

pub mod address;

pub mod store;

pub mod files;

pub mod clipboard;

pub mod theme;

pub mod events;
