//! `-m` expressions, as far as a selection can say them: marks of which one is enough, and marks that exclude.
//!
//! Grammar of pytest 9 (`_pytest/mark/expression.py`): `or`, below it `and`, below it `not`, names and brackets.

/// Marks of which a test has at least one (none: all tests), and marks of which it has none. `None` if the expression says
/// more than that, or is none.
pub(super) fn read_marks(text: &str) -> Option<(Vec<String>, Vec<String>)> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    if words.is_empty() {
        return Some((Vec::new(), Vec::new()));
    }
    let mut reader = Reader { words: &words, place: 0, depth: 0 };
    let said = reader.any()?;
    if reader.place < words.len() {
        return None;
    }
    match said {
        Said::OneOf(marked) => Some((marked, Vec::new())),
        Said::Both { marked, unmarked } => Some((marked, unmarked)),
    }
}

/// Brackets deeper than this are none of a person's.
const MAX_DEPTH: u32 = 50;

/// What a part of an expression asks of a test.
enum Said {
    /// At least one of these marks.
    OneOf(Vec<String>),
    /// At least one of `marked`, if there are any, and none of `unmarked`.
    Both { marked: Vec<String>, unmarked: Vec<String> },
}

struct Reader<'a> {
    words: &'a [&'a str],
    place: usize,
    depth: u32,
}

impl Reader<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.place) == Some(&word);
        self.place += usize::from(is_next);
        is_next
    }

    /// Parts joined by `or`: marks alone can be.
    fn any(&mut self) -> Option<Said> {
        let first = self.all()?;
        let mut all = Vec::new();
        while self.takes("or") {
            all.push(self.all()?);
        }
        if all.is_empty() {
            return Some(first);
        }
        let mut one_of = Vec::new();
        for said in std::iter::once(first).chain(all) {
            let Said::OneOf(marks) = said else { return None };
            one_of.extend(marks);
        }
        Some(Said::OneOf(one_of))
    }

    /// Parts joined by `and`: one that asks for marks, and any that exclude.
    fn all(&mut self) -> Option<Said> {
        let mut said = self.one()?;
        while self.takes("and") {
            let parts = |said| match said {
                Said::OneOf(marked) => (marked, Vec::new()),
                Said::Both { marked, unmarked } => (marked, unmarked),
            };
            let ((mut marked, mut unmarked), (also_marked, also_unmarked)) = (parts(said), parts(self.one()?));
            if !marked.is_empty() && !also_marked.is_empty() {
                return None;
            }
            marked.extend(also_marked);
            unmarked.extend(also_unmarked);
            said = Said::Both { marked, unmarked };
        }
        Some(said)
    }

    fn one(&mut self) -> Option<Said> {
        self.depth += 1;
        let said = if self.depth < MAX_DEPTH { self.one_within() } else { None };
        self.depth -= 1;
        said
    }

    fn one_within(&mut self) -> Option<Said> {
        if self.takes("not") {
            let Said::OneOf(unmarked) = self.one()? else { return None };
            return Some(Said::Both { marked: Vec::new(), unmarked });
        }
        if self.takes("(") {
            let said = self.any()?;
            return self.takes(")").then_some(said);
        }
        let name = *self.words.get(self.place)?;
        self.place += 1;
        let is_name = !matches!(name, "and" | "or" | ")")
            && name.chars().all(|char| char.is_alphanumeric() || "_.:-+".contains(char));
        is_name.then(|| Said::OneOf(vec![name.to_owned()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = read_marks(text).map(|(marked, unmarked)| (marked.join(" "), unmarked.join(" ")));
        let expected = expected.map(|(marked, unmarked)| (marked.to_owned(), unmarked.to_owned()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ok_marks_and_marks_that_exclude() {
        check("slow", Some(("slow", "")));
        check("not slow", Some(("", "slow")));
        check("slow or db", Some(("slow db", "")));
        check("not slow and not db", Some(("", "slow db")));
        check("(slow or db) and not (gpu or net)", Some(("slow db", "gpu net")));
        check("not slow and (db)", Some(("db", "slow")));
        check("", Some(("", "")));
    }

    #[test]
    fn err_what_a_selection_cannot_say() {
        for text in [
            "slow and db",
            "not slow or db",
            "not (slow and db)",
            "not not slow",
            "slow db",
            "(slow",
            "slow or",
            "or",
            "a(b=1)",
        ] {
            check(text, None);
        }
        check(&"(".repeat(100_000), None);
        check(&"not ".repeat(60), None);
    }
}
