//! Where slow files stand in the order of collection: what makes `load` slow is a block of them early.

use laneway_engine::generate::{SlowBlock, SuiteSpec};
use leptos::prelude::*;

use crate::panels::draft::Draft;
use crate::widgets::check::Check;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;
use crate::widgets::slider::Slider;

/// At first, a block has so many tests, at the beginning: that of a suite of 10,195 that `load` made 45 s slower.
const FIRST: SlowBlock = SlowBlock { tests: 200, at: 0.0 };

/// Whether there is a block, how large, and where. The suite's own picture of time along the order shows it.
#[component]
pub(super) fn OrderFields(draft: Draft<SuiteSpec>) -> impl IntoView {
    let block = draft.of(|spec| spec.slow_block);
    let is_on = Memo::new(move |_| block.get().is_some());
    let set = move |set: fn(&mut SlowBlock, f64), to: f64| {
        draft.edit(|spec| {
            if let Some(block) = &mut spec.slow_block {
                set(block, to);
            }
        });
    };
    let place = Signal::derive(move || block.get().unwrap_or(FIRST).at * 100.0);
    let move_to = move |percent: f64| set(|block, at| block.at = at, percent / 100.0);
    let fields = move || {
        is_on.get().then(|| {
            view! {
                <NumberField
                    label="Tests in the block"
                    about="The slowest files are taken, whole, until they have so many tests"
                    min=1
                    max=1_000_000
                    value=Signal::derive(move || block.get().map(|block| block.tests as i64))
                    on_change=Callback::new(move |number: Option<i64>| {
                        if let Some(number) = number {
                            set(|block, tests| block.tests = tests as usize, number as f64);
                        }
                    })
                />
                <DecimalField
                    label="Begins at"
                    about="0 %: the first tests that are collected; 100 %: the last"
                    min=0.0
                    max=100.0
                    step=5.0
                    unit=" %"
                    value=Signal::derive(move || Some(place.get()))
                    error=draft.error("slow_block.at")
                    on_change=Callback::new(move |percent: Option<f64>| {
                        if let Some(percent) = percent {
                            move_to(percent);
                        }
                    })
                />
                <Slider
                    label="Begins at, slider"
                    min=0
                    max=100
                    value=Signal::derive(move || place.get().round() as i64)
                    on_change=Callback::new(move |percent: i64| move_to(percent as f64))
                />
            }
        })
    };
    view! {
        <Check
            label="Slow files together"
            about="The slowest files stand in one block of the order; else wherever chance puts them"
            value=is_on
            on_change=Callback::new(move |is_on: bool| draft.edit(|spec| spec.slow_block = is_on.then_some(FIRST)))
        />
        {fields}
    }
}
