//! Views without their types, as small as they get.
//!
//! `into_any` compiles building, rebuilding and two ways of hydrating for each view it erases; the second way is for
//! lazily loaded routes, which are not used here. The first visit has to stay small, so the browser gets views of one
//! type only, which build, hydrate, and replace instead of rebuild. [`Kids`], [`live`] and [`When`] are the usual
//! children, dynamic part and condition on top of it.

#[cfg(target_arch = "wasm32")]
mod browser;

use leptos::children::ChildrenOptContainer;
use leptos::prelude::*;
use leptos::tachys::reactive_graph::OwnedView;

/// Gives up a view's type.
pub trait Erase {
    /// The view as one of any type. For nothing at all, see [`nothing`].
    fn erase(self) -> AnyView;
}

impl<V: RenderHtml + Send + 'static> Erase for V {
    #[cfg(not(target_arch = "wasm32"))]
    fn erase(self) -> AnyView {
        self.into_any()
    }

    #[cfg(target_arch = "wasm32")]
    fn erase(self) -> AnyView {
        browser::erase(self)
    }
}

/// Nothing.
#[must_use]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// What a component wraps.
pub struct Kids(Box<dyn FnOnce() -> AnyView + Send>);

impl Kids {
    /// The children, made now.
    #[must_use]
    pub fn make(self) -> AnyView {
        (self.0)()
    }
}

impl<F, V> ToChildren<F> for Kids
where
    F: FnOnce() -> V + Send + 'static,
    V: RenderHtml + Send + 'static,
{
    fn to_children(make: F) -> Self {
        Self(Box::new(move || make().erase()))
    }
}

impl<V: RenderHtml + Send + 'static> ToChildren<ChildrenOptContainer<V>> for Kids {
    fn to_children(ready: ChildrenOptContainer<V>) -> Self {
        Self(Box::new(move || ready.0.erase()))
    }
}

/// What a component makes again and again.
pub struct KidsFn(Box<dyn Fn() -> AnyView + Send>);

impl<F, V> ToChildren<F> for KidsFn
where
    F: Fn() -> V + Send + 'static,
    V: RenderHtml + Send + 'static,
{
    fn to_children(make: F) -> Self {
        Self(Box::new(move || make().erase()))
    }
}

/// A part of the page that is made anew whenever what it reads changes.
pub fn live(make: impl FnMut() -> AnyView + Send + 'static) -> AnyView {
    let make: Box<dyn FnMut() -> AnyView + Send> = Box::new(make);
    make.erase()
}

/// Text that follows what it reads.
pub fn text(make: impl FnMut() -> String + Send + 'static) -> AnyView {
    let make: Box<dyn FnMut() -> String + Send> = Box::new(make);
    make.erase()
}

/// A part of the page, and everything in it, with a context of its own.
pub fn within<T: Send + Sync + 'static>(context: T, make: impl FnOnce() -> AnyView) -> AnyView {
    let owner = Owner::new();
    let part = owner.with(|| {
        provide_context(context);
        make()
    });
    OwnedView::new_with_owner(part, owner).erase()
}

/// A part of the page that is there only under a condition.
#[component]
pub fn When(
    /// The condition.
    #[prop(into)]
    is: Signal<bool>,
    /// The part.
    children: KidsFn,
) -> impl IntoView {
    let is = Memo::new(move |_| is.get());
    live(move || if is.get() { (children.0)() } else { nothing() })
}
