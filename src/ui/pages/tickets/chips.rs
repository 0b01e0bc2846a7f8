//! What narrows the list, a chip for each condition: what it says opens its form, its cross takes it off.

use super::words;
use crate::model::list_query::ListAddress;
use crate::model::ticket_list::FILTER;
use crate::model::ticket_query::{Condition, Test, TicketQuery};
use crate::model::view::TicketList;
use crate::ui::components::icon::sized_icon;
use crate::ui::markup::{Markup, markup};

/// The address of a condition's form, over the list of `query`.
fn form_address(test: Test, query: &TicketQuery, list: &str) -> String {
    let mut address = query.at(None).address(list);
    address.push(if address.contains('?') { '&' } else { '?' });
    [address.as_str(), FILTER, "=", test.as_str()].concat()
}

/// All that narrows the list; nothing where nothing does.
pub fn chips(data: &TicketList, query: &TicketQuery, list: &str) -> Markup {
    if !query.is_filtered() {
        return Markup::new();
    }
    let of_condition = |condition: &Condition| {
        let test = condition.test();
        // A further condition on tags is a new one: there is nothing that its form would start from.
        let form = (test != Test::Tag).then(|| form_address(test, query, list));
        let rest = query.keeping(|it| it != condition).address(list);
        chip(test.label(), &words::values(condition, data), form, &rest)
    };
    let conditions: Markup = query.conditions.iter().map(of_condition).collect();
    let mine = query.mine.then(|| {
        let rest = TicketQuery {
            mine: false,
            ..query.at(None)
        };
        chip("Requester or assignee is", "Me", None, &rest.address(list))
    });
    let words = query.q.as_ref().map(|q| {
        let rest = TicketQuery {
            q: None,
            ..query.at(None)
        };
        chip("Words are", q, None, &rest.address(list))
    });
    let all = query.unfiltered().address(list);
    markup![
        "<ul class='chips' aria-label='Filters'>",
        conditions,
        mine,
        words,
        "<li><a class='btn btn-quiet' data-noscroll='true' href='",
        all,
        "'>Clear all</a></li></ul>"
    ]
}

/// One condition: `label` and `values` say it, `rest` is the list without it.
fn chip(label: &str, values: &str, form: Option<String>, rest: &str) -> Markup {
    let said = markup![label, " <b>", values, "</b>"];
    let said = match form {
        Some(form) => markup![
            "<a class='chip-words' data-noscroll='true' href='",
            form,
            "'>",
            said,
            "</a>"
        ],
        None => markup!["<span class='chip-words'>", said, "</span>"],
    };
    markup![
        "<li class='chip'>",
        said,
        "<a class='chip-off' data-noscroll='true' href='",
        rest,
        "' aria-label='Remove: ",
        label,
        " ",
        values,
        "'>",
        sized_icon("x", "icon-sm"),
        "</a></li>"
    ]
}

/// The fields to choose from for one condition more, as items of a menu once there is one.
pub fn fields(query: &TicketQuery, list: &str, role: Option<&'static str>) -> Markup {
    let role = role.map(|role| markup![" role='", role, "'"]);
    let field = |tests: &[Test]| {
        let test = tests.first()?;
        Some(markup![
            "<a class='menu-item' data-item data-noscroll='true'",
            role,
            " href='",
            form_address(*test, query, list),
            "'>",
            test.field(),
            "</a>"
        ])
    };
    Test::ALL.chunks(2).filter_map(field).collect()
}
