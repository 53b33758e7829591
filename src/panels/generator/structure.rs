//! Which tests there are: files, how alike their tests are, classes, parametrised functions, groups.

use laneway_engine::generate::SuiteSpec;
use leptos::prelude::*;

use crate::panels::draft::Draft;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::number_field::NumberField;
use crate::widgets::slider::Slider;

/// The most groups that the page makes.
const MAX_GROUPS: i64 = 10_000;

/// A share of tests or files, entered in percent.
struct Share {
    /// As the document names it.
    field: &'static str,
    label: &'static str,
    about: &'static str,
    get: fn(&SuiteSpec) -> f64,
    set: fn(&mut SuiteSpec, f64),
}

const LIKENESS: Share = Share {
    field: "likeness",
    label: "Alike within files",
    about: "How much of a test's duration its file explains. 0: no file is slower than another, and no file mode has a problem. Real suites: 80 %, from 32 to 94 %",
    get: |spec| spec.likeness,
    set: |spec, share| spec.likeness = share,
};

const SHARES: [Share; 3] = [
    Share {
        field: "parametrised",
        label: "Parametrised",
        about: "The share of tests that come from parametrised functions; they are nearly equal. Real suites: 39 %, from 0 to 97 %",
        get: |spec| spec.parametrised,
        set: |spec, share| spec.parametrised = share,
    },
    Share {
        field: "classes",
        label: "In classes",
        about: "The share of files whose tests are in classes, which loadscope keeps together",
        get: |spec| spec.classes,
        set: |spec, share| spec.classes = share,
    },
    Share {
        field: "groups.files",
        label: "With xdist_group",
        about: "The share of files that carry a mark, which loadgroup keeps together and the other modes ignore",
        get: |spec| spec.groups.files,
        set: |spec, share| spec.groups.files = share,
    },
];

/// Files and what is in them.
#[component]
pub(super) fn StructureFields(draft: Draft<SuiteSpec>) -> impl IntoView {
    let percent = draft.of(|spec| (spec.likeness * 100.0).round() as i64);
    view! {
        <FileSizeField
            draft=draft
            field="tests_per_file.median"
            label="Tests per file"
            about="The median: half of the files have fewer. Real suites: 5.5, from 4 to 11"
            get=|spec| spec.tests_per_file.median
            set=|spec, n_tests| spec.tests_per_file.median = n_tests
        />
        <FileSizeField
            draft=draft
            field="tests_per_file.p95"
            label="Tests per file, P95"
            about="95 of 100 files have fewer tests; not below the median. Real suites: about 44"
            get=|spec| spec.tests_per_file.p95
            set=|spec, n_tests| spec.tests_per_file.p95 = n_tests
        />
        <ShareField draft=draft share=&LIKENESS />
        <Slider
            label="Alike within files, slider"
            min=0
            max=100
            value=percent
            on_change=Callback::new(move |percent: i64| draft.edit(|spec| spec.likeness = percent as f64 / 100.0))
        />
        {SHARES.iter().map(|share| view! { <ShareField draft=draft share=share /> }).collect_view()}
        <NumberField
            label="Groups"
            about="How many groups these files are spread over"
            min=1
            max=MAX_GROUPS
            is_off=draft.of(|spec| spec.groups.files == 0.0)
            value=draft.of(|spec| Some(i64::from(spec.groups.number.max(1))))
            on_change=Callback::new(move |number: Option<i64>| {
                if let Some(number) = number {
                    draft.edit(|spec| spec.groups.number = number as u32);
                }
            })
        />
    }
}

#[component]
fn ShareField(draft: Draft<SuiteSpec>, share: &'static Share) -> impl IntoView {
    let Share { field, label, about, get, set } = share;
    view! {
        <DecimalField
            label=*label
            about=about
            min=0.0
            max=100.0
            step=5.0
            unit=" %"
            value=draft.of(|spec| Some(get(spec) * 100.0))
            error=draft.error(field)
            on_change=Callback::new(move |percent: Option<f64>| {
                if let Some(percent) = percent {
                    draft.edit(|spec| set(spec, percent / 100.0));
                }
            })
        />
    }
}

#[component]
fn FileSizeField(
    draft: Draft<SuiteSpec>,
    field: &'static str,
    label: &'static str,
    about: &'static str,
    get: fn(&SuiteSpec) -> f64,
    set: fn(&mut SuiteSpec, f64),
) -> impl IntoView {
    view! {
        <DecimalField
            label=label
            about=about
            min=1.0
            max=1e6
            step=1.0
            value=draft.of(move |spec| Some(get(spec)))
            error=draft.error(field)
            on_change=Callback::new(move |n_tests: Option<f64>| {
                if let Some(n_tests) = n_tests {
                    draft.edit(|spec| set(spec, n_tests));
                }
            })
        />
    }
}
