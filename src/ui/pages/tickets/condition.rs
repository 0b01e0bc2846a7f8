//! The form of one condition: how it compares, and with what. A plain one, which leads to an address of the list.

use chrono::NaiveDate;

use crate::model::list_query::ListAddress;
use crate::model::ticket::{Priority, TicketStatus};
use crate::model::ticket_list::{Draft, TicketListAddress};
use crate::model::ticket_query::Test;
use crate::model::view::TicketList;
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::icon::icon;
use crate::ui::markup::{Markup, hidden, markup};

/// The id of the form.
pub const FORM: &str = "condition";

/// The form, while a condition is being put together.
pub fn form(data: &TicketList, asked: &TicketListAddress, list: &str) -> Markup {
    let Some(draft) = &asked.draft else {
        return Markup::new();
    };
    let kept = asked.without(draft.test).pairs();
    let kept: Markup = kept
        .iter()
        .map(|(name, value)| hidden(name, value))
        .collect();
    let message = draft.message.as_ref().map(|message| {
        markup![
            "<p class='field-error' id='condition-error' role='alert'>",
            icon("circle-alert"),
            "<span>",
            message,
            "</span></p>"
        ]
    });
    markup![
        "<form class='condition card' method='get' id='condition' aria-label='Filter by ",
        draft.test.field(),
        "' action='",
        list,
        "'>",
        kept,
        comparison(draft),
        control(draft, data),
        message,
        "<div class='row'><button type='submit' class='btn btn-primary'>Apply</button>",
        link_button(&asked.query.address(list), Look::Quiet, "", "Cancel"),
        "</div></form>"
    ]
}

/// How it compares.
fn comparison(draft: &Draft) -> Markup {
    let option = |test: &Test| {
        let chosen = (*test == draft.test).then(|| markup![" selected"]);
        markup![
            "<option value='",
            test.as_str(),
            "'",
            chosen,
            ">",
            test.label(),
            "</option>"
        ]
    };
    let options: Markup = draft.test.of_field().iter().map(option).collect();
    markup![
        "<select class='input select' name='filter' aria-label='Comparison'>",
        options,
        "</select>"
    ]
}

/// What it compares with.
fn control(draft: &Draft, data: &TicketList) -> Markup {
    match draft.test {
        Test::Status | Test::StatusNot => {
            let all = TicketStatus::ALL.iter();
            boxes(draft, all.map(|it| choice(it, it.label())).collect())
        }
        Test::Priority | Test::PriorityNot => {
            let all = Priority::ALL.iter().rev();
            boxes(draft, all.map(|it| choice(it, it.label())).collect())
        }
        Test::Group | Test::GroupNot => {
            let mut groups = vec![choice("none", "No group")];
            groups.extend(data.groups.iter().map(|it| choice(it.id, &it.name)));
            boxes(draft, groups)
        }
        Test::Assignee | Test::AssigneeNot => {
            let mut people = vec![choice("me", "Me"), choice("none", "Nobody")];
            people.extend(data.people.iter().map(|it| choice(it.id, &it.name)));
            boxes(draft, people)
        }
        Test::CreatedBy | Test::CreatedByNot => requesters(draft, data),
        Test::Tag | Test::TagNot => {
            let option = |tag: &String| markup!["<option value='", tag, "'></option>"];
            let known: Markup = data.tags.iter().map(option).collect();
            let label = "One of these tags, separated by commas";
            markup![
                line("text", label, &draft.values.join(", "), draft),
                "<datalist id='condition-known'>",
                known,
                "</datalist>"
            ]
        }
        Test::CreatedAfter | Test::CreatedBefore | Test::UpdatedAfter | Test::UpdatedBefore => {
            let value = draft.values.concat();
            // A browser's calendar has no room for a time, or for what is no day.
            let is_day = value.is_empty() || value.parse::<NaiveDate>().is_ok();
            line(if is_day { "date" } else { "text" }, "Day", &value, draft)
        }
    }
}

/// Those whose tickets are in sight, those who work here, and anybody by their address.
fn requesters(draft: &Draft, data: &TicketList) -> Markup {
    let mut people = vec![choice("me", "Me")];
    let in_sight = data.page.results.iter().map(|row| &row.requester);
    people.extend(
        in_sight
            .chain(&data.people)
            .map(|it| choice(it.id, &it.name)),
    );
    let typed = draft.values.iter().find(|value| value.contains('@'));
    let typed = typed.map_or("", String::as_str);
    markup![
        boxes(draft, people),
        line("email", "or an e-mail address", typed, draft)
    ]
}

type Choice = (String, String);

fn choice(value: impl ToString, words: &str) -> Choice {
    (value.to_string(), words.to_owned())
}

/// Boxes to tick, each thing once.
fn boxes(draft: &Draft, mut choices: Vec<Choice>) -> Markup {
    let mut seen = Vec::new();
    choices.retain(|(value, _)| {
        let is_new = !seen.contains(value);
        seen.push(value.clone());
        is_new
    });
    let tick = |(value, words): &Choice| {
        let ticked = draft.values.contains(value).then(|| markup![" checked"]);
        markup![
            "<label class='check'><input type='checkbox' name='value' value='",
            value,
            "'",
            ticked,
            ">",
            words,
            "</label>"
        ]
    };
    let ticks: Markup = choices.iter().map(tick).collect();
    markup![
        "<fieldset class='choices'><legend class='sr-only'>",
        draft.test.field(),
        "</legend>",
        ticks,
        "</fieldset>"
    ]
}

/// Something to type.
fn line(kind: &'static str, label: &'static str, value: &str, draft: &Draft) -> Markup {
    let wrong = draft.message.is_some();
    let wrong = wrong.then(|| markup![" aria-invalid='true' aria-describedby='condition-error'"]);
    markup![
        "<label class='field'><span class='label'>",
        label,
        "</span><input class='input' name='value' list='condition-known' autocomplete='off' type='",
        kind,
        "' value='",
        value,
        "'",
        wrong,
        "></label>"
    ]
}
