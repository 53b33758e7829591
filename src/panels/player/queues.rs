//! The queues of all workers as they are now, drawn row by row: the current test, the one held next, the rest.

use std::sync::Arc;

use laneway_chart::human;
use laneway_chart::player::queues::{Lane, Phase};
use laneway_chart::player::replay::Cursor;
use laneway_chart::player::row::{Piece, Place, held_row, row};
use laneway_chart::scene::{Anchor, Point, Rect};
use laneway_engine::time::Nanos;
use leptos::html::Canvas;
use leptos::prelude::*;

use super::played::{Deck, Played};
use crate::browser::canvas::{Pen, Surface, scale};
use crate::browser::{pointer, scroll, theme, watch};
use crate::timeline::canvas::draw_on_next_frame;
use crate::timeline::paint::Ink;

/// The height of a row, px.
const ROW: f32 = 18.0;
/// The column of names, px.
const NAMES: f32 = 56.0;
/// So many workers are told to a screen reader.
const MAX_TOLD: usize = 40;

/// The picture. A click on a row chooses its worker.
#[component]
pub fn PlayerQueues(
    /// What is played.
    deck: Deck,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let size = RwSignal::new((0.0_f32, 0.0_f32));
    let top = RwSignal::new(0.0_f32);
    let themes = RwSignal::new(0_u32);
    // Kept as long as the picture is.
    StoredValue::new_local(theme::watch(move || themes.update(|n| *n += 1)));
    let size_watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            size_watch.set_value(watch::size(&canvas, move |width, height| size.set((width, height))));
        }
    });
    let state = deck.app.player;
    // Where the queues stood when they were last looked at: from there the next look is a few moments away.
    let cursor = StoredValue::new_local(None::<(Arc<Played>, Cursor)>);
    let track = move || {
        deck.played.track();
        deck.position.track();
        size.track();
        top.track();
        themes.track();
        canvas.track();
        state.track();
    };
    draw_on_next_frame(track, move || {
        let Some(surface) = canvas.get_untracked().and_then(|canvas| Surface::new(&canvas)) else { return };
        let Some(played) = deck.played.get_untracked() else { return };
        let frame = Frame { size: size.get_untracked(), top: top.get_untracked() };
        let (now, worker) = state.with_untracked(|player| (player.now, player.worker));
        with_cursor(cursor, &played, deck.position.get_untracked(), |cursor| {
            frame.paint(&surface, &played, cursor, now, worker);
        });
    });
    let n_rows = Memo::new(move |_| {
        deck.played.with(|played| played.as_ref().map_or(0, |played| played.replay.outcome().workers.len() + 1))
    });
    let told = move || {
        let is_playing = state.with(|player| player.is_playing);
        let position = deck.position.get();
        let played = deck.played.get().filter(|_| !is_playing)?;
        with_cursor(cursor, &played, position, |cursor| {
            let teller = played.teller();
            let held = format!("Not yet sent: {}.", teller.held(&cursor.queues));
            let of_workers = (0..).zip(&cursor.queues.lanes).take(MAX_TOLD);
            let lines = std::iter::once(held).chain(of_workers.map(|(number, lane)| teller.lane(number, lane)));
            Some(lines.map(|line| view! { <li>{line}</li> }).collect_view())
        })
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        let number = ((pointer::mouse_place(&event).y + top.get_untracked()) / ROW) as usize;
        state.update(|player| {
            let worker = number.checked_sub(1).filter(|_| number < n_rows.get_untracked()).map(|worker| worker as u32);
            player.worker = worker.filter(|worker| player.worker != Some(*worker));
        });
    };
    view! {
        <div
            class="player__queues"
            role="region"
            aria-label="Queues"
            tabindex="0"
            on:click=on_click
            on:scroll=move |event| top.set(scroll::top(&event))
        >
            <div class="player__queues-room" style:height=move || format!("{}px", n_rows.get() as f32 * ROW)>
                <canvas class="player__queues-canvas" node_ref=canvas aria-hidden="true"></canvas>
            </div>
            <ul class="visually-hidden">{told}</ul>
        </div>
    }
}

/// Goes to a moment, and looks.
fn with_cursor<T>(
    kept: StoredValue<Option<(Arc<Played>, Cursor)>, LocalStorage>,
    played: &Arc<Played>,
    position: usize,
    look: impl FnOnce(&Cursor) -> T,
) -> T {
    let of_this = kept.try_update_value(Option::take).flatten().filter(|(of, _)| Arc::ptr_eq(of, played));
    let mut cursor = of_this.map_or_else(|| played.replay.start(), |(_, cursor)| cursor);
    played.replay.go(&mut cursor, position);
    let seen = look(&cursor);
    kept.set_value(Some((Arc::clone(played), cursor)));
    seen
}

