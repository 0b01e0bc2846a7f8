//! Who one is, how the pages are coloured, and the way out.

use leptos::prelude::*;

use crate::api::identity::{SetTheme, SignOut};
use crate::model::user::Me;
use crate::ui::browser;
use crate::ui::components::avatar::avatar;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{Menu, MenuState};
use crate::ui::erase::When;
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::theme::{ChosenTheme, Theme};

/// The menu behind one's initials.
#[component]
pub fn PersonMenu(
    /// Who one is.
    me: Signal<Me>,
    /// What one is here, in a word.
    note: Signal<&'static str>,
) -> impl IntoView {
    let name = Signal::derive(move || me.with(Me::name));
    let label = Signal::derive(move || format!("Your account: {}", name.get()));
    let button = live_html("", move || avatar(&name.get(), ""));
    view! {
        <Menu id="person" label button_class="person-btn" panel_class="menu-panel-end" button>
            {live_html("menu-person", move || me.with(|me| introduce(me, note.get())))}
            <AccountItem/>
            <PlatformItem me/>
            <ThemeSwitch/>
            <SignOutItem/>
        </Menu>
    }
}

fn introduce(me: &Me, note: &'static str) -> Markup {
    markup![
        "<div class='font-medium truncate'>",
        me.name(),
        "</div><div class='menu-note truncate'>",
        me.email,
        "</div><div class='menu-note'>",
        note,
        "</div>"
    ]
}

/// The way to one's own account.
#[component]
fn AccountItem() -> impl IntoView {
    let menu = MenuState::around();
    view! {
        <a class="menu-item" data-item="" href="/account" role=MenuState::role(menu, "menuitem")>
            <Icon name="user"/>
            "Your account"
        </a>
    }
}

/// The way to the platform's console, for those who run it.
#[component]
fn PlatformItem(me: Signal<Me>) -> impl IntoView {
    let menu = MenuState::around();
    view! {
        <When is=Signal::derive(move || me.with(|me| me.is_master_user))>
            <a class="menu-item" data-item="" href="/platform" role=MenuState::role(menu, "menuitem")>
                <Icon name="building-2"/>
                "Platform console"
            </a>
        </When>
    }
}

/// System, light or dark; changes at once where there is script, with the next page where there is none.
#[component]
pub fn ThemeSwitch(
    /// Unique on the page.
    #[prop(default = "theme")]
    id: &'static str,
) -> impl IntoView {
    let menu = MenuState::around();
    let chosen = use_context::<ChosenTheme>();
    let form = FormState::new::<SetTheme>(id, vec![]);
    let title = format!("{id}-title");
    let labelled_by = title.clone();
    let choose = move |sent: Fields| {
        let theme = sent.get("theme");
        browser::show_theme(&theme);
        if let (Some(ChosenTheme(chosen)), Ok(theme)) = (chosen, theme.parse()) {
            chosen.set(theme);
        }
    };
    let option = move |theme: Theme| {
        let is_chosen = move || chosen.is_some_and(|ChosenTheme(chosen)| chosen.get() == theme);
        let flag = move || if is_chosen() { "true" } else { "false" };
        let role = MenuState::role(menu, "menuitemradio");
        let icon = match theme {
            Theme::System => "monitor",
            Theme::Light => "sun",
            Theme::Dark => "moon",
        };
        view! {
            <button
                class="segment"
                name="theme"
                value=theme.as_str()
                data-item=""
                role=role
                aria-checked=Signal::derive(move || role.get().map(|_| flag()))
                aria-pressed=Signal::derive(move || role.get().is_none().then(flag))
            >
                <Icon name=icon/>
                {theme.label()}
            </button>
        }
    };
    view! {
        <Form form role="none" on_send=choose>
            <div class="menu-title" id=title>"Theme"</div>
            <div class="segments" role="group" aria-labelledby=labelled_by>
                {Theme::ALL.map(option).into_iter().collect_view()}
            </div>
        </Form>
    }
}

#[component]
fn SignOutItem() -> impl IntoView {
    let menu = MenuState::around();
    let form = FormState::new::<SignOut>("sign-out", vec![]);
    view! {
        <Form form role="none" leaves=true>
            <button class="menu-item" data-item="" role=MenuState::role(menu, "menuitem")>
                <Icon name="log-out"/>
                "Sign out"
            </button>
        </Form>
    }
}
