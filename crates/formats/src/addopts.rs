//! A session as the options one would give pytest.

use laneway_engine::dist_mode::DistMode;
use laneway_engine::session::Session;

/// The options, parted by blanks; only those that differ from xdist's defaults. Nothing in them needs quoting.
pub fn addopts(session: &Session) -> String {
    if session.dist == DistMode::No || session.workers == 0 {
        return "-n 0".to_owned();
    }
    let mut options = vec![format!("-n {}", session.workers), format!("--dist {}", session.dist.flag())];
    if let Some(chunk) = session.maxschedchunk.filter(|_| session.dist == DistMode::Load) {
        options.push(format!("--maxschedchunk={chunk}"));
    }
    let is_scoped = matches!(session.dist, DistMode::LoadScope | DistMode::LoadFile | DistMode::LoadGroup);
    if !session.loadscope_reorder && is_scoped {
        options.push("--no-loadscope-reorder".to_owned());
    }
    if let Some(restarts) = session.max_worker_restart {
        options.push(format!("--max-worker-restart={restarts}"));
    }
    options.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let session = Session { dist: DistMode::LoadFile, workers: 8, loadscope_reorder: false, ..Session::default() };
        assert_eq!(addopts(&session), "-n 8 --dist loadfile --no-loadscope-reorder");
        let session = Session { maxschedchunk: Some(2), max_worker_restart: Some(0), ..Session::default() };
        assert_eq!(addopts(&session), "-n 4 --dist load --maxschedchunk=2 --max-worker-restart=0");
        assert_eq!(addopts(&Session { workers: 0, ..Session::default() }), "-n 0");
    }
}
