//! Links that were published open for ever; no text makes the decoder panic, or take long.

#![allow(clippy::needless_raw_string_hashes, reason = "expectations are written as expect-test has them")]

mod golden;

mod hostile;

mod laws;

mod samples;
