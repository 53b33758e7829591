//! Headlines, and what a link does to them, as people read them.

use laneway_chart::human;
use laneway_engine::suite::{SourceKind, Suite};
use laneway_engine::time::Nanos;

use crate::answer::Moved;
use crate::headline::{Figure, Headline};

/// A time in seconds.
pub fn time(secs: f64) -> String {
    human::time(Nanos::from_secs(secs).unwrap_or_default())
}

/// A difference in seconds, with its sign.
pub fn signed(secs: f64) -> String {
    format!("{}{}", if secs < 0.0 { "\u{2212}" } else { "+" }, time(secs.abs()))
}

/// A figure with its interval: `2:05 (2:01 to 2:09)`.
pub fn with_interval(figure: Figure, show: impl Fn(f64) -> String) -> String {
    format!("{} ({} to {})", show(figure.value), show(figure.least), show(figure.most))
}

/// Dollars a month.
pub fn dollars(dollars: f64) -> String {
    human::dollars((dollars * 1e6).round() as u64)
}

/// Every figure with its name, the baseline's before the candidate's. Where nothing has a price there is no bill, and red runs
/// are said if there were any: a session alone has neither.
pub fn figures(headline: &Headline) -> Vec<(&'static str, String)> {
    let Headline { typical, wall_clock, gain, red, dollars: monthly, .. } = headline;
    let mut rows = vec![
        ("baseline, typical run", time(typical[0])),
        ("candidate, typical run", time(typical[1])),
        ("baseline, mean", with_interval(wall_clock[0], time)),
        ("candidate, mean", with_interval(wall_clock[1], time)),
        ("difference", with_interval(*gain, signed)),
    ];
    let has_price = monthly.iter().any(|monthly| *monthly > 0.0);
    if has_price || red.iter().any(|red| red.value > 0.0) {
        rows.push(("baseline, red", with_interval(red[0], human::percent)));
        rows.push(("candidate, red", with_interval(red[1], human::percent)));
    }
    if has_price {
        rows.push(("baseline, a month", dollars(monthly[0])));
        rows.push(("candidate, a month", dollars(monthly[1])));
    }
    rows
}

/// What comes out, in a sentence: `The candidate would take 2:05 instead of 2:50`. Whether that is sure is told by
/// [`gain`].
pub fn verdict(headline: &Headline) -> String {
    let [was, is] = headline.wall_clock.map(|figure| time(figure.value));
    let [before, after] = headline.red;
    let red = if before.most < after.least {
        format!(", but {} of its runs would be red", human::percent(after.value))
    } else {
        String::new()
    };
    format!("The candidate would take {is} instead of {was}{red}")
}

/// How sure that is: the difference with its 95% interval, or that there may be none.
pub fn gain(headline: &Headline) -> String {
    let Figure { value, least, most } = headline.gain;
    let between = format!("{} to {}", signed(least), signed(most));
    if least <= 0.0 && 0.0 <= most {
        format!("too close to call: {between}")
    } else {
        format!("{} (95 %: {between})", signed(value))
    }
}

/// What a link does to the answer; `None`: it could not be simulated.
pub fn moved(moved: Option<&Moved>) -> String {
    match moved {
        Some(moved) if moved.is_same() => "keeps the answer".to_owned(),
        Some(moved) => {
            let [baseline, candidate, gain] = moved.shares().map(human::percent);
            format!("moves the baseline by {baseline}, the candidate by {candidate}, the gain by {gain}")
        }
        None => "cannot be simulated".to_owned(),
    }
}

