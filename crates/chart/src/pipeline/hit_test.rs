//! Which lane stands under a point, and where a lane stands.

use super::side::{LaneRef, PipelineSide, bands};
use crate::scene::Rect;
use crate::viewport::Viewport;

/// The lane at a height; `None` between lanes and on the axis.
pub fn hit_test(sides: &[PipelineSide<'_>], viewport: &Viewport, y: f32) -> Option<LaneRef> {
    let (side, row) = bands(sides, viewport).row_at(y)?;
    Some(LaneRef { side, row: *sides[side].rows().get(row as usize)? })
}

/// All lanes that are seen whole, top to bottom, with the whole width of the picture.
pub fn places(sides: &[PipelineSide<'_>], viewport: &Viewport) -> Vec<(LaneRef, Rect)> {
    let bands = bands(sides, viewport);
    let of_side = |(side, it): (usize, &PipelineSide<'_>)| {
        let rows = it.rows().into_iter().enumerate();
        let place = |(place, row): (usize, _)| {
            let y = bands.row_top(side, place as u32);
            (LaneRef { side, row }, Rect { x: 0.0, y, width: viewport.width, height: bands.row_height })
        };
        let is_seen = |(_, rect): &(LaneRef, Rect)| 0.0 <= rect.y && rect.y + rect.height <= bands.axis_top;
        rows.map(place).filter(is_seen).collect::<Vec<_>>()
    };
    sides.iter().enumerate().flat_map(of_side).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{LaneRef, Rect, hit_test, places};
    use crate::pipeline::sample::Sample;
    use crate::pipeline::side::{frame, viewport};
    use crate::window::Window;

    #[test]
    fn what_does_not_fit_is_scrolled_to() {
        let [now, tried] = [Sample::serial(), Sample::lanes()];
        let sides = [now.side("baseline"), tried.side("candidate")];
        let names = |scroll| {
            let frame = frame(&sides, 800.0, 130.0, &Window { zoom: None, scroll });
            let name = |(lane, _): &(LaneRef, Rect)| sides[lane.side].row_name(lane.row);
            places(&sides, &frame.viewport).iter().map(name).collect::<Vec<_>>().join(" ")
        };
        expect!["lint tests"].assert_eq(&names(0.0));
        expect!["unit (2/2) lane 2 gate"].assert_eq(&names(1e9));
    }

    #[test]
    fn every_lane_is_found_at_its_place() {
        let [now, tried] = [Sample::serial(), Sample::lanes()];
        let sides = [now.side("baseline"), tried.side("candidate")];
        let viewport = viewport(&sides, 800.0);
        let places = places(&sides, &viewport);
        assert_eq!(places.len(), 7);
        for (lane, rect) in places {
            assert_eq!(hit_test(&sides, &viewport, rect.y + 1.0), Some(lane));
        }
        assert_eq!(hit_test(&sides, &viewport, viewport.height), None);
    }
}
