//! Steps that use an action: check-out, set-up, caches, artifacts.

use laneway_pipeline::step::{Download, IfNone, Upload, Work};

use super::assumed::{ARTIFACT, Assumptions, CACHE, CACHE_HITS, CHECKOUT, COMMAND, SETUP};
use super::yaml::Node;

/// What an action does. Artifacts count only where they carry coverage data; others are commands that take their time.
/// `fill` replaces the expressions of a name.
pub(super) fn work(
    uses: &str,
    with: Option<&Node>,
    (job, step): (&str, &str),
    assumptions: &mut Assumptions,
    fill: &dyn Fn(&str) -> String,
) -> Work {
    let action = uses.split('@').next().unwrap_or(uses).to_ascii_lowercase();
    let name = action.rsplit('/').next().unwrap_or(&action);
    let input = |key: &str| with.and_then(|with| with.get(key)?.text()).map(fill);
    let is_true = |key: &str| with.and_then(|with| with.get(key)).is_some_and(Node::is_true);
    let mut takes = |secs| assumptions.secs(job, step, "takes", secs);
    match name {
        "checkout" => Work::Checkout { takes: takes(CHECKOUT) },
        "upload-artifact" => {
            let path = input("path").unwrap_or_default();
            match path.lines().map(str::trim).find(|path| is_coverage(path)) {
                Some(path) => Work::Upload(Upload {
                    artifact: input("name").unwrap_or_else(|| "artifact".to_owned()),
                    // A folder is taken with all that is in it.
                    files: if name_of(path).contains('.') { name_of(path).to_owned() } else { "*".to_owned() },
                    include_hidden: is_true("include-hidden-files"),
                    if_none: match input("if-no-files-found").as_deref() {
                        Some("error") => IfNone::Error,
                        Some("ignore") => IfNone::Ignore,
                        _ => IfNone::Warn,
                    },
                    takes: takes(ARTIFACT),
                }),
                None => Work::Command { takes: takes(ARTIFACT) },
            }
        }
        "download-artifact" => Work::Download(Download {
            artifacts: input("name").or_else(|| input("pattern")).unwrap_or_else(|| "*".to_owned()),
            merge: is_true("merge-multiple"),
            takes: takes(ARTIFACT),
        }),
        "cache" | "restore" => cached(0.0, (job, step), assumptions),
        _ if name.starts_with("setup-") => {
            let has_cache =
                ["cache", "enable-cache"].iter().any(|key| input(key).is_some_and(|value| value != "false"));
            if has_cache { cached(SETUP, (job, step), assumptions) } else { Work::Command { takes: takes(SETUP) } }
        }
        _ => Work::Command { takes: takes(COMMAND) },
    }
}

/// Whether a path is one of coverage data files, or a folder of them; not of reports made of them.
fn is_coverage(path: &str) -> bool {
    let name = name_of(path);
    let is_report = [".xml", ".json", ".lcov", "html"].iter().any(|end| name.ends_with(end));
    name.starts_with(".coverage") || (name.starts_with("coverage") && !is_report)
}

fn name_of(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}

fn cached(base: f64, (job, step): (&str, &str), assumptions: &mut Assumptions) -> Work {
    let on_hit = assumptions.secs(job, step, "on_hit", base + CACHE.0);
    let on_miss = assumptions.secs(job, step, "on_miss", base + CACHE.1);
    assumptions.note(job, step, "hits", format!("{:.0} of 100 runs", 100.0 * CACHE_HITS));
    Work::Cached { hits: CACHE_HITS, on_hit, on_miss }
}
