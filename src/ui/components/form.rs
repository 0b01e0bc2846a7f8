//! The one form: a plain post to the page's own address before WASM, a call of the server function after.
//!
//! `_fn` names the server function for the plain post. What the server refused comes back as a flash and
//! lands in the same places as an error of a call: under its field, or in the alert above.

use leptos::context::Provider;
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;

use super::alert::FormAlert;
use super::toast::Toasts;
use crate::model::error::Conflict;
use crate::model::{AppError, FieldErrors};
use crate::ui::browser;
use crate::ui::flash::Flash;
use crate::ui::load::Refresh;

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

/// What happens after an answer.
#[derive(Clone, Copy)]
struct Hooks {
    done: Option<Callback<()>>,
    failed: Option<Callback<AppError>>,
    said: Option<&'static str>,
    leaves: bool,
    refresh: Option<Refresh>,
    toasts: Option<Toasts>,
}

/// A form of the server function `S`.
#[component]
pub fn Form<S>(
    /// See [`FormState::new`].
    form: FormState,
    /// The version of the record that is shown; a refused stale save sends the current one instead.
    #[prop(optional, into)]
    version: Option<Signal<i32>>,
    /// The model's own checks, run before anything is sent.
    #[prop(optional)]
    check: Option<fn(&S) -> FieldErrors>,
    /// Runs with what is being sent.
    #[prop(optional, into)]
    on_send: Option<Callback<S>>,
    /// Runs after success.
    #[prop(optional, into)]
    on_done: Option<Callback<()>>,
    /// Runs after a refusal.
    #[prop(optional, into)]
    on_fail: Option<Callback<AppError>>,
    /// What to say after success.
    #[prop(optional, into)]
    said: Option<&'static str>,
    /// Whether success leads to another page: the form then stays busy until it is gone.
    #[prop(optional)]
    leaves: bool,
    /// Classes of the form element.
    #[prop(optional, into)]
    class: &'static str,
    /// Role of the form element; `none` inside a menu.
    #[prop(optional, into)]
    role: Option<&'static str>,
    /// The fields.
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Error = AppError, Output = ()> + DeserializeOwned + Clone + Send + 'static,
{
    let refresh = use_context::<Refresh>();
    let hooks = Hooks {
        done: on_done,
        failed: on_fail,
        said,
        leaves,
        refresh,
        toasts: Toasts::find(),
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if form.pending.get_untracked() {
            return;
        }
        let input = match S::from_event(&event) {
            Ok(input) => input,
            Err(error) => return form.refuse(AppError::Malformed(error.to_string())),
        };
        let errors = check.map(|check| check(&input)).unwrap_or_default();
        if !errors.is_empty() {
            return form.refuse(errors.into());
        }
        form.pending.set(true);
        if let Some(on_send) = on_send {
            on_send.run(input.clone());
        }
        spawn_local(async move { settle(form, hooks, input.run_on_client().await) });
    };
    element(form, version, (class, role), Box::new(on_submit), children)
}

/// The form element; not generic, so that it is compiled once.
fn element(
    form: FormState,
    version: Option<Signal<i32>>,
    (class, role): (&'static str, Option<&'static str>),
    on_submit: Box<dyn FnMut(SubmitEvent)>,
    children: Children,
) -> AnyView {
    let (id, function, hidden) = form
        .fixed
        .with_value(|fixed| (fixed.id.clone(), fixed.function, fixed.hidden.clone()));
    let version = version.map(|version| {
        let value = move || form.stale().unwrap_or_else(|| version.get()).to_string();
        view! { <input type="hidden" name="version" value=value/> }
    });
    view! {
        <form id=id method="post" action="" class=class role=role novalidate on:submit=on_submit>
            <input type="hidden" name="_fn" value=function/>
            {hidden
                .into_iter()
                .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
                .collect_view()}
            {version}
            <Provider value=form>
                <FormAlert/>
                {children()}
            </Provider>
        </form>
    }
    .into_any()
}

fn settle(form: FormState, hooks: Hooks, result: Result<(), AppError>) {
    match result {
        Ok(()) => {
            form.error.try_set(None);
            if !hooks.leaves {
                form.pending.try_set(false);
                if let Some(refresh) = hooks.refresh {
                    refresh.run();
                }
            }
            if let (Some(toasts), Some(said)) = (hooks.toasts, hooks.said) {
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
            if matches!(error, AppError::Conflict(_))
                && let Some(refresh) = hooks.refresh
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
