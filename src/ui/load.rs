//! How a page gets its data: awaited before the first byte on the server, refreshed in place in the browser.
//!
//! A view is built once per record. Later loads only move its signal, so what somebody is typing, where the
//! focus is and what is unfolded all survive a refresh.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;

use leptos::prelude::*;

use serde::de::DeserializeOwned;

use super::call;
use super::components::kept::left_over;
use super::components::toast::Toasts;
use super::erase::{Erase, live, nothing};
use super::pages::problem::problem;
use super::scroll;
use crate::model::AppError;

/// A page's data, kept current. The signal does not know its type: signals are compiled once for all pages.
pub struct Data<T: 'static> {
    current: RwSignal<Arc<dyn Any + Send + Sync>>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Data<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Data<T> {}

impl<T: 'static> Data<T> {
    /// A part of the data.
    pub fn map<U>(self, part: impl Fn(&T) -> U + Send + Sync + 'static) -> Signal<U>
    where
        U: Send + Sync + 'static,
    {
        Signal::derive(move || self.with(&part))
    }

    /// Looks at the data and follows its changes.
    ///
    /// # Panics
    /// Never: only [`load`] makes data, of this type.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(
            self.current
                .get()
                .downcast_ref()
                .expect("data of the page's own type"),
        )
    }

    /// Looks at the data as it is now.
    ///
    /// # Panics
    /// Never: only [`load`] makes data, of this type.
    pub fn peek<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(
            self.current
                .get_untracked()
                .downcast_ref()
                .expect("data of the page's own type"),
        )
    }
}

/// Loads the page's data again, in place.
#[derive(Clone, Copy)]
pub struct Refresh {
    again: Callback<()>,
    loading: RwSignal<u32>,
}

impl Refresh {
    /// Loads again.
    pub fn run(self) {
        self.again.run(());
    }

    /// Whether newer data is on its way.
    #[must_use]
    pub fn loading(self) -> bool {
        self.loading.get() > 0
    }
}

/// What the server said, as text: JSON, or the error.
#[derive(Clone)]
struct Answer(Result<String, AppError>);

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ok(json) => write!(f, "+{json}"),
            Err(error) => write!(f, "-{}", serde_json::to_string(error).unwrap_or_default()),
        }
    }
}

impl FromStr for Answer {
    type Err = std::convert::Infallible;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        Ok(Self(match raw.split_at_checked(1) {
            Some(("+", json)) => Ok(json.to_owned()),
            Some((_, error)) => Err(serde_json::from_str(error).unwrap_or(AppError::Internal)),
            None => Err(AppError::Internal),
        }))
    }
}

/// Counts an answer as awaited for as long as it lives, also when the question is dropped for a newer one.
struct Waiting(RwSignal<u32>);

impl Waiting {
    fn new(loading: RwSignal<u32>) -> Self {
        loading.try_update(|count| *count += 1);
        Self(loading)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.try_update(|count| *count -= 1);
    }
}

type Asking = Pin<Box<dyn Future<Output = Result<String, AppError>> + Send>>;

/// Whether two answers are the same.
type Same = Arc<dyn Fn(&dyn Any, &dyn Any) -> bool + Send + Sync>;

/// One page, without its types.
#[derive(Clone)]
struct Page {
    /// Tells one question from another.
    key: Arc<dyn Fn() -> String + Send + Sync>,
    ask: Arc<dyn Fn() -> Asking + Send + Sync>,
    read: fn(&str) -> Option<Arc<dyn Any + Send + Sync>>,
    /// Whether two answers are about the same record.
    same: Same,
    show: Arc<dyn Fn(Shown) -> AnyView + Send + Sync>,
    skeleton: fn() -> AnyView,
    /// Whether the forms of a refused post would be in it: it then keeps what no form of its own took.
    has_forms: bool,
}

type Shown = RwSignal<Arc<dyn Any + Send + Sync>>;

fn read<T: DeserializeOwned + Send + Sync + 'static>(
    json: &str,
) -> Option<Arc<dyn Any + Send + Sync>> {
    Some(Arc::new(serde_json::from_str::<T>(json).ok()?))
}

