//! A canvas, sharp on every screen, and what is drawn on it.

use laneway_chart::palette::Rgb;
use laneway_chart::scene::{Anchor, Point, Rect};
use laneway_chart::strips::Strips;
use leptos::prelude::{document, window};
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// A canvas that is drawn on in CSS pixels.
#[derive(Clone)]
pub struct Surface {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// Device pixels to a CSS pixel.
pub fn scale() -> f32 {
    let ratio = window().device_pixel_ratio();
    // More than three cannot be seen, and costs.
    if ratio.is_finite() { ratio.clamp(1.0, 3.0) as f32 } else { 1.0 }
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub struct Pen {
    /// Its colour.
    pub colour: Rgb,
    /// 0 to 1.
    pub alpha: f32,
    /// Its width, CSS pixels.
    pub width: f32,
    /// Whether it is broken.
    pub is_dashed: bool,
}

impl Surface {
    /// Of a canvas in the page; `None` where the browser has no canvas.
    pub fn new(canvas: &HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas: canvas.clone(), context })
    }

    /// Of a canvas that is not in the page.
    fn hidden(width: u32, height: u32) -> Option<Self> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        Self::new(&canvas)
    }

    /// Clears it, and gives it this size in CSS pixels.
    pub fn begin(&self, width: f32, height: f32, scale: f32) {
        let (device_width, device_height) = ((width * scale).ceil() as u32, (height * scale).ceil() as u32);
        if (self.canvas.width(), self.canvas.height()) != (device_width, device_height) {
            self.canvas.set_width(device_width);
            self.canvas.set_height(device_height);
        }
        let scale = f64::from(scale);
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        self.context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        self.context.set_global_alpha(1.0);
    }

    /// Fills areas.
    pub fn fill<'a>(&self, colour: Rgb, alpha: f32, rects: impl IntoIterator<Item = &'a Rect>) {
        self.context.set_fill_style_str(&colour.hex());
        self.fill_as_set(alpha, rects);
    }

    /// Fills areas with slanted lines; with `is_crossed`, across them too.
    pub fn hatch<'a>(&self, colour: Rgb, is_crossed: bool, rects: impl IntoIterator<Item = &'a Rect>) {
        if let Some(pattern) = self.pattern(colour, is_crossed) {
            self.context.set_fill_style_canvas_pattern(&pattern);
            self.fill_as_set(1.0, rects);
        }
    }

    fn fill_as_set<'a>(&self, alpha: f32, rects: impl IntoIterator<Item = &'a Rect>) {
        self.context.set_global_alpha(f64::from(alpha));
        for rect in rects {
            self.context.fill_rect(rect.x.into(), rect.y.into(), rect.width.into(), rect.height.into());
        }
        self.context.set_global_alpha(1.0);
    }

    /// A tile of 6 by 6 pixels.
    fn pattern(&self, colour: Rgb, is_crossed: bool) -> Option<CanvasPattern> {
        let tile = Self::hidden(6, 6)?;
        let at = |x: f32, y: f32| Point { x, y };
        tile.stroke(Pen { colour, alpha: 0.55, width: 0.9, is_dashed: false }, |paths| {
            // The neighbours' lines too, whose ends reach into the corners.
            for shift in [-6.0, 0.0, 6.0] {
                paths.line(at(shift, 6.0), at(shift + 6.0, 0.0));
                if is_crossed {
                    paths.line(at(shift, 0.0), at(shift + 6.0, 6.0));
                }
            }
        });
        self.context.create_pattern_with_html_canvas_element(&tile.canvas, "repeat").ok()?
    }

    /// Draws paths, one stroke for all.
    pub fn stroke(&self, pen: Pen, paths: impl FnOnce(&Paths<'_>)) {
        self.context.set_stroke_style_str(&pen.colour.hex());
        self.context.set_global_alpha(f64::from(pen.alpha));
        self.context.set_line_width(f64::from(pen.width));
        let dashes = js_sys::Array::new();
        if pen.is_dashed {
            dashes.push(&4.into());
            dashes.push(&3.into());
        }
        let _ = self.context.set_line_dash(&dashes);
        self.context.begin_path();
        paths(&Paths(&self.context));
        self.context.stroke();
        self.context.set_global_alpha(1.0);
    }

    /// Fills paths, all at once.
    pub fn fill_paths(&self, colour: Rgb, alpha: f32, paths: impl FnOnce(&Paths<'_>)) {
        self.context.set_fill_style_str(&colour.hex());
        self.context.set_global_alpha(f64::from(alpha));
        self.context.begin_path();
        paths(&Paths(&self.context));
        self.context.fill();
        self.context.set_global_alpha(1.0);
    }

    /// The face and colour of the texts that follow.
    pub fn set_text(&self, font: &str, colour: Rgb, alpha: f32) {
        self.context.set_font(font);
        self.context.set_fill_style_str(&colour.hex());
        self.context.set_global_alpha(f64::from(alpha));
    }

    /// A text on its base line.
    pub fn text(&self, anchor: Anchor, at: Point, text: &str) {
        self.context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        let _ = self.context.fill_text(text, at.x.into(), at.y.into());
    }

    /// Draws lines of pixels, each stretched to the height of its row. They are left on a canvas of their own first, which
    /// `scratch` keeps from one picture to the next.
    pub fn strips(&self, strips: &Strips, width: f32, scratch: &mut Option<Surface>) {
        let n_lines = strips.places.len() as u32;
        if n_lines == 0 {
            return;
        }
        let fits = |surface: &Surface| (surface.canvas.width(), surface.canvas.height()) == (strips.width, n_lines);
        if !scratch.as_ref().is_some_and(fits) {
            *scratch = Self::hidden(strips.width, n_lines);
        }
        let Some(lines) = scratch else { return };
        let Ok(pixels) = ImageData::new_with_u8_clamped_array(Clamped(&strips.rgba), strips.width) else { return };
        let _ = lines.context.put_image_data(&pixels, 0.0, 0.0);
        self.context.set_image_smoothing_enabled(false);
        self.context.set_global_alpha(1.0);
        for (line, place) in strips.places.iter().enumerate() {
            let _ = self.context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                &lines.canvas,
                0.0,
                line as f64,
                f64::from(strips.width),
                1.0,
                0.0,
                f64::from(place.y),
                f64::from(width),
                f64::from(place.height),
            );
        }
    }
}

