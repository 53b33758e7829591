//! A scene: shapes and what they mean. Who draws it chooses colours, fonts and patterns.

use crate::looks::Look;
use crate::pipeline::mark::LaneMark;
use crate::study::mark::Mark;

/// A picture, back to front. Nothing stands outside its width and height but the ends of texts and arcs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// CSS pixels.
    pub width: f32,
    /// CSS pixels.
    pub height: f32,
    /// Back to front.
    pub items: Vec<Item>,
}

/// One shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it means.
    pub role: Role,
    /// Where it stands.
    pub shape: Shape,
}

/// What a shape means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Role {
    /// A line through all rows at a mark of the time axis.
    Grid,
    /// The line under all rows.
    Axis,
    /// What a mark of the time axis says.
    TickLabel,
    /// The name of a side, `baseline`.
    SideName,
    /// What the side is, `load, 4 workers`.
    SideDetail,
    /// A worker's name, `gw0`.
    WorkerName,
    /// A worker's process starts.
    StartUp,
    /// A worker collects.
    Collection,
    /// A worker has run its last test and the session goes on.
    Idle,
    /// One test, or several that are narrower than a pixel.
    Tests(Blocks),
    /// The part of a test that goes into fixtures of wider scope.
    Fixtures,
    /// A test's name inside its block.
    TestName(Blocks),
    /// Tests going from one worker's queue to another's.
    Steal,
    /// The end of an arc, where tests arrive.
    Thief,
    /// A worker dies.
    Crash,
    /// What no schedule can beat.
    Floor,
    /// What [`Role::Floor`] says.
    FloorLabel,
    /// The end of the last test.
    End,
    /// What [`Role::End`] says.
    EndLabel,
    /// A session that does not end as it should.
    Failure,
    /// How many workers run tests, of the baseline or of the n-th side.
    Busy {
        /// From 0.
        side: u8,
    },
    /// A part of a picture of pipelines.
    Lane(LaneMark),
    /// A part of a picture of a study.
    Study(Mark),
}

/// What a rectangle of tests stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Blocks {
    /// The look of the test, or of the file that takes most time among them.
    pub look: Look,
    /// How much of the rectangle is covered by tests, above 0 and up to 1.
    pub coverage: f32,
    /// How it takes part in a search.
    pub emphasis: Emphasis,
}

/// How a test takes part in a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Emphasis {
    /// There is none.
    #[default]
    Plain,
    /// It was found.
    Match,
    /// It was not.
    Other,
}

/// Where a shape stands, in CSS pixels from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An area.
    Rect(Rect),
    /// A straight line.
    Line {
        /// From.
        from: Point,
        /// To.
        to: Point,
    },
    /// A quadratic curve.
    Arc {
        /// From.
        from: Point,
        /// Towards this point at first, and coming from it at last.
        by: Point,
        /// To.
        to: Point,
    },
    /// An x.
    Cross {
        /// Its middle.
        at: Point,
        /// From the middle to each end, across and down.
        arm: f32,
    },
    /// A disc.
    Dot {
        /// Its middle.
        at: Point,
        /// Its radius.
        radius: f32,
    },
    /// A polygon.
    Area(Vec<Point>),
    /// A text.
    Label(Box<Label>),
}

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
}

/// An area.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub x: f32,
    /// Its upper edge.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// A text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Which point of the text stands at `at`.
    pub anchor: Anchor,
    /// A point on the base line.
    pub at: Point,
    /// Plain text, as it stands in the file it came from.
    pub text: String,
}

/// Which point of a text is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Its left end.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}
