//! A picture's table as CSV.

use laneway_chart::study::table::Table;

/// A line for each row below a line of names. RFC 4180, but lines end in a line feed.
pub fn write(table: &Table) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(&table.header).chain(&table.rows) {
        // Writing to memory cannot fail, and rows are as long as the header.
        let _ = csv.write_record(row);
    }
    csv.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::write;
    use expect_test::expect;
    use laneway_chart::study::table::Table;

    #[test]
    fn texts_are_quoted_where_they_must_be() {
        let row = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
        let table = Table { header: row(["mode", "runs"]), rows: vec![row(["load", "1,000"]), row(["\"x\"", ""])] };
        expect![[r#"
            mode,runs
            load,"1,000"
            """x""",
        "#]]
        .assert_eq(&write(&table));
    }
}
