//! The files that hold settings of pytest and coverage, and what their sections are called.

use serde::{Deserialize, Serialize};

use crate::settings::entry::Section;

/// A kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConfigFile {
    /// All of it, as TOML.
    #[default]
    Pyproject,
    /// pytest's alone.
    PytestIni,
    /// The same under its other name; pytest reads pytest.ini where both are there.
    DotPytestIni,
    /// All of it.
    ToxIni,
    /// All of it.
    SetupCfg,
    /// coverage's alone.
    Coveragerc,
}

/// What the TOML file is called.
pub(super) const PYPROJECT: &str = "pyproject.toml";

/// One row of [`CONFIG_FILES`].
pub struct ConfigFileInfo {
    /// The file described.
    pub file: ConfigFile,
    /// What it is called.
    pub name: &'static str,
    /// One line for menus and help.
    pub about: &'static str,
}

/// Every file, in the order in which menus and help show them.
pub const CONFIG_FILES: &[ConfigFileInfo] = &[
    ConfigFileInfo { file: ConfigFile::Pyproject, name: PYPROJECT, about: "pytest and coverage, as TOML" },
    ConfigFileInfo { file: ConfigFile::PytestIni, name: "pytest.ini", about: "pytest alone; coverage in .coveragerc" },
    ConfigFileInfo {
        file: ConfigFile::DotPytestIni,
        name: ".pytest.ini",
        about: "pytest alone, read where there is no pytest.ini; coverage in .coveragerc",
    },
    ConfigFileInfo { file: ConfigFile::ToxIni, name: "tox.ini", about: "pytest and coverage beside tox" },
    ConfigFileInfo { file: ConfigFile::SetupCfg, name: "setup.cfg", about: "pytest and coverage beside setuptools" },
    ConfigFileInfo { file: ConfigFile::Coveragerc, name: ".coveragerc", about: "coverage alone; pytest in pytest.ini" },
];

impl ConfigFile {
    /// The file of that name, whatever its folder.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        CONFIG_FILES.iter().find(|info| info.name == name).map(|info| info.file)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        CONFIG_FILES.iter().find(|info| info.file == self).expect("the table has every file").name
    }

    /// The files that hold all settings, this one first.
    pub fn with_rest(self) -> &'static [Self] {
        match self {
            Self::Pyproject => &[Self::Pyproject],
            Self::PytestIni => &[Self::PytestIni, Self::Coveragerc],
            Self::DotPytestIni => &[Self::DotPytestIni, Self::Coveragerc],
            Self::ToxIni => &[Self::ToxIni],
            Self::SetupCfg => &[Self::SetupCfg],
            Self::Coveragerc => &[Self::Coveragerc, Self::PytestIni],
        }
    }

    /// What an ini file calls a section; `None`: it does not have it.
    pub(crate) fn section(self, section: Section) -> Option<&'static str> {
        let of_coverage = |plain: &'static str, long: &'static str| match self {
            Self::Coveragerc => Some(plain),
            Self::ToxIni | Self::SetupCfg => Some(long),
            Self::Pyproject | Self::PytestIni | Self::DotPytestIni => None,
        };
        match section {
            Section::Pytest => match self {
                Self::PytestIni | Self::DotPytestIni | Self::ToxIni => Some("pytest"),
                Self::SetupCfg => Some("tool:pytest"),
                Self::Pyproject | Self::Coveragerc => None,
            },
            Section::CoverageRun => of_coverage("run", "coverage:run"),
            Section::CoveragePaths => of_coverage("paths", "coverage:paths"),
            Section::CoverageReport => of_coverage("report", "coverage:report"),
        }
    }
}
