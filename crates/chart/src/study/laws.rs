//! What holds for every picture of a study.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::time::Nanos;

use super::density::Density;
use super::frame::{Size, text_rect};
use super::heat_map::{Cell, HeatMap};
use super::mark::{Hue, Mark};
use super::series::Series;
use super::speed_up::{Bend, SpeedUp, WorkerPoint};
use super::{density, ecdf, heat_map, histogram, speed_up};
use crate::scene::{Item, Point, Rect, Role, Scene, Shape};

/// Short and long, close together and far apart, none to many.
fn any_times(u: &mut Unstructured<'_>) -> Result<Vec<Nanos>> {
    let (base, magnitude) = (u.int_in_range(0..=62)?, u.int_in_range(0..=62)?);
    let n = u.int_in_range(0..=60)?;
    let time = |u: &mut Unstructured<'_>| Ok(Nanos((1 << base) + u.int_in_range(0..=1_u64 << magnitude)?));
    let mut times = (0..n).map(|_| time(u)).collect::<Result<Vec<_>>>()?;
    if u.ratio(1, 20)? {
        times.extend([Nanos(0), Nanos(u64::MAX)]);
    }
    times.sort();
    Ok(times)
}

fn any_size(u: &mut Unstructured<'_>) -> Result<Size> {
    Ok(Size { width: f32::from(u.int_in_range(0..=1_500_u16)?), height: f32::from(u.int_in_range(0..=700_u16)?) })
}

const HUES: [Hue; 7] =
    [Hue::Baseline, Hue::Candidate, Hue::Other(0), Hue::Other(1), Hue::Other(2), Hue::Other(3), Hue::Other(u8::MAX)];

const NAMES: [&str; 7] =
    ["baseline", "candidate", "load", "", "worksteal", "a name that takes very much room \u{1f600}", "no"];

