//! All that a link holds, as version 1 has it.

use laneway_engine::source::Source;
use laneway_engine::study::StudySpec;
use laneway_formats::presets;
use laneway_pipeline::job::Job;
use laneway_pipeline::pipeline::Pipeline;
use laneway_pipeline::step::Step;

use super::broken::{Broken, Why};
use super::coder::{Coder, Place};
use super::grid::STEPS;
use super::range::{Bit, Range};
use super::wire::{Wire, end, kinds, part, record};
use crate::fidelity::{Fidelity, NamesKept};
use crate::headline::{Figure, Headline};
use crate::shared::Shared;

const SHARED: Place = 90;

kinds! { 91 Fidelity {
    0 Full {},
    1 Ordered { step_permille: step_permille = 100, n_exact: n_exact = 20 },
    2 Shape { step_permille: step_permille = 250, n_exact: n_exact = 20 },
}}

kinds! { 92 NamesKept { 0 All {}, 1 Mentioned {}, 2 None {} }}

record! { 93 Headline {
    replications = 1_000,
    typical = [0.0, 0.0],
    wall_clock = [Figure::base(), Figure::base()],
    gain = Figure::base(),
    red = [Figure::base(), Figure::base()],
    dollars = [0.0, 0.0],
}}

record! { 94 Figure { value = 0.0, least = 0.0, most = 0.0 }}

impl<T: Wire> Wire for [T; 2] {
    fn base() -> Self {
        [T::base(), T::base()]
    }

    fn code(&mut self, base: &Self, at: Place, coder: &mut Coder) -> Result<(), Broken> {
        let [before, after] = self;
        part(coder, "[0]", at, before, &base[0])?;
        part(coder, "[1]", at, after, before)
    }
}

/// Everything, in order.
pub(super) fn code(shared: &mut Shared, coder: &mut Coder) -> Result<(), Broken> {
    let at = |field: Place| SHARED * 32 + field;
    part(coder, "fidelity", at(0), &mut shared.fidelity, &Fidelity::Full)?;
    let (Fidelity::Ordered { step_permille, .. } | Fidelity::Shape { step_permille, .. }) = shared.fidelity else {
        return code_rest(shared, coder);
    };
    if step_permille != 0 && !STEPS.contains(&step_permille) {
        let found = format!("steps of {step_permille} thousandths");
        return Err(Broken::found(found, "5 to 1000, or 0").inside("fidelity"));
    }
    coder.step_permille = step_permille;
    code_rest(shared, coder)
}

fn code_rest(shared: &mut Shared, coder: &mut Coder) -> Result<(), Broken> {
    let at = |field: Place| SHARED * 32 + field;
    part(coder, "names", at(1), &mut shared.names, &NamesKept::All)?;
    let scenario = &mut shared.scenario;
    part(coder, "source", at(2), &mut scenario.source, &Source::base())?;
    let bases = of_preset(&scenario.source, coder).map_err(|broken| broken.inside("source"))?;
    let (baseline, candidate) = match bases {
        Some([baseline, candidate]) => (baseline, Some(candidate)),
        None => (plain(), None),
    };
    part(coder, "baseline", at(3), &mut scenario.baseline, &baseline)?;
    part(coder, "candidate", at(4), &mut scenario.candidate, candidate.as_ref().unwrap_or(&scenario.baseline))?;
    part(coder, "study", at(5), &mut scenario.study, &StudySpec::base())?;
    part(coder, "calibration", at(6), &mut scenario.calibration, &None)?;
    part(coder, "view", at(7), &mut shared.view, &String::new())?;
    part(coder, "title", at(8), &mut shared.title, &String::new())?;
    part(coder, "note", at(9), &mut shared.note, &String::new())?;
    part(coder, "model", at(10), &mut shared.model, &1)?;
    part(coder, "headline", at(11), &mut shared.headline, &None)?;
    part(coder, "as_is", at(12), &mut shared.as_is, &None)?;
    end(coder, SHARED, "the link")
}

/// One session with nothing around it.
fn plain() -> Pipeline {
    Pipeline { jobs: vec![Job { steps: vec![Step::base()], ..Job::base() }], ..Pipeline::base() }
}

/// The sides of the preset that the tests come from, against which the link's are told. The link has 16 bits of their
/// checksum, so that a preset that was changed since is told apart.
fn of_preset(source: &Source, coder: &mut Coder) -> Result<Option<[Pipeline; 2]>, Broken> {
    let id = match source {
        Source::Preset(id) => Some(id),
        Source::Resampled { from, .. } => match &**from {
            Source::Preset(id) => Some(id),
            _ => None,
        },
        _ => None,
    };
    let Some(id) = id else { return Ok(None) };
    let preset = presets::find(id);
    if !coder.flag(1, SHARED * 32 + 2, preset.is_some())? {
        return Ok(None);
    }
    let Some(preset) = preset else {
        return Err(Broken::new(Why::Newer(format!("the example `{id}`, which this version does not know"))));
    };
    let sides = preset.pipelines();
    let own = fingerprint(&sides);
    let mut read = 0_u16;
    for place in (0..16).rev() {
        read = read << 1 | u16::from(coder.range.bit_of(Bit::EVEN, own >> place & 1 == 1)?);
    }
    if read != own {
        let found = format!("changes to another edition of the example `{id}`");
        return Err(Broken::found(found, "changes to the one that this version has"));
    }
    Ok(Some(sides))
}

/// A short checksum of both sides as links have them, by FNV-1a.
fn fingerprint(sides: &[Pipeline; 2]) -> u16 {
    let mut coder = Coder::new(Range::writer());
    for side in sides {
        // A writer has no bounds, so nothing can be wrong.
        let _ = part(&mut coder, "", SHARED * 32 + 3, &mut side.clone(), &plain());
    }
    let hash = coder
        .range
        .finish()
        .iter()
        .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619));
    (hash >> 16 ^ hash) as u16
}
