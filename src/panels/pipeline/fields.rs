//! Fields of a part of a pipeline: one function for each shape that they have. Each shows what is wrong with its value.

use laneway_engine::distribution::Distribution;
use laneway_engine::time::Nanos;
use leptos::prelude::*;

use super::part::{Lens, Part};
use super::spread::SpreadFields;
use crate::widgets::check::Check;
use crate::widgets::choice::Choice;
use crate::widgets::decimal_field::DecimalField;
use crate::widgets::field::Wrong;
use crate::widgets::number_field::NumberField;
use crate::widgets::text_field::TextField;
use crate::widgets::time_field::TimeField;

/// How a number is shown: what is kept times `factor`.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) factor: f64,
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) step: f64,
    pub(super) unit: &'static str,
}

/// A share from 0 to 1.
pub(super) const SHARE: Scale = Scale { factor: 100.0, min: 0.0, max: 100.0, step: 1.0, unit: " %" };
/// Percent.
pub(super) const PERCENT: Scale = Scale { factor: 1.0, ..SHARE };
/// Thousandths, as a speed.
pub(super) const SPEED: Scale = Scale { factor: 0.1, min: 0.1, max: 10_000.0, step: 10.0, unit: " %" };
/// Millionths of a dollar.
pub(super) const DOLLARS: Scale = Scale { factor: 1e-6, min: 0.0, max: 1_000.0, step: 0.001, unit: " $" };

/// A number of the document.
pub(super) trait Number: Copy + Send + Sync + 'static {
    fn to_f64(self) -> f64;
    fn from_f64(number: f64) -> Self;
}

impl Number for f64 {
    fn to_f64(self) -> f64 {
        self
    }

    fn from_f64(number: f64) -> Self {
        number
    }
}

impl Number for u32 {
    fn to_f64(self) -> f64 {
        f64::from(self)
    }

    fn from_f64(number: f64) -> Self {
        number.round() as Self
    }
}

impl Number for u64 {
    fn to_f64(self) -> f64 {
        self as f64
    }

    fn from_f64(number: f64) -> Self {
        number.round() as Self
    }
}

/// What a value is, what documents and links call it, and what menus say.
pub(super) type Options<V> = &'static [(V, &'static str, &'static str)];

impl<T> Part<T> {
    /// Yes or no.
    pub(super) fn check(self, label: &'static str, about: &'static str, lens: Lens<T, bool>) -> AnyView {
        self.check_by(label, about, lens, self.set("", lens))
    }

    /// Yes or no, where more than the field changes with it: `choose` does all of that.
    pub(super) fn check_by(
        self,
        label: &'static str,
        about: &'static str,
        lens: Lens<T, bool>,
        choose: Callback<bool>,
    ) -> AnyView {
        let (value, wrong) = (self.value(lens), self.wrong(&[lens.name]));
        view! { <Check label=label about=about value=value wrong=wrong on_change=choose /> }.into_any()
    }

    /// A short text, without blanks around it.
    pub(super) fn text(
        self,
        label: &'static str,
        about: &'static str,
        empty: &'static str,
        lens: Lens<T, String>,
    ) -> AnyView {
        let on_change = move |text: String| self.edit("", |it| text.trim().clone_into((lens.get_mut)(it)));
        let (value, wrong) = (self.value(lens), self.wrong(&[lens.name]));
        view! {
            <TextField label=label about=about empty=empty value=value wrong=wrong on_change=Callback::new(on_change) />
        }
        .into_any()
    }

    /// Words, apart by any of some characters; `wrong`: what is wrong with them by another name.
    pub(super) fn list(
        self,
        label: &'static str,
        about: &'static str,
        empty: &'static str,
        apart: &'static [char],
        wrong: Option<Signal<Option<Wrong>>>,
        lens: Lens<T, Vec<String>>,
    ) -> AnyView {
        let between = if apart.contains(&' ') { " " } else { ", " };
        let value = Signal::derive(move || self.look(|it| (lens.get)(it).join(between)));
        let on_change = move |text: String| {
            let words = text.split(apart).map(str::trim).filter(|word| !word.is_empty());
            self.edit("", |it| *(lens.get_mut)(it) = words.map(str::to_owned).collect());
        };
        let wrong = wrong.unwrap_or_else(|| self.wrong(&[lens.name]));
        view! {
            <TextField label=label about=about empty=empty value=value wrong=wrong on_change=Callback::new(on_change) />
        }
        .into_any()
    }

    /// A whole number.
    pub(super) fn number(
        self,
        label: &'static str,
        about: &'static str,
        (min, max): (u32, u32),
        lens: Lens<T, u32>,
    ) -> AnyView {
        let value = Signal::derive(move || Some(self.look(|it| i64::from(*(lens.get)(it)))));
        let on_change = move |n: Option<i64>| {
            self.edit(lens.name, |it| *(lens.get_mut)(it) = n.map_or(min, |n| n as u32));
        };
        let (min, max) = (i64::from(min), i64::from(max));
        let wrong = self.wrong(&[lens.name]);
        view! {
            <NumberField
                label=label about=about min=min max=max value=value wrong=wrong
                on_change=Callback::new(on_change)
            />
        }
        .into_any()
    }

