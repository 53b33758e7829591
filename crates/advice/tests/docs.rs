//! Every rule has its section in docs/advice.md, in the order of the rules, and no section is of a rule that is gone; the page
//! links to the same as public/advice.html.

use std::fs;
use std::path::Path;

use expect_test::expect_file;
use laneway_advice::rules::RULES;

fn document() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/advice.md");
    fs::read_to_string(path).expect("docs/advice.md")
}

#[test]
fn every_rule_is_described() {
    let text = document();
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(sections, rules);
}

#[test]
fn the_page_links_to_the_same() {
    let page = expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/../../public/advice.html")];
    page.assert_eq(&html(&document()));
}

#[test]
fn ok_paragraphs_code_and_what_markup_would_be() {
    let body = body("# Advice\n\nIf `a < b`,\nsay so.\n\n## one-rule\n\nEnd & out.\n");
    let expected = "<h1>Advice</h1>\n<p>If <code>a &lt; b</code>, say so.</p>\n<h2 id=\"one-rule\">one-rule</h2>\n<p>End &amp; out.</p>\n";
    assert_eq!(body, expected);
}

/// The document as a page of its own.
fn html(markdown: &str) -> String {
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
<title>Advice - Laneway</title>
<link rel="icon" href="icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="advice.css">
</head>
<body>
<main>
{}</main>
</body>
</html>
"#,
        body(markdown)
    )
}

/// Headings, paragraphs and code, as the document has them; sections are found by their names.
fn body(markdown: &str) -> String {
    let block = |block: &str| {
        let text = inline(&block.trim().replace('\n', " "));
        if let Some(title) = text.strip_prefix("## ") {
            format!("<h2 id=\"{title}\">{title}</h2>\n")
        } else if let Some(title) = text.strip_prefix("# ") {
            format!("<h1>{title}</h1>\n")
        } else {
            format!("<p>{text}</p>\n")
        }
    };
    markdown.split("\n\n").filter(|text| !text.trim().is_empty()).map(block).collect()
}

fn inline(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let part = |(place, part): (usize, &str)| {
        if place % 2 == 0 { part.to_owned() } else { format!("<code>{part}</code>") }
    };
    escaped.split('`').enumerate().map(part).collect()
}
