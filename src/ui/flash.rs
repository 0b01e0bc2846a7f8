//! A plain form post that was refused, as its page's forms see it.

use leptos::prelude::*;

use crate::model::view::FormFlash;

/// The refused post this page was rendered for, if any; gone after the first navigation.
#[derive(Clone, Copy)]
pub struct Flash {
    refused: StoredValue<Option<FormFlash>>,
    /// Whether a form of the page shows it.
    is_taken: StoredValue<bool>,
}

impl Flash {
    /// Takes the server's flash into both renderings and provides it to every form below.
    pub fn provide() {
        let flash = SharedValue::new(use_context::<FormFlash>).into_inner();
        provide_context(Self {
            refused: StoredValue::new(flash),
            is_taken: StoredValue::new(false),
        });
    }

    /// Forgets the flash as soon as the browser leaves the page it belongs to.
    pub fn forget_on_leaving(path: Memo<String>) {
        if let Some(Self { refused: flash, .. }) = use_context() {
            Effect::new(move |before: Option<String>| {
                let now = path.get();
                if before.is_some_and(|before| before != now) {
                    flash.set_value(None);
                }
                now
            });
        }
    }

    /// What no form of the page has taken: the form it was typed into is not there any more.
    #[must_use]
    pub fn left() -> Option<FormFlash> {
        let Self { refused, is_taken } = use_context()?;
        refused.get_value().filter(|_| !is_taken.get_value())
    }

    /// The flash of this form: of its server function, and with the same fixed fields.
    #[must_use]
    pub fn of(function: &str, fixed: &[(&'static str, String)]) -> Option<FormFlash> {
        let has = |flash: &FormFlash, name: &str, value: &str| {
            flash
                .values
                .iter()
                .any(|(given, typed)| given == name && typed == value)
        };
        let belongs = |flash: &&FormFlash| {
            flash.function == function && fixed.iter().all(|(name, value)| has(flash, name, value))
        };
        let Self { refused, is_taken } = use_context()?;
        let taken = refused.with_value(|flash| flash.as_ref().filter(belongs).cloned())?;
        is_taken.set_value(true);
        Some(taken)
    }
}
