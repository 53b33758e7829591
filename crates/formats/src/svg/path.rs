//! Shapes as SVG path data, to a hundredth of a pixel.

use super::push;
use laneway_chart::scene::{Point, Rect, Shape};

/// Appends a shape; labels have no path.
pub(super) fn write(path: &mut String, shape: &Shape) {
    match shape {
        Shape::Rect(Rect { x, y, width, height }) => {
            let (x, y, width, height) = (number(*x), number(*y), number(*width), number(*height));
            push(path, format_args!("M{x} {y}h{width}v{height}h-{width}z"));
        }
        Shape::Line { from, to } => push(path, format_args!("M{}L{}", point(*from), point(*to))),
        Shape::Arc { from, by, to } => {
            push(path, format_args!("M{}Q{} {}", point(*from), point(*by), point(*to)));
        }
        Shape::Cross { at, arm } => {
            let (x, y, both) = (number(at.x - arm), number(at.y - arm), number(arm * 2.0));
            let below = number(at.y + arm);
            push(path, format_args!("M{x} {y}l{both} {both}M{x} {below}l{both} -{both}"));
        }
        Shape::Dot { at, radius } => {
            let (x, y, r, across) = (number(at.x - radius), number(at.y), number(*radius), number(radius * 2.0));
            push(path, format_args!("M{x} {y}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0z"));
        }
        Shape::Area(points) => {
            for (position, at) in points.iter().enumerate() {
                push(path, format_args!("{}{}", if position == 0 { "M" } else { "L" }, point(*at)));
            }
            path.push('z');
        }
        Shape::Label(_) => {}
    }
}

fn point(at: Point) -> String {
    format!("{} {}", number(at.x), number(at.y))
}

/// At most two decimals, no zeros at the end.
pub(super) fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{number, write};
    use expect_test::expect;
    use laneway_chart::scene::{Point, Rect, Shape};

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.5, 12.345, -0.001, 100.0].map(number).join(" "), "1 0.5 12.35 0 100");
    }

    #[test]
    fn every_shape_has_its_path() {
        let at = |x, y| Point { x, y };
        let shapes = [
            Shape::Rect(Rect { x: 1.0, y: 2.0, width: 3.5, height: 4.0 }),
            Shape::Line { from: at(0.0, 1.0), to: at(2.0, 3.0) },
            Shape::Arc { from: at(0.0, 0.0), by: at(5.0, 5.0), to: at(0.0, 10.0) },
            Shape::Cross { at: at(5.0, 5.0), arm: 2.0 },
            Shape::Dot { at: at(5.0, 5.0), radius: 1.5 },
            Shape::Area(vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0)]),
        ];
        let mut path = String::new();
        shapes.iter().for_each(|shape| write(&mut path, shape));
        expect!["M1 2h3.5v4h-3.5zM0 1L2 3M0 0Q5 5 0 10M3 3l4 4M3 7l4 -4M3.5 5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0zM0 0L1 0L1 1z"].assert_eq(&path);
    }
}
