//! The incomplete gamma function: how much of a gamma distribution lies below a value.
//!
//! Series below the mean, continued fraction above it: Press et al., Numerical Recipes, third edition, section 6.2.

/// Terms that are taken at most; shapes up to 10^6 need some thousands.
const MOST_TERMS: u32 = 100_000;

/// The share of a gamma distribution of `shape` and scale 1 below `at`, both above 0. At least 9 digits for shapes up to
/// 10^6. Cost: some terms, up to several times the root of the shape.
pub(super) fn share_below(shape: f64, at: f64) -> f64 {
    let height = libm::exp(shape * libm::log(at) - at - libm::lgamma(shape));
    if height == 0.0 {
        return f64::from(at > shape);
    }
    if at < shape + 1.0 { height * series(shape, at) } else { 1.0 - height * fraction(shape, at) }
}

fn series(shape: f64, at: f64) -> f64 {
    let (mut divisor, mut term) = (shape, 1.0 / shape);
    let mut sum = term;
    for _ in 0..MOST_TERMS {
        divisor += 1.0;
        term *= at / divisor;
        sum += term;
        if term < sum * f64::EPSILON {
            break;
        }
    }
    sum
}

/// By the modified method of Lentz.
fn fraction(shape: f64, at: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_0 = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut below = at + 1.0 - shape;
    let (mut c, mut d) = (1.0 / TINY, 1.0 / away_from_0(below));
    let mut product = d;
    for term in 1..=MOST_TERMS {
        let above = -f64::from(term) * (f64::from(term) - shape);
        below += 2.0;
        d = 1.0 / away_from_0(above * d + below);
        c = away_from_0(below + above / c);
        product *= c * d;
        if (c * d - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::share_below;

    fn check(shape: f64, at: f64, expected: f64) {
        let found = share_below(shape, at);
        assert!((found - expected).abs() < 1e-9, "{shape} at {at}: {found}, expected {expected}");
    }

    #[test]
    fn shapes_that_have_other_formulas() {
        // Shape 1 is the exponential, 2 a sum of two, and half the square of a bell.
        for at in [0.01, 0.7, 1.0, 3.0, 40.0] {
            check(1.0, at, -libm::expm1(-at));
            check(2.0, at, 1.0 - (1.0 + at) * libm::exp(-at));
            check(0.5, at, libm::erf(at.sqrt()));
        }
    }

    #[test]
    fn large_shapes_are_nearly_a_bell() {
        // The skew of a gamma moves its share below the mean by 1 / (3 sqrt(2 pi shape)).
        check(1e6, 1e6, 0.5 + 1.0 / (3.0 * (2.0 * std::f64::consts::PI * 1e6).sqrt()));
        check(1e6, 0.9e6, 0.0);
        check(1e6, 1.1e6, 1.0);
    }

    #[test]
    fn small_shapes_are_nearly_all_at_0() {
        // Below x it is x^shape / (shape * gamma(shape)), nearly, for a small x.
        check(1e-4, 1e-9, libm::pow(1e-9, 1e-4) / (1e-4 * libm::tgamma(1e-4)));
    }
}