/// What of the rows is seen.
struct Frame {
    size: (f32, f32),
    top: f32,
}

impl Frame {
    fn paint(&self, surface: &Surface, played: &Played, cursor: &Cursor, now: Nanos, chosen: Option<u32>) {
        let (width, height) = self.size;
        if width <= NAMES || height <= 0.0 {
            return;
        }
        let ink = Ink::read();
        surface.begin(width, height, scale());
        let queues = &cursor.queues;
        let first = (self.top / ROW) as usize;
        let last = ((self.top + height) / ROW) as usize;
        for number in first..=last.min(queues.lanes.len()) {
            let y = number as f32 * ROW - self.top;
            let lane = number.checked_sub(1).map(|worker| (worker as u32, &queues.lanes[worker]));
            if lane.is_some_and(|(worker, _)| chosen == Some(worker)) {
                surface.fill(ink.palette.line, 0.6, [&Rect { x: 0.0, y, width, height: ROW }]);
            }
            let name = lane.map_or_else(|| "not sent".to_owned(), |(worker, _)| played.teller().row(worker));
            surface.set_text(&ink.fonts[2], if lane.is_some() { ink.palette.ink } else { ink.palette.muted }, 1.0);
            surface.text(Anchor::Start, Point { x: 2.0, y: y + 13.0 }, &name);
            let (pieces, n_left) = match lane {
                Some((_, lane)) => row(lane, width - NAMES),
                None => held_row(&queues.held, width - NAMES),
            };
            let row = Row { surface, ink: &ink, played, y };
            pieces.iter().for_each(|piece| row.piece(piece));
            if let Some((_, lane)) = lane {
                row.state(lane, now, &pieces);
            }
            let total = pieces.len() + n_left;
            if n_left > 0 {
                row.text(Anchor::End, width - 4.0, &human::count(total as u64), 1.0);
            }
        }
    }
}

/// One row.
struct Row<'a> {
    surface: &'a Surface,
    ink: &'a Ink,
    played: &'a Played,
    y: f32,
}

impl Row<'_> {
    fn piece(&self, piece: &Piece) {
        let look = self.played.looks[piece.test as usize];
        let colour = self.ink.palette.block(look);
        let rect = Rect { x: NAMES + piece.x, y: self.y + 2.0, width: piece.width - 1.0, height: ROW - 4.0 };
        let alpha = match piece.place {
            Place::Running | Place::Queued | Place::Next => 1.0,
            Place::Held => 0.75,
            Place::Sent | Place::Given => 0.4,
        };
        self.surface.fill(colour, alpha, [&rect]);
        if piece.place == Place::Next {
            let pen = Pen { colour: self.ink.palette.ink, alpha: 0.55, width: 1.0, is_dashed: false };
            let inner = Rect { x: rect.x + 0.5, y: rect.y + 0.5, width: rect.width - 1.0, height: rect.height - 1.0 };
            self.surface.stroke(pen, |paths| paths.rect(inner));
        }
    }

    /// How far the current test has come, or what the worker does without one.
    fn state(&self, lane: &Lane, now: Nanos, pieces: &[Piece]) {
        let end = pieces.last().map_or(0.0, |piece| piece.x + piece.width);
        let word = match lane.phase {
            Phase::Starting => "starts",
            Phase::Collecting => "collects",
            Phase::Waiting if lane.queue.is_empty() => "waits for tests",
            Phase::Waiting => "waits for what comes next",
            Phase::Running => "",
            Phase::Finished => "done",
            Phase::Dead | Phase::Gone => "died",
        };
        self.text(Anchor::Start, NAMES + end + 4.0, word, 1.0);
        if let (Phase::Running, Some(run), Some(piece)) = (lane.phase, lane.run, pieces.first()) {
            let run = &self.played.replay.outcome().runs[run as usize];
            let end = run.end.unwrap_or(self.played.end);
            let share = (now.0.saturating_sub(run.start.0)) as f32 / (end.0.saturating_sub(run.start.0)).max(1) as f32;
            let width = (piece.width - 1.0) * share.clamp(0.0, 1.0);
            let done = Rect { x: NAMES, y: self.y + ROW - 5.0, width, height: 3.0 };
            self.surface.fill(self.ink.palette.ink, 0.85, [&done]);
        }
    }

    fn text(&self, anchor: Anchor, x: f32, text: &str, alpha: f32) {
        self.surface.set_text(&self.ink.fonts[0], self.ink.palette.muted, alpha);
        self.surface.text(anchor, Point { x, y: self.y + 13.0 }, text);
    }
}
