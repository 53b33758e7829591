//! The picture on its canvas, and a second canvas above it for what follows pointer and keys.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use laneway_chart::bands::AXIS_HEIGHT;
use laneway_chart::hit_test::place;
use laneway_chart::human;
use laneway_chart::lay_out::{Marks, lay_out};
use laneway_chart::scene::{Anchor, Point, Rect};
use laneway_chart::ticks;
use laneway_chart::viewport::Viewport;
use laneway_engine::time::Nanos;
use leptos::html::Canvas;
use leptos::prelude::*;

use super::edits::Pending;
use super::paint::{Ink, paint};
use super::picture::Picture;
use super::view::{SuiteEdit, TimelineView};
use crate::browser::canvas::{Pen, Surface, scale};
use crate::browser::{timing, watch};

/// Both canvases. What lies below is drawn again when picture, window, search, size or theme change; what lies above when
/// the pointer moves. Neither is drawn more than once a frame.
#[component]
pub fn TimelineCanvas(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// What of it is seen.
    view: RwSignal<TimelineView>,
    /// Per test, whether the search found it.
    #[prop(into)]
    found: Signal<Option<Arc<Vec<bool>>>>,
    /// Where a clock stands; what comes later is dimmed.
    #[prop(into)]
    clock: Signal<Option<Nanos>>,
    /// The area, CSS pixels; written here.
    size: RwSignal<(f32, f32)>,
    /// The canvas below, for whoever wants to take its picture away.
    below: NodeRef<Canvas>,
    /// Counts changes of light and dark.
    #[prop(into)]
    theme: Signal<u32>,
) -> impl IntoView {
    let above = NodeRef::<Canvas>::new();
    let size_watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(canvas) = below.get() {
            size_watch.set_value(watch::size(&canvas, move |width, height| size.set((width, height))));
        }
    });
    // What is seen, without what follows the pointer.
    let window = Memo::new(move |_| view.with(|view| view.window));
    let ink: Rc<RefCell<Option<(u32, Ink)>>> = Rc::default();
    let scratch = Rc::new(RefCell::new(None));

    let ink_below = Rc::clone(&ink);
    let track = move || {
        window.track();
        found.track();
        picture.track();
        size.track();
        theme.track();
        below.track();
    };
    draw_on_next_frame(track, move || {
        let Some((surface, picture, viewport)) = ready(below, picture, view, size) else { return };
        let mut ink = ink_below.borrow_mut();
        let ink = current(&mut ink, theme.get_untracked());
        timing::measured("laneway-draw", || {
            let found = found.get_untracked();
            let marks = Marks { found: found.as_ref().map(|found| found.as_slice()) };
            let scene = lay_out(&picture.sides(), &viewport, marks);
            paint(&surface, &scene, ink, scale(), &mut scratch.borrow_mut());
        });
    });

    let track = move || {
        view.track();
        clock.track();
        picture.track();
        size.track();
        theme.track();
        above.track();
    };
    draw_on_next_frame(track, move || {
        let Some((surface, picture, viewport)) = ready(above, picture, view, size) else { return };
        let mut ink = ink.borrow_mut();
        let ink = current(&mut ink, theme.get_untracked());
        surface.begin(viewport.width, viewport.height, scale());
        if let Some(now) = clock.get_untracked() {
            paint_clock(&surface, &picture, now, &viewport, ink);
        }
        view.with_untracked(|view| paint_above(&surface, &picture, view, &viewport, ink));
    });
    view! {
        <canvas node_ref=below class="timeline__canvas" aria-hidden="true"></canvas>
        <canvas node_ref=above class="timeline__canvas timeline__canvas--above" aria-hidden="true"></canvas>
    }
}

/// Everything that drawing needs, if all of it is there.
fn ready(
    canvas: NodeRef<Canvas>,
    picture: Signal<Option<Arc<Picture>>>,
    view: RwSignal<TimelineView>,
    size: RwSignal<(f32, f32)>,
) -> Option<(Surface, Arc<Picture>, Viewport)> {
    let surface = Surface::new(&canvas.get_untracked()?)?;
    let picture = picture.get_untracked()?;
    let size = size.get_untracked();
    let viewport = view.with_untracked(|view| picture.viewport(view, size));
    (size.0 > 0.0 && size.1 > 0.0).then_some((surface, picture, viewport))
}

fn current(ink: &mut Option<(u32, Ink)>, theme: u32) -> &Ink {
    if ink.as_ref().is_none_or(|(of_theme, _)| *of_theme != theme) {
        *ink = None;
    }
    &ink.get_or_insert_with(|| (theme, Ink::read())).1
}

