//! Form fields: label, control, help and message, wired for screen readers and refilled after a refusal.

use leptos::html;
use leptos::prelude::*;

use super::form::FormState;
use super::icon::Icon;

/// The ids and the message that tie the parts of one field together.
#[derive(Clone, Copy)]
struct Wiring {
    form: Option<FormState>,
    name: &'static str,
    id: StoredValue<String>,
    has_hint: bool,
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
        }
    }

    fn id(self) -> String {
        self.id.get_value()
    }

    fn message(self) -> Option<String> {
        self.form.and_then(|form| form.message(self.name))
    }

    fn invalid(self) -> Option<&'static str> {
        self.message().map(|_| "true")
    }

    /// The ids of what describes the control, as far as it is there.
    fn described_by(self) -> Option<String> {
        let id = self.id();
        match (self.has_hint, self.message().is_some()) {
            (true, true) => Some(format!("{id}-hint {id}-error")),
            (true, false) => Some(format!("{id}-hint")),
            (false, true) => Some(format!("{id}-error")),
            (false, false) => None,
        }
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
    let message = move || {
        wiring.message().map(|message| {
            view! {
                <p class="field-error" id=format!("{}-error", wiring.id())>
                    <Icon name="circle-alert"/>
                    <span>{message}</span>
                </p>
            }
        })
    };
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
    .into_any()
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
            aria-invalid=move || wiring.invalid()
            aria-describedby=move || wiring.described_by()
        />
    };
    around(wiring, label, false, optional, hint, control.into_any())
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
    /// The element, for those who must reach it.
    #[prop(optional)]
    node: NodeRef<html::Textarea>,
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
            aria-invalid=move || wiring.invalid()
            aria-describedby=move || wiring.described_by()
            node_ref=node
            inner_html=escape(&wiring.initial(value))
        ></textarea>
    };
    around(
        wiring,
        label,
        hidden_label,
        optional,
        hint,
        control.into_any(),
    )
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
) -> impl IntoView {
    let wiring = Wiring::new(name, hint.is_some());
    let initial = wiring.initial(value.get_untracked());
    let node = NodeRef::<html::Select>::new();
    Effect::new(move |before: Option<String>| {
        let now = value.get();
        let refused = wiring
            .form
            .is_some_and(|form| form.error.with_untracked(Option::is_some));
        match (before, node.get_untracked()) {
            (Some(before), _) if refused => return before,
            (Some(before), Some(select)) if before != now => select.set_value(&now),
            _ => {}
        }
        now
    });
    let choices = move || {
        let chosen = initial.clone();
        options
            .get()
            .into_iter()
            .map(|(value, words)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{words}</option> }
            })
            .collect_view()
    };
    let control = view! {
        <select
            class="input select"
            id=wiring.id()
            name=name
            aria-invalid=move || wiring.invalid()
            aria-describedby=move || wiring.described_by()
            node_ref=node
        >
            {choices}
        </select>
    };
    around(wiring, label, false, false, hint, control.into_any())
}

/// Text as the content of an element.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn typed_text_cannot_leave_its_text_area() {
        assert_eq!(
            escape("</textarea><b>&amp;"),
            "&lt;/textarea>&lt;b>&amp;amp;"
        );
    }
}