/// Where paths are put together.
pub struct Paths<'a>(&'a CanvasRenderingContext2d);

impl Paths<'_> {
    /// A straight line.
    pub fn line(&self, from: Point, to: Point) {
        self.0.move_to(from.x.into(), from.y.into());
        self.0.line_to(to.x.into(), to.y.into());
    }

    /// A quadratic curve.
    pub fn arc(&self, from: Point, by: Point, to: Point) {
        self.0.move_to(from.x.into(), from.y.into());
        self.0.quadratic_curve_to(by.x.into(), by.y.into(), to.x.into(), to.y.into());
    }

    /// The outline of a rectangle.
    pub fn rect(&self, rect: Rect) {
        self.0.rect(rect.x.into(), rect.y.into(), rect.width.into(), rect.height.into());
    }

    /// A disc.
    pub fn dot(&self, at: Point, radius: f32) {
        self.0.move_to(f64::from(at.x + radius), at.y.into());
        let _ = self.0.arc(at.x.into(), at.y.into(), radius.into(), 0.0, std::f64::consts::TAU);
    }

    /// A polygon.
    pub fn area(&self, points: &[Point]) {
        for (position, at) in points.iter().enumerate() {
            if position == 0 {
                self.0.move_to(at.x.into(), at.y.into());
            } else {
                self.0.line_to(at.x.into(), at.y.into());
            }
        }
        self.0.close_path();
    }
}
