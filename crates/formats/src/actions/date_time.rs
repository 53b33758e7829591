//! `2026-08-04T20:02:37Z`, `2026-08-05T05:02:37.250+09:00`: RFC 3339, as GitHub writes times.

/// Milliseconds since 1970; `None` if it is no time from 2000 to 2199 (GitHub writes the year 1 for what has not been).
pub(super) fn millis(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        text.get(range).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let bytes = text.as_bytes();
    let is_shaped =
        [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')].iter().all(|&(at, mark)| bytes.get(at) == Some(&mark));
    if !is_shaped || !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let is_possible = (2000..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !is_possible || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let rest = text.get(19..)?;
    let n_digits = rest.strip_prefix('.').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let millis = match n_digits {
        0 => 0,
        n => {
            let digits = rest.get(1..=n.min(3))?;
            digits.parse::<i64>().ok()? * [100, 10, 1][digits.len() - 1]
        }
    };
    let zone = &rest[if n_digits > 0 { n_digits + 1 } else { 0 }..];
    let offset = match zone.as_bytes() {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), digits @ ..] => {
            let [hours @ .., b':', _, _] = digits else { return None };
            let at = 20 + if n_digits > 0 { n_digits + 1 } else { 0 };
            let minutes = number(at..at + hours.len())? * 60 + number(at + hours.len() + 1..text.len())?;
            if hours.len() != 2 {
                return None;
            }
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    // Howard Hinnant's `days_from_civil`, from March, so that a leap day ends its year.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468;
    Some((((days * 24 + hour) * 60 + minute - offset) * 60 + second) * 1000 + millis)
}

#[cfg(test)]
mod tests {
    use super::millis;

    #[test]
    fn ok_times_have_zones_and_parts_of_seconds() {
        assert_eq!(millis("2001-09-09T01:46:40Z"), Some(1_000_000_000_000));
        assert_eq!(millis("2023-08-26T00:57:58.000+09:00"), millis("2023-08-25T15:57:58Z"));
        assert_eq!(millis("2024-02-29T00:00:00.25-01:30"), millis("2024-02-29T01:30:00.250Z"));
        assert_eq!(
            millis("2024-03-01T00:00:00Z").zip(millis("2024-02-29T00:00:00Z")).map(|(a, b)| a - b),
            Some(86_400_000)
        );
    }

    #[test]
    fn err_what_is_no_time_is_none() {
        for text in [
            "",
            "0001-01-01T00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-01-01T00:00:00",
            "2024-01-01T00:00:00+1",
            "2024-01-01T00:00:0éZ",
            "2024-01-01T00:00:00.Z+",
        ] {
            assert_eq!(millis(text), None, "{text}");
        }
    }
}
