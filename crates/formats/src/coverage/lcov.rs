//! LCOV: a record for each file, a line for each fact.
//!
//! `man geninfo`, "FILES"; written by coverage.py, `coverage/lcovreport.py`, whose branches say from version 7.6 on where
//! they lead, and before that are numbered, those not taken first.

use std::collections::BTreeMap;

use super::file::{Destination, File};
use super::{Parts, percent};
use crate::read::Warnings;

pub(super) fn read(text: &str, warnings: &mut Warnings) -> Parts {
    let mut files: BTreeMap<String, File> = BTreeMap::new();
    let mut path: Option<String> = None;
    let mut totals = Totals::default();
    let mut first_numbered = None;
    let mut n_lines = 0;
    for (line, number) in text.trim_start_matches('\u{feff}').lines().zip(1_u64..) {
        n_lines = number;
        let line = line.trim();
        if line == "end_of_record" {
            path = None;
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            if !line.is_empty() && !line.starts_with('#') {
                return Err((number, format!("`{}` is found, expected a fact such as `DA:12,1`", cut(line))));
            }
            continue;
        };
        if key == "SF" {
            files.entry(value.to_owned()).or_default();
            path = Some(value.to_owned());
            continue;
        }
        let file = path.as_ref().and_then(|path| files.get_mut(path));
        let is_good = match (key, file) {
            ("DA", Some(file)) => add_line(file, value),
            ("BRDA", Some(file)) => add_branch(file, value)
                .inspect(|is_numbered| {
                    if *is_numbered {
                        first_numbered.get_or_insert(number);
                    }
                })
                .map(|_| ()),
            ("DA" | "BRDA", None) => {
                return Err((number, format!("{key} stands before any `SF:`, expected it behind")));
            }
            ("LF" | "LH" | "BRF" | "BRH", _) => totals.add(key, value),
            _ => Some(()),
        };
        if is_good.is_none() {
            warnings.push(number, format!("`{}` is found, expected whole numbers; skipped", cut(line)));
        }
    }
    if path.is_some() {
        return Err((n_lines, "it ends without `end_of_record`, as if cut off".to_owned()));
    }
    if let Some(line) = first_numbered {
        let text = "branches are numbered, not named, as coverage.py before 7.6 does; several such reports together may miss some: use `coverage json`";
        warnings.push(line, text);
    }
    Ok((files, percent(totals.n_covered, totals.n_all)))
}

/// What the records state, added up.
#[derive(Default)]
struct Totals {
    n_covered: u64,
    n_all: u64,
}

impl Totals {
    fn add(&mut self, key: &str, value: &str) -> Option<()> {
        let count = u64::from(value.parse::<u32>().ok()?);
        if key.ends_with('F') {
            self.n_all += count;
        } else {
            self.n_covered += count;
        }
        Some(())
    }
}

/// `line,hits`, and perhaps a checksum.
fn add_line(file: &mut File, value: &str) -> Option<()> {
    let mut parts = value.split(',');
    let line = parts.next()?.parse().ok()?;
    let hits: f64 = parts.next()?.parse().ok()?;
    file.add_line(line, hits > 0.0);
    Some(())
}

/// `line,block,branch,taken`; says whether the branch is a number. A branch's name may have commas.
fn add_branch(file: &mut File, value: &str) -> Option<bool> {
    let (line, rest) = value.split_once(',')?;
    let (block, rest) = rest.split_once(',')?;
    let (branch, taken) = rest.rsplit_once(',')?;
    let is_taken = taken != "-" && taken.parse::<f64>().ok()? > 0.0;
    let is_numbered = branch.parse::<u32>().is_ok();
    let to = match branch.strip_prefix("jump to line ").map(str::parse) {
        Some(Ok(to)) => Destination::Line(to),
        _ if is_numbered => Destination::Other(format!("{block}.{branch}")),
        _ => Destination::Other(branch.to_owned()),
    };
    file.add_branch(line.parse().ok()?, to, is_taken);
    Some(is_numbered)
}

fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}
