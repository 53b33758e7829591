//! The parts of the page. They read signals and write the scenario; they call neither engine nor threads.
//!
//! - [`header`]: examples, files, undo and redo.
//! - [`notices`]: what went wrong, and progress.
//! - [`opened`]: what opened files are, and how the suite is run now.
//! - [`suite`]: the tests.
//! - [`run`]: workers and dist mode.
//! - [`costs`]: what surrounds the tests.
//! - [`answer`]: the figures that matter.
//! - [`timeline`]: the picture.
//! - [`why`]: the answer in words.
//! - [`modes`]: all dist modes side by side.

pub mod header;

pub mod notices;

pub mod opened;

pub mod suite;

pub mod run;

pub mod costs;

pub mod answer;

pub mod timeline;

pub mod why;

pub mod modes;