/// Loads what `question` asks for and shows `view`, or what went wrong.
///
/// The view is built anew only when `identify` tells another record; everything else moves its signal.
pub fn load<S, I>(
    question: impl Fn() -> S + Send + Sync + 'static,
    identify: fn(&S::Output) -> I,
    skeleton: fn() -> AnyView,
    view: impl Fn(Data<S::Output>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    S: call::Question,
    I: PartialEq + 'static,
{
    page(prepare(question, identify, skeleton, view))
}

/// The same for a frame: the forms that people fill in are in the page inside it.
pub fn load_frame<S, I>(
    question: impl Fn() -> S + Send + Sync + 'static,
    identify: fn(&S::Output) -> I,
    view: impl Fn(Data<S::Output>) -> AnyView + Send + Sync + 'static,
) -> AnyView
where
    S: call::Question,
    I: PartialEq + 'static,
{
    page(Page {
        has_forms: false,
        ..prepare(question, identify, nothing, view)
    })
}

fn prepare<S, I>(
    question: impl Fn() -> S + Send + Sync + 'static,
    identify: fn(&S::Output) -> I,
    skeleton: fn() -> AnyView,
    view: impl Fn(Data<S::Output>) -> AnyView + Send + Sync + 'static,
) -> Page
where
    S: call::Question,
    I: PartialEq + 'static,
{
    let question = Arc::new(question);
    let asked = Arc::clone(&question);
    let same = move |one: &dyn Any, two: &dyn Any| {
        let identity = |any: &dyn Any| any.downcast_ref().map(identify);
        identity(one) == identity(two)
    };
    Page {
        key: Arc::new(move || format!("{:?}", question())),
        ask: Arc::new(move || Box::pin(call::ask(untrack(|| asked())))),
        read: read::<S::Output>,
        same: Arc::new(same),
        show: Arc::new(move |current| {
            view(Data {
                current,
                of: PhantomData,
            })
        }),
        skeleton,
        has_forms: true,
    }
}

/// What the page is showing.
#[derive(Clone)]
enum Shape {
    Shows(ArcRwSignal<Arc<dyn Any + Send + Sync>>),
    Failed(AppError),
}

impl Page {
    fn open(&self, Answer(answer): Answer) -> Shape {
        let read = |json: String| (self.read)(&json).ok_or(AppError::Internal);
        match answer.and_then(read) {
            Ok(value) => Shape::Shows(ArcRwSignal::new(value)),
            Err(error) => Shape::Failed(error),
        }
    }

    /// Brings a later answer into the page: in place where it is about the same record.
    fn follow(&self, shape: RwSignal<Shape>, answer: Answer, toasts: Option<Toasts>) {
        match (shape.get_untracked(), self.open(answer)) {
            (Shape::Shows(shown), Shape::Shows(new)) => {
                let value = new.get_untracked();
                if (self.same)(&*shown.get_untracked(), &*value) {
                    shown.set(value);
                } else {
                    shape.set(Shape::Shows(new));
                }
            }
            (Shape::Shows(_), Shape::Failed(error)) if error.may_pass() => {
                if let Some(toasts) = toasts {
                    toasts.warn(error.to_string());
                }
            }
            (_, new) => shape.set(new),
        }
    }
}

fn page(page: Page) -> AnyView {
    let loading = RwSignal::new(0);
    let (key, ask) = (Arc::clone(&page.key), Arc::clone(&page.ask));
    let fetch = move |_: String| {
        let (waiting, answer) = (Waiting::new(loading), ask());
        async move {
            let answer = answer.await;
            drop(waiting);
            Answer(answer)
        }
    };
    let resource = Resource::new_str_blocking(move || key(), fetch);
    provide_context(Refresh {
        again: Callback::new(move |()| resource.refetch()),
        loading,
    });
    let toasts = Toasts::find();
    let (skeleton, has_forms) = (page.skeleton, page.has_forms);
    view! {
        <Transition fallback=skeleton>
            {Suspend::new(async move {
                let first = resource.await;
                Unsuspend::new(move || {
                    let shape = RwSignal::new(page.open(first));
                    let show = Arc::clone(&page.show);
                    Effect::new(move |before: Option<()>| {
                        if let (Some(answer), Some(())) = (resource.get(), before) {
                            page.follow(shape, answer, toasts);
                        }
                        if has_forms {
                            scroll::settle();
                        }
                    });
                    live(move || match shape.get() {
                        Shape::Shows(shown) if has_forms => view! { {show(shown.into())} {left_over()} }.erase(),
                        Shape::Shows(shown) => show(shown.into()),
                        Shape::Failed(error) => problem(error),
                    })
                })
            })}
        </Transition>
    }
    .erase()
}
