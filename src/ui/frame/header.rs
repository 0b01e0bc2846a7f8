//! The bar on top: where one is, what one most often does, and who one is.

use leptos::html;
use leptos::prelude::*;

use super::navigation::NavigationLinks;
use super::person::PersonMenu;
use super::switcher::OrganizationSwitcher;
use crate::model::view::Frame;
use crate::policy::OrganizationAction;
use crate::ui::components::button::LinkButton;
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::close_on_navigation;
use crate::ui::load::Data;

/// The header.
#[component]
pub fn Header(
    /// What the frame knows.
    frame: Data<Frame>,
) -> impl IntoView {
    let may_create = frame.allows(OrganizationAction::CreateTicket);
    let new_ticket = frame.map(|frame| format!("/o/{}/tickets/new", frame.organization.slug));
    view! {
        <header class="header">
            <Drawer frame/>
            <OrganizationSwitcher frame/>
            <div class="grow"></div>
            <Show when=move || may_create.get()>
                <LinkButton href=new_ticket icon="plus" class="header-new">"New ticket"</LinkButton>
            </Show>
            <PersonMenu frame/>
        </header>
    }
}

/// The navigation where there is no room for a sidebar: folds out over the page, with or without script.
#[component]
fn Drawer(frame: Data<Frame>) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    close_on_navigation(node);
    let close = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(details) = node.get_untracked()
        {
            details.set_open(false);
        }
    };
    view! {
        <details class="drawer" node_ref=node on:keydown=close>
            <summary class="icon-btn" aria-label="Navigation">
                <Icon name="menu" class="icon-md"/>
            </summary>
            <nav class="drawer-panel" aria-label="Main">
                <NavigationLinks frame/>
            </nav>
        </details>
    }
}
