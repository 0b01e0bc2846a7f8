//! `/o/{slug}/admin/users`: the people of the organization; the filter and the page are in the address.

mod add;
pub mod person;
pub(super) mod row;

use leptos::prelude::*;

use self::add::AddPerson;
use self::row::row;
use crate::api::people::LoadPeople;
use crate::model::Role;
use crate::model::list_query::ListAddress;
use crate::model::person::{PeopleList, PersonQuery};
use crate::ui::components::empty::empty;
use crate::ui::components::field::SelectField;
use crate::ui::components::filter::{Filter, FilterField, choices};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::{Erase, live};
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::list::{turning, use_list_query};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html};
use crate::ui::number::counted;

/// The part of the form that people are searched by, wherever they are listed.
#[component]
pub(super) fn SearchFields(
    /// What the address says.
    query: Memo<PersonQuery>,
) -> impl IntoView {
    let part = move |read: fn(&PersonQuery) -> String| Memo::new(move |_| query.with(read));
    let words = part(|query| query.q.clone().unwrap_or_default());
    let role = part(|query| query.role.map(|role| role.to_string()).unwrap_or_default());
    let roles = choices(
        "Any role",
        Role::ALL.map(|role| (role.as_str(), role.label())),
    );
    view! {
        <FilterField name="q" label="Name or address" value=words/>
        <SelectField name="role" label="Role" options=roles value=role/>
    }
    .erase()
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
            <Controls list query/>
            <div class="card">{live(rows)}</div>
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, &list.get(), &query.get())))}
        </div>
    }
    .erase()
}

#[component]
fn Controls(list: Memo<String>, query: Memo<PersonQuery>) -> impl IntoView {
    let active = Memo::new(move |_| query.with(|query| query.is_active));
    let active = Signal::derive(move || active.get().map(|it| it.to_string()).unwrap_or_default());
    let states = choices("Any status", [("true", "Active"), ("false", "Inactive")]);
    let is_filtered = Memo::new(move |_| query.with(PersonQuery::is_filtered));
    view! {
        <Filter list label="People" is_filtered>
            <SearchFields query/>
            <SelectField name="is_active" label="Status" options=states value=active/>
        </Filter>
    }
    .erase()
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
