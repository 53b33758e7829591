//! Paints a scene on a canvas. Shapes of one colour are painted together, so that the colour is set seldom.

use laneway_chart::palette::{Palette, Rgb};
use laneway_chart::scene::{Anchor, Emphasis, Item, Role, Scene, Shape};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

const TEXT: &str = "12px system-ui, sans-serif";
const STRONG: &str = "600 12px system-ui, sans-serif";
const MONO: &str = "11px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

/// Paints `scene` on `canvas`, as sharp as the screen is.
pub fn paint(canvas: &HtmlCanvasElement, scene: &Scene, palette: &Palette) {
    let density = window().device_pixel_ratio().clamp(1.0, 3.0);
    let size = |length: f32| (f64::from(length) * density).round() as u32;
    if canvas.width() != size(scene.width) || canvas.height() != size(scene.height) {
        canvas.set_width(size(scene.width));
        canvas.set_height(size(scene.height));
    }
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok()) else { return };
    let _ = context.set_transform(density, 0.0, 0.0, density, 0.0, 0.0);
    context.set_fill_style_str(&palette.paper.hex());
    context.fill_rect(0.0, 0.0, f64::from(scene.width), f64::from(scene.height));
    let mut painter = Painter { context, palette, fill: None, stroke: None };
    // Blocks first, by colour; what lies on them after, in the scene's own order.
    let mut blocks: Vec<&Item> = scene.items.iter().filter(|item| is_block(item)).collect();
    scene.items.iter().filter(|item| matches!(item.role, Role::Grid)).for_each(|item| painter.item(item));
    blocks.sort_by_key(|item| painter.colour(item.role));
    blocks.into_iter().for_each(|item| painter.item(item));
    let above = |item: &&Item| !is_block(item) && !matches!(item.role, Role::Grid);
    scene.items.iter().filter(above).for_each(|item| painter.item(item));
}

fn is_block(item: &Item) -> bool {
    matches!(item.role, Role::Tests(_) | Role::StartUp | Role::Collection | Role::Idle)
}

struct Painter<'p> {
    context: CanvasRenderingContext2d,
    palette: &'p Palette,
    fill: Option<(u8, u8, u8)>,
    stroke: Option<(u8, u8, u8)>,
}

impl Painter<'_> {
    /// The colour of a role; coverage and search are mixed in with the paper.
    fn colour(&self, role: Role) -> (u8, u8, u8) {
        let palette = self.palette;
        let Rgb(r, g, b) = match role {
            Role::Tests(blocks) => {
                let share = if blocks.emphasis == Emphasis::Other { 0.2 } else { 1.0 };
                // A few steps are enough, and keep the colours few.
                let coverage = (blocks.coverage * 10.0).ceil() / 10.0;
                palette.paper.mixed(palette.block(blocks.look), coverage * share)
            }
            Role::TestName(blocks) => palette.text_on(blocks.look),
            Role::Grid => palette.line,
            Role::Idle => palette.paper.mixed(palette.line, 0.45),
            Role::StartUp => palette.paper.mixed(palette.muted, 0.4),
            Role::Collection => palette.paper.mixed(palette.muted, 0.6),
            Role::Fixtures => palette.paper,
            Role::Crash | Role::Failure => palette.danger,
            Role::SideName | Role::Busy { side: 0 } => palette.baseline,
            Role::Busy { .. } => palette.accent,
            Role::Steal | Role::Thief | Role::End | Role::EndLabel => palette.ink,
            Role::Axis | Role::TickLabel | Role::SideDetail | Role::WorkerName | Role::Floor | Role::FloorLabel => {
                palette.muted
            }
        };
        (r, g, b)
    }

    fn item(&mut self, item: &Item) {
        let colour = self.colour(item.role);
        match &item.shape {
            Shape::Rect(rect) => {
                self.fill_with(colour);
                let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(f64::from);
                self.context.fill_rect(x, y, width, height);
            }
            Shape::Line { from, to } => {
                self.stroke_with(colour, if item.role == Role::Grid { 1.0 } else { 1.5 });
                let is_dashed = item.role == Role::Floor;
                if is_dashed {
                    let _ = self.context.set_line_dash(&js_sys::Array::of2(&4.into(), &3.into()));
                }
                self.context.begin_path();
                self.context.move_to(from.x.into(), from.y.into());
                self.context.line_to(to.x.into(), to.y.into());
                self.context.stroke();
                if is_dashed {
                    let _ = self.context.set_line_dash(&js_sys::Array::new());
                }
            }
            Shape::Arc { from, by, to } => {
                self.stroke_with(colour, 1.0);
                self.context.begin_path();
                self.context.move_to(from.x.into(), from.y.into());
                self.context.quadratic_curve_to(by.x.into(), by.y.into(), to.x.into(), to.y.into());
                self.context.stroke();
            }
            Shape::Cross { at, arm } => {
                self.stroke_with(colour, 2.0);
                self.context.begin_path();
                for slope in [-1.0, 1.0] {
                    self.context.move_to((at.x - arm).into(), (at.y - slope * arm).into());
                    self.context.line_to((at.x + arm).into(), (at.y + slope * arm).into());
                }
                self.context.stroke();
            }
            Shape::Dot { at, radius } => {
                self.fill_with(colour);
                self.context.begin_path();
                let _ = self.context.arc(at.x.into(), at.y.into(), (*radius).into(), 0.0, std::f64::consts::TAU);
                self.context.fill();
            }
            Shape::Area(points) => {
                self.fill_with(colour);
                self.context.begin_path();
                points.iter().for_each(|point| self.context.line_to(point.x.into(), point.y.into()));
                self.context.fill();
            }
            Shape::Label(label) => {
                self.fill_with(colour);
                self.context.set_font(match item.role {
                    Role::TestName(_) | Role::WorkerName => MONO,
                    Role::SideName | Role::EndLabel => STRONG,
                    _ => TEXT,
                });
                self.context.set_text_align(match label.anchor {
                    Anchor::Start => "left",
                    Anchor::Middle => "center",
                    Anchor::End => "right",
                });
                let _ = self.context.fill_text(&label.text, label.at.x.into(), label.at.y.into());
            }
        }
    }

    fn fill_with(&mut self, colour: (u8, u8, u8)) {
        if self.fill != Some(colour) {
            self.fill = Some(colour);
            self.context.set_fill_style_str(&Rgb(colour.0, colour.1, colour.2).hex());
        }
    }

    fn stroke_with(&mut self, colour: (u8, u8, u8), width: f64) {
        if self.stroke != Some(colour) {
            self.stroke = Some(colour);
            self.context.set_stroke_style_str(&Rgb(colour.0, colour.1, colour.2).hex());
        }
        self.context.set_line_width(width);
    }
}
