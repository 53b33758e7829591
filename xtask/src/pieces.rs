//! Programs in several files: what a first visit needs at once, and what comes after it. The page's own (`src/later.rs`), and that
//! of the threads that simulate (`crates/pool/src/desk/later.rs`).
//!
//! Trunk has built each in one, with the linker's relocations ([`ASKED`]); what only the other parts need is split off, and what only
//! several of those share is a chunk; each file is bound and optimised, and they take the place of the one.

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
    /// How the names of what is split off begin.
    stem: &'static str,
    /// What wasm-opt is to heed.
    level: &'static str,
}

const PAGE: Program = Program { bin: "laneway-web", profile: "page", stem: "laneway", level: "-Oz" };
const THREAD: Program = Program { bin: "laneway-thread", profile: "release", stem: "laneway-thread", level: "-O3" };

/// Splits the programs in `dist`.
pub(crate) fn split(dist: &Path) -> Result<(), Failure> {
    let page = name_in(dist)?;
    // Names that no other build has: files of two builds do not fit together.
    let hash = page.trim_start_matches(PAGE.bin);
    let later = split_one(dist, &PAGE, &page, hash)?;
    split_one(dist, &THREAD, THREAD.bin, hash)?;
    let index = dist.join("index.html");
    renamed(&index, &[(" data-js=", &format!(" data-later=\"{}\" data-js=", later.join(" ")))], &index)
}

/// Splits a program, of which `dist` has `name.js` and `name_bg.wasm`: the names of the wasm files that are split off it.
fn split_one(dist: &Path, program_of: &Program, name: &str, hash: &str) -> Result<Vec<String>, Failure> {
    let Program { bin, profile, stem, level } = program_of;
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

    let now = format!("{name}_bg.wasm");
    optimise(level, &path(&format!("bound/{now}")), &dist.join(&now))?;
    let parts = parts(&work, name, |part| format!("{stem}-{part}{hash}.wasm"))?;
    for (old, new) in &parts {
        optimise(level, &path(old), &dist.join(new))?;
    }
    let loader = format!("{stem}-parts{hash}.js");
    // Not where the wasm's own name of it is looked up.
    let [old, new] = [LOADER, &loader].map(|file| format!("from \"./{file}\""));
    let script = format!("{name}.js");
    renamed(&work.join("bound").join(&script), &[(&old, &new)], &dist.join(&script))?;
    let pairs: Vec<(&str, &str)> = parts.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
    renamed(&work.join(LOADER), &pairs, &dist.join(&loader))?;
    Ok(parts.into_iter().map(|(_, new)| new).collect())
}

/// What the splitter has left in `work` beside the program itself, and what each is to be called: `split_later.wasm` is the part
/// `later`.
fn parts(work: &Path, name: &str, called: impl Fn(&str) -> String) -> Result<Vec<(String, String)>, Failure> {
    let parts = names(work)?.into_iter().filter_map(|file| {
        let part = file.strip_suffix(".wasm").filter(|part| *part != name)?;
        Some((file.clone(), called(part.strip_prefix("split_").unwrap_or(part))))
    });
    Ok(parts.collect())
}

/// What the page's files are called: `laneway-web-<hash>`.
fn name_in(dist: &Path) -> Result<String, Failure> {
    let names = names(dist)?.into_iter();
    let mut own =
        names.filter_map(|name| name.starts_with(PAGE.bin).then(|| name.strip_suffix(".js").map(str::to_owned))?);
    own.next().ok_or_else(|| Failure::new(format!("{}: Trunk has left no laneway-web-<hash>.js", dist.display())))
}

/// The files of a folder by name.
fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(folder).map_err(failed(folder))?.filter_map(Result::ok);
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    Ok(names)
}

fn optimise(level: &str, from: &str, to: &Path) -> Result<(), Failure> {
    let to = to.to_string_lossy();
    run(program("npx", &["--no-install", "wasm-opt", level, "--strip-debug"]).args(FEATURES).args([from, "-o", &to]))
}

/// Copies a file in which others are named in another way.
fn renamed(from: &Path, pairs: &[(&str, &str)], to: &Path) -> Result<(), Failure> {
    let mut text = fs::read_to_string(from).map_err(failed(from))?;
    for (old, new) in pairs {
        if !text.contains(old) {
            return Err(Failure::new(format!("{}: it does not have {old}", from.display())));
        }
        text = text.replace(old, new);
    }
    fs::write(to, text).map_err(failed(to))
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = PathBuf::from(path);
    move |error| Failure::new(format!("{}: {error}", path.display()))
}
