//! Many runs of both pipelines: how probably each is red and what the candidate changes, with intervals, and in a sentence.

use laneway_engine::statistics::{Mean, Verdict};
use laneway_pipeline::study::summary::PipelineRow;

use crate::study::intervals::Figure;
use crate::study::mark::Hue;
use crate::{human, interval};

/// How probably a run of each side is red: the baseline, then the candidate.
pub fn red(rows: &[PipelineRow]) -> Vec<Figure> {
    let sides = [("baseline", Hue::Baseline), ("candidate", Hue::Candidate)].into_iter().zip(rows);
    let figure = |((name, hue), row): ((&str, Hue), &PipelineRow)| {
        let red = row.red;
        Figure { name: name.to_owned(), hue, share: red.share, least: red.least, most: red.most }
    };
    sides.map(figure).collect()
}

/// What the candidate adds to the baseline, as a share of it; what the baseline has nothing of has no change. Idle minutes
/// are left out: more workers have more of them, by any factor.
pub fn changes(rows: &[PipelineRow]) -> Vec<Figure> {
    let [before, after, ..] = rows else { return Vec::new() };
    let Some((wall_clock, it)) = after.difference.zip(after.differences) else { return Vec::new() };
    let all = [
        ("wall-clock", Some(wall_clock), before.wall_clock.mean.secs),
        ("until green", it.until_green, before.until_green.mean.secs),
        ("billed minutes", Some(it.minutes), before.bill.minutes),
        ("price", Some(it.dollars), before.bill.dollars),
    ];
    let change = |(name, difference, base): (&str, Option<Mean>, f64)| {
        let Mean { secs, half_width } = difference.filter(|_| base > 0.0)?;
        let [share, least, most] = [secs, secs - half_width, secs + half_width].map(|it| it / base);
        Some(Figure { name: name.to_owned(), hue: Hue::Candidate, share, least, most })
    };
    all.into_iter().filter_map(change).collect()
}

/// What the candidate's runs take, and the verdict with its interval. No winner without an interval that excludes 0 and a
/// difference that matters.
pub fn sentence(candidate: &PipelineRow, n_replications: u32) -> String {
    let takes = interval::range(candidate.wall_clock.p5, candidate.wall_clock.p95);
    let text = format!("9 of 10 runs of the candidate would take {takes}");
    let n = match n_replications {
        1 => "(1 run of each)".to_owned(),
        n => format!("({} runs of each)", human::count(u64::from(n))),
    };
    let Some((difference, verdict)) = candidate.difference.zip(candidate.verdict) else {
        return format!("{text} {n}.");
    };
    let (amount, between) = (interval::amount(&difference), interval::of_difference(&difference));
    match verdict {
        Verdict::Faster => format!("{text}, and end {amount} before the baseline's on average, 95 % sure {n}."),
        Verdict::Slower => format!("{text}, and end {amount} after the baseline's on average, 95 % sure {n}."),
        Verdict::TooCloseToCall if difference.is_nothing() => {
            format!("No difference: {text}, the same as the baseline in each {n}.")
        }
        Verdict::TooCloseToCall => format!("Too close to call: {text}, on average {between} against the baseline {n}."),
        Verdict::TooSmallToMatter => {
            format!("{text}; the difference to the baseline, {between} on average, is too small to matter {n}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use laneway_engine::time::Nanos;
    use laneway_pipeline::bill::Bill;
    use laneway_pipeline::pipeline::Pipeline;
    use laneway_pipeline::study::Figures;
    use laneway_pipeline::study::summary::summarize;

    use super::*;

    /// A green run of so many seconds, at a price of a thousandth of a dollar a second.
    fn run(secs: u64) -> Figures {
        let wall_clock = Nanos(secs * 1_000_000_000);
        Figures {
            wall_clock,
            is_green: true,
            until_green: Some(wall_clock),
            bill: Bill::default(),
            bill_until_green: Bill { price: secs * 1_000, ..Bill::default() },
            idle: Nanos::ZERO,
            covered: None,
        }
    }

    fn check(candidate: impl Fn(u64) -> u64, n: u64, expect: &Expect) {
        let replications: Vec<_> = (0..n).map(|i| vec![run(500 + i % 40), run(candidate(i))]).collect();
        let rows = summarize(&replications, &[Pipeline::default(), Pipeline::default()], 0.02);
        let mut text = sentence(&rows[1], n as u32);
        for figure in red(&rows).iter().chain(&changes(&rows)) {
            let [least, share, most] = [figure.least, figure.share, figure.most].map(|it| format!("{it:.3}"));
            text += &format!("\n{}: {share}, {least} to {most}", figure.name);
        }
        expect.assert_eq(&text);
    }

    #[test]
    fn a_sure_difference_that_matters_has_a_winner() {
        check(
            |i| 300 + i % 40,
            100,
            &expect![[r#"
                9 of 10 runs of the candidate would take 5:01 to 5:37, and end 3:20.00 before the baseline's on average, 95 % sure (100 runs of each).
                baseline: 0.000, 0.000 to 0.037
                candidate: 0.000, 0.000 to 0.037
                wall-clock: -0.386, -0.386 to -0.386
                until green: -0.386, -0.386 to -0.386
                price: -0.386, -0.386 to -0.386"#]],
        );
        check(
            |i| 600 + i % 40,
            100,
            &expect![[r#"
                9 of 10 runs of the candidate would take 10:01 to 10:37, and end 1:40.00 after the baseline's on average, 95 % sure (100 runs of each).
                baseline: 0.000, 0.000 to 0.037
                candidate: 0.000, 0.000 to 0.037
                wall-clock: 0.193, 0.193 to 0.193
                until green: 0.193, 0.193 to 0.193
                price: 0.193, 0.193 to 0.193"#]],
        );
    }

    #[test]
    fn others_have_none() {
        check(
            |i| 503 + i % 40,
            100,
            &expect![[r#"
                9 of 10 runs of the candidate would take 8:24 to 9:00; the difference to the baseline, 3.00 s on average, is too small to matter (100 runs of each).
                baseline: 0.000, 0.000 to 0.037
                candidate: 0.000, 0.000 to 0.037
                wall-clock: 0.006, 0.006 to 0.006
                until green: 0.006, 0.006 to 0.006
                price: 0.006, 0.006 to 0.006"#]],
        );
        check(
            |i| 500 + (i * 7) % 40,
            80,
            &expect![[r#"
            Too close to call: 9 of 10 runs of the candidate would take 8:21 to 8:57, on average −3 to 3 s against the baseline (80 runs of each).
            baseline: 0.000, 0.000 to 0.046
            candidate: 0.000, 0.000 to 0.046
            wall-clock: 0.000, -0.006 to 0.006
            until green: 0.000, -0.006 to 0.006
            price: 0.000, -0.006 to 0.006"#]],
        );
        check(
            |_| 400,
            1,
            &expect![[r#"
            Too close to call: 9 of 10 runs of the candidate would take 6:40, on average −1:40.00 against the baseline (1 run of each).
            baseline: 0.000, 0.000 to 0.793
            candidate: 0.000, 0.000 to 0.793
            wall-clock: -0.200, -inf to inf
            until green: -0.200, -inf to inf
            price: -0.200, -inf to inf"#]],
        );
        assert_eq!(changes(&[]), Vec::new());
    }
}
