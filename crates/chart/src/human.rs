//! Times and counts as people say them: `0.42 s`, `12.3 s`, `2:05`, `1 h 03`. Never more digits than matter.

use std::cmp::Ordering;

use laneway_engine::time::Nanos;

/// A span: below a minute in seconds, below an hour as `m:ss`, above as `h` and minutes.
pub fn time(span: Nanos) -> String {
    let secs = span.as_secs();
    if span == Nanos::ZERO {
        "0 s".to_owned()
    } else if secs < 0.000_999_5 {
        format!("{:.0} µs", secs * 1e6)
    } else if secs < 0.099_95 {
        format!("{} ms", significant(secs * 1e3))
    } else if secs < 59.95 {
        format!("{} s", significant(secs))
    } else if secs < 3599.5 {
        let secs = secs.round() as u64;
        format!("{}:{:02}", secs / 60, secs % 60)
    } else {
        let minutes = (secs / 60.0).round() as u64;
        format!("{} h {:02}", minutes / 60, minutes % 60)
    }
}

/// `to` less `from`, with its sign: `-45 s`, `+1:10`, or `0 s`.
pub fn difference(from: Nanos, to: Nanos) -> String {
    match to.cmp(&from) {
        Ordering::Less => format!("\u{2212}{}", time(from - to)),
        Ordering::Equal => "0 s".to_owned(),
        Ordering::Greater => format!("+{}", time(to - from)),
    }
}

/// How long ago something was: `just now`, `5 min ago`, `3 h ago`, `12 days ago`.
pub fn ago(span: Nanos) -> String {
    let minutes = span.0 / 60_000_000_000;
    match minutes {
        0 => "just now".to_owned(),
        1..60 => format!("{minutes} min ago"),
        60..1_440 => format!("{} h ago", minutes / 60),
        1_440..2_880 => "yesterday".to_owned(),
        _ => format!("{} days ago", count(minutes / 1_440)),
    }
}

/// A share of 0 to 1 as a percentage.
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if 0.0 < percent && percent < 0.95 { format!("{percent:.1} %") } else { format!("{percent:.0} %") }
}

/// A count with its thousands apart: `10,195`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Money, from millionths of a dollar: `$0.074`, `$1.20`, `$1,240`; two digits that count at least.
pub fn dollars(millionths: u64) -> String {
    let dollars = millionths as f64 / 1e6;
    match millionths {
        0 => "$0".to_owned(),
        1..100_000 => format!("${dollars:.3}"),
        100_000..100_000_000 => format!("${dollars:.2}"),
        _ => format!("${}", count(dollars.round() as u64)),
    }
}

/// Three significant digits, no trailing zeros behind the point.
fn significant(number: f64) -> String {
    let n_decimals = match number {
        ..9.995 => 2,
        9.995..99.95 => 1,
        _ => 0,
    };
    let text = format!("{number:.n_decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// `Candidate`, for the beginning of a sentence: the first letter as a capital, if it is one of ASCII's. The words are our own,
/// so the tables for all others are not worth their place.
pub fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(secs: f64, text: &str) {
        assert_eq!(time(Nanos::from_secs(secs).expect("a time")), text);
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(
            ["candidate", "", "4 workers", "\u{e9}t\u{e9}"].map(capital),
            ["Candidate", "", "4 workers", "\u{e9}t\u{e9}"]
        );
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        check(0.0, "0 s");
        check(0.000_25, "250 µs");
        check(0.0042, "4.2 ms");
        check(0.42, "0.42 s");
        check(1.5, "1.5 s");
        check(12.34, "12.3 s");
        check(59.94, "59.9 s");
        check(59.96, "1:00");
        check(125.0, "2:05");
        check(3599.4, "59:59");
        check(3780.0, "1 h 03");
    }

    #[test]
    fn money_has_two_digits_that_count() {
        assert_eq!(
            [0, 6_000, 74_000, 1_200_000, 1_240_000_000].map(dollars).join(" "),
            "$0 $0.006 $0.074 $1.20 $1,240"
        );
    }

    #[test]
    fn differences_have_a_sign() {
        assert_eq!(difference(Nanos(170_000_000_000), Nanos(125_000_000_000)), "\u{2212}45 s");
        assert_eq!(difference(Nanos(1_000_000_000), Nanos(3_000_000_000)), "+2 s");
        assert_eq!(difference(Nanos(5), Nanos(5)), "0 s");
    }

    #[test]
    fn counts_have_their_thousands_apart() {
        assert_eq!([count(7), count(999), count(10_195), count(1_000_000)], ["7", "999", "10,195", "1,000,000"]);
    }

    #[test]
    fn what_is_past_is_said_in_its_own_unit() {
        let said = [30, 61, 7_300, 90_000, 900_000].map(|secs| ago(Nanos(secs * 1_000_000_000)));
        assert_eq!(said, ["just now", "1 min ago", "2 h ago", "yesterday", "10 days ago"]);
    }
}
