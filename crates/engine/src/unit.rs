//! Which tests stay together under `loadscope`, `loadfile` and `loadgroup`, and what xdist calls what they form.

use crate::dist_mode::DistMode;
use crate::scheduler::scope::{node_id, split_scope};
use crate::session::Session;
use crate::suite::Test;

/// The name of the unit of work that a test belongs to: a class or module, a file, a group, or under `loadgroup` the test
/// itself. `None` in modes that hand out single tests.
pub fn unit_of(test: &Test, session: &Session) -> Option<String> {
    match session.dist {
        DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup => {
            let id = node_id(test, session.dist == DistMode::LoadGroup && session.sees_groups);
            Some(split_scope(&id, session.dist).to_owned())
        }
        DistMode::No | DistMode::Each | DistMode::Load | DistMode::WorkSteal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dist: DistMode, unit: Option<&str>) {
        let test = Test { id: "a.py::A::test_b".to_owned(), groups: vec!["db".to_owned()], ..Test::default() };
        assert_eq!(unit_of(&test, &Session { dist, ..Session::default() }).as_deref(), unit);
    }

    #[test]
    fn a_unit_is_what_stays_together() {
        check(DistMode::LoadScope, Some("a.py::A"));
        check(DistMode::LoadFile, Some("a.py"));
        check(DistMode::LoadGroup, Some("db"));
        check(DistMode::WorkSteal, None);
    }
}
