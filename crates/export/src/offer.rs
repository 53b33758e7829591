//! A side's files as a page offers them: what no file says comes first, a team's own files come with their changes, and what
//! cannot be written says so in its place.

use laneway_engine::suite::Suite;
use laneway_pipeline::compare::Comparison;
use laneway_pipeline::scenario::Scenario;
use laneway_pipeline::service::Service;
use serde::{Deserialize, Serialize};

use crate::bundle::{Bundle, BundleOptions, ExportFile, PARTS, Part, files};
use crate::merge::MergeError;
use crate::merge::config_file::ConfigFile;
use crate::merge::diff::unified;
use crate::own::{OwnFile, is_workflow};
use crate::settings::SettingsOptions;
use crate::side::Side;
use crate::workflow::Options;
use crate::workflow::merge::changes::bring;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// Which side.
    pub side: Side,
    /// Whether the project of sleeping tests is there too.
    pub has_project: bool,
    /// Into which file settings go.
    pub config_file: ConfigFile,
    /// Whose workflow; `None`: that of the pipeline's service.
    pub service: Option<Service>,
    /// What coverage measures; empty: as [`SettingsOptions`] has it.
    pub sources: Vec<String>,
    /// What the workflow says beyond the scenario.
    pub workflow: Options,
    /// Files that are there, each name once.
    pub own: Vec<OwnFile>,
}

/// What there is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Offer {
    /// In the order of [`PARTS`]; what a team has stands where it belongs.
    pub files: Vec<Offered>,
    /// What to know before any of them is taken.
    pub said: Vec<Said>,
}

/// One file, or the place of one that cannot be written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offered {
    /// Where it belongs, from the root of the project; of a part without files, the part's name.
    pub path: String,
    /// What it is.
    pub about: String,
    /// What it is a part of.
    pub part: Part,
    /// All of it; `None`: it cannot be written.
    pub text: Option<String>,
    /// Of a file that is there, what changes, as a unified diff: nothing if it says all of it already. `None`: it is new.
    pub diff: Option<String>,
    /// Whether it goes into the zip.
    pub is_taken: bool,
    /// Why it cannot be written, one reason each.
    pub why_not: Vec<String>,
    /// The line on which it is broken, from 1.
    pub broken_at: Option<u64>,
}

/// Something to know beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Of which kind.
    pub kind: SaidKind,
    /// The file that it is about, if it is there.
    pub path: Option<String>,
    /// On which line of the file as it was, from 1.
    pub line: Option<u64>,
    /// In words.
    pub text: String,
}

/// What something is to whoever takes the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaidKind {
    /// A file that is there cannot be read.
    Broken,
    /// It is in no file.
    Cannot,
    /// It works against what the files say.
    Conflict,
    /// It is to be done by hand.
    ToDo,
}

/// Makes the files of a side, on the suite of the scenario. Costs what [`files`] costs, and for a team's own files what their
/// merging costs. A file that cannot be read keeps no other from being written.
pub fn offer(scenario: &Scenario, suite: &Suite, comparison: Option<&Comparison>, wish: &Wish) -> Offer {
    let mut offer = Offer::default();
    let is_wished = |part: Part| part != Part::Project || wish.has_project;
    let mut options = BundleOptions {
        parts: PARTS.iter().map(|info| info.part).filter(|part| is_wished(*part)).collect(),
        config_file: wish.config_file,
        existing: wish.own.iter().map(|own| (own.name.clone(), own.text.clone())).collect(),
        settings: SettingsOptions { sources: wish.sources.clone(), ..SettingsOptions::default() },
        workflow: wish.workflow.clone(),
        service: wish.service,
        link: None,
    };
    let mut broken: Vec<MergeError> = Vec::new();
    let bundle = loop {
        match files(scenario, suite, wish.side, comparison, &options) {
            Ok(bundle) => break bundle,
            Err(error) => {
                options.existing.retain(|(name, _)| name != error.file());
                broken.push(error);
            }
        }
    };
    let Bundle { files, cannot, notes, conflicts } = bundle;
    let workflow = files.iter().find(|file| file.part == Part::Workflow).map(|file| file.path.clone());
    for file in files {
        let file = match broken.iter().find(|error| error.file() == file.path) {
            Some(error) => {
                offer.say(SaidKind::Broken, Some(&file.path), Some(error.line() as u64), error.to_string());
                unreadable(&file.path, Part::Settings, error.to_string(), Some(error.line() as u64))
            }
            None => written(file, wish),
        };
        offer.files.push(file);
    }
    for part in PARTS.iter().map(|info| info.part).filter(|part| is_wished(*part)) {
        let why_not: Vec<String> = cannot.iter().filter(|it| it.part() == part).map(ToString::to_string).collect();
        if !why_not.is_empty() && !offer.files.iter().any(|file| file.part == part) {
            let place = offer.files.iter().position(|file| file.part > part).unwrap_or(offer.files.len());
            offer.files.insert(place, not_written(part, why_not));
        }
    }
    for it in cannot {
        let path = offer.files.iter().find(|file| file.part == it.part()).map(|file| file.path.clone());
        offer.say(SaidKind::Cannot, path.as_deref(), None, it.to_string());
    }
    for (file, conflict) in conflicts {
        // The line stands beside the text.
        let (line, text) = (conflict.line().map(|line| line as u64), conflict.to_string());
        let text =
            text.strip_prefix("line ").and_then(|rest| rest.split_once(": ")).map_or(text.as_str(), |(_, it)| it);
        offer.say(SaidKind::Conflict, Some(file.name()), line, text.to_owned());
    }
    offer.add_own(scenario, wish);
    // Where an own workflow was changed, it says itself what is to be done.
    if offer.files.iter().any(|file| Some(&file.path) == workflow.as_ref() && file.is_taken) {
        for note in notes {
            offer.say(SaidKind::ToDo, workflow.as_deref(), None, format!("{}: {}", note.place, note.message));
        }
    }
    offer
}

