//! The filters of the list.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::UNRESOLVED;
use crate::model::group::Group;
use crate::model::ticket::{Priority, TicketStatus};
use crate::model::ticket_query::{Ordering, TicketQuery};
use crate::model::view::TicketList;
use crate::ui::browser;
use crate::ui::components::field::SelectField;
use crate::ui::components::filter::{Filter, FilterField};
use crate::ui::load::Data;

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
        ("", "Newest"),
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
    let is_filtered = Memo::new(move |_| query.with(TicketQuery::is_filtered));
    view! {
        <Filter list label="Tickets" opener="Filter and sort" is_filtered>
            <Words query/>
            <Choices query data/>
        </Filter>
    }
}

/// Words, or a number; and whether only one's own.
#[component]
fn Words(query: Memo<TicketQuery>) -> impl IntoView {
    let words = Memo::new(move |_| query.with(|query| query.q.clone().unwrap_or_default()));
    let mine = Memo::new(move |_| query.with(|query| query.mine));
    Effect::new(move |before: Option<bool>| {
        let now = mine.get();
        if before.is_some_and(|before| before != now)
            && let Some(input) = browser::by_id::<HtmlInputElement>("filter-mine")
        {
            input.set_checked(now);
        }
        now
    });
    view! {
        <FilterField name="q" label="Words or number" value=words/>
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
    // The usual order is no part of an address.
    let ordering = part(|query| {
        if query.ordering == Ordering::default() {
            String::new()
        } else {
            query.ordering.to_string()
        }
    });
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
