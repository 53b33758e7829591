//! A scene on a canvas. Shapes of one kind are drawn together, so that colours change seldom.

use laneway_chart::palette::{Palette, Rgb};
use laneway_chart::scene::{Emphasis, Item, Label, Point, Rect, Role, Scene, Shape};
use laneway_chart::strips::strips;

use crate::browser::canvas::{Pen, Surface};
use crate::browser::colours;

/// Colours and faces.
pub struct Ink {
    /// The colours.
    pub palette: Palette,
    /// Sans, bold sans, mono.
    pub fonts: [String; 3],
}

impl Ink {
    /// As the style sheet has them now.
    pub fn read() -> Self {
        Self { palette: colours::palette(), fonts: colours::fonts() }
    }
}

/// Draws the whole scene, paper included.
pub fn paint(surface: &Surface, scene: &Scene, ink: &Ink, scale: f32, scratch: &mut Option<Surface>) {
    let palette = &ink.palette;
    let sorted = Sorted::new(scene);
    surface.begin(scene.width, scene.height, scale);
    let all = Rect { x: 0.0, y: 0.0, width: scene.width, height: scene.height };
    surface.fill(palette.paper, 1.0, [&all]);
    let line = |colour: Rgb, width: f32| Pen { colour, alpha: 1.0, width, is_dashed: false };
    draw(surface, line(palette.line, 1.0), &sorted.grid);
    surface.fill(palette.line, 0.45, sorted.idle.iter().copied());
    surface.hatch(palette.muted, false, sorted.start_up.iter().copied());
    surface.hatch(palette.muted, true, sorted.collection.iter().copied());
    surface.strips(&strips(scene, palette, scale), scene.width, scratch);
    surface.fill(palette.paper, 0.62, sorted.fixtures.iter().copied());
    draw(surface, Pen { is_dashed: true, ..line(palette.muted, 1.5) }, &sorted.floors);
    draw(surface, line(palette.ink, 1.5), &sorted.ends);
    // Many arcs are lighter, so that the tests below them can be seen.
    let weight = (8.0 / (sorted.steals.len() as f32).sqrt()).clamp(0.35, 1.0);
    draw(surface, Pen { alpha: 0.4 * weight, ..line(palette.paper, 2.5) }, &sorted.steals);
    draw(surface, Pen { alpha: 0.75 * weight, ..line(palette.ink, 1.0) }, &sorted.steals);
    surface.fill_paths(palette.ink, 0.9 * weight, |paths| {
        for shape in &sorted.thieves {
            if let Shape::Dot { at, radius } = shape {
                paths.dot(*at, *radius);
            }
        }
    });
    draw(surface, line(palette.muted, 1.0), &sorted.axis);
    draw(surface, Pen { alpha: 0.7, ..line(palette.paper, 4.0) }, &sorted.crashes);
    draw(surface, line(palette.danger, 2.0), &sorted.crashes);
    write(surface, &sorted.labels, ink);
}

/// Shapes by what they mean.
#[derive(Default)]
struct Sorted<'a> {
    grid: Vec<&'a Shape>,
    idle: Vec<&'a Rect>,
    start_up: Vec<&'a Rect>,
    collection: Vec<&'a Rect>,
    fixtures: Vec<&'a Rect>,
    floors: Vec<&'a Shape>,
    ends: Vec<&'a Shape>,
    steals: Vec<&'a Shape>,
    thieves: Vec<&'a Shape>,
    axis: Vec<&'a Shape>,
    crashes: Vec<&'a Shape>,
    labels: Vec<(Role, &'a Label)>,
}

impl<'a> Sorted<'a> {
    fn new(scene: &'a Scene) -> Self {
        let mut sorted = Self::default();
        for Item { role, shape } in &scene.items {
            match (role, shape) {
                // Drawn as lines of pixels.
                (Role::Tests(_), _) => {}
                (_, Shape::Label(label)) => sorted.labels.push((*role, label)),
                (Role::Idle, Shape::Rect(rect)) => sorted.idle.push(rect),
                (Role::StartUp, Shape::Rect(rect)) => sorted.start_up.push(rect),
                (Role::Collection, Shape::Rect(rect)) => sorted.collection.push(rect),
                (Role::Fixtures, Shape::Rect(rect)) => sorted.fixtures.push(rect),
                (Role::Floor, shape) => sorted.floors.push(shape),
                (Role::End, shape) => sorted.ends.push(shape),
                (Role::Steal, shape) => sorted.steals.push(shape),
                (Role::Thief, shape) => sorted.thieves.push(shape),
                (Role::Axis, shape) => sorted.axis.push(shape),
                (Role::Crash, shape) => sorted.crashes.push(shape),
                (Role::Grid, shape) => sorted.grid.push(shape),
                _ => {}
            }
        }
        sorted
    }
}

fn draw(surface: &Surface, pen: Pen, shapes: &[&Shape]) {
    if shapes.is_empty() {
        return;
    }
    surface.stroke(pen, |paths| {
        for shape in shapes {
            match shape {
                // On the middle of a device pixel it is sharp.
                Shape::Line { from, to } => paths.line(crisp(*from, pen.width), crisp(*to, pen.width)),
                Shape::Arc { from, by, to } => paths.arc(*from, *by, *to),
                Shape::Cross { at, arm } => {
                    let corner = |x: f32, y: f32| Point { x: at.x + x * arm, y: at.y + y * arm };
                    paths.line(corner(-1.0, -1.0), corner(1.0, 1.0));
                    paths.line(corner(-1.0, 1.0), corner(1.0, -1.0));
                }
                Shape::Rect(_) | Shape::Dot { .. } | Shape::Area(_) | Shape::Label(_) => {}
            }
        }
    });
}

fn crisp(at: Point, width: f32) -> Point {
    if width > 1.0 { at } else { Point { x: at.x.floor() + 0.5, y: at.y.floor() + 0.5 } }
}

fn write(surface: &Surface, labels: &[(Role, &Label)], ink: &Ink) {
    let palette = &ink.palette;
    let [sans, bold, mono] = &ink.fonts;
    let style = |role: Role| match role {
        Role::WorkerName => (mono, palette.muted, 1.0),
        Role::TestName(blocks) => {
            (mono, palette.text_on(blocks.look), if blocks.emphasis == Emphasis::Other { 0.3 } else { 1.0 })
        }
        Role::SideName => (bold, palette.baseline, 1.0),
        Role::EndLabel => (bold, palette.ink, 1.0),
        Role::Failure => (bold, palette.danger, 1.0),
        _ => (sans, palette.muted, 1.0),
    };
    let mut now = None;
    for (role, label) in labels {
        let (font, colour, alpha) = style(*role);
        if now != Some((font, colour, alpha)) {
            surface.set_text(font, colour, alpha);
            now = Some((font, colour, alpha));
        }
        surface.text(label.anchor, label.at, &label.text);
    }
}
