//! The subcommands, one file each.

pub(crate) mod simulate;

pub(crate) mod study;

pub(crate) mod pipeline;

pub(crate) mod compare;

pub(crate) mod search;

pub(crate) mod export;

pub(crate) mod split;

pub(crate) mod lesson;

pub(crate) mod link;

pub(crate) mod advise;

pub(crate) mod calibrate;

pub(crate) mod presets;

pub(crate) mod generate;

pub(crate) mod import;

pub(crate) mod replay;

pub(crate) mod completions;
