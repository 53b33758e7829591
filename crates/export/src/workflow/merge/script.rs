//! The lines of a job's scripts in the text of a workflow, and a change of the one with pytest.

use laneway_formats::workflow::yaml::{Node, Value};

use super::{Made, Why, command, job};

/// A script in the text.
struct Script {
    /// Bytes of the text, from the first of the script.
    start: usize,
    end: usize,
    line: u64,
}

/// Changes the script of a job that runs pytest; `with` gives the new one.
pub(super) fn change(text: &str, root: &Node, id: &str, with: &dyn Fn(&str) -> Result<String, Why>) -> Made {
    let job = job(root, id)?;
    let steps = job.get("steps").map(Node::items).unwrap_or_default();
    let lanes = steps.iter().filter_map(|step| step.get("parallel")).flat_map(Node::items);
    let runs: Vec<&Node> = steps.iter().chain(lanes).filter_map(|step| step.get("run")).collect();
    let with_pytest: Vec<&Node> =
        runs.into_iter().filter(|run| command::n_pytests(run.text().unwrap_or_default()) > 0).collect();
    let [run] = with_pytest[..] else {
        let line = with_pytest.get(1).map_or(job.line, |run| run.line);
        return Err((line, if with_pytest.is_empty() { Why::NoPytest } else { Why::SeveralPytests }));
    };
    let script = find(text, run).ok_or((run.line, Why::Folded))?;
    let new = with(&text[script.start..script.end]).map_err(|why| (script.line, why))?;
    Ok((format!("{}{new}{}", &text[..script.start], &text[script.end..]), Vec::new()))
}

/// Where a script stands, if its words are those of the text: one plain line, or a literal block.
fn find(text: &str, run: &Node) -> Option<Script> {
    let Value::Text { text: meant, is_plain } = &run.value else { return None };
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push((start, line));
        start += line.len();
    }
    let place = usize::try_from(run.line).ok()?.checked_sub(1)?;
    let (at, line) = *lines.get(place)?;
    let column = line.char_indices().nth(usize::try_from(run.column).ok()?.checked_sub(1)?)?.0;
    let rest = line[column..].trim_end();
    if *is_plain {
        // Written on one line; with a comment behind it, or on several, it is not the same.
        return (rest == &**meant).then_some(Script {
            start: at + column,
            end: at + column + rest.len(),
            line: run.line,
        });
    }
    // The reader says where a block's first line stands: its sign is above, behind the key.
    let above = lines[..place].iter().rposition(|(_, line)| !line.trim().is_empty())?;
    let (_, sign) = lines[above].1.rsplit_once("run:")?;
    let sign = sign.split(" #").next().unwrap_or_default().trim();
    if !["|", "|-", "|+"].contains(&sign) {
        return None;
    }
    let inner = &lines[above + 1..];
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let indent = inner.iter().find(|(_, line)| !line.trim().is_empty()).map(|(_, line)| indent_of(line))?;
    let n = inner.iter().take_while(|(_, line)| line.trim().is_empty() || indent_of(line) >= indent).count();
    let block = &inner[..n];
    let (first, last) = (block.first()?, block.iter().rev().find(|(_, line)| !line.trim().is_empty())?);
    let (start, end) = (first.0, last.0 + last.1.trim_end_matches(['\n', '\r']).len());
    let dedented: Vec<&str> = text[start..end]
        .split('\n')
        .map(|line| line.trim_end_matches('\r').get(indent..).unwrap_or_default())
        .collect();
    (dedented.join("\n") == meant.trim_end_matches('\n')).then_some(Script { start, end, line: run.line })
}
