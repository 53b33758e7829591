//! Median times over dist modes and worker counts, coloured by how far they are from the best.

use laneway_engine::time::Nanos;

use super::frame::{Frame, Key, Sample, Size, Surroundings, fitted, text_width};
use super::mark::{Mark, N_HEAT_STEPS};
use super::table::Table;
use crate::human;
use crate::scene::{Anchor, Point, Rect, Role, Scene};

/// Times of all combinations of modes and worker counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeatMap<'a> {
    /// Names of the rows, top down.
    pub modes: &'a [&'a str],
    /// Of the columns, from the left.
    pub workers: &'a [u32],
    /// Row by row; those that are missing are empty.
    pub cells: &'a [Cell],
}

/// One combination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The median of its runs; `None` before there are any.
    pub median: Option<Nanos>,
    /// Whether it cannot be told from the best.
    pub is_too_close: bool,
}

/// From which ratio to the best on a cell takes the next colour. Fixed, so that colours mean the same in every picture.
pub const HEAT_RATIOS: [f64; N_HEAT_STEPS as usize] = [1.0, 1.05, 1.1, 1.2, 1.5, 2.0, 3.0, 5.0, 10.0];

/// Cells are no higher than this, px.
const MOST_HEIGHT: f32 = 48.0;

impl HeatMap<'_> {
    fn cell(&self, row: usize, column: usize) -> Cell {
        self.cells.get(row * self.workers.len() + column).copied().unwrap_or_default()
    }

    /// Row and column of the least median; of equal ones the first in reading order.
    fn best(&self) -> Option<((usize, usize), Nanos)> {
        let places = (0..self.modes.len()).flat_map(|row| (0..self.workers.len()).map(move |column| (row, column)));
        let times = places.filter_map(|place| Some((place, self.cell(place.0, place.1).median?)));
        times.min_by_key(|(place, time)| (*time, *place))
    }
}

/// The colour of a ratio to the best, from 0.
fn step(median: Nanos, best: Nanos) -> u8 {
    let ratio = median.0.max(1) as f64 / best.0.max(1) as f64;
    HEAT_RATIOS.iter().rposition(|from| ratio >= *from).unwrap_or(0) as u8
}

/// Lays a heat map out: the best cell has an outline, those too close to it to call a dashed one.
pub fn lay_out(map: &HeatMap<'_>, size: Size) -> Scene {
    let names: Vec<String> = map.modes.iter().map(|name| fitted(name, size.width.max(240.0) * 0.4 - 10.0)).collect();
    let best = map.best();
    let mut keys = Vec::new();
    if best.is_some() {
        keys.push(Key { role: Role::Study(Mark::Best), sample: Sample::Area, text: "best".to_owned() });
    }
    if map.cells.iter().any(|cell| cell.is_too_close) {
        let text = "too close to the best to call".to_owned();
        keys.push(Key { role: Role::Study(Mark::TooClose), sample: Sample::Area, text });
    }
    let around = Surroundings { keys, above: "", below: "workers", left: &names, strip: 0.0 };
    let mut frame = Frame::new(size, around);
    if frame.scene.width >= 400.0 {
        lay_out_scale(&mut frame);
    }
    let Some((best_place, best)) = best else { return frame.empty("no runs yet") };
    let width = frame.plot.width / map.workers.len() as f32;
    let height = (frame.plot.height / map.modes.len() as f32).min(MOST_HEIGHT);
    frame.plot.height = height * map.modes.len() as f32;
    let gap = if width.min(height) > 12.0 { 2.0 } else { 0.0 };
    let rect = |row: usize, column: usize, inset: f32| Rect {
        x: frame.plot.x + column as f32 * width + gap / 2.0 + inset,
        y: frame.plot.y + row as f32 * height + gap / 2.0 + inset,
        width: (width - gap - 2.0 * inset).max(0.0),
        height: (height - gap - 2.0 * inset).max(0.0),
    };
    let mut cells = Vec::new();
    for row in 0..map.modes.len() {
        for column in 0..map.workers.len() {
            cells.push((row, column, map.cell(row, column), rect(row, column, 0.0), rect(row, column, 1.0)));
        }
    }
    for (row, name) in names.iter().enumerate() {
        let at = Point { x: frame.plot.x - 6.0, y: frame.plot.y + (row as f32 + 0.5) * height + 4.0 };
        frame.text(Role::Study(Mark::Name), Anchor::End, at, name);
    }
    for (column, workers) in map.workers.iter().enumerate() {
        let at = Point { x: frame.plot.x + (column as f32 + 0.5) * width, y: frame.bottom() + 16.0 };
        frame.text(Role::TickLabel, Anchor::Middle, at, &human::count((*workers).into()));
    }
    for (row, column, cell, rect, inner) in cells {
        let Some(median) = cell.median else { continue };
        let step = step(median, best);
        frame.rect(Role::Study(Mark::Cell { step }), rect);
        if (row, column) == best_place {
            frame.rect(Role::Study(Mark::Best), inner);
        } else if cell.is_too_close {
            frame.rect(Role::Study(Mark::TooClose), inner);
        }
        let text = human::time(median);
        if rect.height >= 15.0 && rect.width >= text_width(&text) + 2.0 {
            let at = Point { x: rect.x + rect.width / 2.0, y: rect.y + rect.height / 2.0 + 4.0 };
            frame.text(Role::Study(Mark::CellLabel { step }), Anchor::Middle, at, &text);
        }
    }
    frame.scene
}

