//! A time as people type it: `8`, `0.5s`, `200ms`, `1m30`, `1h5m`.

use laneway_engine::time::Nanos;

/// A time as people type it; `None` if it is none. Without a unit it is seconds, or what comes below the unit before.
pub fn read_time(text: &str) -> Option<Nanos> {
    let mut rest = text.trim();
    let mut total = 0_u128;
    let mut before = None;
    while before.is_none() || !rest.is_empty() {
        let n_digits = rest.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(rest.len());
        let (number, behind) = rest.split_at(n_digits);
        let behind = behind.trim_start();
        let n_unit = behind.find(|char: char| char.is_ascii_digit() || char.is_whitespace()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(n_unit);
        let unit = match (unit, before) {
            ("", None | Some(MINUTE)) => SECOND,
            ("", Some(HOUR)) => MINUTE,
            ("h", _) => HOUR,
            ("m" | "min", _) => MINUTE,
            ("s", _) => SECOND,
            ("ms", _) => SECOND / 1000,
            ("us" | "µs", _) => 1000,
            ("ns", _) => 1,
            _ => return None,
        };
        // Units go down: `1m30`, not `30s1m`.
        if before.is_some_and(|before| before <= unit) {
            return None;
        }
        before = Some(unit);
        total += times(number, unit)?;
        rest = behind.trim_start();
    }
    u64::try_from(total).ok().map(Nanos).filter(|time| *time <= Nanos::MAX_INPUT)
}

const SECOND: u128 = 1_000_000_000;
const MINUTE: u128 = 60 * SECOND;
const HOUR: u128 = 60 * MINUTE;

/// A decimal number of units in nanoseconds, to the nearest; in integers, so that nothing is lost.
fn times(number: &str, unit: u128) -> Option<u128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    // More digits than that are beyond what is accepted, or below a nanosecond.
    let fraction = &fraction[..fraction.len().min(15)];
    if whole.len() + fraction.len() == 0 || whole.len() > 15 {
        return None;
    }
    let scale = 10_u128.pow(fraction.len() as u32);
    let scaled: u128 = format!("{whole}{fraction}").parse().ok()?;
    Some((scaled * unit + scale / 2) / scale)
}

/// Seconds, as short as they are exact.
pub(super) fn write_time(time: Nanos) -> String {
    let (secs, nanos) = (time.0 / 1_000_000_000, time.0 % 1_000_000_000);
    if nanos == 0 {
        return secs.to_string();
    }
    format!("{secs}.{nanos:09}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, secs: Option<f64>) {
        assert_eq!(read_time(text), secs.and_then(Nanos::from_secs), "{text}");
    }

    #[test]
    fn ok_units() {
        check("8", Some(8.0));
        check(" 0.5 s ", Some(0.5));
        check("200ms", Some(0.2));
        check("3µs", Some(3e-6));
        check("1m30", Some(90.0));
        check("1m30s", Some(90.0));
        check("1 h 5", Some(3900.0));
        check("2min 500ms", Some(120.5));
    }

    #[test]
    fn err_what_is_no_time() {
        for text in
            ["", ".", "s", "-1", "1x", "1.2.3", "30s1m", "1s 2", "NaN", "1e3", "99999999999", "9999999999999999999"]
        {
            check(text, None);
        }
    }

    #[test]
    fn ok_what_is_written_reads_the_same() {
        for nanos in [0, 1, 8_000_000_000, 200_000_000, 123_456_789, Nanos::MAX_INPUT.0 - 1] {
            assert_eq!(read_time(&write_time(Nanos(nanos))), Some(Nanos(nanos)));
        }
    }
}
