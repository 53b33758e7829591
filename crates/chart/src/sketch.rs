//! Scenes as text, for snapshots: a character for every eight pixels across, a line for every row.

use std::fmt::Write;

use crate::bands::Bands;
use crate::scene::{Emphasis, Role, Scene, Shape};
use crate::side::{Side, n_rows};
use crate::viewport::Viewport;

const CHAR: f32 = 8.0;

/// Blocks by file (`a`, `b`; upper case: slow), `%` for less than half covered, `#` start-up, `+` collection, `_` idle, `x`
/// crash, `|` floor, `]` end; found tests between `*`.
pub(crate) fn sketch(scene: &Scene, sides: &[Side<'_>], viewport: &Viewport) -> String {
    let bands = Bands::new(&n_rows(sides), viewport);
    let n_columns = ((viewport.width - viewport.gutter) / CHAR).ceil() as usize;
    let mut text = String::new();
    for (position, side) in sides.iter().enumerate() {
        writeln!(text, "{} {}", side.name, side.detail).expect("a string");
        for row in 0..side.index.n_rows() {
            let top = bands.row_top(position, row);
            let mut line = vec![' '; n_columns + 1];
            let mut fill = |x: f32, width: f32, c: char| {
                let first = ((x - viewport.gutter) / CHAR).round() as usize;
                let end = ((x + width - viewport.gutter) / CHAR).round().max(first as f32 + 1.0) as usize;
                line[first.min(n_columns)..end.min(n_columns + 1)].fill(c);
            };
            for item in &scene.items {
                match (&item.role, &item.shape) {
                    (role, Shape::Rect(rect)) if rect.y.to_bits() == top.to_bits() => match role {
                        Role::StartUp => fill(rect.x, rect.width, '#'),
                        Role::Collection => fill(rect.x, rect.width, '+'),
                        Role::Idle => fill(rect.x, rect.width, '_'),
                        Role::Tests(blocks) => {
                            let letter = char::from(b'a' + blocks.look.colour);
                            let is_slow = blocks.look.shade > crate::looks::Shade::Usual;
                            let c = if is_slow { letter.to_ascii_uppercase() } else { letter };
                            let c = if blocks.coverage < 0.5 { '%' } else { c };
                            fill(rect.x, rect.width, if blocks.emphasis == Emphasis::Match { '*' } else { c });
                        }
                        _ => {}
                    },
                    (Role::Crash, Shape::Cross { at, .. }) if top < at.y && at.y < top + bands.row_height => {
                        fill(at.x, 1.0, 'x');
                    }
                    (Role::Floor | Role::End, Shape::Line { from, to }) if from.y <= top && top < to.y => {
                        fill(from.x, 1.0, if item.role == Role::Floor { '|' } else { ']' });
                    }
                    _ => {}
                }
            }
            let line: String = line.into_iter().collect();
            writeln!(text, "{:>6} {}", side.index.row_name(row), line.trim_end()).expect("a string");
        }
    }
    for item in &scene.items {
        if let (Role::Steal, Shape::Arc { from, to, .. }) = (&item.role, &item.shape) {
            let name = |y: f32| bands.row_at(y).map_or(String::new(), |(side, row)| sides[side].index.row_name(row));
            writeln!(text, "steal {} -> {}", name(from.y), name(to.y)).expect("a string");
        }
    }
    text
}
