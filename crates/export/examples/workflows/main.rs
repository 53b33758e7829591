//! Writes workflows for tests that run them, or run checkers over them.
//!
//! `workflows all DIR N` writes those of all presets with pipelines, and of N random pipelines, for all services, and that of a
//! search in parts;
//! `workflows one SERVICE SIDE` writes that of a scenario on standard input. What cannot be expressed is said on standard
//! error.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program")]

mod random;

use std::error::Error;
use std::io::Read;
use std::path::Path;
use std::{env, fs, io};

use arbtest::arbitrary::Unstructured;
use laneway_export::workflow::search_parts::{SearchParts, search_parts};
use laneway_export::workflow::{CannotExpress, Options, Workflow, forgejo, github, gitlab};
use laneway_formats::presets::PRESETS;
use laneway_formats::scenario_json;
use laneway_pipeline::pipeline::Pipeline;

type Write = fn(&Pipeline, &Options) -> Result<Workflow, Vec<CannotExpress>>;

const SERVICES: &[(&str, Write)] = &[("github", github), ("forgejo", forgejo), ("gitlab", gitlab)];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["all", folder, n] => all(Path::new(folder), n.parse()?),
        ["one", service, side] => one(service, side),
        _ => Err("expected `all DIR N` or `one SERVICE SIDE`".into()),
    }
}

fn all(folder: &Path, n_random: u64) -> Result<(), Box<dyn Error>> {
    let of_preset = |preset: &laneway_formats::presets::Preset| {
        let [baseline, candidate] = preset.pipelines();
        [(format!("{}-baseline", preset.id), baseline), (format!("{}-candidate", preset.id), candidate)]
    };
    let mut pipelines: Vec<(String, Pipeline)> = PRESETS.iter().flat_map(of_preset).collect();
    for seed in 0..n_random {
        // Any bytes will do: a linear congruential generator's upper ones.
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let bytes: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
        .take(4_000)
        .collect();
        pipelines.push((format!("random-{seed}"), random::pipeline(&mut Unstructured::new(&bytes))?));
    }
    for (service, write) in SERVICES {
        let (folder, mut n_left) = (folder.join(service), 0);
        fs::create_dir_all(&folder)?;
        for (name, pipeline) in &pipelines {
            match write(pipeline, &Options::default()) {
                Ok(workflow) => fs::write(folder.join(format!("{name}.yml")), workflow.text)?,
                Err(errors) => {
                    n_left += 1;
                    errors.iter().for_each(|error| eprintln!("{service} {name}: {error}"));
                }
            }
        }
        println!("{service}: {} written, {n_left} cannot be", pipelines.len() - n_left);
    }
    let arguments = ["--scenario", "scenario.json", "--job", "a'; id #", "--free", "workers=2, ${{ secrets.X }}"];
    let arguments = arguments.map(str::to_owned);
    let search = SearchParts { arguments: &arguments, n_parts: 16, install: "pipx install ./laneway.whl" };
    fs::write(folder.join("github").join("search.yml"), search_parts(&search).text)?;
    Ok(())
}

fn one(service: &str, side: &str) -> Result<(), Box<dyn Error>> {
    let mut text = Vec::new();
    io::stdin().read_to_end(&mut text)?;
    let scenario = scenario_json::read(&text)?;
    let pipeline = if side == "baseline" { &scenario.baseline } else { &scenario.candidate };
    let (_, write) = SERVICES.iter().find(|(name, _)| *name == service).ok_or("an unknown service")?;
    match write(pipeline, &Options::default()) {
        Ok(workflow) => {
            print!("{}", workflow.text);
            workflow.notes.iter().for_each(|note| eprintln!("{}: {}", note.place, note.message));
            Ok(())
        }
        Err(errors) => Err(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n").into()),
    }
}
