//! What a step does, by its name. GitHub names a step without a `name` after its action or command: `Run actions/cache@v4`.

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// `Set up job`: the runner gets ready.
    SetUpJob,
    /// `Initialize containers`: services start.
    Containers,
    /// A check-out of the repository.
    Checkout,
    /// A language or a tool is set up.
    SetUp,
    /// A cache is restored.
    Cache,
    /// Dependencies are installed.
    Install,
    /// Tests run.
    Tests,
    /// Coverage is combined, reported or sent off.
    Coverage,
    /// `upload-artifact`.
    Upload,
    /// `download-artifact`.
    Download,
    /// After the steps: `Post ...`, `Stop containers`, `Complete job`.
    Post,
    /// Anything else.
    Other,
}

/// What a step of that name does; ties go to the more certain sign, such as the name of an action.
pub fn of(name: &str) -> StepKind {
    let name = name.to_lowercase();
    let has = |part: &str| name.contains(part);
    let words: Vec<&str> = name.split(|char: char| !char.is_alphanumeric()).collect();
    let has_word = |word: &str| words.contains(&word);
    match () {
        () if name == "set up job" => StepKind::SetUpJob,
        () if name == "initialize containers" => StepKind::Containers,
        () if name.starts_with("post ") || name == "complete job" || name == "stop containers" => StepKind::Post,
        () if has("actions/checkout") || has_word("checkout") || has("check out ") => StepKind::Checkout,
        () if has("upload-artifact") => StepKind::Upload,
        () if has("download-artifact") => StepKind::Download,
        () if has("actions/cache") || name.starts_with("cache ") || has_word("restore") => StepKind::Cache,
        () if has("/setup-") || has("setup ") || has("set up ") => StepKind::SetUp,
        () if has_word("install") || has("installing") || has("uv sync") || has("poetry sync") || has("npm ci") => {
            StepKind::Install
        }
        () if has_word("coverage") || has("codecov") || has("coveralls") => {
            if has("coverage run") || has_word("pytest") || (has_word("tests") && !has_word("upload")) {
                StepKind::Tests
            } else {
                StepKind::Coverage
            }
        }
        () if has_word("upload") => StepKind::Upload,
        () if has_word("download") => StepKind::Download,
        () if ["pytest", "test", "tests", "unittest", "tox", "nox"].iter().any(|word| has_word(word)) => {
            StepKind::Tests
        }
        () => StepKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_names_say_what_steps_do() {
        for (name, kind) in [
            ("Set up job", StepKind::SetUpJob),
            ("Initialize containers", StepKind::Containers),
            ("Run actions/checkout@v4", StepKind::Checkout),
            ("Check out the sources", StepKind::Checkout),
            ("Set up Python 3.12", StepKind::SetUp),
            ("Run astral-sh/setup-uv@v7", StepKind::SetUp),
            ("Run actions/cache@v5", StepKind::Cache),
            ("Install dependencies", StepKind::Install),
            ("Install test dependencies", StepKind::Install),
            ("Run pytest -n 4", StepKind::Tests),
            ("Run tests", StepKind::Tests),
            ("Run tests with coverage", StepKind::Tests),
            ("Run pytest with coverage", StepKind::Tests),
            ("Upload test results", StepKind::Upload),
            ("Run actions/download-artifact@v8", StepKind::Download),
            ("Upload coverage to Codecov", StepKind::Coverage),
            ("Post Run actions/checkout@v4", StepKind::Post),
            ("Complete job", StepKind::Post),
            ("Publish the latest docs", StepKind::Other),
        ] {
            assert_eq!(of(name), kind, "{name}");
        }
    }
}
