//! A part of a pipeline by its place: to be looked at, changed, and told what is wrong with it.
//!
//! What is no longer there looks like a default, and does not change.

use std::sync::Arc;

use laneway_pipeline::pipeline::Pipeline;
use leptos::prelude::*;

use super::shown::{Shown, Spot};
use crate::state::AppState;
use crate::state::view::SideName;
use crate::widgets::field::Wrong;

/// A field of a part, by the name that the document has for it.
pub(super) struct Lens<T: 'static, V: 'static> {
    pub(super) name: &'static str,
    pub(super) get: for<'a> fn(&'a T) -> &'a V,
    pub(super) get_mut: for<'a> fn(&'a mut T) -> &'a mut V,
}

/// The [`Lens`] of a field, or of a field of a field: `lens!(runner.price)`.
macro_rules! lens {
    ($first:ident $(. $rest:ident)*) => {
        $crate::panels::pipeline::part::Lens {
            name: concat!(stringify!($first) $(, ".", stringify!($rest))*),
            get: |it| &it.$first $(.$rest)*,
            get_mut: |it| &mut it.$first $(.$rest)*,
        }
    };
}

pub(super) use lens;

impl<T, V> Clone for Lens<T, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, V> Copy for Lens<T, V> {}

impl<U> Lens<U, U> {
    /// The part itself, where that is a field.
    pub(super) fn itself(name: &'static str) -> Self {
        Self { name, get: |it| it, get_mut: |it| it }
    }
}

type Find<T> = Arc<dyn for<'a> Fn(&'a Pipeline) -> Option<&'a T> + Send + Sync>;
type FindMut<T> = Arc<dyn for<'a> Fn(&'a mut Pipeline) -> Option<&'a mut T> + Send + Sync>;

fn finding<T>(find: impl for<'a> Fn(&'a Pipeline) -> Option<&'a T> + Send + Sync + 'static) -> Find<T> {
    Arc::new(find)
}

fn finding_mut<T>(find: impl for<'a> Fn(&'a mut Pipeline) -> Option<&'a mut T> + Send + Sync + 'static) -> FindMut<T> {
    Arc::new(find)
}

/// How a part is found.
struct Way<T: 'static> {
    /// Where it is.
    spot: Spot,
    /// What stands before the names of its fields: `containers[0].`.
    prefix: String,
    find: Find<T>,
    find_mut: FindMut<T>,
}

/// A part of one side's pipeline.
pub(super) struct Part<T: 'static> {
    pub(super) app: AppState,
    way: StoredValue<Way<T>>,
}

impl<T> Clone for Part<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Part<T> {}

impl Part<Pipeline> {
    /// The whole of it.
    pub(super) fn whole(app: AppState, side: SideName) -> Self {
        Self::found(app, Spot::of_side(side), |pipeline| Some(pipeline), |pipeline| Some(pipeline))
    }
}

impl<T> Part<T> {
    /// What is found so in a pipeline.
    pub(super) fn found(
        app: AppState,
        spot: Spot,
        find: impl for<'a> Fn(&'a Pipeline) -> Option<&'a T> + Send + Sync + 'static,
        find_mut: impl for<'a> Fn(&'a mut Pipeline) -> Option<&'a mut T> + Send + Sync + 'static,
    ) -> Self {
        let way = Way { spot, prefix: String::new(), find: finding(find), find_mut: finding_mut(find_mut) };
        Self { app, way: StoredValue::new(way) }
    }

    /// A part of it that may not be there; its fields are called `name` and their own names.
    pub(super) fn case<V>(
        self,
        name: &str,
        get: impl for<'a> Fn(&'a T) -> Option<&'a V> + Send + Sync + 'static,
        get_mut: impl for<'a> Fn(&'a mut T) -> Option<&'a mut V> + Send + Sync + 'static,
    ) -> Part<V> {
        let way = self.way.with_value(|way| {
            let (find, find_mut) = (Arc::clone(&way.find), Arc::clone(&way.find_mut));
            Way {
                spot: way.spot.clone(),
                prefix: format!("{}{name}", way.prefix),
                find: finding(move |pipeline| find(pipeline).and_then(&get)),
                find_mut: finding_mut(move |pipeline| find_mut(pipeline).and_then(&get_mut)),
            }
        });
        Part { app: self.app, way: StoredValue::new(way) }
    }

    /// A field of it that has fields of its own.
    pub(super) fn at<V>(self, lens: Lens<T, V>) -> Part<V> {
        let Lens { name, get, get_mut } = lens;
        self.case(&format!("{name}."), move |it| Some(get(it)), move |it| Some(get_mut(it)))
    }

    /// One of a list.
    pub(super) fn item<V>(self, list: Lens<T, Vec<V>>, place: usize) -> Part<V> {
        let Lens { name, get, get_mut } = list;
        self.case(&format!("{name}[{place}]."), move |it| get(it).get(place), move |it| get_mut(it).get_mut(place))
    }

    pub(super) fn side(self) -> SideName {
        self.way.with_value(|way| way.spot.side())
    }

    pub(super) fn look<R: Default>(self, get: impl FnOnce(&T) -> R) -> R {
        let Some((side, find)) = self.way.try_with_value(|way| (way.spot.side(), Arc::clone(&way.find))) else {
            return R::default();
        };
        self.app.look(|scenario| find(scenario.side(side)).map(get).unwrap_or_default())
    }

    /// Edits with one `key` in a row are undone together.
    pub(super) fn edit(self, key: &'static str, edit: impl FnOnce(&mut T)) {
        let Some((side, find)) = self.way.try_with_value(|way| (way.spot.side(), Arc::clone(&way.find_mut))) else {
            return;
        };
        self.app.edit(key, |scenario| {
            if let Some(it) = find(scenario.side_mut(side)) {
                edit(it);
            }
        });
    }

    /// What stands in a field.
    pub(super) fn value<V: Clone + Default + Send + Sync>(self, lens: Lens<T, V>) -> Signal<V> {
        Signal::derive(move || self.look(|it| (lens.get)(it).clone()))
    }

    /// Puts something else there.
    pub(super) fn set<V>(self, key: &'static str, lens: Lens<T, V>) -> Callback<V> {
        Callback::new(move |value: V| self.edit(key, |it| *(lens.get_mut)(it) = value))
    }

    /// What is wrong with any of some fields of it. Whoever asks shows it, and nobody else does as long as that is there.
    pub(super) fn wrong(self, names: &[&str]) -> Signal<Option<Wrong>> {
        let spots = self.way.with_value(|way| {
            let spot = |name: &&str| way.spot.clone().with_field(format!("{}{name}", way.prefix));
            names.iter().map(spot).collect::<Vec<_>>()
        });
        Shown::of_page().show(self.app, spots)
    }
}
