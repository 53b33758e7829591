//! What holds for every scene.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use laneway_engine::dist_mode::DistMode;
use laneway_engine::simulate::{Detail, simulate};
use laneway_engine::suite::{Suite, Test};
use laneway_engine::time::Nanos;

use super::row::LEAST_OWN;
use super::{Marks, lay_out};
use crate::hit_test::{hit_test, place};
use crate::index::Index;
use crate::sample::session;
use crate::scene::{Item, Role, Scene, Shape};
use crate::side::{RunRef, Side};
use crate::viewport::{TimeRange, Viewport};

/// A suite of up to 200 tests, most of them short.
fn any_suite(u: &mut Unstructured<'_>) -> Result<Suite> {
    let mut tests = Vec::new();
    for n in 0..u.int_in_range(1..=200)? {
        let magnitude = u.int_in_range(0..=36)?;
        let duration = Nanos(u.int_in_range(0..=1 << magnitude)?);
        let id = format!("{}.py::test_{n}", u.int_in_range(b'a'..=b'p')?);
        tests.push(Test { id, duration, groups: Vec::new(), ..Test::default() });
    }
    Ok(Suite { tests, ..Suite::default() })
}

fn any_viewport(u: &mut Unstructured<'_>, end: Nanos) -> Result<Viewport> {
    let gutter = 64.0;
    let (width, height) = (f32::from(u.int_in_range(100..=2_000_u16)?), f32::from(u.int_in_range(40..=900_u16)?));
    let from = Nanos(u.int_in_range(0..=end.0)?);
    let to = Nanos(u.int_in_range(from.0..=end.0 + end.0 / 16 + 1)?);
    let scroll = f32::from(u.int_in_range(0..=300_u16)?);
    Ok(Viewport { width, height, gutter, scroll, range: TimeRange { from, to } })
}

fn with_any_side(u: &mut Unstructured<'_>, law: impl Fn(&mut Unstructured<'_>, Side<'_>) -> Result<()>) -> Result<()> {
    let suite = any_suite(u)?;
    let dist = *u.choose(&[DistMode::Load, DistMode::WorkSteal, DistMode::LoadFile, DistMode::No])?;
    let session = session(u.int_in_range(1..=9)?, dist);
    let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a valid session");
    let index = Index::new(&suite, &session, &outcome);
    law(u, Side { name: "candidate", detail: "", suite: &suite, index: &index, floor: Some(Nanos(7)) })
}

fn tests_of(scene: &Scene) -> impl Iterator<Item = (f64, f64)> {
    scene.items.iter().filter_map(|Item { role, shape }| match (role, shape) {
        (Role::Tests(blocks), Shape::Rect(rect)) => Some((f64::from(rect.width), f64::from(blocks.coverage))),
        _ => None,
    })
}

#[test]
fn nothing_stands_outside_the_viewport() {
    arbtest(|u| {
        with_any_side(u, |u, side| {
            let viewport = any_viewport(u, side.index.end())?;
            let scene = lay_out(&[side, side], &viewport, Marks::default());
            for item in &scene.items {
                let corners = match &item.shape {
                    Shape::Rect(rect) => [(rect.x, rect.y), (rect.x + rect.width, rect.y + rect.height)],
                    Shape::Line { from, to } | Shape::Arc { from, to, .. } => [(from.x, from.y), (to.x, to.y)],
                    Shape::Cross { at, .. } | Shape::Dot { at, .. } => [(at.x, at.y); 2],
                    Shape::Label(label) => [(label.at.x, label.at.y); 2],
                    Shape::Area(_) => continue,
                };
                for (x, y) in corners {
                    assert!(-0.01 <= x && x <= viewport.width + 0.01, "{item:?}");
                    assert!(-0.01 <= y && y <= viewport.height.max(24.0) + 0.01, "{item:?}");
                }
                if let Shape::Rect(rect) = &item.shape {
                    assert!(rect.x >= viewport.gutter - 0.01 && rect.width >= 0.0, "{item:?}");
                }
            }
            Ok(())
        })
    });
}

#[test]
fn merging_conserves_what_is_covered() {
    arbtest(|u| {
        with_any_side(u, |u, side| {
            let range = TimeRange::whole(side.index.end());
            let width = f32::from(u.int_in_range(100..=2_000_u16)?);
            let viewport = Viewport { width, height: 2_000.0, gutter: 64.0, scroll: 0.0, range };
            let scene = lay_out(&[side], &viewport, Marks::default());
            let (mut merged, mut own) = (0.0, 0.0);
            for run in 0..side.index.n_runs() as u32 {
                let block = side.index.block(run).expect("a run");
                let width = (block.end - block.start).0 as f64 * viewport.px_per_nano();
                if width < LEAST_OWN { merged += width } else { own += width }
            }
            let drawn: f64 = tests_of(&scene).map(|(width, coverage)| width * coverage).sum();
            // Blocks of their own leave a gap of 15%, a pixel at most.
            assert!(drawn <= merged + own + 0.5, "{drawn} {merged} {own}");
            assert!(drawn >= merged + own * 0.85 - 0.5, "{drawn} {merged} {own}");
            assert!(tests_of(&scene).all(|(_, coverage)| 0.0 < coverage && coverage <= 1.0));
            Ok(())
        })
    });
}

#[test]
fn every_run_can_be_pointed_at_when_zoomed_in() {
    arbtest(|u| {
        with_any_side(u, |u, side| {
            let run = RunRef { side: 1, run: u.int_in_range(0..=side.index.n_runs() as u32 - 1)? };
            let block = *side.index.block(run.run).expect("a run");
            let inner = TimeRange { from: block.start, to: block.end };
            let range = TimeRange::around(inner, 3.0, TimeRange::whole(side.index.end()));
            let viewport = Viewport { width: 800.0, height: 900.0, gutter: 64.0, scroll: 0.0, range };
            let rect = place(&[side, side], &viewport, run).expect("a place");
            let hit = hit_test(&[side, side], &viewport, rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            if block.end.0 - block.start.0 >= 100 {
                assert_eq!(hit, Some(run));
            }
            Ok(())
        })
    });
}

#[test]
fn crowded_rows_are_summed_by_pixel() {
    let tests = (0..30_000).map(|n| Test {
        id: format!("{}.py::test_{n}", n / 700),
        duration: Nanos(1_000_000 + n % 7 * 900_000),
        groups: Vec::new(),
        ..Test::default()
    });
    let suite = Suite { tests: tests.collect(), ..Suite::default() };
    let session = session(2, DistMode::Load);
    let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a valid session");
    let index = Index::new(&suite, &session, &outcome);
    let side = Side { name: "", detail: "", suite: &suite, index: &index, floor: None };
    let range = TimeRange::whole(index.end());
    let viewport = Viewport { width: 464.0, height: 300.0, gutter: 64.0, scroll: 0.0, range };
    let scene = lay_out(&[side], &viewport, Marks::default());
    let drawn: f64 = tests_of(&scene).map(|(width, coverage)| width * coverage).sum();
    let busy = (index.busy(0) + index.busy(1)).0 as f64 * viewport.px_per_nano();
    assert!((drawn - busy).abs() < 2.0, "{drawn} {busy}");
    assert!(scene.items.len() < 1_000);
}
