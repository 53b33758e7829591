//! Files for others: what is wished for, what the thread made of it, and which of them is looked at. It may be lost.

use std::sync::Arc;

use laneway_export::bundle::ExportFile;
use laneway_export::merge::config_file::ConfigFile;
use laneway_export::offer::{Offer, Offered, Wish};
use laneway_export::own::{OwnFile, is_workflow};

/// The state of the files.
#[derive(Clone, Default)]
pub struct Export {
    /// What is wished for.
    pub wish: Wish,
    /// The last answer.
    pub offer: Option<Arc<Offer>>,
    /// Whether a newer answer is on its way.
    pub is_old: bool,
    /// Whether the report's predictions are on their way.
    pub is_predicting: bool,
    /// Why there is no answer.
    pub error: Option<String>,
    /// The file that is looked at: its path, or the end of it; `None`: the first.
    pub chosen: Option<String>,
}

/// Something to do about the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportErrand {
    /// Hand all of them to the user, as one zip.
    Download,
}

impl Export {
    /// A file of the user's, in place of one with its name, or of another workflow; it is looked at.
    pub fn put(&mut self, name: &str, text: String) {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        let is_replaced = |own: &OwnFile| own.name == name || is_workflow(&own.name) && is_workflow(&name);
        self.wish.own.retain(|own| !is_replaced(own));
        if let Some(config_file) = ConfigFile::from_name(&name) {
            self.wish.config_file = config_file;
        }
        self.chosen = Some(name.clone());
        self.wish.own.push(OwnFile { name, text });
    }

    /// The text of a file of the user's, if this is one.
    pub fn own(&self, path: &str) -> Option<&OwnFile> {
        self.wish.own.iter().find(|own| is_of(path, &own.name))
    }

    /// The file that is looked at, by place.
    pub fn chosen_place(&self) -> Option<usize> {
        let files = &self.offer.as_ref()?.files;
        let place = self.chosen.as_ref().and_then(|name| files.iter().position(|file| is_of(&file.path, name)));
        place.or_else(|| (!files.is_empty()).then_some(0))
    }

    /// What goes into the zip.
    pub fn taken(&self) -> Vec<ExportFile> {
        let files = self.offer.iter().flat_map(|offer| &offer.files).filter(|file| file.is_taken);
        let file = |file: &Offered| {
            let Offered { part, path, about, .. } = file.clone();
            Some(ExportFile { part, path, about, text: file.text.clone()? })
        };
        files.filter_map(file).collect()
    }
}

/// Whether a path is that of a file with this name, or is the name.
fn is_of(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_file_replaces_its_like_and_is_looked_at() {
        let mut export = Export::default();
        export.put("a/setup.cfg", "1".to_owned());
        export.put("ci.yml", "2".to_owned());
        export.put("setup.cfg", "3".to_owned());
        export.put("tests.yaml", "4".to_owned());
        let own: Vec<&str> = export.wish.own.iter().map(|own| own.text.as_str()).collect();
        assert_eq!(own, ["3", "4"]);
        assert_eq!((export.wish.config_file, export.chosen.as_deref()), (ConfigFile::SetupCfg, Some("tests.yaml")));
        assert!(export.own(".github/workflows/tests.yaml").is_some() && export.own("mytests.yaml").is_none());
    }
}
