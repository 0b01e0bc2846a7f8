//! How a page gets its data: awaited before the first byte on the server, refreshed in place in the browser.
//!
//! A view is built once per record. Later loads only move its signals, so what somebody is typing, where
//! the focus is and what is unfolded all survive a refresh.

use std::future::Future;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::components::toast::Toasts;
use super::pages::problem::problem;
use crate::model::AppError;

/// A page's data, kept current.
pub struct Data<T: 'static>(RwSignal<T>);

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Data<T> {}

impl<T: Send + Sync + 'static> Data<T> {
    /// A part of the data that changes only when its value does.
    pub fn map<U>(self, part: impl Fn(&T) -> U + Send + Sync + 'static) -> Memo<U>
    where
        U: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.0.with(&part))
    }

    /// Looks at the data and follows its changes.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.0.with(look)
    }

    /// Looks at the data as it is now.
    pub fn peek<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.0.with_untracked(look)
    }
}

/// Loads the page's data again, in place.
#[derive(Clone, Copy)]
pub struct Refresh {
    again: Callback<()>,
    loading: Signal<bool>,
}

impl Refresh {
    /// Loads again.
    pub fn run(self) {
        self.again.run(());
    }

    /// Whether newer data is on its way.
    #[must_use]
    pub const fn loading(self) -> Signal<bool> {
        self.loading
    }
}

/// Counts an answer as awaited for as long as it lives, also when the question is dropped for a newer one.
struct Waiting(ArcRwSignal<u32>);

impl Waiting {
    fn new(awaited: &ArcRwSignal<u32>) -> Self {
        awaited.update(|count| *count += 1);
        Self(awaited.clone())
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.update(|count| *count -= 1);
    }
}

/// What the page is showing.
enum Shape<T: 'static, I> {
    Shows(ArcRwSignal<T>, I),
    Failed(AppError),
}

impl<T, I: Clone> Clone for Shape<T, I> {
    fn clone(&self) -> Self {
        match self {
            Self::Shows(data, identity) => Self::Shows(data.clone(), identity.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

impl<T: Send + Sync + 'static, I> Shape<T, I> {
    fn of(outcome: Result<T, AppError>, identify: fn(&T) -> I) -> Self {
        match outcome {
            Ok(value) => {
                let identity = identify(&value);
                Self::Shows(ArcRwSignal::new(value), identity)
            }
            Err(error) => Self::Failed(error),
        }
    }
}

/// Loads by `key` and shows `view`, or what went wrong.
///
/// The view is built anew only when `identify` tells another record; everything else moves its signals.
pub fn load<K, T, I, Fut>(
    key: impl Fn() -> K + Send + Sync + 'static,
    fetch: impl Fn(K) -> Fut + Send + Sync + 'static,
    identify: fn(&T) -> I,
    skeleton: fn() -> AnyView,
    view: impl Fn(Data<T>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    K: PartialEq + Clone + Send + Sync + 'static,
    T: Clone + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
    I: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let awaited = ArcRwSignal::new(0_u32);
    let loading = Signal::derive({
        let awaited = awaited.clone();
        move || awaited.get() > 0
    });
    let resource = Resource::new_blocking(key, move |key| {
        let (waiting, answer) = (Waiting::new(&awaited), fetch(key));
        async move {
            let answer = answer.await;
            drop(waiting);
            answer
        }
    });
    let again = Callback::new(move |()| resource.refetch());
    provide_context(Refresh { again, loading });
    let toasts = Toasts::find();
    let view = StoredValue::new(view);
    view! {
        <Transition fallback=skeleton>
            {Suspend::new(async move {
                let first = Shape::of(resource.await, identify);
                Unsuspend::new(move || {
                    let shape = RwSignal::new(first);
                    Effect::new(move |before: Option<()>| {
                        if let (Some(outcome), Some(())) = (resource.get(), before) {
                            follow(shape, outcome, identify, toasts);
                        }
                    });
                    move || match shape.get() {
                        Shape::Shows(data, _) => view.with_value(|view| view(Data(data.into()))),
                        Shape::Failed(error) => problem(error),
                    }
                })
            })}
        </Transition>
    }
    .into_any()
}

/// Brings a later load into the page: in place where it is the same record.
fn follow<T, I>(
    shape: RwSignal<Shape<T, I>>,
    outcome: Result<T, AppError>,
    identify: fn(&T) -> I,
    toasts: Option<Toasts>,
) where
    T: PartialEq + Send + Sync + 'static,
    I: Clone + PartialEq + Send + Sync + 'static,
{
    match (shape.get_untracked(), outcome) {
        (Shape::Shows(data, identity), Ok(value)) if identify(&value) == identity => {
            if data.with_untracked(|data| *data != value) {
                data.set(value);
            }
        }
        (
            Shape::Shows(..),
            Err(error @ (AppError::Unreachable | AppError::TooMany { .. } | AppError::Internal)),
        ) => {
            if let Some(toasts) = toasts {
                toasts.warn(error.to_string());
            }
        }
        (_, outcome) => shape.set(Shape::of(outcome, identify)),
    }
}
