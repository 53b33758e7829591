//! The colours of charts: quiet, apart for the colour-blind, in light and dark.
//!
//! The twelve file colours are six hues in two strengths, without red, in an order in which neighbours differ clearly
//! (`OKLab` distance at least 0.14) to normal eyes and to the three usual forms of colour blindness. Lines of a study are
//! at least 0.07 apart in all of these, and cells of a heat map are told by lightness alone.

use crate::looks::{Look, N_FILE_COLOURS, Shade};
use crate::study::mark::{Hue, N_HEAT_STEPS, N_SERIES_COLOURS};

/// A colour, 8 bits a channel, sRGB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// `#rgb` or `#rrggbb`, blanks around it ignored; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let values: Vec<u8> = digits.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect::<Option<_>>()?;
        match values[..] {
            [r, g, b] => Some(Self(r * 17, g * 17, b * 17)),
            [r1, r0, g1, g0, b1, b0] => Some(Self(r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0)),
            _ => None,
        }
    }

    /// `#rrggbb`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// `share` of `other` (0 to 1), the rest of this.
    #[must_use]
    pub fn mixed(self, other: Self, share: f32) -> Self {
        let mix = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * share).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }
}

impl Rgb {
    /// Relative luminance, 0 to 1, as WCAG 2 has it.
    fn luminance(self) -> f32 {
        let channel = |value: u8| match f32::from(value) / 255.0 {
            value if value <= 0.04045 => value / 12.92,
            value => ((value + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast as WCAG 2 has it, 1 to 21.
    fn contrast(self, other: Self) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// Every colour that a scene needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub paper: Rgb,
    /// Texts, and what slow tests are mixed with.
    pub ink: Rgb,
    /// Texts of less weight, hatches, arcs.
    pub muted: Rgb,
    /// Grid and axis.
    pub line: Rgb,
    /// The candidate; found tests.
    pub accent: Rgb,
    /// The baseline.
    pub baseline: Rgb,
    /// A crash.
    pub danger: Rgb,
    /// Tests, by file.
    pub files: [Rgb; N_FILE_COLOURS as usize],
    /// Lines of a study other than baseline and candidate.
    pub series: [Rgb; N_SERIES_COLOURS as usize],
    /// Cells of a heat map, from the best to the slowest: one hue, ever further from the paper.
    pub heat: [Rgb; N_HEAT_STEPS as usize],
}

impl Palette {
    /// On light paper; the page's own tokens.
    pub const LIGHT: Self = Self {
        paper: Rgb(0xfb, 0xfa, 0xf8),
        ink: Rgb(0x1d, 0x23, 0x2a),
        muted: Rgb(0x5c, 0x65, 0x6e),
        line: Rgb(0xdc, 0xd8, 0xd1),
        accent: Rgb(0xa5, 0x47, 0x0b),
        baseline: Rgb(0x4a, 0x57, 0x63),
        danger: Rgb(0xb3, 0x26, 0x1e),
        files: [
            Rgb(0xa7, 0xcd, 0xf5),
            Rgb(0x6c, 0xac, 0x83),
            Rgb(0x93, 0xd5, 0xe5),
            Rgb(0x80, 0x9b, 0xd4),
            Rgb(0xcb, 0xce, 0x99),
            Rgb(0x53, 0xa8, 0xc2),
            Rgb(0x94, 0xd8, 0xcf),
            Rgb(0xa3, 0x9f, 0x5b),
            Rgb(0xd3, 0xbe, 0xee),
            Rgb(0xa4, 0x8f, 0xcb),
            Rgb(0xe9, 0xc0, 0x99),
            Rgb(0xbc, 0x93, 0x59),
        ],
        series: [
            Rgb(0x4d, 0x93, 0xe4),
            Rgb(0x62, 0x30, 0x81),
            Rgb(0x97, 0x91, 0x69),
            Rgb(0x0d, 0x6d, 0xbc),
            Rgb(0x91, 0x67, 0x8d),
            Rgb(0x2d, 0x34, 0x00),
            Rgb(0x00, 0x3b, 0x59),
        ],
        heat: [
            Rgb(0xe6, 0xef, 0xf5),
            Rgb(0xc8, 0xdd, 0xea),
            Rgb(0xab, 0xca, 0xdf),
            Rgb(0x8d, 0xb8, 0xd4),
            Rgb(0x6f, 0xa6, 0xc9),
            Rgb(0x57, 0x89, 0xad),
            Rgb(0x3f, 0x6e, 0x91),
            Rgb(0x28, 0x53, 0x76),
            Rgb(0x12, 0x3a, 0x5c),
        ],
    };

    /// On dark paper; the page's own tokens.
    pub const DARK: Self = Self {
        paper: Rgb(0x14, 0x18, 0x1d),
        ink: Rgb(0xe7, 0xe9, 0xec),
        muted: Rgb(0x9a, 0xa4, 0xaf),
        line: Rgb(0x30, 0x38, 0x42),
        accent: Rgb(0xf0, 0xa3, 0x5e),
        baseline: Rgb(0xb3, 0xbe, 0xc9),
        danger: Rgb(0xff, 0x8a, 0x80),
        files: [
            Rgb(0x88, 0xb1, 0xdb),
            Rgb(0x56, 0x8d, 0x6a),
            Rgb(0x72, 0xb9, 0xca),
            Rgb(0x67, 0x7e, 0xaf),
            Rgb(0xaf, 0xb1, 0x79),
            Rgb(0x40, 0x8a, 0xa0),
            Rgb(0x73, 0xbc, 0xb2),
            Rgb(0x86, 0x82, 0x47),
            Rgb(0xb7, 0xa1, 0xd3),
            Rgb(0x86, 0x74, 0xa8),
            Rgb(0xce, 0xa3, 0x7a),
            Rgb(0x9b, 0x78, 0x46),
        ],
        series: [
            Rgb(0x74, 0xa5, 0xff),
            Rgb(0xbc, 0x84, 0xb6),
            Rgb(0xe6, 0xdb, 0x65),
            Rgb(0x29, 0x74, 0xbd),
            Rgb(0x7c, 0x91, 0x4c),
            Rgb(0xc7, 0xf6, 0xcb),
            Rgb(0x8e, 0x4c, 0x88),
        ],
        heat: [
            Rgb(0x1f, 0x2a, 0x34),
            Rgb(0x27, 0x3b, 0x4b),
            Rgb(0x2f, 0x4d, 0x63),
            Rgb(0x37, 0x60, 0x7c),
            Rgb(0x3f, 0x73, 0x96),
            Rgb(0x5f, 0x8d, 0xad),
            Rgb(0x7e, 0xa8, 0xc5),
            Rgb(0x9e, 0xc4, 0xdd),
            Rgb(0xbf, 0xe0, 0xf5),
        ],
    };

    /// The colour of tests with a look.
    pub fn block(&self, look: Look) -> Rgb {
        let colour = self.files[usize::from(look.colour % N_FILE_COLOURS)];
        match look.shade {
            Shade::Usual => colour,
            Shade::Slow => colour.mixed(self.ink, 0.24),
            Shade::Slowest => colour.mixed(self.ink, 0.46),
        }
    }

    /// The colour of a line or area of a study.
    pub fn hue(&self, hue: Hue) -> Rgb {
        match hue {
            Hue::Baseline => self.baseline,
            Hue::Candidate => self.accent,
            Hue::Other(n) => self.series[usize::from(n % N_SERIES_COLOURS)],
        }
    }

    /// The colour of a text on tests with a look: ink or paper, whichever stands out more.
    pub fn text_on(&self, look: Look) -> Rgb {
        self.text_over(self.block(look))
    }

    /// The colour of a text on a cell of a heat map at a step: ink or paper, whichever stands out more.
    pub fn text_on_heat(&self, step: u8) -> Rgb {
        self.text_over(self.heat[usize::from(step.min(N_HEAT_STEPS - 1))])
    }

    fn text_over(&self, ground: Rgb) -> Rgb {
        if ground.contrast(self.ink) >= ground.contrast(self.paper) { self.ink } else { self.paper }
    }
}

#[cfg(test)]
mod tests {
    use super::{Palette, Rgb};
    use crate::looks::{Look, SHADES};

    #[test]
    fn colours_are_read_as_css_writes_them() {
        assert_eq!(Rgb::parse(" #a7cdf5 "), Some(Palette::LIGHT.files[0]));
        assert_eq!(Rgb::parse("#fa0"), Some(Rgb(255, 170, 0)));
        assert_eq!([Rgb::parse("red"), Rgb::parse("#12"), Rgb::parse("#12345\u{e9}")], [None; 3]);
        assert_eq!(Rgb::parse(&Palette::DARK.ink.hex()), Some(Palette::DARK.ink));
    }

    #[test]
    fn slower_tests_are_nearer_to_the_ink() {
        let distance =
            |a: Rgb, b: Rgb| u32::from(a.0.abs_diff(b.0)) + u32::from(a.1.abs_diff(b.1)) + u32::from(a.2.abs_diff(b.2));
        for palette in [Palette::LIGHT, Palette::DARK] {
            for colour in 0..12 {
                let of_shades = SHADES.map(|shade| distance(palette.block(Look { colour, shade }), palette.ink));
                assert!(of_shades.is_sorted_by(|a, b| a > b), "{of_shades:?}");
            }
        }
    }
    #[test]
    fn lines_and_texts_stand_out() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for colour in palette.series {
                assert!(colour.contrast(palette.paper) >= 2.99, "{colour:?}");
            }
            for (step, cell) in palette.heat.into_iter().enumerate() {
                assert!(cell.contrast(palette.text_on_heat(step as u8)) >= 4.2, "{cell:?}");
            }
            let from_paper = palette.heat.map(|cell| cell.contrast(palette.paper));
            assert!(from_paper.is_sorted_by(|a, b| a < b), "{from_paper:?}");
        }
    }
}
