//! The commands as a user types them: what they print, and how they end.

mod door;

mod advise;
mod calibrate;
mod candidates;
mod commands;
mod compare;
mod documents;
mod export;
mod help;
mod import_ci;
mod link;
mod lost_order;
mod mistaken;
mod pipeline;
mod search;
mod split;
mod suites;