/// Where the durations of a suite come from, and from when: `JUnit XML, 2026-05-12`. Empty where nobody recorded any.
pub fn recorded(suite: &Suite) -> String {
    let kind = match suite.recording.source {
        SourceKind::Typed => return String::new(),
        SourceKind::TestDurations => "durations of pytest-split",
        SourceKind::JunitXml => "JUnit XML",
        SourceKind::ReportLog => "pytest's report-log",
        SourceKind::PytestTiming => "pytest-timing",
        SourceKind::DurationsText => "what pytest printed",
        SourceKind::Csv => "CSV",
        SourceKind::CollectOnly => "an order without durations",
    };
    // A time of day says nothing here.
    let date = suite.recording.date.as_deref().map(|date| date.split(['T', ' ']).next().unwrap_or_default());
    match date.filter(|date| !date.is_empty()) {
        Some(date) => format!("{kind}, {date}"),
        None => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use laneway_engine::suite::Recording;

    use super::*;
    use crate::answer::Answer;

    #[test]
    fn ok_figures_have_units_signs_and_intervals() {
        let figure = |value| Figure { value, least: value - 1.0, most: value + 1.0 };
        let headline = Headline {
            replications: 9,
            typical: [170.0, 125.0],
            wall_clock: [figure(171.0), figure(126.0)],
            gain: figure(-45.0),
            red: [Figure { value: 0.02, least: 0.0, most: 0.05 }; 2],
            dollars: [120.5, 90.0],
        };
        let bare =
            Headline { red: [Figure { value: 0.0, least: 0.0, most: 0.0 }; 2], dollars: [0.0; 2], ..headline.clone() };
        assert_eq!(figures(&bare).last().map(|row| row.0), Some("difference"));
        let close = Headline { gain: Figure { value: 0.5, least: -1.0, most: 2.0 }, ..headline.clone() };
        let said = [verdict(&headline), gain(&headline), gain(&close)].join("\n");
        expect![[r#"
            The candidate would take 2:06 instead of 2:51
            −45 s (95 %: −46 s to −44 s)
            too close to call: −1 s to +2 s"#]]
        .assert_eq(&said);
        let text: String = figures(&headline).iter().map(|(name, text)| format!("{name}: {text}\n")).collect();
        expect![[r#"
            baseline, typical run: 2:50
            candidate, typical run: 2:05
            baseline, mean: 2:51 (2:50 to 2:52)
            candidate, mean: 2:06 (2:05 to 2:07)
            difference: −45 s (−46 s to −44 s)
            baseline, red: 2 % (0 % to 5 %)
            candidate, red: 2 % (0 % to 5 %)
            baseline, a month: $121
            candidate, a month: $90.00
        "#]]
        .assert_eq(&text);
    }

    #[test]
    fn ok_a_verdict_says_that_runs_would_be_red() {
        let red = [0.0, 1.0].map(|value| Figure { value, least: value, most: value });
        let said = verdict(&Headline { red, ..Headline::default() });
        assert!(said.ends_with("instead of 0 s, but 100 % of its runs would be red"), "{said}");
    }

    #[test]
    fn ok_what_a_link_does_to_the_answer() {
        let of = |secs| Answer { typical: secs, mean: secs };
        let far = Moved { as_is: of([100.0, 50.0]), linked: of([110.0, 50.0]) };
        let near = Moved { as_is: of([100.0, 50.0]), linked: of([100.1, 50.0]) };
        expect![
            "moves the baseline by 10 %, the candidate by 0 %, the gain by 20 %; keeps the answer; cannot be simulated"
        ]
        .assert_eq(&[moved(Some(&far)), moved(Some(&near)), moved(None)].join("; "));
    }

    #[test]
    fn ok_a_recording_is_told_by_its_kind_and_day() {
        let suite = |source, date: Option<&str>| {
            let recording = Recording { source, date: date.map(str::to_owned), ..Recording::default() };
            Suite { recording, ..Suite::default() }
        };
        assert_eq!(recorded(&suite(SourceKind::JunitXml, Some("2026-05-12T10:00:00"))), "JUnit XML, 2026-05-12");
        assert_eq!(recorded(&suite(SourceKind::Csv, None)), "CSV");
        assert_eq!(recorded(&suite(SourceKind::Typed, Some("2026-05-12"))), "");
    }
}
