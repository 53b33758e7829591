//! The parts of the page. They read signals and write the state; they call neither engine nor threads.
//!
//! - [`header`]: presets, files, undo and redo. [`recent`]: what was worked on before. [`record`]: how to record a report.
//! - [`share`]: a link to be sent. [`received`]: the one that was opened; [`reading`]: likewise on a phone.
//! - [`notices`]: what went wrong, and progress.
//! - [`opened`]: what opened files are, and what becomes of them. [`recorded`]: how they were recorded.
//! - [`suite`]: the tests. [`shapes`]: where their time is. [`typed`]: a suite typed by hand.
//! - [`resampled`]: the suite in another size. [`made`]: one made by rule. [`generator`]: the rule; [`distribution`]: its
//!   durations; [`draft`]: what was typed and cannot be.
//! - [`side_panel`]: a panel about one side. [`run`]: workers and dist mode. [`machine`]: cores and speed. [`costs`]: what
//!   surrounds the tests, [`calibration`]: as fitted to a real run. [`before`]: the baseline's value beside the candidate's.
//! - [`pipeline`]: jobs around the tests. [`way_in`]: how they come from files.
//! - [`answer`]: the figures that matter; [`answer_of_pipelines`]: those of pipelines; [`by_order`]: their ranges where the order of
//!   tests is lost. [`changed`]: what the candidate changes. [`comment`]: it for a pull request. [`embed`]: one picture for other
//!   pages.
//! - [`middle`]: pipelines, one run or many. [`lanes`]: the picture of pipelines; [`assignment`]: which tests run where;
//!   [`opened_runs`]: which of their runs is looked at. [`timeline`]: the picture of one, [`player`] step by step. [`study`]:
//!   many.
//! - [`search`]: the best of many configurations. [`export`]: a side as files. [`compare`]: both side by
//!   side, and candidates that are kept.
//! - [`why`]: the answer in words. [`advice`]: what is wrong, and what mending it would gain.
//! - [`modes`]: all dist modes side by side.
//! - [`lesson`]: a text beside all that.
//! - [`about`]: the example that is open. [`keys`]: every key of the page.

pub mod header;

mod recent;

pub mod record;

pub mod share;

pub mod received;

pub mod reading;

pub mod notices;

pub mod opened;

pub mod recorded;

pub mod suite;

pub mod shapes;

pub mod typed;

mod resampled;

mod made;

mod generator;

mod distribution;

mod draft;

pub mod side_panel;

pub mod run;

pub mod before;

pub mod machine;

pub mod costs;

pub mod calibration;

pub mod pipeline;

mod way_in;

pub mod answer;

mod answer_of_pipelines;

mod by_order;

mod changed;

pub mod comment;

mod compare;

pub mod embed;

pub mod middle;

mod lanes;

mod assignment;

mod opened_runs;

pub mod timeline;

pub mod player;

pub mod study;

mod search;

mod export;

pub mod why;

pub mod advice;

pub mod lesson;

pub mod modes;

pub mod about;

pub mod keys;
