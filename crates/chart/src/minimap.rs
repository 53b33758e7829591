//! The whole of all sessions on a strip: how many workers run tests, over time.

use laneway_engine::time::Nanos;

use crate::scene::{Item, Point, Role, Scene, Shape};
use crate::side::Side;
use crate::viewport::{TimeRange, Viewport};

/// One area for each side, drawn over each other; the full height is every worker of the side that has most.
///
/// Cost: linear in all runs, so lay it out once for an outcome and a width.
pub fn minimap(sides: &[Side<'_>], range: TimeRange, width: f32, height: f32, gutter: f32) -> Scene {
    let viewport = Viewport { width, height, gutter, scroll: 0.0, range };
    let n_most = sides.iter().map(|side| side.index.n_rows()).max().unwrap_or_default().max(1);
    let mut scene = Scene { width, height, items: Vec::new() };
    for (position, side) in sides.iter().enumerate() {
        let busy = busy(side, &viewport);
        let last = busy.iter().rposition(|workers| *workers > 0.0).map_or(0, |last| last + 1);
        let y = |workers: f32| height - (workers / n_most as f32).min(1.0) * (height - 1.0);
        let mut points = vec![Point { x: gutter, y: height }];
        for (column, workers) in busy[..last].iter().enumerate() {
            let x = gutter + column as f32;
            points.extend([Point { x, y: y(*workers) }, Point { x: (x + 1.0).min(width), y: y(*workers) }]);
        }
        points.push(Point { x: (gutter + last as f32).min(width), y: height });
        scene.items.push(Item { role: Role::Busy { side: position as u8 }, shape: Shape::Area(points) });
    }
    scene
}

/// How many workers run tests in each column of a pixel's width, on average.
fn busy(side: &Side<'_>, viewport: &Viewport) -> Vec<f32> {
    let n_columns = (viewport.width - viewport.gutter).ceil().max(1.0) as usize;
    let left = f64::from(viewport.gutter);
    let mut busy = vec![0.0_f32; n_columns + 1];
    let column_at = |at: Nanos| (viewport.x(at) - left).clamp(0.0, n_columns as f64);
    for row in 0..side.index.n_rows() {
        for block in side.index.row(row) {
            let (x0, x1) = (column_at(block.start), column_at(block.end));
            let (first, last) = (x0 as usize, x1 as usize);
            if first == last {
                busy[first] += (x1 - x0) as f32;
                continue;
            }
            busy[first] += (first as f64 + 1.0 - x0) as f32;
            busy[first + 1..last].iter_mut().for_each(|column| *column += 1.0);
            busy[last] += (x1 - last as f64) as f32;
        }
    }
    busy.truncate(n_columns);
    busy
}
