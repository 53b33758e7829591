//! The whole of both sessions on a strip, with the window that is seen. The window can be dragged, and either of its edges.

use std::sync::Arc;

use laneway_chart::minimap::minimap;
use laneway_chart::scene::{Rect, Role, Shape};
use laneway_chart::viewport::{LEAST_SPAN, TimeRange, Viewport};
use laneway_engine::time::Nanos;
use leptos::ev;
use leptos::html::Canvas;
use leptos::prelude::*;

use super::canvas::draw_on_next_frame;
use super::moves::Stage;
use super::paint::Ink;
use super::picture::Picture;
use super::view::TimelineView;
use crate::browser::canvas::{Pen, Surface, scale};
use crate::browser::{pointer, watch};

/// What is dragged.
#[derive(Clone, Copy, PartialEq)]
enum Hold {
    /// The window, taken so many nanoseconds behind its beginning.
    Window(f64),
    /// Its beginning.
    From,
    /// Its end.
    To,
}

/// This near to an edge, the edge is dragged, CSS pixels.
const EDGE: f32 = 7.0;

/// The strip. It repeats what keys do on the picture, so keys and screen readers pass it by.
#[component]
pub fn Minimap(
    /// What is drawn.
    #[prop(into)]
    picture: Signal<Option<Arc<Picture>>>,
    /// What of it is seen.
    view: RwSignal<TimelineView>,
    /// The area of the picture above, CSS pixels.
    size: RwSignal<(f32, f32)>,
    /// Counts changes of light and dark.
    #[prop(into)]
    theme: Signal<u32>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let own_size = RwSignal::new((0.0_f32, 0.0_f32));
    let size_watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            size_watch.set_value(watch::size(&canvas, move |width, height| own_size.set((width, height))));
        }
    });
    let track = move || {
        picture.track();
        own_size.track();
        theme.track();
        canvas.track();
    };
    draw_on_next_frame(track, move || {
        let (Some(canvas), Some(picture)) = (canvas.get_untracked(), picture.get_untracked()) else { return };
        let (Some(surface), (width, height)) = (Surface::new(&canvas), own_size.get_untracked()) else { return };
        if width > 0.0 && height > 0.0 {
            paint(&surface, &picture, (width, height), &Ink::read());
        }
    });

    // The strip as one viewport over all the time.
    let whole = move |picture: &Picture| {
        let viewport = view.with_untracked(|view| picture.viewport(view, size.get_untracked()));
        Viewport { range: picture.whole(), ..viewport }
    };
    let hold = StoredValue::new(None);
    let drag_to = move |at: f32| {
        let (Some(hold), Some(picture)) = (hold.get_value(), picture.get_untracked()) else { return };
        let stage = Stage { picture: &picture, size: size.get_untracked() };
        let all = picture.whole();
        let at = whole(&picture).time_at(f64::from(at)).0.min(all.to.0);
        view.update(|view| {
            let range = picture.range(view);
            let least = LEAST_SPAN.0.min(all.span().0);
            let range = match hold {
                Hold::Window(behind) => range.moved(at as f64 - behind - range.from.0 as f64, all),
                Hold::From => TimeRange { from: Nanos(at.min(range.to.0.saturating_sub(least))), ..range },
                Hold::To => TimeRange { to: Nanos(at.max(range.from.0 + least)), ..range },
            };
            stage.set_range(view, range);
        });
    };
    let on_down = move |event: ev::PointerEvent| {
        let Some(picture) = picture.get_untracked() else { return };
        pointer::capture(&event);
        let strip = whole(&picture);
        let (x, range) = (pointer::place(&event).x, view.with_untracked(|view| picture.range(view)));
        let (x0, x1) = (strip.x(range.from) as f32, strip.x(range.to) as f32);
        let taken = match x {
            // A window over everything is made smaller from where it is taken.
            _ if (x - x0).abs() <= EDGE => Hold::From,
            _ if (x - x1).abs() <= EDGE => Hold::To,
            _ if x0 < x && x < x1 => Hold::Window(strip.time_at(f64::from(x)).0 as f64 - range.from.0 as f64),
            _ => Hold::Window(range.span().0 as f64 / 2.0),
        };
        hold.set_value(Some(taken));
        drag_to(x);
    };
    let window = move || {
        let (Some(picture), (width, _)) = (picture.get(), size.get()) else { return (0.0, 0.0) };
        let viewport = view.with(|view| picture.viewport(view, size.get()));
        let strip = Viewport { range: picture.whole(), ..viewport };
        let (x0, x1) = (strip.x(viewport.range.from) as f32, strip.x(viewport.range.to) as f32);
        (x0, (x1.min(width) - x0).max(3.0))
    };
    view! {
        <div
            class="timeline__minimap"
            aria-hidden="true"
            on:pointerdown=on_down
            on:pointermove=move |event| drag_to(pointer::place(&event).x)
            on:pointerup=move |_| hold.set_value(None)
            on:pointercancel=move |_| hold.set_value(None)
        >
            <canvas node_ref=canvas class="timeline__minimap-canvas"></canvas>
            <div
                class="timeline__window"
                class:timeline__window--whole=move || view.with(|view| view.window.zoom.is_none())
                style:visibility=move || picture.with(Option::is_none).then_some("hidden")
                style:left=move || format!("{}px", window().0)
                style:width=move || format!("{}px", window().1)
            ></div>
        </div>
    }
}

fn paint(surface: &Surface, picture: &Picture, (width, height): (f32, f32), ink: &Ink) {
    let gutter = picture.viewport(&TimelineView::default(), (width, height)).gutter;
    let scene = minimap(&picture.sides(), picture.whole(), width, height, gutter);
    surface.begin(width, height, scale());
    let ground = Rect { x: gutter, y: 0.0, width: width - gutter, height };
    surface.fill(ink.palette.line, 0.35, [&ground]);
    for item in &scene.items {
        if let (Role::Busy { side }, Shape::Area(points)) = (item.role, &item.shape) {
            let colour = if side == 0 { ink.palette.baseline } else { ink.palette.accent };
            if side == 0 {
                surface.fill_paths(colour, 0.35, |paths| paths.area(points));
            } else {
                let pen = Pen { colour, alpha: 1.0, width: 1.25, is_dashed: false };
                surface.fill_paths(colour, 0.1, |paths| paths.area(points));
                surface.stroke(pen, |paths| paths.area(points));
            }
        }
    }
}
