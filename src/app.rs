//! The document, the routes and the contexts every page can count on.

mod routes;

pub use self::routes::{Section, all, desk, office};

use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, Title, provide_meta_context};
use leptos_router::components::{Router, Routes, RoutesProps};
use leptos_router::hooks::use_location;

use crate::model::zone::Zone;
use crate::ui::browser;
use crate::ui::components::toast::{ToastRegion, Toasts};
use crate::ui::flash::Flash;
use crate::ui::mail::MailIsKept;
use crate::ui::pages::problem::NotFound;
use crate::ui::part::{self, Part};
use crate::ui::scroll;
use crate::ui::theme::{ChosenTheme, Theme};
use crate::ui::time::ZoneInForce;

/// Where the meter beside new passwords is, if it was built (ADR 10).
#[derive(Debug, Clone)]
pub struct StrengthModule(pub String);

/// Most bytes of one file, for the field that refuses larger ones before they are sent.
#[derive(Debug, Clone, Copy)]
pub struct MostUploadBytes(pub u64);

/// The names of the office's files, beside the program; the desk's are in Leptos' own `hash.txt`.
const OFFICE_HASH_FILE: &str = "hash.office.txt";

/// The HTML document around the application, in the chosen theme from its first byte.
#[must_use]
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let theme = use_context::<Theme>().unwrap_or_default();
    let module = use_context::<StrengthModule>().map(|StrengthModule(address)| address);
    let language = use_context::<Zone>().unwrap_or_default().language;
    let part = use_context::<Part>().unwrap_or(Part::Desk);
    let most_bytes = use_context::<MostUploadBytes>().map(|MostUploadBytes(most)| most.to_string());
    view! {
        <!DOCTYPE html>
        <html lang=language.as_str() data-theme=theme.as_str() data-most-upload-bytes=most_bytes>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=theme.color_scheme()/>
                <meta name="theme-color" content="#fafafa" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#111113" media="(prefers-color-scheme: dark)"/>
                <script type="module" src="/file-field.js" nonce=use_nonce()></script>
                {module.map(|address| view! { <meta name="strength-module" content=address/> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options=scripts_of(part, &options)/>
                <HashedStylesheet options id="tutta-style"/>
                <MetaTags/>
            </head>
            <body>
                <App routes=all/>
            </body>
        </html>
    }
}

/// Where the scripts of a part are; `cargo leptos watch`, which gives files no digests, makes one of both.
fn scripts_of(part: Part, options: &LeptosOptions) -> LeptosOptions {
    if part == Part::Desk || !options.hash_files {
        return options.clone();
    }
    let mut options = options.clone();
    options.output_name = "office".into();
    options.hash_file = OFFICE_HASH_FILE.into();
    options
}

/// The application: the same tree on the server, which has all routes, and in the browser, which has those of its part.
#[component]
#[must_use]
pub fn App(routes: fn() -> Vec<Section>) -> impl IntoView {
    part::leave_by_links();
    scroll::watch();
    provide_meta_context();
    Flash::provide();
    ChosenTheme::provide();
    ZoneInForce::provide();
    MailIsKept::provide();
    Toasts::provide();
    let (routing, set_routing) = signal(false);
    let routing = move || {
        if routing.get() {
            "routing routing-on"
        } else {
            "routing"
        }
    };
    view! {
        <Title formatter=full_title/>
        <Router set_is_routing=set_routing>
            <Watch/>
            <a class="skip-link" href="#main">"Skip to the content"</a>
            <div class=routing aria-hidden="true"></div>
            {pages(routes)}
            <ToastRegion/>
        </Router>
    }
}

/// What the browser's tab says.
fn full_title(title: String) -> String {
    if title.is_empty() {
        "Tutta".to_owned()
    } else {
        format!("{title} · Tutta")
    }
}

/// Follows the address for those who must know when a page is left.
#[component]
fn Watch() -> impl IntoView {
    let path = use_location().pathname;
    Flash::forget_on_leaving(path);
    // A new page is a new place to read from: without this the focus stays on what is no longer there.
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| browser::focus("main"));
        }
        now
    });
}

fn pages(routes: fn() -> Vec<Section>) -> impl IntoView {
    let routes = move || leptos::tachys::view::iterators::StaticVec::from(routes());
    Routes(
        RoutesProps::builder()
            .fallback(NotFound)
            .children(ToChildren::to_children(routes))
            .build(),
    )
}