impl Offer {
    fn say(&mut self, kind: SaidKind, path: Option<&str>, line: Option<u64>, text: String) {
        self.said.push(Said { kind, path: path.map(str::to_owned), line, text });
    }

    /// Own workflows with their changes, and own settings that nothing goes into.
    fn add_own(&mut self, scenario: &Scenario, wish: &Wish) {
        for own in &wish.own {
            if is_workflow(&own.name) {
                self.add_workflow(scenario, wish, own);
            } else if !self.files.iter().any(|file| file.path == own.name) {
                let settings = wish.config_file.name();
                let file = Offered {
                    path: own.name.clone(),
                    about: format!("yours; settings go into {settings}"),
                    part: Part::Settings,
                    text: Some(own.text.clone()),
                    diff: Some(String::new()),
                    is_taken: false,
                    why_not: Vec::new(),
                    broken_at: None,
                };
                let place = self.files.iter().position(|file| file.part > Part::Settings).unwrap_or(self.files.len());
                self.files.insert(place, file);
            }
        }
    }

    fn add_workflow(&mut self, scenario: &Scenario, wish: &Wish, own: &OwnFile) {
        let place = self.files.iter().position(|file| file.part >= Part::Workflow).unwrap_or(self.files.len());
        let folder = match wish.service.unwrap_or(wish.side.of(scenario).service) {
            Service::Forgejo => ".forgejo/workflows/",
            Service::GitHub | Service::GitLab => ".github/workflows/",
        };
        let path = if own.name.starts_with(".gitlab") { own.name.clone() } else { format!("{folder}{}", own.name) };
        match bring(&own.text, wish.side.of(scenario), &wish.workflow) {
            Ok(merged) => {
                for edit in &merged.by_hand {
                    let text = format!("{}; {}", edit.why, edit.edit);
                    self.say(SaidKind::ToDo, Some(&path), Some(edit.line), text);
                }
                for file in self.files.iter_mut().filter(|file| file.part == Part::Workflow && file.text.is_some()) {
                    file.is_taken = false;
                    "the whole workflow, to copy from; not in the zip".clone_into(&mut file.about);
                }
                // Of two that would have one path, the own one stays.
                self.files.retain(|file| file.path != path);
                let file = Offered {
                    about: "your workflow".to_owned(),
                    part: Part::Workflow,
                    diff: Some(unified(&path, &own.text, &merged.text)),
                    text: Some(merged.text),
                    is_taken: true,
                    why_not: Vec::new(),
                    broken_at: None,
                    path,
                };
                self.files.insert(place.min(self.files.len()), file);
            }
            Err(error) => {
                let line = error.place().map(|(line, _)| line);
                self.say(SaidKind::Broken, Some(&path), line, error.to_string());
                self.files.insert(place, unreadable(&path, Part::Workflow, error.to_string(), line));
            }
        }
    }
}

fn written(file: ExportFile, wish: &Wish) -> Offered {
    let ExportFile { part, path, text, about } = file;
    let own = wish.own.iter().find(|own| own.name == path && part == Part::Settings);
    Offered {
        diff: own.map(|own| unified(&path, &own.text, &text)),
        about: if own.is_some() { "your settings".to_owned() } else { about },
        part,
        text: Some(text),
        is_taken: true,
        why_not: Vec::new(),
        broken_at: None,
        path,
    }
}

fn unreadable(path: &str, part: Part, why: String, line: Option<u64>) -> Offered {
    Offered {
        path: path.to_owned(),
        about: "yours, and cannot be read".to_owned(),
        part,
        text: None,
        diff: None,
        is_taken: false,
        why_not: vec![why],
        broken_at: line,
    }
}

fn not_written(part: Part, why_not: Vec<String>) -> Offered {
    let info = PARTS.iter().find(|info| info.part == part).expect("the table has every part");
    Offered {
        path: info.flag.to_owned(),
        about: "cannot be written".to_owned(),
        part,
        text: None,
        diff: None,
        is_taken: false,
        why_not,
        broken_at: None,
    }
}

#[cfg(test)]
mod tests;