fn with_any_series(
    u: &mut Unstructured<'_>,
    law: impl Fn(&mut Unstructured<'_>, &[Series<'_>]) -> Result<()>,
) -> Result<()> {
    let n = u.int_in_range(0..=7)?;
    let times = (0..n).map(|_| any_times(u)).collect::<Result<Vec<_>>>()?;
    let of = |(idx, times): (usize, &'_ Vec<Nanos>)| (NAMES[idx], HUES[idx], times.clone());
    let owned: Vec<_> = times.iter().enumerate().map(of).collect();
    let series: Vec<Series<'_>> = owned.iter().map(|(name, hue, times)| Series { name, hue: *hue, times }).collect();
    law(u, &series)
}

fn corners(shape: &Shape) -> Vec<Point> {
    match shape {
        Shape::Rect(Rect { x, y, width, height }) => {
            vec![Point { x: *x, y: *y }, Point { x: x + width, y: y + height }]
        }
        Shape::Line { from, to } | Shape::Arc { from, to, .. } => vec![*from, *to],
        Shape::Cross { at, .. } | Shape::Dot { at, .. } => vec![*at],
        Shape::Area(points) => points.clone(),
        Shape::Label(label) => {
            let Rect { x, y, width, height } = text_rect(label.anchor, label.at, &label.text);
            vec![Point { x, y }, Point { x: x + width, y: y + height }]
        }
    }
}

/// All is inside, all texts are apart.
fn check(scene: &Scene) {
    for Item { role, shape } in &scene.items {
        for Point { x, y } in corners(shape) {
            assert!(-0.6 <= x && x <= scene.width + 0.6, "{role:?} {shape:?} in {}", scene.width);
            assert!(-0.1 <= y && y <= scene.height + 0.1, "{role:?} {shape:?} in {}", scene.height);
        }
        if let Shape::Rect(rect) = shape {
            assert!(rect.width >= 0.0 && rect.height >= 0.0, "{rect:?}");
        }
    }
    let labels: Vec<Vec<Point>> = scene
        .items
        .iter()
        .filter(|item| matches!(item.shape, Shape::Label(_)))
        .map(|item| corners(&item.shape))
        .collect();
    for (idx, a) in labels.iter().enumerate() {
        for b in &labels[..idx] {
            let are_apart = a[1].x <= b[0].x || b[1].x <= a[0].x || a[1].y <= b[0].y || b[1].y <= a[0].y;
            assert!(are_apart, "{a:?} {b:?}");
        }
    }
}

#[test]
fn curves_rise_from_none_to_all() {
    arbtest(|u| {
        with_any_series(u, |u, series| {
            let scene = ecdf::lay_out(series, any_size(u)?);
            check(&scene);
            for one in series.iter().filter(|one| !one.times.is_empty()) {
                // The key, which has the same lines, comes before the title.
                let items = scene.items.iter().skip_while(|item| item.role != Role::Study(Mark::AxisTitle));
                let pieces = items.filter_map(|item| match (item.role, &item.shape) {
                    (Role::Study(Mark::Curve(hue)), Shape::Line { from, to }) if hue == one.hue => Some((*from, *to)),
                    _ => None,
                });
                let pieces: Vec<_> = pieces.collect();
                assert!(pieces.iter().all(|(from, to)| from.x <= to.x && from.y >= to.y), "{pieces:?}");
                let risen: f32 = pieces.iter().map(|(from, to)| from.y - to.y).sum();
                let bottom = scene.items.iter().find_map(|item| match (item.role, &item.shape) {
                    (Role::Axis, Shape::Line { from, .. }) => Some(from.y),
                    _ => None,
                });
                let top = pieces.iter().map(|(_, to)| to.y).fold(f32::INFINITY, f32::min);
                assert!((risen - (bottom.unwrap_or_default() - top)).abs() < 0.5, "{risen} {bottom:?} {top}");
            }
            assert_eq!(ecdf::table(series).rows.len(), series.len());
            ecdf::sentence(series);
            Ok(())
        })
    });
}

#[test]
fn every_run_is_in_one_bin() {
    arbtest(|u| {
        with_any_series(u, |u, series| {
            check(&histogram::lay_out(series, any_size(u)?));
            histogram::sentence(series);
            let table = histogram::table(series);
            for (idx, one) in series.iter().enumerate() {
                let counts =
                    table.rows.iter().map(|row| row[idx + 2].replace(',', "").parse::<usize>().expect("a count"));
                assert_eq!(counts.sum::<usize>(), one.times.len());
            }
            Ok(())
        })
    });
}

#[test]
fn sweeps_stay_inside() {
    arbtest(|u| {
        let (mut workers, mut points) = (0, Vec::new());
        for _ in 0..u.int_in_range(0..=20)? {
            workers += u.int_in_range(0..=40)?;
            let mut times = [0, 1, 2, 3].map(|_| u.int_in_range(0..=u64::MAX).unwrap_or(0));
            times.sort_unstable();
            let [floor, p5, p50, p95] = times.map(Nanos);
            points.push(WorkerPoint { workers, p5, p50, p95, floor: u.arbitrary::<bool>()?.then_some(floor) });
        }
        let bend = u.arbitrary::<bool>()?.then_some(Bend { workers, reason: "contention" });
        let one_worker = u.arbitrary::<Option<u64>>()?.map(Nanos);
        let sweep = SpeedUp { points: &points, one_worker, bend };
        check(&speed_up::lay_out(&sweep, any_size(u)?));
        assert_eq!(speed_up::table(&sweep).rows.len(), points.len());
        speed_up::sentence(&sweep);
        Ok(())
    });
}

#[test]
fn heat_maps_have_one_best_cell() {
    arbtest(|u| {
        let n_modes = u.int_in_range(0..=7)?;
        let workers: Vec<u32> = (0..u.int_in_range(0..=40)?).collect();
        let cell = |u: &mut Unstructured<'_>| {
            Ok(Cell { median: u.arbitrary::<Option<u64>>()?.map(Nanos), is_too_close: u.arbitrary()? })
        };
        let cells = (0..u.int_in_range(0..=300)?).map(|_| cell(u)).collect::<Result<Vec<_>>>()?;
        let map = HeatMap { modes: &NAMES[..n_modes], workers: &workers, cells: &cells };
        let scene = heat_map::lay_out(&map, any_size(u)?);
        check(&scene);
        // One in the key.
        let n_best = scene.items.iter().filter(|item| item.role == Role::Study(Mark::Best)).count();
        assert!(n_best == 0 || n_best == 2, "{n_best}");
        assert!(heat_map::table(&map).rows.iter().all(|row| row.len() == workers.len() + 1));
        heat_map::sentence(&map);
        Ok(())
    });
}

#[test]
fn densities_stay_inside_whatever_is_sampled() {
    arbtest(|u| {
        let recorded = any_times(u)?;
        let at = any_times(u)?;
        let curve = at.into_iter().map(|at| Ok((at, u.arbitrary::<f64>()?))).collect::<Result<Vec<_>>>()?;
        let density = Density { curve: &curve, recorded: &recorded, is_drawn: false };
        check(&density::lay_out(&density, any_size(u)?));
        let table = density::table(&density);
        let counts = table.rows.iter().map(|row| row[2].replace(',', "").parse::<usize>().expect("a count"));
        assert!(counts.sum::<usize>() == recorded.len());
        density::sentence(&density);
        Ok(())
    });
}

#[test]
fn many_runs_make_no_more_shapes_than_there_are_pixels() {
    let times: Vec<Nanos> = (0..100_000).map(|n| Nanos(60_000_000_000 + n * n)).collect();
    let series = [Series { name: "baseline", hue: Hue::Baseline, times: &times }];
    let scene = ecdf::lay_out(&series, Size { width: 600.0, height: 300.0 });
    assert!(scene.items.len() < 2_500, "{}", scene.items.len());
}
