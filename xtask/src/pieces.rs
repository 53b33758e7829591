//! Programs in two files: what a first visit needs at once, and what comes later. The page's own (`src/later.rs`), and that of the
//! threads that simulate (`crates/pool/src/desk/later.rs`).
//!
//! Trunk has built each in one, with the linker's relocations ([`ASKED`]); what only the later parts need is split off, each file is
//! bound and optimised, and they take the place of the one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build::target_folder;
use crate::shell::{Failure, program, run};
use crate::{pins, tools};

/// Set for a build whose page can be split; `build.rs` heeds it.
pub(crate) const ASKED: (&str, &str) = ("LANEWAY_PIECES", "1");

/// What Rust's compiler makes use of, which the splitter's files do not say.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What the splitter calls its loader.
const LOADER: &str = "__wasm_split.js";

/// A program that is split.
struct Program {
    /// What Cargo calls it.
    bin: &'static str,
    /// Under which profile.
    profile: &'static str,
    /// As in its source.
    later: &'static str,
    /// What wasm-opt is to heed.
    level: &'static str,
}

const PAGE: Program = Program { bin: "laneway-web", profile: "page", later: "more", level: "-Oz" };
const THREAD: Program = Program { bin: "laneway-thread", profile: "release", later: "later", level: "-O3" };

/// Splits the programs in `dist`.
pub(crate) fn split(dist: &Path) -> Result<(), Failure> {
    let page = name_in(dist)?;
    // Names that no other build has: files of two builds do not fit together.
    let hash = page.trim_start_matches(PAGE.bin);
    let later = split_one(dist, &PAGE, &page, &format!("laneway-later{hash}"))?;
    split_one(dist, &THREAD, THREAD.bin, &format!("{}-later{hash}", THREAD.bin))?;
    let index = dist.join("index.html");
    renamed(&index, " data-js=", &format!(" data-later=\"./{later}\" data-js="), &index)
}

/// Splits `program`, of which `dist` has `name.js` and `name_bg.wasm`, off into `stem.js` and `stem.wasm`; the name of the latter.
fn split_one(dist: &Path, program_of: &Program, name: &str, stem: &str) -> Result<String, Failure> {
    let Program { bin, profile, later, level } = program_of;
    let whole = target_folder().join(pins::WASM_TARGET).join(profile).join(format!("{bin}.wasm"));
    let work = target_folder().join("pieces").join(bin);
    let _ = fs::remove_dir_all(&work);
    fs::create_dir_all(&work).map_err(failed(&work))?;
    let path = |file: &str| work.join(file).to_string_lossy().into_owned();

    let splitter = tools::rust::wasm_split()?.join("wasm-split-cli");
    run(&mut program(splitter, &["--target", "web", "--out-name", name, &whole.to_string_lossy(), &path("")]))?;
    let bind = ["--target", "web", "--keep-lld-exports", "--no-demangle", "--no-typescript", "--out-name", name];
    let wasm_bindgen = tools::rust::wasm_bindgen()?.join("wasm-bindgen");
    run(program(wasm_bindgen, &bind).args(["--out-dir", &path("bound"), &path(&format!("{name}.wasm"))]))?;

    let (now, split_off) = (format!("{name}_bg.wasm"), format!("split_{later}.wasm"));
    let (stem_js, stem_wasm) = (format!("{stem}.js"), format!("{stem}.wasm"));
    optimise(level, &path(&format!("bound/{now}")), &dist.join(&now))?;
    optimise(level, &path(&split_off), &dist.join(&stem_wasm))?;
    // Not where the wasm's own name of it is looked up.
    let [old, new] = [LOADER, stem_js.as_str()].map(|file| format!("from \"./{file}\""));
    renamed(&work.join("bound").join(format!("{name}.js")), &old, &new, &dist.join(format!("{name}.js")))?;
    renamed(&work.join(LOADER), &split_off, &stem_wasm, &dist.join(&stem_js))?;
    Ok(stem_wasm)
}

/// What the page's files are called: `laneway-web-<hash>`.
fn name_in(dist: &Path) -> Result<String, Failure> {
    let entries = fs::read_dir(dist).map_err(failed(dist))?.filter_map(Result::ok);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut own =
        names.filter_map(|name| name.starts_with(PAGE.bin).then(|| name.strip_suffix(".js").map(str::to_owned))?);
    own.next().ok_or_else(|| Failure::new(format!("{}: Trunk has left no laneway-web-<hash>.js", dist.display())))
}

fn optimise(level: &str, from: &str, to: &Path) -> Result<(), Failure> {
    let to = to.to_string_lossy();
    run(program("npx", &["--no-install", "wasm-opt", level, "--strip-debug"]).args(FEATURES).args([from, "-o", &to]))
}

/// Copies a file in which another is named in another way.
fn renamed(from: &Path, old: &str, new: &str, to: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(from).map_err(failed(from))?;
    if !text.contains(old) {
        return Err(Failure::new(format!("{}: it does not have {old}", from.display())));
    }
    fs::write(to, text.replace(old, new)).map_err(failed(to))
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = PathBuf::from(path);
    move |error| Failure::new(format!("{}: {error}", path.display()))
}
