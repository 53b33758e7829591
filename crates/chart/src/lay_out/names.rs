//! What is written into rows and blocks: workers' names, tests' names; and the notches of fixtures under them.
//!
//! Texts are cut by their number of characters, as if each were as wide as the widest usual one: there are no fonts here.

use laneway_engine::suite::module_of;
use laneway_engine::time::Nanos;

use super::{Marks, Strip, label, life};
use crate::bands::Bands;
use crate::index::Block;
use crate::scene::{Anchor, Blocks, Item, Point, Role};
use crate::side::Side;
use crate::viewport::Viewport;

/// Width of a character of the 11 px monospaced face of names, px.
pub const MONO_ADVANCE: f32 = 6.7;
/// Mean width of a character of the 12 px face of labels, px.
pub const SANS_ADVANCE: f32 = 6.6;

/// Blocks from this height on carry names, px.
const LEAST_HEIGHT: f32 = 11.0;
/// Blocks from this width on carry a name, px.
const LEAST_WIDTH: f32 = 44.0;
/// Between a block's edge and its name, px.
const PADDING: f32 = 4.0;
/// From the top of one worker's name to the next, at least, px.
const LEAST_LINE: f32 = 13.0;

/// Names and fixtures of those runs of a row that have a rectangle of their own.
pub(super) fn lay_out_in_blocks(
    items: &mut Vec<Item>,
    side: &Side<'_>,
    blocks: impl Iterator<Item = Block>,
    strip: Strip,
    viewport: &Viewport,
    marks: Marks<'_>,
) {
    let scale = viewport.scale();
    for block in blocks {
        if block.fixtures > Nanos::ZERO {
            items.extend(life::fixtures(block.start, block.fixtures, strip, viewport));
        }
        let (x0, x1) = scale.cut(block.start, block.end);
        let (x0, width) = (x0 as f32, (x1 - x0) as f32);
        if width < LEAST_WIDTH || strip.height < LEAST_HEIGHT || !strip.is_whole {
            continue;
        }
        let n_chars = ((width - 2.0 * PADDING) / MONO_ADVANCE) as usize;
        let at = Point { x: x0 + PADDING, y: strip.top + strip.height / 2.0 + 4.0 };
        let id = &side.suite.tests[block.test as usize].id;
        let emphasis = marks.emphasis(block.test);
        let role = Role::TestName(Blocks { look: block.look, coverage: 1.0, emphasis });
        items.push(label(role, Anchor::Start, at, cut(short_name(id), n_chars)));
    }
}

/// As many of the workers' names as fit below each other.
pub(super) fn lay_out_workers(
    items: &mut Vec<Item>,
    side: &Side<'_>,
    rows: &[u32],
    position: usize,
    bands: &Bands,
    viewport: &Viewport,
) {
    let every = (LEAST_LINE / bands.row_height).ceil().max(1.0) as u32;
    let n_chars = (viewport.gutter / MONO_ADVANCE) as usize;
    for row in rows.iter().filter(|row| row.is_multiple_of(every)) {
        let y = bands.row_top(position, *row) + bands.block_height() / 2.0 + 4.0;
        if y < 10.0 || bands.axis_top < y {
            continue;
        }
        let at = Point { x: viewport.gutter - 8.0, y };
        items.push(label(Role::WorkerName, Anchor::End, at, cut(&side.index.row_name(*row), n_chars)));
    }
}

/// A test's id without its file; for an id that is all file, without its folders.
fn short_name(id: &str) -> &str {
    let file = module_of(id);
    match id[file.len()..].strip_prefix("::") {
        Some(name) if !name.is_empty() => name,
        _ => &id[file.rfind('/').map_or(0, |slash| slash + 1)..],
    }
}

/// A text of at most `n_chars`, the last an ellipsis where it was cut. Control characters become spaces.
pub(crate) fn cut(text: &str, n_chars: usize) -> String {
    let printable = |c: char| if c.is_control() { ' ' } else { c };
    if text.chars().nth(n_chars).is_none() {
        return text.chars().map(printable).collect();
    }
    let kept = text.chars().take(n_chars.saturating_sub(1)).map(printable);
    kept.chain(['\u{2026}']).collect()
}

#[cfg(test)]
mod tests {
    use super::{cut, short_name};

    #[test]
    fn names_leave_the_file_out() {
        assert_eq!(short_name("a/b.py::TestC::test_d[x::y]"), "TestC::test_d[x::y]");
        assert_eq!(short_name("a/b.py"), "b.py");
        assert_eq!(short_name("a/b.md[c/d]"), "b.md[c/d]");
    }

    #[test]
    fn long_names_end_in_an_ellipsis() {
        assert_eq!(cut("test_login", 10), "test_login");
        assert_eq!(cut("test_login", 6), "test_\u{2026}");
        assert_eq!(cut("\u{fc}\u{fc}\u{fc}\n", 4), "\u{fc}\u{fc}\u{fc} ");
    }
}
