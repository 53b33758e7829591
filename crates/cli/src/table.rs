//! Columns of text: the first to the left, the others to the right; and counts of things.

use laneway_chart::human;

/// How many there are of something, by its name in the singular: `1 test`, `2,793 tests`.
pub(crate) fn counted(number: u64, name: &str) -> String {
    format!("{} {name}{}", human::count(number), if number == 1 { "" } else { "s" })
}

/// Rows set in columns, two blanks apart; the first row is the header.
pub(crate) fn set(rows: &[Vec<String>]) -> String {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<usize> = (0..n_columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width - cell.chars().count());
            match column {
                0 => line.push_str(&format!("{cell}{padding}")),
                _ => line.push_str(&format!("  {padding}{cell}")),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::set;

    #[test]
    fn columns_line_up() {
        let rows = [["mode", "time"], ["load", "2:50"], ["worksteal", "59 s"]];
        let rows = rows.map(|row| row.map(String::from).to_vec());
        assert_eq!(set(&rows), "mode       time\nload       2:50\nworksteal  59 s\n");
    }
}
