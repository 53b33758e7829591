//! Pictures of pipelines as text.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::lay_out::lay_out;
use super::mark::LaneMark;
use super::sample::Sample;
use super::side::{PipelineSide, n_rows, viewport};
use crate::bands::Bands;
use crate::scene::{Item, Role, Scene, Shape};
use crate::viewport::Viewport;

const CHAR: f32 = 8.0;

/// A character for every eight pixels across, a line for every row: `.` queue, `%` containers, `#` set-up, `t` tests, `|`
/// transfers, `g` gate, `_` post, `-` a job that does not run; below it, `=`, where the critical path runs. Then texts, and
/// from where to where connectors go, by row.
fn sketch(scene: &Scene, sides: &[PipelineSide<'_>], viewport: &Viewport) -> String {
    let bands = Bands::new(&n_rows(sides), viewport);
    let mut text = String::new();
    for (position, side) in sides.iter().enumerate() {
        writeln!(text, "{}: {}", side.name, side.detail()).expect("a string");
        for (row, it) in side.rows().iter().enumerate() {
            let top = bands.row_top(position, row as u32);
            let is_in_row = |y: f32| top <= y && y < top + bands.row_height;
            let mut lines = [vec![' '; 80], vec![' '; 80]];
            let mut words = Vec::new();
            for Item { role, shape } in &scene.items {
                match (role, shape) {
                    (Role::Lane(mark), Shape::Rect(rect)) if is_in_row(rect.y) => {
                        let Some((line, c)) = character(*mark) else { continue };
                        let place = |x: f32| ((x - viewport.gutter) / CHAR).round() as usize;
                        lines[line][place(rect.x)..place(rect.x + rect.width)].fill(c);
                    }
                    (Role::Lane(mark), Shape::Label(label)) if is_in_row(label.at.y) => {
                        words.push(format!("{mark:?} {}", label.text));
                    }
                    _ => {}
                }
            }
            writeln!(text, "{:>10} {}", side.row_name(*it), lines[0].iter().collect::<String>().trim_end())
                .expect("a string");
            let below: String = lines[1].iter().collect();
            if !below.trim().is_empty() {
                writeln!(text, "{:>10} {}", "", below.trim_end()).expect("a string");
            }
            writeln!(text, "{:>10} {}", "", words.join(", ")).expect("a string");
        }
    }
    let row_of = |y: f32| bands.row_at(y).map_or("?".to_owned(), |(side, row)| format!("{side}.{row}"));
    for Item { role, shape } in &scene.items {
        if let (Role::Lane(mark), Shape::Line { from, to }) = (role, shape) {
            writeln!(text, "{mark:?} {} -> {}", row_of(from.y), row_of(to.y)).expect("a string");
        }
    }
    text
}

fn character(mark: LaneMark) -> Option<(usize, char)> {
    match mark {
        LaneMark::Queue => Some((0, '.')),
        LaneMark::Container => Some((0, '%')),
        LaneMark::SetUp => Some((0, '#')),
        LaneMark::Tests { .. } => Some((0, 't')),
        LaneMark::Transfer => Some((0, '|')),
        LaneMark::Gate => Some((0, 'g')),
        LaneMark::Post => Some((0, '_')),
        LaneMark::Skipped => Some((0, '-')),
        LaneMark::Failed => Some((1, 'x')),
        LaneMark::Critical { .. } => Some((1, '=')),
        _ => None,
    }
}

fn check(sides: &[PipelineSide<'_>], expect: &Expect) {
    let viewport = viewport(sides, 760.0);
    expect.assert_eq(&sketch(&lay_out(sides, &viewport), sides, &viewport));
}

#[test]
fn both_sides_share_one_time_axis() {
    let [now, tried] = [Sample::serial(), Sample::lanes()];
    check(
        &[now.side("baseline"), tried.side("candidate")],
        &expect![[r#"
            baseline: 2 jobs, 9 billed min, $0.024
                  lint .####
                       =====
                       CriticalName lint · critical
                 tests      ..%%%%#######ttttttttttttttttttttttttttttttttttttttttttttttttt_
                            ===============================================================
                       SpanName pip in…, Duration 6:40, SpanName pytest, CriticalName tests · critical
            candidate: 4 jobs, 8 billed min, $0.048
                  lint .####
                       Name lint
            unit (1/2) ..###ttttttttttttttttttt|
                       Duration 2:40, SpanName pytest, Name unit (1/2)
            unit (2/2) ..###tttttttttttttttttttttttt  ||
                       =================================
                       Duration 3:20, SpanName pytest, CriticalName unit (2/2) · critical
                lane 2      tttttttttttttttttttttttttt
                       Duration 3:40, SpanName serial, Name lane 2
                  gate                                  .|ggg
                                                        =====
                       CriticalName gate · critical
            CriticalNeed { side: 0 } 0.0 -> 0.1
            CriticalNeed { side: 1 } 1.2 -> 1.4
            Need 1.0 -> 1.4
            Need 1.4 -> 1.4
        "#]],
    );
}

#[test]
fn a_failing_job_is_marked_and_what_needs_it_is_a_stub() {
    check(
        &[Sample::red().side("candidate")],
        &expect![[r#"
            candidate: 3 jobs, 8 billed min, $0.048
                  lint ...#######
                       SpanName ruff, Name lint
            unit (1/2) .....#####tttttttttttttttttttttttttttttttttttttttt|||
                            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                       Duration 2:40, SpanName pytest, Name unit (1/2), Why failed: 3 tests brok…
            unit (2/2) .....#####tttttttttttttttttttttttttttttttttttttttttttttttttt     |||
                       ====================================================================
                       Duration 3:20, SpanName pytest, CriticalName unit (2/2) · critical
                lane 2           ttttttttttttttttttttttttttttttttttttttttttttttttttttttt
                       Duration 3:40, SpanName serial, Name lane 2
                  gate                                                                     --
                       Name gate
            Need 0.2 -> 0.4
            Need 0.0 -> 0.4
            Need 0.4 -> 0.4
        "#]],
    );
}

#[test]
fn workers_are_strips_where_rows_are_tall_enough() {
    let sample = Sample::serial();
    let sides = [sample.side("baseline")];
    let n_strips = |height: f32| {
        let viewport = Viewport { height, ..viewport(&sides, 760.0) };
        let is_strip = |item: &&Item| matches!(item.role, Role::Lane(LaneMark::Worker { .. }));
        lay_out(&sides, &viewport).items.iter().filter(is_strip).count()
    };
    assert_eq!(n_strips(120.0), 2);
    assert_eq!(n_strips(80.0), 0, "rows are too low");
}

#[test]
fn nothing_stands_outside_the_picture_however_one_zooms() {
    let [now, tried] = [Sample::serial(), Sample::red()];
    let sides = [now.side("baseline"), tried.side("candidate")];
    for (from, to) in [(0, 100), (90, 91), (200, 560), (1_000, 2_000)] {
        let nanos = |secs: u64| laneway_engine::time::Nanos(secs * 1_000_000_000);
        let range = crate::viewport::TimeRange { from: nanos(from), to: nanos(to) };
        let viewport = Viewport { range, ..viewport(&sides, 500.0) };
        for Item { role, shape } in lay_out(&sides, &viewport).items {
            let (left, right) = match shape {
                Shape::Rect(rect) => (rect.x, rect.x + rect.width),
                Shape::Line { from, to } => (from.x.min(to.x), from.x.max(to.x)),
                _ => continue,
            };
            assert!(viewport.gutter <= left && right <= viewport.width + 2.0, "{role:?} {left} to {right}");
        }
    }
}
