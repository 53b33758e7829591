//! `--help` of every command, and what shells complete.

use std::fs;
use std::process::Command;

use crate::door::{folder, laneway};

#[test]
fn every_command_has_an_example_and_says_how_it_ends() {
    let folder = folder("help", &[]);
    let (_, all) = laneway(&folder, "--help");
    assert!(all.contains("Exit codes: 0 good, 1") && all.contains("  laneway simulate .test_durations -n 8"), "{all}");
    let commands = commands(&all);
    assert!(commands.len() > 15, "{commands:?}");
    for command in commands {
        let (code, text) = laneway(&folder, &format!("{command} --help"));
        assert_eq!(code, 0, "{command}");
        assert!(text.contains("Exit code "), "{command} does not say how it ends:\n{text}");
        assert!(
            text.contains(&format!("  laneway {command}")) || command == "replay" || command == "presets",
            "{command}"
        );
        assert!(text.contains("Example"), "{command} has no example:\n{text}");
    }
}

#[test]
fn bash_completes_commands_options_and_values() {
    let folder = folder("completions-bash", &[]);
    let (code, script) = laneway(&folder, "completions bash");
    assert_eq!(code, 0, "{script}");
    fs::write(folder.join("laneway.bash"), script).expect("the script is written");
    for (line, expected) in [
        ("laneway sim", "simulate"),
        ("laneway completions ", "elvish"),
        ("laneway simulate --maxs", "--maxschedchunk"),
        ("laneway link --fidelity ", "shape"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        // As readline does it: the words so far, which one is completed, and the function that `complete -F` names.
        let ask = format!(
            "set -e; source laneway.bash; complete -p laneway | grep -q -- '-F _laneway'; \
             COMP_WORDS=({}); COMP_CWORD={}; _laneway laneway '{}' '{}' || true; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" "),
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        let output = Command::new("bash").args(["-c", &ask]).current_dir(&folder).output().expect("bash starts");
        let found = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            found.lines().any(|word| word == expected),
            "{line}: {found}{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn every_shell_has_a_script() {
    let folder = folder("completions", &[]);
    for (shell, sign) in [
        ("zsh", "#compdef laneway"),
        ("fish", "complete -c laneway"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer[laneway]"),
    ] {
        let (code, script) = laneway(&folder, &format!("completions {shell}"));
        assert!(
            code == 0 && script.contains(sign) && script.contains("worksteal") | script.contains("simulate"),
            "{shell}"
        );
    }
    let (code, said) = laneway(&folder, "completions csh");
    assert!(code == 2 && said.contains("bash, elvish, fish, powershell, zsh"), "{said}");
}

/// The names in the list of commands.
fn commands(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // What is about a command may go on further in, on the next line.
    let begun = list.filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let names = begun.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}
