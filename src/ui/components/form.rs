//! The one form: a plain post to the page's own address before WASM, a call of the server function after.
//!
//! `_fn` names the server function for the plain post. What the server refused comes back as a flash and
//! lands in the same places as an error of a call: under its field, or in the alert above.

use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use web_sys::UrlSearchParams;

use super::alert::FormAlert;
use super::toast::Toasts;
use crate::model::error::Conflict;
use crate::model::{AppError, FieldErrors};
use crate::ui::call::Then;
use crate::ui::erase::{Erase, Kids, within};
use crate::ui::flash::Flash;
use crate::ui::load::Refresh;
use crate::ui::{browser, call};

/// A form's state: what is wrong, whether it is being sent, and what the server gave back.
#[derive(Clone, Copy)]
pub struct FormState {
    /// Whether an answer is awaited.
    pub pending: RwSignal<bool>,
    /// What is wrong with the last submission.
    pub error: RwSignal<Option<AppError>>,
    fixed: StoredValue<Fixed>,
}

struct Fixed {
    id: String,
    function: &'static str,
    hidden: Vec<(&'static str, String)>,
    typed: Vec<(String, String)>,
}

impl FormState {
    /// The state of a form of server function `S`.
    ///
    /// `id` is unique on the page; `hidden` are the arguments nobody types, and tell apart two forms of the
    /// same function.
    #[must_use]
    pub fn new<S: ServerFn>(id: impl Into<String>, hidden: Vec<(&'static str, String)>) -> Self {
        Self::of(id.into(), S::PATH, hidden)
    }

    fn of(id: String, function: &'static str, hidden: Vec<(&'static str, String)>) -> Self {
        let flash = Flash::of(function, &hidden);
        let (typed, error) = flash.map(|flash| (flash.values, flash.error)).unzip();
        let typed = typed.unwrap_or_default();
        Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(error),
            fixed: StoredValue::new(Fixed {
                id,
                function,
                hidden,
                typed,
            }),
        }
    }

    /// The state of the form around the caller.
    #[must_use]
    pub fn around() -> Option<Self> {
        use_context()
    }

    /// The form's id.
    #[must_use]
    pub fn id(self) -> String {
        self.fixed.with_value(|fixed| fixed.id.clone())
    }

    /// What was typed into a field of the refused post.
    #[must_use]
    pub fn typed(self, name: &str) -> Option<String> {
        self.fixed.with_value(|fixed| {
            fixed
                .typed
                .iter()
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.clone())
        })
    }

    /// Everything that the refused post held of a field.
    #[must_use]
    pub fn all_typed(self, name: &str) -> Vec<String> {
        self.fixed.with_value(|fixed| {
            let of_field = fixed.typed.iter().filter(|(field, _)| field == name);
            of_field.map(|(_, value)| value.clone()).collect()
        })
    }

    /// Whether the refused post held this value among those of a field, as it does for a box that was ticked.
    #[must_use]
    pub fn sent(self, name: &str, value: &str) -> bool {
        self.fixed.with_value(|fixed| {
            fixed
                .typed
                .iter()
                .any(|(field, it)| field == name && it == value)
        })
    }

    /// Whether this page was rendered for the form's refused post.
    #[must_use]
    pub fn was_posted(self) -> bool {
        self.fixed.with_value(|fixed| !fixed.typed.is_empty())
    }

    /// The message for a field.
    #[must_use]
    pub fn message(self, name: &str) -> Option<String> {
        self.error
            .with(|error| error.as_ref()?.fields()?.get(name).map(str::to_owned))
    }

    /// The version to save over, after a save from a stale one was refused.
    #[must_use]
    pub fn stale(self) -> Option<i32> {
        self.error.with(|error| match error {
            Some(AppError::Conflict(Conflict::Stale { current_version })) => Some(*current_version),
            _ => None,
        })
    }

    /// Shows what is wrong, where it is wrong, and moves the focus there.
    fn refuse(self, error: AppError) {
        self.error.set(Some(error));
        let id = self.id();
        request_animation_frame(move || {
            browser::focus_in(&id, "[aria-invalid='true'], [role='alert']")
        });
    }
}

/// What a form holds at the moment it is sent, URL-encoded.
#[derive(Clone)]
pub struct Fields(String);

impl Fields {
    /// The value of a field; empty where there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        UrlSearchParams::new_with_str(&self.0)
            .ok()
            .and_then(|pairs| pairs.get(name))
            .unwrap_or_default()
    }

    /// All the values of a field.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        let pairs = UrlSearchParams::new_with_str(&self.0).ok();
        let values = pairs.map(|pairs| pairs.get_all(name));
        let values = values.into_iter().flat_map(|values| values.to_vec());
        values.filter_map(|value| value.as_string()).collect()
    }

    /// All of it as a plain post would send it.
    fn of(event: &SubmitEvent) -> Option<Self> {
        let data = form_data_from_event(event).ok()?;
        UrlSearchParams::new_with_str_sequence_sequence(&data)
            .ok()?
            .to_string()
            .as_string()
            .map(Self)
    }
}

