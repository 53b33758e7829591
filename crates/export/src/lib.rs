//! A scenario as files that work when pasted.
//!
//! Written from typed values only: whatever a name contains, it cannot become anything but a name.
//!
//! - [`side`]: which of the two pipelines. [`lane`]: its runs of tests.
//! - [`cannot`]: what no file can say.
//! - [`settings`]: what all runs share, and what each has on its command line.
//! - [`merge`](mod@merge): settings in pyproject.toml, pytest.ini, tox.ini, setup.cfg and .coveragerc.

pub mod side;

pub mod lane;

pub mod cannot;

pub mod settings;

pub mod merge;
