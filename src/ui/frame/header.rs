//! The bar on top: where one is, what one most often does, and who one is.

use leptos::prelude::*;
use web_sys::HtmlDetailsElement;

use super::navigation::NavigationLinks;
use super::person::PersonMenu;
use super::switcher::OrganizationSwitcher;
use crate::model::view::Frame;
use crate::policy::{OrganizationAction, can};
use crate::ui::browser;
use crate::ui::components::icon::{Icon, icon};
use crate::ui::components::menu::close_on_navigation;
use crate::ui::erase::Kids;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, live_html, markup};

/// The header.
#[component]
pub fn Header(
    /// What the frame knows.
    frame: Data<Frame>,
) -> impl IntoView {
    let me = frame.map(|frame| frame.me.clone());
    let note = frame.map(|frame| frame.viewer.role.label());
    view! {
        <header class="header">
            <Drawer><NavigationLinks frame/></Drawer>
            <OrganizationSwitcher frame/>
            <div class="grow"></div>
            {live_html("", move || frame.with(search))}
            {live_html("", move || frame.with(new_ticket))}
            <PersonMenu me note/>
        </header>
    }
}

/// The way to the search: a field where there is room for one, else a button that leads to it.
fn search(frame: &Frame) -> Markup {
    let address = ["/o/", frame.organization.slug.as_str(), "/search"].concat();
    markup![
        "<form class='header-search' method='get' role='search' aria-label='Quick search' action='",
        &address,
        "'><input class='input' type='search' name='q' maxlength='200' aria-label='Search tickets' \
         placeholder='Search tickets' autocomplete='off'></form>\
         <a class='icon-btn header-find' aria-label='Search tickets' href='",
        &address,
        "'>",
        icon("search"),
        "</a>"
    ]
}

/// What one most often does.
fn new_ticket(frame: &Frame) -> Markup {
    if !can(&frame.viewer, OrganizationAction::CreateTicket, &()).is_allowed() {
        return Markup::new();
    }
    markup![
        "<a class='btn btn-primary header-new' href='/o/",
        frame.organization.slug.as_str(),
        "/tickets/new'>",
        icon("plus"),
        "<span>New ticket</span></a>"
    ]
}

/// The navigation where there is no room for a sidebar: folds out over the page, with or without script.
#[component]
pub fn Drawer(
    /// The links.
    children: Kids,
) -> impl IntoView {
    close_on_navigation("drawer");
    let close = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(details) = browser::by_id::<HtmlDetailsElement>("drawer")
        {
            details.set_open(false);
        }
    };
    view! {
        <details class="drawer" id="drawer" on:keydown=close>
            <summary class="icon-btn" aria-label="Navigation">
                <Icon name="menu" class="icon-md"/>
            </summary>
            <nav class="drawer-panel" aria-label="Main">
                {children.make()}
            </nav>
        </details>
    }
}
