//! Every rule has its section in docs/advice.md, in the order of the rules, and no section is of a rule that is gone.

use std::fs;
use std::path::Path;

use laneway_advice::rules::RULES;

#[test]
fn every_rule_is_described() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/advice.md");
    let text = fs::read_to_string(path).expect("docs/advice.md");
    let sections: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(sections, rules);
}