/// What happens before and after an answer.
#[derive(Clone, Copy)]
struct Hooks {
    check: Option<fn(&Fields) -> FieldErrors>,
    send: Option<Callback<Fields>>,
    done: Option<Callback<()>>,
    failed: Option<Callback<AppError>>,
    said: Option<&'static str>,
    said_elsewhere: Option<&'static str>,
    leaves: bool,
    refresh: Option<Refresh>,
    toasts: Option<Toasts>,
}

/// A form of the server function that its state names.
#[component]
pub fn Form(
    /// See [`FormState::new`].
    form: FormState,
    /// The version of the record that is shown; a refused stale save sends the current one instead.
    #[prop(optional, into)]
    version: Option<Signal<i32>>,
    /// The model's own checks, run before anything is sent.
    #[prop(optional)]
    check: Option<fn(&Fields) -> FieldErrors>,
    /// Runs with what is being sent.
    #[prop(optional, into)]
    on_send: Option<Callback<Fields>>,
    /// Runs after success.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
    /// Runs after a refusal.
    #[prop(optional, into)]
    on_fail: Option<Callback<AppError>>,
    /// What to say after success.
    #[prop(optional, into)]
    said: Option<&'static str>,
    /// What to say instead where success led to another page.
    #[prop(optional, into)]
    said_elsewhere: Option<&'static str>,
    /// Whether success leads to another page: the form then stays busy until it is gone.
    #[prop(optional)]
    leaves: bool,
    /// Classes of the form element.
    #[prop(optional, into)]
    class: &'static str,
    /// Whether it takes files; see [`file_field`](super::files::file_field).
    #[prop(optional)]
    files: bool,
    /// Role of the form element; `none` inside a menu.
    #[prop(optional, into)]
    role: Option<&'static str>,
    /// The fields.
    children: Kids,
) -> impl IntoView {
    let hooks = Hooks {
        check,
        send: on_send,
        done: on_done,
        failed: on_fail,
        said,
        said_elsewhere,
        leaves,
        refresh: use_context::<Refresh>(),
        toasts: Toasts::find(),
    };
    let (id, function, hidden) = form
        .fixed
        .with_value(|fixed| (fixed.id.clone(), fixed.function, fixed.hidden.clone()));
    let version = version.map(|version| {
        let value =
            Signal::derive(move || form.stale().unwrap_or_else(|| version.get()).to_string());
        view! { <input type="hidden" name="version" value=value/> }
    });
    view! {
        <form
            id=id
            method="post"
            action=""
            enctype=files.then_some("multipart/form-data")
            class=class
            role=role
            novalidate
            on:submit=move |event| submit(form, hooks, &event)
        >
            <input type="hidden" name="_fn" value=function/>
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            {version}
            {within(form, move || view! { <FormAlert/> {children.make()} }.erase())}
        </form>
    }
}

/// Checks what was typed and sends it.
fn submit(form: FormState, hooks: Hooks, event: &SubmitEvent) {
    if browser::chosen_files_in(&form.id()) {
        // The element that sends files ahead is not there: the browser sends them with the form.
        return;
    }
    event.prevent_default();
    if form.pending.get_untracked() {
        return;
    }
    let Some(fields) = Fields::of(event) else {
        return;
    };
    let errors = hooks.check.map(|check| check(&fields)).unwrap_or_default();
    if !errors.is_empty() {
        return form.refuse(errors.into());
    }
    let body = fields.0.clone();
    form.pending.set(true);
    if let Some(send) = hooks.send {
        send.run(fields);
    }
    let function = form.fixed.with_value(|fixed| fixed.function);
    spawn_local(async move { settle(form, hooks, call::post(function, body).await) });
}

fn settle(form: FormState, hooks: Hooks, result: Result<Then, AppError>) {
    match result {
        Ok(then) => {
            form.error.try_set(None);
            if !hooks.leaves && then == Then::Stay {
                if form.pending.try_set(false).is_none() {
                    browser::close_dialog_around(&form.id());
                }
                if let Some(refresh) = hooks.refresh {
                    refresh.run();
                }
            }
            let elsewhere = hooks.said_elsewhere.filter(|_| then == Then::Leave);
            if let (Some(toasts), Some(said)) = (hooks.toasts, elsewhere.or(hooks.said)) {
                toasts.say(said);
            }
            if let Some(done) = hooks.done {
                done.run(());
            }
        }
        Err(error) => {
            if form.pending.try_set(false).is_some() {
                return;
            }
            // Not for every conflict: a page that no longer offers the form would take what was typed along.
            if matches!(
                error,
                AppError::Conflict(Conflict::Stale { .. } | Conflict::ReopenToComment)
            ) && let Some(refresh) = hooks.refresh
            {
                refresh.run();
            }
            if let Some(failed) = hooks.failed {
                failed.run(error.clone());
            }
            form.refuse(error);
        }
    }
}
