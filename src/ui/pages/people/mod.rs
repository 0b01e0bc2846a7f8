//! `/o/{slug}/admin/users`: the people of the organization; the filter and the page are in the address.

mod add;
pub(super) mod row;

use leptos::prelude::*;

use self::add::AddPerson;
use self::row::row;
use crate::api::people::LoadPeople;
use crate::model::Role;
use crate::model::list_query::ListAddress;
use crate::model::person::{PeopleList, PersonQuery};
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::empty::empty;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::{Erase, live};
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::list::{turning, use_list_query};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::number::counted;

/// A choice of a filter form.
pub(super) fn choice(
    name: &'static str,
    label: &'static str,
    any: &'static str,
    options: &[(&'static str, &'static str)],
    chosen: &str,
) -> Markup {
    let option = |(value, words): &(&'static str, &'static str)| {
        let selected = (*value == chosen).then(|| markup![" selected"]);
        markup![
            "<option value='",
            *value,
            "'",
            selected,
            ">",
            *words,
            "</option>"
        ]
    };
    let options: Markup = options.iter().map(option).collect();
    markup![
        "<div class='field'><label class='label' for='filter-",
        name,
        "'>",
        label,
        "</label><select class='input select' id='filter-",
        name,
        "' name='",
        name,
        "'><option value=''>",
        any,
        "</option>",
        options,
        "</select></div>"
    ]
}

/// The box to search people in.
pub(super) fn search(query: &PersonQuery) -> Markup {
    markup![
        "<div class='field'><label class='label' for='filter-q'>Name or address</label>",
        "<input class='input' type='search' id='filter-q' name='q' autocomplete='off' value='",
        query.q.as_deref().unwrap_or_default(),
        "'></div>"
    ]
}

/// A plain form that leads to an address.
pub(super) fn filter(list: &str, fields: Markup, is_filtered: bool) -> Markup {
    let clear = is_filtered.then(|| link_button(list, Look::Quiet, "", "Clear"));
    markup![
        "<form class='people-filter' method='get' action='",
        list,
        "' role='search' aria-label='People'>",
        fields,
        "<button type='submit' class='btn btn-secondary'>Search</button>",
        clear,
        "</form>"
    ]
}

/// The page.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let slug = use_slug();
    let query = use_list_query();
    load(
        move || LoadPeople {
            slug: slug.get(),
            query: query.with(PersonQuery::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |data| page(slug, query, data),
    )
}

fn page(slug: Memo<String>, query: Memo<PersonQuery>, data: Data<PeopleList>) -> AnyView {
    let list = Memo::new(move |_| format!("/o/{}/admin/users", slug.get()));
    let head = move || {
        let note = data.with(|data| counted(data.page.count, "person", "people"));
        page_head("Users", &note, Markup::new())
    };
    let rows = move || {
        let (slug, is_filtered) = (slug.get(), query.with_untracked(PersonQuery::is_filtered));
        data.with(|data| rows(data, &slug, is_filtered))
    };
    view! {
        <TabTitle title="Users"/>
        <div class="page">
            <AdminTabs/>
            <div class="page-head">
                {live_html("grow", head)}
                <AddPerson slug=slug.get_untracked() roles=data.map(|data| row::roles(&data.viewer))/>
            </div>
            {live_html("", move || query.with(|query| controls(&list.get(), query)))}
            <div class="card">{live(rows)}</div>
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, &list.get(), &query.get())))}
        </div>
    }
    .erase()
}

fn controls(list: &str, query: &PersonQuery) -> Markup {
    let roles = Role::ALL.map(|role| (role.as_str(), role.label()));
    let role = query.role.map(Role::as_str).unwrap_or_default();
    let active = match query.is_active {
        None => "",
        Some(true) => "true",
        Some(false) => "false",
    };
    let states = [("true", "Active"), ("false", "Inactive")];
    let fields = markup![
        search(query),
        choice("role", "Role", "Any role", &roles, role),
        choice("is_active", "Status", "Any status", &states, active)
    ];
    filter(list, fields, query.is_filtered())
}

fn rows(data: &PeopleList, slug: &str, is_filtered: bool) -> AnyView {
    if data.page.results.is_empty() {
        let text = if is_filtered {
            "Nobody fits this search. Take a part of it off."
        } else {
            "People who work and ask for help here appear in this list."
        };
        return html("", empty("users", "Nobody here", text, Markup::new()));
    }
    let rows = data.page.results.iter();
    let rows = rows.map(|person| row(person, data, slug)).collect_view();
    view! { <ul class="people">{rows}</ul> }.erase()
}
