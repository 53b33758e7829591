//! Every run as CSV: what a spreadsheet needs to draw its own picture.

use laneway_chart::side::Side;

/// A line for each run, sides one after the other and there in the order in which tests were taken up, below a line of
/// names: `side,worker,test,start_s,end_s,fixtures_s,crashed`. Seconds are exact to the nanosecond. RFC 4180, but lines
/// end in a line feed.
pub fn write(sides: &[Side<'_>]) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = csv.write_record(["side", "worker", "test", "start_s", "end_s", "fixtures_s", "crashed"]);
    for side in sides {
        for run in 0..side.index.n_runs() as u32 {
            let (Some(block), Some((row, _))) = (side.index.block(run), side.index.place(run)) else { continue };
            let id = &side.suite.tests[block.test as usize].id;
            let secs = [block.start, block.end, block.fixtures].map(|at| {
                let (whole, part) = (at.0 / 1_000_000_000, at.0 % 1_000_000_000);
                format!("{whole}.{part:09}")
            });
            let [start, end, fixtures] = &secs;
            let crashed = if block.crashed { "1" } else { "0" };
            let _ = csv.write_record([side.name, &side.index.row_name(row), id, start, end, fixtures, crashed]);
        }
    }
    csv.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::write;
    use expect_test::expect;
    use laneway_chart::index::Index;
    use laneway_chart::side::Side;
    use laneway_engine::session::Session;
    use laneway_engine::simulate::{Detail, simulate};
    use laneway_engine::suite::{Suite, Test};
    use laneway_engine::time::Nanos;

    #[test]
    fn ids_are_quoted_where_they_must_be() {
        let test =
            |id: &str, nanos| Test { id: id.to_owned(), duration: Nanos(nanos), groups: Vec::new(), ..Test::default() };
        let tests = vec![test("a.py::test_x[1,\"2\"]", 1_500_000_000), test("a.py::test_y", 1)];
        let suite = Suite { tests, ..Suite::default() };
        let session = Session { workers: 1, ..Session::default() };
        let outcome = simulate(&suite.tests, &session, Detail::Full).expect("a valid session");
        let index = Index::new(&suite, &session, &outcome);
        let side = Side { name: "baseline", detail: "", suite: &suite, index: &index, floor: None };
        expect![[r#"
            side,worker,test,start_s,end_s,fixtures_s,crashed
            baseline,gw0,"a.py::test_x[1,""2""]",0.000000000,1.500000000,0.000000000,0
            baseline,gw0,a.py::test_y,1.500000000,1.500000001,0.000000000,0
        "#]]
        .assert_eq(&write(&[side]));
    }
}
