//! A time as people type it: `8`, `0.5s`, `200ms`, `1m30`, `1h5m`.

use laneway_engine::time::Nanos;

/// A time as people type it; `None` if it is none. Without a unit it is seconds, and behind minutes or hours what
/// comes next below them.
pub fn read_time(text: &str) -> Option<Nanos> {
    let mut rest = text.trim();
    let mut total = 0.0;
    // The unit of a number without one; `None` where only the last may stand.
    let mut next_unit = 1.0;
    let mut most = f64::INFINITY;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let n_digits = rest.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(rest.len());
        let (number, behind) = rest.split_at(n_digits);
        let number: f64 = number.parse().ok()?;
        let behind = behind.trim_start();
        let n_unit = behind.find(|char: char| char.is_ascii_digit() || char.is_whitespace()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(n_unit);
        let secs = match unit {
            "" => next_unit,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        // Units go down: `1m30`, not `30s1m`.
        if secs >= most {
            return None;
        }
        (most, next_unit) = (secs, secs / 60.0);
        total += number * secs;
        rest = behind.trim_start();
    }
    Nanos::from_secs(total)
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
        for text in ["", "s", "-1", "1x", "1.2.3", "30s1m", "1s 2", "NaN", "1e3", "99999999999"] {
            check(text, if text == "1s 2" { Some(1.0 + 2.0 / 60.0) } else { None });
        }
    }

    #[test]
    fn ok_what_is_written_reads_the_same() {
        for nanos in [0, 1, 8_000_000_000, 200_000_000, 123_456_789, Nanos::MAX_INPUT.0 / 1000 + 1_000_000] {
            assert_eq!(read_time(&write_time(Nanos(nanos))), Some(Nanos(nanos)));
        }
    }
}
