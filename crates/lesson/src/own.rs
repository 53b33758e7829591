//! The lessons that Laneway has. Ids never change: they stand in links.

/// One of them. Its document is apart, so that a program that lists lessons need not hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Own {
    /// In links and on the command line: lower case, digits and hyphens.
    pub id: &'static str,
    /// What it is called; as in its document.
    pub title: &'static str,
    /// What one learns; as in its document.
    pub about: &'static str,
}

/// All of them, in the order in which they are best read.
pub const OWN: &[Own] = &[
    Own {
        id: "chunks",
        title: "Why chunks strand slow tests",
        about: "load hands tests out in chunks that it cannot take back",
    },
    Own {
        id: "stealing",
        title: "How stealing works, and its limits",
        about: "worksteal deals everything out at once, then moves tests from full queues to empty ones",
    },
    Own {
        id: "two-tests",
        title: "Why a worker holds two tests",
        about: "A worker does not begin a test before it knows the next one",
    },
    Own {
        id: "scopes",
        title: "Scopes, and the fixture they save",
        about: "loadscope keeps modules together, so that each sets up once",
    },
    Own {
        id: "groups",
        title: "Groups, and where the mark does nothing",
        about: "xdist_group holds under loadgroup alone",
    },
    Own { id: "floor", title: "The floor", about: "One test, one file, one core too many: what no schedule can beat" },
    Own {
        id: "start-up",
        title: "The tax of starting up",
        about: "Every worker starts, and every worker collects everything",
    },
    Own {
        id: "critical-path",
        title: "Shards, lanes, and the critical path",
        about: "A pipeline takes as long as its longest path, and is billed for all of them",
    },
    Own {
        id: "gate",
        title: "Coverage gates in lanes",
        about: "Each lane covers a part; only all of them together can pass",
    },
    Own {
        id: "crashes",
        title: "Crashes and restarts",
        about: "A worker that dies takes a test with it, and sometimes the session",
    },
    Own {
        id: "slowest-first",
        title: "Slowest first: helps here, hurts there",
        about: "The same order is the best for one mode and the worst for another",
    },
];

/// One by its id.
pub fn find(id: &str) -> Option<&'static Own> {
    OWN.iter().find(|own| own.id == id)
}

/// The document of one.
pub fn document(id: &str) -> Option<&'static str> {
    Some(match id {
        "chunks" => include_str!("../lessons/chunks.toml"),
        "stealing" => include_str!("../lessons/stealing.toml"),
        "two-tests" => include_str!("../lessons/two-tests.toml"),
        "scopes" => include_str!("../lessons/scopes.toml"),
        "groups" => include_str!("../lessons/groups.toml"),
        "floor" => include_str!("../lessons/floor.toml"),
        "start-up" => include_str!("../lessons/start-up.toml"),
        "critical-path" => include_str!("../lessons/critical-path.toml"),
        "gate" => include_str!("../lessons/gate.toml"),
        "crashes" => include_str!("../lessons/crashes.toml"),
        "slowest-first" => include_str!("../lessons/slowest-first.toml"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::lesson::Lesson;

    use super::*;

    /// Reading a lesson holds all that it claims against the engine.
    #[test]
    fn every_lesson_reads_and_all_that_it_claims_holds() {
        for own in OWN {
            let text = document(own.id).expect("a document");
            match Lesson::read(text) {
                Ok(lesson) => assert_eq!((lesson.title.as_str(), lesson.about.as_str()), (own.title, own.about)),
                Err(error) => panic!("{}: {error}", own.id),
            }
        }
    }

    #[test]
    fn every_lesson_asks_claims_and_ends_in_a_sandbox() {
        for own in OWN {
            let lesson = Lesson::read(document(own.id).expect("a document")).expect("a lesson");
            let n_guesses = lesson.steps.iter().filter(|step| step.guess.is_some()).count();
            let last = lesson.steps.last().expect("a step");
            assert!(n_guesses >= 2, "{}: {n_guesses} guesses", own.id);
            assert!(!last.free.is_empty() && last.guess.is_none(), "{}: no sandbox", own.id);
        }
    }
}
