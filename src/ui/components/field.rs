//! Form fields: label, control, help and message, wired for screen readers and refilled after a refusal.

use leptos::prelude::*;
use web_sys::HtmlSelectElement;

use super::form::FormState;
use super::icon::Icon;
use crate::ui::browser;
use crate::ui::erase::{Erase, live, nothing};
use crate::ui::markup::{Markup, markup};

/// The ids and the message that tie the parts of one field together.
#[derive(Clone, Copy)]
struct Wiring {
    form: Option<FormState>,
    name: &'static str,
    id: StoredValue<String>,
    has_hint: bool,
    has_aside: bool,
}

impl Wiring {
    fn new(name: &'static str, has_hint: bool) -> Self {
        let form = FormState::around();
        let id = format!(
            "{}-{name}",
            form.map_or_else(|| "filter".to_owned(), FormState::id)
        );
        Self {
            form,
            name,
            id: StoredValue::new(id),
            has_hint,
            has_aside: false,
        }
    }

    fn id(self) -> String {
        self.id.get_value()
    }

    fn message(self) -> Option<String> {
        self.form.and_then(|form| form.message(self.name))
    }

    fn invalid(self) -> Signal<Option<&'static str>> {
        Signal::derive(move || self.message().map(|_| "true"))
    }

    /// The ids of what describes the control, as far as it is there.
    fn described_by(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let parts = [
                ("hint", self.has_hint),
                ("aside", self.has_aside),
                ("error", self.message().is_some()),
            ];
            let there = parts.into_iter().filter(|(_, is_there)| *is_there);
            let ids: Vec<_> = there
                .map(|(part, _)| format!("{}-{part}", self.id()))
                .collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    }

    /// What was typed before a refusal, else the value to start from.
    fn initial(self, value: String) -> String {
        self.form
            .and_then(|form| form.typed(self.name))
            .unwrap_or(value)
    }
}

/// Label above, control, help and message below.
fn around(
    wiring: Wiring,
    label: &'static str,
    hidden_label: bool,
    optional: bool,
    hint: Option<&'static str>,
    control: AnyView,
) -> AnyView {
    let id = wiring.id();
    let hint_id = format!("{id}-hint");
    let message = live(move || match wiring.message() {
        None => nothing(),
        Some(message) => view! {
            <p class="field-error" id=format!("{}-error", wiring.id())>
                <Icon name="circle-alert"/>
                <span>{message}</span>
            </p>
        }
        .erase(),
    });
    view! {
        <div class="field">
            <label class=if hidden_label { "sr-only" } else { "label" } for=id>
                {label}
                {optional.then(|| view! { <span class="label-note">"optional"</span> })}
            </label>
            {control}
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{hint}</p> })}
            {message}
        </div>
    }
    .erase()
}

/// A line of text.
#[component]
pub fn TextField(
    /// The argument of the server function.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// The input's type.
    #[prop(default = "text")]
    kind: &'static str,
    /// A word of help.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Most characters.
    #[prop(optional)]
    max: Option<u32>,
    /// Whether it has the focus when the page opens.
    #[prop(optional)]
    autofocus: bool,
    /// The id of a list of what may be typed.
    #[prop(optional)]
    suggestions: Option<&'static str>,
) -> impl IntoView {
    let wiring = Wiring::new(name, hint.is_some());
    let capitalize = if matches!(kind, "email" | "password") {
        "none"
    } else {
        "sentences"
    };
    let control = view! {
        <input
            class="input"
            type=kind
            id=wiring.id()
            name=name
            value=wiring.initial(value)
            autocomplete=autocomplete
            autocapitalize=capitalize
            required=!optional
            maxlength=max
            autofocus=autofocus
            list=suggestions
            aria-invalid=wiring.invalid()
            aria-describedby=wiring.described_by()
        />
    };
    around(wiring, label, false, optional, hint, control.erase())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// The argument of the server function.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// Lines shown.
    #[prop(default = 6)]
    rows: u32,
    /// A word of help.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Whether only screen readers get the label, where the place says it already.
    #[prop(optional)]
    hidden_label: bool,
) -> impl IntoView {
    let wiring = Wiring::new(name, hint.is_some());
    let control = view! {
        <textarea
            class="input textarea"
            id=wiring.id()
            name=name
            rows=rows
            style=format!("min-height:{}px", rows * 20 + 16)
            required=!optional
            aria-invalid=wiring.invalid()
            aria-describedby=wiring.described_by()
            inner_html=markup![wiring.initial(value)].into_html()
        ></textarea>
    };
    around(wiring, label, hidden_label, optional, hint, control.erase())
}

/// One of several.
#[component]
pub fn SelectField(
    /// The argument of the server function.
    name: &'static str,
    /// What is asked for.
    label: &'static str,
    /// What can be chosen: value and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What is chosen; a later change moves the choice, unless a refused save is being looked at.
    #[prop(into)]
    value: Signal<String>,
    /// A word of help.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// What has to be said of the choice as it is now, if anything.
    #[prop(optional)]
    aside: Option<Signal<String>>,
    /// Whether only screen readers get the label, where the place says it already.
    #[prop(optional)]
    hidden_label: bool,
) -> impl IntoView {
    let wiring = Wiring {
        has_aside: aside.is_some(),
        ..Wiring::new(name, hint.is_some())
    };
    let initial = Some(wiring.initial(value.get_untracked()));
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        let refused = wiring
            .form
            .is_some_and(|form| form.error.with_untracked(Option::is_some));
        match (before, browser::by_id::<HtmlSelectElement>(&wiring.id())) {
            (Some(before), _) if refused => return before,
            (Some(before), Some(select)) if before != now => select.set_value(&now),
            _ => {}
        }
        now
    });
    let choices = move || {
        let mut chosen = initial.as_deref();
        let option = |(value, words): (String, String)| {
            let selected = chosen
                .take_if(|chosen| **chosen == *value)
                .map(|_| markup![" selected"]);
            markup![
                "<option value='",
                value,
                "'",
                selected,
                ">",
                words,
                "</option>"
            ]
        };
        options
            .get()
            .into_iter()
            .map(option)
            .collect::<Markup>()
            .into_html()
    };
    let choices: Box<dyn FnMut() -> String + Send> = Box::new(choices);
    let control = view! {
        <select
            class="input select"
            id=wiring.id()
            name=name
            aria-invalid=wiring.invalid()
            aria-describedby=wiring.described_by()
            inner_html=choices
        ></select>
        {aside.map(|words| view! { <p class="hint empty:hidden" id=format!("{}-aside", wiring.id())>{words}</p> })}
    };
    around(wiring, label, hidden_label, false, hint, control.erase())
}
