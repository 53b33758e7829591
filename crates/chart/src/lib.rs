//! Pictures as data: what happened, as shapes with a meaning and no colour.
//!
//! Pure: outcome and viewport in, scene out; canvas and SVG draw the same scene. In reading order:
//!
//! - [`human`]: times as people say them. [`interval`]: ranges of them.
//! - [`calibrated`]: a calibration in words.
//! - [`side`]: what is drawn: one suite under one session.
//! - [`index`]: its outcome made ready to be drawn many times; [`looks`]: how each test is to be coloured; [`steals`]: who
//!   took tests from whom.
//! - [`viewport`]: which time, how many pixels; [`window`]: what wheels, drags and keys make of them; [`bands`]: where each
//!   worker's row stands; [`ticks`]: marks on the axis.
//! - [`scene`]: shapes and what they mean.
//! - [`mod@lay_out`]: index and viewport to scene; [`mod@minimap`]: the whole session on a strip.
//! - [`mod@hit_test`]: which run stands under a point; [`mod@walk`]: from run to run by key; [`mod@find`]: tests by id.
//! - [`palette`]: the colours; [`mod@strips`]: blocks as rows of pixels.
//! - [`mod@worker_table`]: the same picture as a table; [`words`]: and as a sentence; [`mod@why`]: what makes the difference;
//!   [`mod@doubt`]: whether it holds beyond the run in sight.
//! - [`player`]: a session step by step, each decision in words.
//! - [`pipeline`]: runs of CI pipelines: jobs as lanes, their table, and in words.
//! - [`study`]: pictures of many simulated sessions at once, each with its table and its sentence.
//! - [`search`]: what a search found, likewise. [`advice`]: what mending would gain, in words.

pub mod human;

pub mod interval;

pub mod calibrated;

pub mod side;

pub mod index;

pub mod looks;

pub mod steals;

pub mod viewport;

pub mod window;

pub mod bands;

pub mod ticks;

pub mod scene;

pub mod lay_out;

pub mod minimap;

pub mod hit_test;

pub mod walk;

pub mod find;

pub mod palette;

pub mod strips;

pub mod worker_table;

pub mod words;

pub mod doubt;

pub mod why;

pub mod player;

pub mod pipeline;

pub mod study;

pub mod search;

pub mod advice;

#[cfg(test)]
mod sample;

#[cfg(test)]
mod sketch;