/// What comes later is dimmed; the clock is a line.
fn paint_clock(surface: &Surface, picture: &Picture, now: Nanos, viewport: &Viewport, ink: &Ink) {
    let bottom = picture.bands(viewport).axis_top;
    let x = (viewport.x(now) as f32).clamp(viewport.gutter, viewport.width);
    let later = Rect { x, y: 0.0, width: viewport.width - x, height: bottom };
    surface.fill(ink.palette.paper, 0.72, [&later]);
    let is_seen = viewport.range.from <= now && now <= viewport.range.to;
    if is_seen {
        let pen = Pen { colour: ink.palette.ink, alpha: 1.0, width: 1.5, is_dashed: false };
        surface.stroke(pen, |paths| paths.line(Point { x, y: 0.0 }, Point { x, y: bottom + 4.0 }));
    }
}

/// Outlines of the chosen run and of the one under the pointer, and the time at the pointer.
fn paint_above(surface: &Surface, picture: &Picture, view: &TimelineView, viewport: &Viewport, ink: &Ink) {
    let sides = picture.sides();
    let outline = |run, colour, width| {
        if let Some(rect) = place(&sides, viewport, run) {
            let around = Rect { x: rect.x - 0.5, y: rect.y - 0.5, width: rect.width + 1.0, height: rect.height + 1.0 };
            let pen = Pen { colour, alpha: 1.0, width, is_dashed: false };
            surface.stroke(Pen { colour: ink.palette.paper, width: width + 2.0, ..pen }, |paths| paths.rect(around));
            surface.stroke(pen, |paths| paths.rect(around));
        }
    };
    if let Some(run) = view.hovered {
        outline(run, ink.palette.ink, 1.0);
        let (x, _) = view.pointer;
        let bottom = picture.bands(viewport).axis_top;
        let pen = Pen { colour: ink.palette.muted, alpha: 0.6, width: 1.0, is_dashed: false };
        let x = x.floor() + 0.5;
        surface.stroke(pen, |paths| paths.line(Point { x, y: 0.0 }, Point { x, y: bottom }));
        let resolution = Nanos((2.0 / viewport.px_per_nano()) as u64);
        let text = ticks::at(viewport.time_at(f64::from(x)), resolution);
        let width = text.chars().count() as f32 * 7.0 + 8.0;
        let left = (x - width / 2.0).clamp(viewport.gutter, (viewport.width - width).max(viewport.gutter));
        let box_of_text = Rect { x: left, y: bottom + 1.0, width, height: AXIS_HEIGHT - 3.0 };
        surface.fill(ink.palette.ink, 1.0, [&box_of_text]);
        surface.set_text(&ink.fonts[0], ink.palette.paper, 1.0);
        surface.text(Anchor::Middle, Point { x: left + width / 2.0, y: bottom + 16.0 }, &text);
    }
    if let Some(run) = view.chosen {
        outline(run, ink.palette.accent, 2.0);
    }
    if let Some(pending) = view.pending {
        paint_pending(surface, &pending, ink);
    }
}

/// The block that is dragged, the bar that marks its new place, its new duration.
fn paint_pending(surface: &Surface, pending: &Pending, ink: &Ink) {
    let Pending { block, .. } = *pending;
    let accent = ink.palette.accent;
    surface.fill(accent, 0.25, [&block]);
    surface.stroke(Pen { colour: accent, alpha: 1.0, width: 1.5, is_dashed: false }, |paths| paths.rect(block));
    surface.fill(accent, 1.0, pending.bar.iter());
    if let Some(SuiteEdit::Resize { duration, .. }) = pending.edit {
        let text = human::time(duration);
        let width = text.chars().count() as f32 * 7.0 + 8.0;
        let paper = Rect { x: block.x + block.width + 6.0, y: block.y, width, height: 18.0 };
        surface.fill(ink.palette.paper, 0.9, [&paper]);
        surface.set_text(&ink.fonts[1], accent, 1.0);
        surface.text(Anchor::Start, Point { x: paper.x + 4.0, y: paper.y + 13.0 }, &text);
    }
}

/// Draws on the next frame whenever something changed that `track` tracks.
pub fn draw_on_next_frame(track: impl Fn() + 'static, draw: impl Fn() + 'static) {
    let is_due = StoredValue::new(false);
    let draw = Rc::new(draw);
    // Drawing is no state: it cannot start in the app, which does not know the canvas.
    Effect::new(move |_| {
        track();
        if is_due.get_value() {
            return;
        }
        is_due.set_value(true);
        let draw = Rc::clone(&draw);
        request_animation_frame(move || {
            // What is drawn on may be gone by then.
            let is_gone = is_due.try_set_value(false).is_some();
            if !is_gone {
                draw();
            }
        });
    });
}
