//! Spans as CI services write them: `10s`, `1m30s`, `1h 30m`, `3 hours 30 minutes`, or a bare number.

use laneway_engine::time::Nanos;

/// The span; a bare number counts `unit` seconds. `None` if it is none, or 0.
pub(super) fn read(text: &str, unit: f64) -> Option<Nanos> {
    let mut secs = 0.0;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let n_digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let number: f64 = rest[..n_digits].parse().ok()?;
        rest = rest[n_digits..].trim_start();
        let n_letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        secs += number
            * match &rest[..n_letters] {
                "ms" => 0.001,
                "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
                "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
                "h" | "hr" | "hrs" | "hour" | "hours" => 3600.0,
                "d" | "day" | "days" => 86_400.0,
                "" => unit,
                _ => return None,
            };
        rest = rest[n_letters..].trim_start();
    }
    Nanos::from_secs(secs).filter(|span| *span > Nanos::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_spans_have_units() {
        let secs = |text: &str, unit| read(text, unit).map(Nanos::as_secs);
        assert_eq!(secs("1m30s", 1.0), Some(90.0));
        assert_eq!(secs("3 hours 30 minutes", 1.0), Some(12_600.0));
        assert_eq!(secs("15", 60.0), Some(900.0));
        assert_eq!(
            [secs("soon", 1.0), secs("", 1.0), secs("1e99", 1.0), secs("0s", 1.0), secs("1.2.3s", 1.0)],
            [None; 5]
        );
    }
}
