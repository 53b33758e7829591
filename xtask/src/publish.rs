//! Makes a built page ready for a web host: one style sheet, whole addresses in its preview, and kept for visits without a network.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::Path;

/// Where the page will be, so that previews of it have whole addresses; `https://OWNER.github.io/NAME/`.
const ADDRESS: &str = "LANEWAY_ADDRESS";
const WORKER: &str = "offline.js";

/// Finishes the page in `dist`.
pub(crate) fn finish(dist: &Path) -> io::Result<()> {
    let index = dist.join("index.html");
    let mut page = join_styles(&fs::read_to_string(&index)?, dist)?;
    if let Ok(address) = std::env::var(ADDRESS) {
        page = with_address(&page, &address);
    }
    fs::write(&index, page)?;
    keep_offline(dist)
}

/// One style sheet in place of dozens, in their order: fewer requests before anything is painted.
fn join_styles(page: &str, dist: &Path) -> io::Result<String> {
    let sheet = |line: &str| {
        let (_, rest) = line.split_once("<link rel=\"stylesheet\" href=\"./")?;
        rest.split_once('"').map(|(file, _)| file.to_owned())
    };
    let (mut styles, mut left) = (String::new(), String::new());
    for line in page.lines() {
        let Some(file) = sheet(line) else {
            left.push_str(line);
            left.push('\n');
            continue;
        };
        styles.push_str(&fs::read_to_string(dist.join(&file))?);
        fs::remove_file(dist.join(file))?;
    }
    let file = format!("style-{:016x}.css", hash(&styles));
    fs::write(dist.join(&file), styles)?;
    Ok(left.replacen("</head>", &format!("<link rel=\"stylesheet\" href=\"./{file}\" />\n</head>"), 1))
}

/// Those who draw previews of links resolve no relative address.
fn with_address(page: &str, address: &str) -> String {
    let base = address.trim_end_matches('/');
    let canonical = format!(
        "<meta property=\"og:url\" content=\"{base}/\" />\n<link rel=\"canonical\" href=\"{base}/\" />\n</head>"
    );
    page.replace("content=\"preview.png\"", &format!("content=\"{base}/preview.png\""))
        .replacen("</head>", &canonical, 1)
}

/// Tells the service worker which files the page has, and gives them a version: any other byte is another one.
fn keep_offline(dist: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    list(dist, "", &mut files)?;
    // Pictures for others than the page, and the worker itself.
    files.retain(|file| file != WORKER && file != "preview.png");
    files.sort();
    let mut version = DefaultHasher::new();
    let mut names = String::new();
    for file in &files {
        file.hash(&mut version);
        fs::read(dist.join(file))?.hash(&mut version);
        let _ = write!(names, "\n  {file:?},");
    }
    let worker = fs::read_to_string(dist.join(WORKER))?;
    worker.hash(&mut version);
    let worker = worker
        .replacen("const VERSION = \"\";", &format!("const VERSION = \"{:016x}\";", version.finish()), 1)
        .replacen("const FILES = [];", &format!("const FILES = [{names}\n];"), 1);
    fs::write(dist.join(WORKER), worker)
}

fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push(name);
        }
    }
    Ok(())
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{finish, with_address};

    const PAGE: &str = "<head>\n<link rel=\"stylesheet\" href=\"./a-1.css\"/>\n<link rel=\"stylesheet\" href=\"./b-2.css\"/>\n</head>\n";

    #[test]
    fn a_page_has_one_sheet_and_a_worker_that_knows_its_files() {
        let dist = std::env::temp_dir().join(format!("laneway-publish-{}", std::process::id()));
        let write =
            |name: &str, text: &str| fs::write(dist.join(name), text).expect("a temporary folder can be written to");
        let read = |name: &str| fs::read_to_string(dist.join(name)).expect("the file was written");
        fs::create_dir_all(dist.join("more")).expect("a temporary folder can be made");
        for (name, text) in [("a-1.css", "a{}\n"), ("b-2.css", "b{}\n"), ("more/x.js", "x"), ("index.html", PAGE)] {
            write(name, text);
        }
        write("offline.js", include_str!("../../public/offline.js"));
        finish(&dist).expect("all files are there");
        let page = read("index.html");
        assert_eq!(page.matches("stylesheet").count(), 1);
        let sheet = page.split("./").nth(1).and_then(|rest| rest.split('"').next()).expect("the page has a sheet");
        assert_eq!(read(sheet), "a{}\nb{}\n");
        let worker = read("offline.js");
        let files = worker
            .split_once("const FILES = [\n")
            .and_then(|(_, rest)| rest.split_once("\n];"))
            .map(|(files, _)| files);
        assert_eq!(files, Some(format!("  \"index.html\",\n  \"more/x.js\",\n  {sheet:?},").as_str()));
        assert!(!worker.contains("const VERSION = \"\""), "{worker}");
        fs::remove_dir_all(dist).expect("the folder is ours");
    }

    #[test]
    fn previews_have_whole_addresses() {
        let page = with_address("<meta content=\"preview.png\" />\n</head>", "https://a.github.io/laneway/");
        assert!(
            page.starts_with("<meta content=\"https://a.github.io/laneway/preview.png\" />\n<meta property=\"og:url\"")
        );
        assert!(page.contains("<link rel=\"canonical\" href=\"https://a.github.io/laneway/\" />"));
    }
}