/// What the colours mean, at the lower left.
fn lay_out_scale(frame: &mut Frame) {
    let (y, mut x) = (frame.scene.height - 15.0, 4.0);
    let end = frame.scene.width - text_width("workers") - 20.0;
    let title = "times the best";
    frame.text(Role::Study(Mark::AxisTitle), Anchor::Start, Point { x, y: y + 9.0 }, title);
    x += text_width(title) + 8.0;
    for (step, ratio) in HEAT_RATIOS.iter().enumerate() {
        let text = ratio.to_string();
        let next = x + 14.0 + text_width(&text) + 10.0;
        let width = if next > end { 0.0 } else { 10.0 };
        if width > 0.0 {
            frame.rect(Role::Study(Mark::Cell { step: step as u8 }), Rect { x, y, width, height: width });
            frame.text(Role::TickLabel, Anchor::Start, Point { x: x + 14.0, y: y + 9.0 }, &text);
        }
        x = next;
    }
}

/// One row a mode, one column a number of workers; `*` marks the best, `~` those too close to it to call.
pub fn table(map: &HeatMap<'_>) -> Table {
    let counts: Vec<String> = map.workers.iter().map(|workers| human::count((*workers).into())).collect();
    let mut table = Table::new(&["mode"]);
    table.header.extend(counts);
    let best = map.best().map(|(place, _)| place);
    for (row, mode) in map.modes.iter().enumerate() {
        let cell = |column: usize| {
            let cell = map.cell(row, column);
            let time = cell.median.map_or(String::new(), human::time);
            match cell {
                _ if best == Some((row, column)) => format!("{time} *"),
                Cell { median: Some(_), is_too_close: true } => format!("{time} ~"),
                _ => time,
            }
        };
        table.rows.push(std::iter::once((*mode).to_owned()).chain((0..map.workers.len()).map(cell)).collect());
    }
    table
}

/// What the picture says: the best combination, how many are too close to it, and the slowest.
pub fn sentence(map: &HeatMap<'_>) -> String {
    let Some(((row, column), best)) = map.best() else { return "No runs yet.".to_owned() };
    let plural = |n: u32| if n == 1 { "" } else { "s" };
    let workers = map.workers[column];
    let what = format!(
        "{} with {} worker{} would be best: half of the runs would end within {}.",
        human::capital(map.modes[row]),
        human::count(workers.into()),
        plural(workers),
        human::time(best)
    );
    let is_close = |(place, cell): &(usize, &Cell)| {
        cell.is_too_close && cell.median.is_some() && *place != row * map.workers.len() + column
    };
    let n_close = map.cells.iter().enumerate().filter(is_close).count() as u32;
    let close = match n_close {
        0 => String::new(),
        1 => " One other is too close to it to call.".to_owned(),
        n => format!(" {n} others are too close to it to call."),
    };
    let slowest = map.cells.iter().filter_map(|cell| cell.median).max().filter(|slowest| *slowest > best);
    let slowest = slowest.map_or(String::new(), |slowest| {
        let ratio = slowest.0 as f64 / best.0.max(1) as f64;
        format!(" The slowest would take {}, {ratio:.1} times as long.", human::time(slowest))
    });
    format!("{what}{close}{slowest}")
}
