//! What the shapes of a study mean, beside those that every picture has.

/// How many colours there are for lines other than baseline and candidate; the next line takes the first one again.
pub const N_SERIES_COLOURS: u8 = 7;

/// How many colours a cell of a heat map can have.
pub const N_HEAT_STEPS: u8 = 9;

/// Whose a line or an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hue {
    /// The neutral colour.
    Baseline,
    /// The accent.
    Candidate,
    /// One of several: a dist mode, a worker count.
    Other(
        /// From 0; [`N_SERIES_COLOURS`] and up repeat.
        u8,
    ),
}

/// What a shape of a study means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A piece of a curve. Its ends meet those of the next, so draw it with round ends.
    Curve(Hue),
    /// An area under or around a curve, to be seen through.
    Area(Hue),
    /// A quantile's place on a curve.
    Quantile(Hue),
    /// A thin line at a quantile through the whole picture.
    QuantileLine(Hue),
    /// What a quantile is.
    QuantileLabel(Hue),
    /// What was recorded, behind a curve.
    Recorded,
    /// The time that perfectly shared work would take.
    Ideal,
    /// The line from a bend of a curve to its reason.
    BendLine,
    /// Where a curve bends.
    Bend,
    /// Why it does.
    BendLabel,
    /// A cell of a heat map.
    Cell {
        /// From 0, the best, to [`N_HEAT_STEPS`] less 1.
        step: u8,
    },
    /// The text in a cell.
    CellLabel {
        /// That of the cell.
        step: u8,
    },
    /// The outline of the best cell.
    Best,
    /// The dashed outline of a cell that cannot be told from the best.
    TooClose,
    /// The name of a line in the key, or of a row.
    Name,
    /// What an axis counts.
    AxisTitle,
    /// What stands in an empty picture.
    Empty,
}
