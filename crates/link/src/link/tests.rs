//! Links as programs cut, wrap and escape them, and those that are none.

use expect_test::{Expect, expect};
use laneway_engine::session::Session;
use laneway_formats::presets;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::{Lane, Step, Work};

use super::*;

fn shared() -> Shared {
    let mut shared = Shared::from(presets::scenario(presets::find("four-tests").expect("a preset")));
    shared.title = "A title that makes the link some characters long: 0123456789".to_owned();
    shared
}

fn err(text: &str, expect: Expect) {
    expect.assert_eq(&read_shared(text).expect_err("an error").to_string());
}

fn framed(bytes: &[u8]) -> String {
    let all = [&length_prefix(bytes.len())[..], &checksum(bytes), bytes].concat();
    format!("v1.{}", LETTERS.encode(all))
}

#[test]
fn ok_what_programs_do_to_links_does_not_matter() {
    let link = write_shared(&shared());
    let half = link.len() / 2;
    let (head, tail) = link.split_at(half);
    let texts = [
        link.clone(),
        format!("#{link}"),
        format!(" https://example.org/laneway/?a=1&amp;b=2#{link} \n"),
        format!("<https://example.org/#{link}>."),
        format!("(https://example.org/#{link})"),
        format!("https://example.org/#{link}, which shows it"),
        format!("https://example.org/#embed&{link}"),
        format!("https://example.org/#embed&amp;{link}&amp;utm_source=mail"),
        format!("https://example.org/%23{}", link.replace('.', "%2E").replace('-', "%2D").replace('_', "%5F")),
        format!("https://example.org/%2523{link}"),
        format!("https://example.org/#{head}\r\n   {tail}"),
        format!("https://example.org/#{head}=\n{tail}"),
        format!("https://example.org/#{head}\u{ad}{tail}\u{200b}"),
        format!("https://example.org/#{link}\nSee you!"),
    ];
    for text in texts {
        assert_eq!(read_shared(&text).unwrap_or_else(|error| panic!("{text}: {error}")), shared());
    }
}

#[test]
fn err_what_is_no_link() {
    err(
        "",
        expect!["the address holds no link of Laneway's, expected it to begin with `#v1.`: copy the link again, whole"],
    );
    err(
        "https://example.org/",
        expect!["the address holds no link of Laneway's, expected it to begin with `#v1.`: copy the link again, whole"],
    );
    err(
        "#section",
        expect!["the address holds no link of Laneway's, expected it to begin with `#v1.`: copy the link again, whole"],
    );
    err(
        "video.mp4",
        expect!["the address holds no link of Laneway's, expected it to begin with `#v1.`: copy the link again, whole"],
    );
}

#[test]
fn err_newer() {
    err(
        "#v2.AAAA",
        expect![
            "the link was made by a newer Laneway, version 2, expected at most 1: reload the page, update the command line, or ask for its file"
        ],
    );
    err(
        "#v999999999.AAAA",
        expect![
            "the link was made by a newer Laneway, version 999999999, expected at most 1: reload the page, update the command line, or ask for its file"
        ],
    );
    let mut unknown = shared();
    unknown.scenario.source = laneway_engine::source::Source::Preset("four-tests".to_owned());
    let bytes = v1::write_with_later(&unknown);
    err(
        &framed(&bytes),
        expect![
            "the link was made by a newer Laneway: it has a field of the link that this version does not know: reload the page, update the command line, or ask for its file"
        ],
    );
}

#[test]
fn err_cut_or_changed() {
    let link = write_shared(&shared());
    err(
        "v1.",
        expect![
            "the link ends early: 0 characters, expected more: a program cut it; copy it again, whole, or ask for its file"
        ],
    );
    err(
        &link[..5],
        expect!["the link ends early: 2 of 72 characters: a program cut it; copy it again, whole, or ask for its file"],
    );
    err(
        &link[..link.len() - 1],
        expect![
            "the link ends early: 71 of 72 characters: a program cut it; copy it again, whole, or ask for its file"
        ],
    );
    err(
        &link[..30],
        expect![
            "the link ends early: 27 of 72 characters: a program cut it; copy it again, whole, or ask for its file"
        ],
    );
    let other = if link.ends_with('A') { "B" } else { "A" };
    let place = link.len() - 9;
    err(
        &format!("{}{other}{}", &link[..place], &link[place + 1..]),
        expect![
            "the link was changed on its way (its checksum differs), expected it as it was made: copy it again, whole"
        ],
    );
}

#[test]
fn err_too_long_or_too_large() {
    err(
        &"v".repeat(MAX_LINK + 1),
        expect!["the link has 4000001 characters, expected 4000000 at most: ask for the file it was made from"],
    );
    err(
        &format!("v1.{}", LETTERS.encode([255, 255, 255, 127, 1, 2, 3])),
        expect!["the link has 357913950 characters, expected 4000000 at most: ask for the file it was made from"],
    );
    err(
        &framed(&v1::write_claiming(1_000_000_000)),
        expect![
            "the link unpacks to more than a link may at source.given, expected what Laneway makes: ask for the file it was made from"
        ],
    );
    err(
        &framed(&v1::write_claiming(1_000_001)),
        expect![
            "the link is broken at source.given: found 1000001 tests, expected 1000000 at most: ask for the file it was made from"
        ],
    );
    let mut long = shared();
    long.title = "a".repeat(2_200_000);
    err(
        &write_shared(&long),
        expect![
            "the link unpacks to more than a link may at title, expected what Laneway makes: ask for the file it was made from"
        ],
    );
}

#[test]
fn err_nested_too_deeply() {
    let mut step = Step::new("", Work::Parallel { lanes: Vec::new() });
    for _ in 0..100 {
        step = Step::new("", Work::Parallel { lanes: vec![Lane { name: String::new(), steps: vec![step] }] });
    }
    let pipeline =
        Pipeline { jobs: vec![Job { steps: vec![step], ..Job::bare(Session::default()) }], ..Pipeline::default() };
    let link = write(&Scenario { baseline: pipeline, ..Scenario::default() });
    err(
        &link,
        expect![
            "the link is broken at baseline.jobs[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps[0].work.lanes[0].steps: found things nested deeper than 48 levels, expected fewer: ask for the file it was made from"
        ],
    );
}

#[test]
fn err_a_number_that_is_none() {
    let mut shared = shared();
    shared.scenario.study.noise.test = f64::NAN;
    err(
        &write_shared(&shared),
        expect![
            "the link is broken at study.noise.test: found no number, expected a finite one: ask for the file it was made from"
        ],
    );
}

#[test]
fn err_garbage_with_a_right_checksum_is_answered() {
    // Most bytes mean something; none may panic, or take long.
    for seed in 0..2_000_u32 {
        let byte = |place: u32| (seed.wrapping_mul(2_654_435_761).wrapping_add(place.wrapping_mul(40_503)) >> 13) as u8;
        let bytes: Vec<u8> = (0..seed % 61).map(byte).collect();
        let _ = read_shared(&framed(&bytes));
    }
}
