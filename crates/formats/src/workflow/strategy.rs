//! `strategy`: the matrix of a job.

use std::collections::BTreeMap;

use laneway_pipeline::matrix::{Axis, MAX_AXES, MAX_MATRIX, Matrix};

use super::yaml::{Node, Value};
use super::{WorkflowError, bad, bad_size};
use crate::read::Warnings;

/// The matrix of a job, shards not yet taken out of its axes.
pub(super) fn matrix(job: &str, strategy: Option<&Node>, warnings: &mut Warnings) -> Result<Matrix, WorkflowError> {
    let mut matrix = Matrix::default();
    let Some(strategy) = strategy else { return Ok(matrix) };
    if let Some(fail_fast) = strategy.get("fail-fast").and_then(Node::text) {
        matrix.fail_fast = fail_fast != "false";
    }
    if let Some(node) = strategy.get("max-parallel") {
        let most = node.text().and_then(|text| text.parse().ok()).filter(|most| *most > 0);
        if most.is_none() {
            warnings
                .push(node.line, format!("max-parallel is {}, expected a number from 1; none is taken", node.found()));
        }
        matrix.max_parallel = most;
    }
    let Some(node) = strategy.get("matrix") else { return Ok(matrix) };
    if let Some(text) = node.text() {
        warnings.push(
            node.line,
            format!("the matrix of `{job}` is `{}`, which only a run knows; one cell is taken", cut(text)),
        );
        return Ok(matrix);
    }
    if !matches!(node.value, Value::Map(_)) {
        return Err(bad(node, format!("the matrix of `{job}`"), "a map of axes"));
    }
    for (name, values) in node.entries() {
        match name {
            "include" | "exclude" => {
                let pairs: Vec<BTreeMap<String, String>> = maps(values, warnings);
                if name == "include" { matrix.include = pairs } else { matrix.exclude = pairs }
            }
            _ if matches!(values.value, Value::Text { .. }) => {
                let found = values.found();
                warnings.push(values.line, format!("the axis `{name}` is {found}, which only a run knows; left out"));
            }
            _ => {
                let values = values.items().iter().map(|value| scalar(value, warnings)).collect();
                matrix.axes.push(Axis { name: name.to_owned(), values });
            }
        }
    }
    let n_cells = matrix.axes.iter().map(|axis| axis.values.len().max(1)).fold(1, usize::saturating_mul);
    if n_cells > MAX_MATRIX || matrix.include.len() > MAX_MATRIX || matrix.axes.len() > MAX_AXES {
        return Err(bad_size(
            node,
            format!("the matrix of `{job}`"),
            format!("{n_cells} cells and {} included", matrix.include.len()),
            "at most 256 jobs, as GitHub has it",
        ));
    }
    Ok(matrix)
}

fn maps(node: &Node, warnings: &mut Warnings) -> Vec<BTreeMap<String, String>> {
    if let Some(text) = node.text() {
        warnings
            .push(node.line, format!("`{}` is found, which only a run knows, expected a list; left out", cut(text)));
        return Vec::new();
    }
    let pairs = |item: &Node, warnings: &mut Warnings| {
        item.entries().map(|(key, value)| (key.to_owned(), scalar(value, warnings))).collect()
    };
    node.items().iter().map(|item| pairs(item, warnings)).collect()
}

/// A value of an axis as GitHub writes it in names. A number without quotes is a number: `3.10` is 3.1.
pub(super) fn scalar(node: &Node, warnings: &mut Warnings) -> String {
    match &node.value {
        Value::Text { text, is_plain } => {
            let is_cut = *is_plain
                && text.parse::<f64>().is_ok()
                && text.contains('.')
                && text.ends_with('0')
                && !text.ends_with(".0");
            if is_cut {
                let short = text.trim_end_matches('0');
                warnings.push(
                    node.line,
                    format!("`{text}` without quotes is the number {short}, expected `\"{text}\"`; taken as {short}"),
                );
                return short.to_owned();
            }
            text.to_string()
        }
        Value::List(items) => items.iter().map(|item| scalar(item, warnings)).collect::<Vec<_>>().join(" "),
        Value::Map(entries) => entries.iter().map(|(_, value)| scalar(value, warnings)).collect::<Vec<_>>().join(" "),
    }
}

pub(super) fn cut(text: &str) -> String {
    text.trim().chars().take(60).collect()
}