    /// A whole number, or none: `empty`.
    pub(super) fn number_or(
        self,
        label: &'static str,
        about: &'static str,
        (min, max): (u32, u32),
        empty: &'static str,
        lens: Lens<T, Option<u32>>,
    ) -> AnyView {
        let value = Signal::derive(move || self.look(|it| (lens.get)(it).map(i64::from)));
        let on_change = move |n: Option<i64>| self.edit(lens.name, |it| *(lens.get_mut)(it) = n.map(|n| n as u32));
        let (min, max) = (i64::from(min), i64::from(max));
        let wrong = self.wrong(&[lens.name]);
        view! {
            <NumberField
                label=label about=about min=min max=max empty=empty value=value wrong=wrong
                on_change=Callback::new(on_change)
            />
        }
        .into_any()
    }

    /// A number with decimals.
    pub(super) fn decimal<N: Number>(
        self,
        label: &'static str,
        about: &'static str,
        scale: Scale,
        lens: Lens<T, N>,
    ) -> AnyView {
        let value = move || Some(self.look(|it| (lens.get)(it).to_f64() * scale.factor));
        let on_change = move |shown: f64| {
            self.edit(lens.name, |it| *(lens.get_mut)(it) = N::from_f64(shown / scale.factor));
        };
        let wrong = self.wrong(&[lens.name]);
        let Scale { min, max, step, unit, .. } = scale;
        view! {
            <DecimalField
                label=label about=about min=min max=max step=step unit=unit
                value=Signal::derive(value) wrong=wrong
                on_change=Callback::new(move |shown: Option<f64>| on_change(shown.unwrap_or(min)))
            />
        }
        .into_any()
    }

    /// A number with decimals, or none: `empty`.
    pub(super) fn decimal_or<N: Number>(
        self,
        label: &'static str,
        about: &'static str,
        scale: Scale,
        empty: &'static str,
        lens: Lens<T, Option<N>>,
    ) -> AnyView {
        let value = move || self.look(|it| (lens.get)(it).map(|number| number.to_f64() * scale.factor));
        let on_change = move |shown: Option<f64>| {
            let number = shown.map(|shown| N::from_f64(shown / scale.factor));
            self.edit(lens.name, |it| *(lens.get_mut)(it) = number);
        };
        let wrong = self.wrong(&[lens.name]);
        let Scale { min, max, step, unit, .. } = scale;
        view! {
            <DecimalField
                label=label about=about min=min max=max step=step unit=unit empty=empty
                value=Signal::derive(value) wrong=wrong
                on_change=Callback::new(on_change)
            />
        }
        .into_any()
    }

    /// One of several.
    pub(super) fn choice<V: Copy + PartialEq + Send + Sync>(
        self,
        label: &'static str,
        about: &'static str,
        options: Options<V>,
        lens: Lens<T, V>,
    ) -> AnyView {
        self.choice_by(label, about, options, lens, self.set("", lens))
    }

    /// One of several, where more than the field changes with it: `choose` does all of that.
    pub(super) fn choice_by<V: Copy + PartialEq + Send + Sync>(
        self,
        label: &'static str,
        about: &'static str,
        options: Options<V>,
        lens: Lens<T, V>,
        choose: Callback<V>,
    ) -> AnyView {
        let flag = move || {
            let found = |it: &T| options.iter().find(|(value, ..)| value == (lens.get)(it)).map(|(_, flag, _)| *flag);
            self.look(found).unwrap_or_default().to_owned()
        };
        let on_change = move |flag: String| {
            if let Some((value, ..)) = options.iter().find(|(_, it, _)| *it == flag) {
                choose.run(*value);
            }
        };
        let wrong = self.wrong(&[lens.name]);
        view! {
            <Choice
                label=label about=about options=menu(options) value=Signal::derive(flag) wrong=wrong
                on_change=Callback::new(on_change)
            />
        }
        .into_any()
    }

    /// A span of time.
    pub(super) fn time(self, label: &'static str, about: &'static str, step: Nanos, lens: Lens<T, Nanos>) -> AnyView {
        let (value, wrong) = (self.value(lens), self.wrong(&[lens.name]));
        view! {
            <TimeField label=label about=about step=step value=value wrong=wrong on_change=self.set(lens.name, lens) />
        }
        .into_any()
    }

    /// How long something takes.
    pub(super) fn spread(self, label: &'static str, label_95: &'static str, lens: Lens<T, Distribution>) -> AnyView {
        let value = Signal::derive(move || self.look(|it| Some((lens.get)(it).clone())));
        let wrong = self.wrong(&[lens.name]);
        view! {
            <SpreadFields label=label label_95=label_95 value=value wrong=wrong on_change=self.set(lens.name, lens) />
        }
        .into_any()
    }
}

/// As menus take them.
pub(super) fn menu<V>(options: Options<V>) -> Vec<(String, String)> {
    options.iter().map(|(_, flag, words)| ((*flag).to_owned(), (*words).to_owned())).collect()
}
