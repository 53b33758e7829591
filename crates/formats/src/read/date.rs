//! A day, from the Unix time that a report has.

/// The day of a Unix time, as ISO 8601 writes it, in UTC.
///
/// Howard Hinnant's `civil_from_days` (`chrono-Compatible Low-Level Date Algorithms`).
pub(super) fn date(unix_secs: f64) -> Option<String> {
    if !(0.0..4e9).contains(&unix_secs) {
        return None;
    }
    // From 1970-01-01 to 0000-03-01, so that a leap day ends its year.
    let days = (unix_secs / 86_400.0) as i64 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn a_date_is_the_day_in_utc() {
        assert_eq!(date(0.0).as_deref(), Some("1970-01-01"));
        assert_eq!(date(951_782_400.0).as_deref(), Some("2000-02-29"));
        assert_eq!(date(1_795_227_803.4).as_deref(), Some("2026-11-21"));
        assert_eq!(date(f64::NAN), None);
    }
}
