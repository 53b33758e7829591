//! Whole numbers as options: what is none, or out of range, is refused with the numbers that are expected.

/// Reads a whole number from `least` to `most`.
pub(crate) fn whole<T: TryFrom<i128>>(least: T, most: T) -> impl Fn(&str) -> Result<T, String> + Clone
where
    i128: From<T>,
{
    let (least, most) = (i128::from(least), i128::from(most));
    move |text| {
        let number = text.trim().parse::<i128>().ok().filter(|number| (least..=most).contains(number));
        let number = number.and_then(|number| T::try_from(number).ok());
        number.ok_or_else(|| format!("expected a whole number from {least} to {most}"))
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn ok_numbers_within_the_range() {
        for (text, number) in [("0", 0), ("100", 100), (" 7 ", 7), ("+7", 7)] {
            assert_eq!(whole(0_u32, 100)(text), Ok(number), "{text}");
        }
        assert_eq!(whole(i64::MIN, i64::MAX)("-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(whole(0, u64::MAX)("18446744073709551615"), Ok(u64::MAX));
    }

    #[test]
    fn err_everything_else_says_what_is_expected() {
        for text in ["nan", "inf", "-1", "101", "1.5", "1e2", "", "99999999999999999999999999999999999999999"] {
            let expected = "expected a whole number from 0 to 100".to_owned();
            assert_eq!(whole(0_u32, 100)(text), Err(expected), "{text}");
        }
    }
}
