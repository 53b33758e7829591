//! Blocks as rows of pixels: one line of pixels for each row of a scene, to be stretched to the row's height.
//!
//! Drawing 60,000 rectangles one by one takes a canvas tens of milliseconds; 128 lines of pixels take it one. A pixel that
//! is covered in part is transparent in part, and where several tests share one it has the mean of their colours.

use crate::palette::Palette;
use crate::scene::{Emphasis, Item, Rect, Role, Scene, Shape};

/// How much of its colour a test keeps that a search did not find.
const OTHER_ALPHA: f32 = 0.22;

/// Lines of pixels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Strips {
    /// Device pixels in each line.
    pub width: u32,
    /// Where each line goes.
    pub places: Vec<Place>,
    /// Line after line; red, green, blue, alpha (not premultiplied).
    pub rgba: Vec<u8>,
}

/// Where a line goes, CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The upper edge.
    pub y: f32,
    /// The height.
    pub height: f32,
}

/// Paints the blocks of a scene with `scale` device pixels to a CSS pixel.
pub fn strips(scene: &Scene, palette: &Palette, scale: f32) -> Strips {
    let width = (scene.width * scale).ceil().max(1.0) as usize;
    let mut places = Vec::new();
    let mut rgba = Vec::new();
    // Per pixel the sums of red, green, blue and coverage of the row at hand.
    let mut sums = vec![[0.0_f32; 4]; width];
    for Item { role, shape } in &scene.items {
        let (Role::Tests(blocks), Shape::Rect(rect)) = (role, shape) else { continue };
        let Rect { x, y, width: rect_width, height } = *rect;
        if places.last().is_none_or(|place: &Place| place.y.to_bits() != y.to_bits()) {
            if !places.is_empty() {
                write_line(&mut sums, &mut rgba);
            }
            places.push(Place { y, height });
        }
        let colour = palette.block(blocks.look);
        let alpha = if blocks.emphasis == Emphasis::Other { OTHER_ALPHA } else { 1.0 };
        let colour = [f32::from(colour.0), f32::from(colour.1), f32::from(colour.2), 1.0];
        let colour = colour.map(|channel| channel * alpha * blocks.coverage);
        let (x0, x1) = (x * scale, ((x + rect_width) * scale).min(width as f32));
        let (first, last) = (x0 as usize, x1 as usize);
        let mut add = |pixel: usize, share: f32| {
            if let Some(sums) = sums.get_mut(pixel) {
                for (sum, channel) in sums.iter_mut().zip(colour) {
                    *sum += channel * share;
                }
            }
        };
        if first == last {
            add(first, x1 - x0);
            continue;
        }
        add(first, first as f32 + 1.0 - x0);
        for pixel in first + 1..last {
            add(pixel, 1.0);
        }
        add(last, x1 - last as f32);
    }
    if !places.is_empty() {
        write_line(&mut sums, &mut rgba);
    }
    Strips { width: width as u32, places, rgba }
}

/// Appends the row at hand and clears it for the next.
fn write_line(sums: &mut [[f32; 4]], rgba: &mut Vec<u8>) {
    let start = rgba.len();
    rgba.resize(start + sums.len() * 4, 0);
    for (pixel, sum) in rgba[start..].chunks_exact_mut(4).zip(sums) {
        let [r, g, b, covered] = std::mem::take(sum);
        if covered > 0.0 {
            let share = 1.0 / covered;
            let alpha = (covered * 255.0 + 0.5).min(255.0);
            let channels = [r * share + 0.5, g * share + 0.5, b * share + 0.5, alpha];
            for (byte, channel) in pixel.iter_mut().zip(channels) {
                *byte = channel as u8;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::strips;
    use crate::looks::{Look, Shade};
    use crate::palette::Palette;
    use crate::scene::{Blocks, Emphasis, Item, Rect, Role, Scene, Shape};

    fn block(x: f32, width: f32, colour: u8, coverage: f32) -> Item {
        let look = Look { colour, shade: Shade::Usual };
        let blocks = Blocks { look, coverage, emphasis: Emphasis::Plain };
        Item { role: Role::Tests(blocks), shape: Shape::Rect(Rect { x, y: 0.0, width, height: 4.0 }) }
    }

    #[test]
    fn coverage_becomes_transparency() {
        let items = vec![block(1.0, 1.5, 0, 1.0), block(3.0, 1.0, 1, 0.5)];
        let strips = strips(&Scene { width: 5.0, height: 10.0, items }, &Palette::LIGHT, 1.0);
        let alphas: Vec<u8> = strips.rgba.chunks(4).map(|pixel| pixel[3]).collect();
        assert_eq!(alphas, [0, 255, 128, 128, 0]);
        assert_eq!(strips.rgba[4..7], [0xa7, 0xcd, 0xf5]);
    }

    #[test]
    fn a_shared_pixel_has_the_mean_colour() {
        let items = vec![block(0.0, 0.5, 0, 1.0), block(0.5, 0.5, 1, 1.0)];
        let strips = strips(&Scene { width: 1.0, height: 10.0, items }, &Palette::LIGHT, 1.0);
        let [a, b] = [Palette::LIGHT.files[0], Palette::LIGHT.files[1]];
        assert_eq!(strips.rgba, [(a.0 / 2 + b.0 / 2) + 1, a.1.midpoint(b.1) + 1, a.2.midpoint(b.2), 255]);
    }

    #[test]
    fn rows_of_device_pixels_are_as_wide_as_the_scene() {
        let strips =
            strips(&Scene { width: 3.0, height: 10.0, items: vec![block(2.0, 1.0, 0, 1.0)] }, &Palette::LIGHT, 2.0);
        assert_eq!((strips.width, strips.rgba.len(), strips.places.len()), (6, 24, 1));
        assert_eq!(strips.rgba[19], 255);
    }
}
