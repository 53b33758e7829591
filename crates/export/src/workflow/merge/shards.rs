//! A matrix of shards for a job that has none of them yet.

use laneway_engine::split::SplitBy;
use laneway_formats::workflow::yaml::{Node, Value};

use super::{ByHand, Change, Made, Why, command, job, script};

/// The axis.
const AXIS: &str = "shard";

/// Gives a job shards, and its pytest their number.
pub(super) fn add(text: &str, root: &Node, id: &str, n: u32, by: SplitBy) -> Made {
    // A number of the workflow's own: no name stands in the script.
    let options = match by {
        SplitBy::DurationBasedChunks | SplitBy::LeastDuration => {
            format!("--splits={n} --group=${{{{ matrix.{AXIS} }}}} --splitting-algorithm={}", by.info().flag)
        }
        // pytest-shard counts from 0.
        SplitBy::Hash => format!("--num-shards={n} --shard-id=$((${{{{ matrix.{AXIS} }}}} - 1))"),
        SplitBy::Count | SplitBy::File => return Err((1, Why::NoPlugin { by: by.info().flag })),
    };
    let job = job(root, id)?;
    let (changed, _) = script::change(text, root, id, &|script| {
        if command::has_option(script, "--splits") || command::has_option(script, "--num-shards") {
            return Err(Why::Matrix);
        }
        command::with_more(script, &options)
    })?;
    let values = (1..=n).map(|shard| shard.to_string()).collect::<Vec<_>>().join(", ");
    let shards = format!("{AXIS}: [{values}]");
    let changed = match job.get("strategy") {
        None => {
            let (at, indent) = key_line(&changed, job, "steps").ok_or((job.line, Why::Layout))?;
            let pad = " ".repeat(indent);
            let lines = format!("{pad}strategy:\n{pad}  fail-fast: false\n{pad}  matrix:\n{pad}    {shards}\n");
            insert(&changed, at, &lines)
        }
        Some(strategy) => {
            let matrix = strategy.get("matrix").ok_or((strategy.line, Why::Matrix))?;
            let Value::Map(axes) = &matrix.value else { return Err((matrix.line, Why::Matrix)) };
            let is_plain = axes.iter().all(|(name, values)| {
                !["include", "exclude", AXIS].contains(&&**name) && matches!(values.value, Value::List(_))
            });
            let first = line(&changed, matrix.line)
                .filter(|line| line.trim_start().starts_with(axes.first().map_or("", |it| &it.0)));
            let Some(first) = first.filter(|_| is_plain) else { return Err((matrix.line, Why::Matrix)) };
            let pad = " ".repeat(first.len() - first.trim_start().len());
            let changed = insert(&changed, matrix.line, &format!("{pad}{shards}\n"));
            match strategy.get("fail-fast") {
                None => {
                    let (at, indent) = key_line(&changed, strategy, "matrix").ok_or((strategy.line, Why::Layout))?;
                    insert(&changed, at, &format!("{}fail-fast: false\n", " ".repeat(indent)))
                }
                Some(fail_fast) if fail_fast.text() == Some("false") => changed,
                Some(fail_fast) => {
                    let at = fail_fast.line + u64::from(fail_fast.line > matrix.line);
                    let old = line(&changed, at).ok_or((fail_fast.line, Why::Layout))?;
                    let pad = " ".repeat(old.len() - old.trim_start().len());
                    // Alone on its line, but for a comment.
                    if !old.trim_start().starts_with("fail-fast:") {
                        return Err((fail_fast.line, Why::Layout));
                    }
                    let without = remove(&changed, at);
                    insert(&without, at, &format!("{pad}fail-fast: false\n"))
                }
            }
        }
    };
    let change = Change::Shards { job: id.to_owned(), n, by };
    let steps = job.get("steps").map(Node::items).unwrap_or_default();
    let stored = steps
        .iter()
        .filter(|step| step.get("uses").and_then(Node::text).is_some_and(|uses| uses.contains("upload-artifact")));
    let left = stored
        .filter_map(|step| {
            let name = step.get("with").and_then(|with| with.get("name")?.text()).unwrap_or("artifact");
            let why = Why::SameArtifact { name: name.to_owned() };
            Some(ByHand::new(&change, step.line, why)).filter(|_| !name.contains("matrix."))
        })
        .collect();
    Ok((changed, left))
}

/// The line of a key of a map, from 1, and its indent, if it stands alone on its line before a value that begins below.
fn key_line(text: &str, map: &Node, key: &str) -> Option<(u64, usize)> {
    let value = map.get(key)?;
    let mut at = value.line.checked_sub(1)?;
    while let Some(found) = line(text, at) {
        let bare = found.split(" #").next().unwrap_or_default().trim();
        if bare == format!("{key}:") {
            return Some((at, found.len() - found.trim_start().len()));
        }
        if !bare.is_empty() && !bare.starts_with('#') {
            return None;
        }
        at = at.checked_sub(1)?;
    }
    None
}

/// A line, from 1, without its end.
fn line(text: &str, number: u64) -> Option<&str> {
    text.lines().nth(usize::try_from(number.checked_sub(1)?).ok()?)
}

/// Lines before a line, from 1.
pub(super) fn insert(text: &str, before: u64, lines: &str) -> String {
    let at: usize = text.split_inclusive('\n').take(before.saturating_sub(1) as usize).map(str::len).sum();
    let lines = if text.contains("\r\n") { lines.replace('\n', "\r\n") } else { lines.to_owned() };
    format!("{}{lines}{}", &text[..at], &text[at..])
}

/// The text without a line, from 1.
fn remove(text: &str, number: u64) -> String {
    let is_other = |(place, _): &(usize, &str)| *place as u64 + 1 != number;
    text.split_inclusive('\n').enumerate().filter(is_other).map(|(_, line)| line).collect()
}
