//! Short messages at the edge of the page, read out by screen readers.

use std::time::Duration;

use leptos::prelude::*;

use super::alert::Tone;
use super::icon::icon;
use crate::ui::erase::{Erase, live};
use crate::ui::markup::html;

#[derive(Clone, PartialEq)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
}

/// The messages being shown.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Vec<Toast>>);

impl Toasts {
    /// Provides the messages to everything below.
    pub fn provide() {
        provide_context(Self(RwSignal::new(Vec::new())));
    }

    /// The messages of the application.
    #[must_use]
    pub fn find() -> Option<Self> {
        use_context()
    }

    /// Says that something worked.
    pub fn say(self, text: impl Into<String>) {
        self.show(Tone::Good, text.into(), Duration::from_secs(5));
    }

    /// Says that something did not.
    pub fn warn(self, text: impl Into<String>) {
        self.show(Tone::Danger, text.into(), Duration::from_secs(10));
    }

    fn show(self, tone: Tone, text: String, time: Duration) {
        let id = self
            .0
            .with_untracked(|toasts| toasts.last().map_or(0, |last| last.id + 1));
        self.0
            .update(|toasts| toasts.push(Toast { id, tone, text }));
        set_timeout(move || self.dismiss(id), time);
    }

    fn dismiss(self, id: u32) {
        self.0
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where the messages appear.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::find();
    let shown = live(move || {
        let shown = toasts.map(|toasts| toasts.0.get()).unwrap_or_default();
        shown
            .into_iter()
            .map(|toast| line(toasts, toast))
            .collect_view()
            .erase()
    });
    view! { <div class="toasts" role="status" aria-live="polite">{shown}</div> }.erase()
}

fn line(toasts: Option<Toasts>, toast: Toast) -> AnyView {
    let Toast { id, tone, text } = toast;
    let dismiss = move |_| {
        if let Some(toasts) = toasts {
            toasts.dismiss(id);
        }
    };
    view! {
        <div class=format!("toast {}", tone.class())>
            {html("flex", icon(tone.icon()))}
            <p class="grow">{text}</p>
            <button type="button" class="icon-btn" aria-label="Dismiss" on:click=dismiss inner_html=icon("x").into_html()></button>
        </div>
    }
    .erase()
}
