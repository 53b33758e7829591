//! Comma-separated values: `id,seconds`, with or without a header; further columns are left alone.

use std::io::BufRead;

use laneway_engine::suite::SourceKind;

use super::ReadError;
use super::rows::{Again, Rows};
use super::source::Source;

pub(super) fn read<R: BufRead>(source: &mut Source<'_, R>, rows: &mut Rows) -> Result<(), ReadError> {
    rows.recording.source = SourceKind::Csv;
    let first_line = source.line() - 1;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source);
    let (mut id_column, mut secs_column) = (0, 1);
    let mut record = csv::ByteRecord::new();
    let mut is_first = true;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                let line = first_line + error.position().map_or(1, csv::Position::line);
                return Err(ReadError::Broken { line, kind: "the CSV table", why: error.to_string() });
            }
        }
        reader.get_mut().begin_piece();
        let line = first_line + record.position().map_or(1, csv::Position::line);
        let cell = |column: usize| String::from_utf8_lossy(record.get(column).unwrap_or_default());
        if std::mem::take(&mut is_first) && cell(secs_column).trim().parse::<f64>().is_err() {
            let header: Vec<String> = (0..record.len()).map(|column| cell(column).trim().to_lowercase()).collect();
            let find = |words: &[&str]| header.iter().position(|cell| words.iter().any(|word| cell.contains(word)));
            secs_column = find(&["sec", "dur", "time"]).unwrap_or(secs_column);
            id_column = find(&["id", "test", "name"]).unwrap_or(usize::from(secs_column == 0));
            continue;
        }
        let text = cell(secs_column);
        let Ok(secs) = text.trim().parse::<f64>() else {
            let found: String = text.trim().chars().take(40).collect();
            rows.warnings.push(line, format!("the time is `{found}`, expected seconds such as `0.25`; row skipped"));
            continue;
        };
        rows.add(line, cell(id_column).trim(), secs, Again::Replaces)?;
    }
}
