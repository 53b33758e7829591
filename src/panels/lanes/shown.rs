//! What is on show: the typical runs of both pipelines, through a window onto their lanes.

use std::sync::Arc;

use laneway_chart::doubt::Beyond;
use laneway_chart::pipeline::hit_test::places;
use laneway_chart::pipeline::lay_out::lay_out;
use laneway_chart::pipeline::side::{frame, viewport};
use laneway_chart::pipeline::{table, why};
use laneway_chart::scene::Scene;
use laneway_chart::study::table::Table;
use laneway_chart::viewport::Viewport;
use laneway_chart::window::{Frame, Window};
use laneway_engine::suite::Suite;
use laneway_formats::trace;
use leptos::prelude::*;

use super::lane::Lane;
use crate::state::AppState;
use crate::state::run::Pipelines;

/// The picture is no higher than this; further lanes are scrolled to, CSS px.
pub(super) const HIGHEST: f32 = 640.0;

/// Both pipelines, and how much of them is seen.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    pipelines: Memo<Option<Arc<Pipelines>>>,
    /// How wide the picture is, CSS px; 0 until it is known.
    pub(super) width: RwSignal<f32>,
    pub(super) window: RwSignal<Window>,
}

impl Shown {
    /// All of the newest run.
    pub(super) fn new(app: AppState) -> Self {
        let pipelines = Memo::new_with_compare(
            move |_| app.run.with(|run| run.pipelines.clone()),
            |before, now| !matches!((before, now), (Some(Some(a)), Some(Some(b))) if Arc::ptr_eq(a, b)),
        );
        Self { pipelines, width: RwSignal::new(0.0), window: RwSignal::new(Window::default()) }
    }

    /// What the window shows.
    pub(super) fn scene(self) -> Option<Scene> {
        self.framed(self.window.get(), |it, frame| lay_out(&it.sides(), &frame.viewport))
    }

    /// All lanes in the time that the window shows, whatever is scrolled away.
    pub(super) fn whole(self) -> Option<Scene> {
        self.framed(self.window.get(), |it, frame| {
            let all = viewport(&it.sides(), frame.viewport.width);
            lay_out(&it.sides(), &Viewport { range: frame.viewport.range, ..all })
        })
    }

    /// Every lane as a button, where it stands. They are made anew where rows move, not where time does.
    pub(super) fn lanes(self, scroll: f32) -> Option<impl IntoView> {
        self.framed(Window { zoom: None, scroll }, |it, frame| {
            let lane = |(lane, rect)| view! { <Lane pipelines=it.clone() lane=lane rect=rect window=self.window /> };
            places(&it.sides(), &frame.viewport).into_iter().map(lane).collect_view()
        })
    }

    /// What there is to see, in words.
    pub(super) fn sentence(self) -> String {
        let words = |it: &Pipelines| why::why(&it.sides()[0], &it.sides()[1], Beyond::default()).join(" ");
        self.pipelines.with(|it| it.as_deref().map_or_else(|| "Nothing was simulated yet.".to_owned(), words))
    }

    /// And in figures.
    pub(super) fn table(self) -> Table {
        self.pipelines.with(|it| it.as_deref().map(|it| table::table(&it.sides())).unwrap_or_default())
    }

    /// Both runs as Perfetto reads them; whoever asks is not told of later ones.
    pub(super) fn trace(self, suite: &Suite) -> String {
        let text = |it: &Pipelines| trace::of_pipelines(suite, &it.sides());
        self.pipelines.with_untracked(|it| it.as_deref().map(text).unwrap_or_default())
    }

    /// Moves the window; what `act` says of it. The window is written only where something changed.
    pub(super) fn change(self, act: impl FnOnce(&mut Window, &Frame) -> bool) -> bool {
        self.pipelines.with_untracked(|it| {
            let Some(it) = it.as_deref() else { return false };
            let mut window = self.window.get_untracked();
            let frame = frame(&it.sides(), self.width.get_untracked(), HIGHEST, &window);
            let said = act(&mut window, &frame);
            self.window.maybe_update(|now| std::mem::replace(now, window) != window);
            said
        })
    }

    /// Nothing before there is a run, and a width to draw it in.
    fn framed<T>(self, window: Window, act: impl FnOnce(&Arc<Pipelines>, &Frame) -> T) -> Option<T> {
        let width = self.width.get();
        self.pipelines.with(|it| {
            let it = it.as_ref().filter(|_| width > 0.0)?;
            Some(act(it, &frame(&it.sides(), width, HIGHEST, &window)))
        })
    }
}
