//! Whatever is given, the decoder answers soon, and never panics.

use arbtest::arbtest;
use laneway_link::link::read_shared;

use super::golden::golden;

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[test]
fn no_text_panics() {
    arbtest(|u| {
        let text: &str = u.arbitrary()?;
        for text in [text.to_owned(), format!("v1.{text}"), format!("v0.{text}"), format!("https://a/#v1.{text}")] {
            let _ = read_shared(&text);
        }
        Ok(())
    });
}

#[test]
fn no_change_of_a_link_panics() {
    let golden = golden();
    arbtest(|u| {
        let mut link = u.choose(&golden)?.link.clone().into_bytes();
        for _ in 0..u.int_in_range(1..=4)? {
            let at = u.int_in_range(3..=link.len() - 1)?;
            match u.int_in_range(0..=3)? {
                0 => link[at] = *u.choose(LETTERS)?,
                1 => link.truncate(at.max(4)),
                2 => link.insert(at, *u.choose(LETTERS)?),
                _ => link.extend(u.choose(&golden)?.link.bytes().skip(3)),
            }
        }
        let _ = read_shared(std::str::from_utf8(&link).expect("letters"));
        Ok(())
    });
}

#[test]
fn a_cut_link_says_how_much_is_missing() {
    for golden in golden().iter().filter(|it| it.link.len() > 40) {
        let link = &golden.link;
        for n in [link.len() / 2, link.len() - 1] {
            let error = read_shared(&link[..n]).expect_err("cut").to_string();
            let said = format!("the link ends early: {} of {} characters", n - 3, link.len() - 3);
            assert!(error.starts_with(&said), "{}: {error}, expected {said}", golden.name);
        }
    }
}
