//! The filters of the list: a plain form that leads to an address; with script it follows every choice.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::{FormData, HtmlInputElement};

use super::UNRESOLVED;
use crate::model::group::Group;
use crate::model::list_query::ListAddress;
use crate::model::list_query::ListQuery;
use crate::model::ticket::{Priority, TicketStatus};
use crate::model::ticket_query::{Ordering, TicketQuery};
use crate::model::view::TicketList;
use crate::ui::browser;
use crate::ui::components::button::Look;
use crate::ui::components::field::SelectField;
use crate::ui::components::icon::Icon;
use crate::ui::load::Data;

/// The parameters that the form sets.
const NAMES: [&str; 7] = [
    "q", "status", "priority", "group", "assignee", "mine", "ordering",
];

type Options = Vec<(String, String)>;

fn option(value: impl ToString, words: impl ToString) -> (String, String) {
    (value.to_string(), words.to_string())
}

/// Adds what is chosen where the usual options lack it.
fn with_chosen(mut options: Options, chosen: &str, words: &str) -> Options {
    if !options.iter().any(|(value, _)| value == chosen) {
        options.push(option(chosen, words));
    }
    options
}

fn joined<T: ToString>(values: &[T]) -> String {
    values
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(",")
}

fn statuses(chosen: &str) -> Options {
    let mut options = vec![
        option("", "Any status"),
        option(joined(&UNRESOLVED), "Unresolved"),
    ];
    options.extend(
        TicketStatus::ALL
            .iter()
            .map(|status| option(status, status.label())),
    );
    with_chosen(options, chosen, "Several")
}

fn priorities(chosen: &str) -> Options {
    let mut options = vec![option("", "Any priority")];
    options.extend(
        Priority::ALL
            .iter()
            .rev()
            .map(|priority| option(priority, priority.label())),
    );
    with_chosen(options, chosen, "Several")
}

fn groups(groups: &[Group], chosen: &str) -> Options {
    let mut options = vec![option("", "Any group"), option("none", "No group")];
    options.extend(groups.iter().map(|group| option(group.id, &group.name)));
    with_chosen(options, chosen, "Another group")
}

fn assignees(chosen: &str) -> Options {
    let options = vec![
        option("", "Anyone"),
        option("me", "Me"),
        option("none", "Nobody"),
    ];
    with_chosen(options, chosen, "One person")
}

fn orderings(chosen: &str) -> Options {
    let options = [
        ("-created_at", "Newest"),
        ("created_at", "Oldest"),
        ("-updated_at", "Last updated"),
        ("updated_at", "Longest untouched"),
        ("-priority", "Most urgent"),
        ("status", "Status"),
    ];
    with_chosen(
        options.map(|(value, words)| option(value, words)).into(),
        chosen,
        "As in the table",
    )
}

/// What the form says, as a query from its first page.
fn chosen(form: &web_sys::HtmlFormElement) -> Option<TicketQuery> {
    let data = FormData::new_with_form(form).ok()?;
    let said = |name: &&'static str| Some((*name, data.get(name).as_string()?));
    TicketQuery::parse(NAMES.iter().filter_map(said)).ok()
}

/// The filters.
#[component]
pub fn Filters(
    /// The address of the list.
    list: Memo<String>,
    /// What the address says.
    query: Memo<TicketQuery>,
    /// The list, which knows the groups to choose from.
    data: Data<TicketList>,
) -> impl IntoView {
    let navigate = use_navigate();
    let follow = move || {
        if let Some(query) = browser::by_id("filter").and_then(|form| chosen(&form)) {
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&query.address(&list.get_untracked()), options);
        }
    };
    let follow_too = follow.clone();
    let is_filtered = Memo::new(move |_| query.with(TicketQuery::is_filtered));
    view! {
        <details class="filters" open=is_filtered.get_untracked()>
            <summary class="btn btn-secondary filters-button"><Icon name="list-filter"/> "Filter and sort"</summary>
            <form
                class="filters-form"
                method="get"
                action=list
                role="search"
                aria-label="Tickets"
                id="filter"
                on:submit=move |event| {
                    event.prevent_default();
                    follow();
                }
                on:change=move |_| follow_too()
            >
                <SearchBox query/>
                <Choices query data/>
                <button type="submit" class=Look::Secondary.class()>"Apply"</button>
                <a class="btn btn-quiet" href=list hidden=Signal::derive(move || !is_filtered.get())>"Clear"</a>
            </form>
        </details>
    }
}

/// Words of the subject, or a number; and whether only one's own.
#[component]
fn SearchBox(query: Memo<TicketQuery>) -> impl IntoView {
    let words = Memo::new(move |_| query.with(|query| query.q.clone().unwrap_or_default()));
    let mine = Memo::new(move |_| query.with(|query| query.mine));
    Effect::new(move |before: Option<(String, bool)>| {
        let now = (words.get(), mine.get());
        if before.is_some_and(|before| before != now) {
            if let Some(input) = browser::by_id::<HtmlInputElement>("filter-q") {
                input.set_value(&now.0);
            }
            if let Some(input) = browser::by_id::<HtmlInputElement>("filter-mine") {
                input.set_checked(now.1);
            }
        }
        now
    });
    view! {
        <div class="field filters-search">
            <label class="label" for="filter-q">"Subject or number"</label>
            <input class="input" type="search" id="filter-q" name="q" autocomplete="off" value=words.get_untracked()/>
        </div>
        <label class="check">
            <input type="checkbox" name="mine" value="true" checked=mine.get_untracked() id="filter-mine"/>
            "Only mine"
        </label>
    }
}

#[component]
fn Choices(query: Memo<TicketQuery>, data: Data<TicketList>) -> impl IntoView {
    let part = move |read: fn(&TicketQuery) -> String| Memo::new(move |_| query.with(read));
    let status = part(|query| joined(&query.status));
    let priority = part(|query| joined(&query.priority));
    let group = part(|query| {
        query
            .group
            .map(|group| group.to_string())
            .unwrap_or_default()
    });
    let assignee = part(|query| {
        query
            .assignee
            .map(|person| person.to_string())
            .unwrap_or_default()
    });
    let ordering = part(|query| Ordering::to_string(&query.ordering));
    let group_options =
        Signal::derive(move || data.with(|data| groups(&data.groups, &group.get())));
    view! {
        <SelectField name="status" label="Status" value=status options=Signal::derive(move || statuses(&status.get()))/>
        <SelectField name="priority" label="Priority" value=priority options=Signal::derive(move || priorities(&priority.get()))/>
        <SelectField name="group" label="Group" value=group options=group_options/>
        <SelectField name="assignee" label="Assignee" value=assignee options=Signal::derive(move || assignees(&assignee.get()))/>
        <SelectField name="ordering" label="Sort by" value=ordering options=Signal::derive(move || orderings(&ordering.get()))/>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_no_option_has_gets_one() {
        assert!(statuses("open,closed").contains(&option("open,closed", "Several")));
        assert_eq!(statuses("open").len(), statuses("").len());
    }
}
