//! `/o/{slug}/tickets`: the list; its filters, order and page are in the address.

mod chips;
mod condition;
mod filters;
mod words;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use self::filters::{Bar, Conditions};
use crate::api::tickets::LoadTickets;
use crate::model::FieldErrors;
use crate::model::list_query::ListAddress;
use crate::model::ticket::TicketStatus;
use crate::model::ticket_list::TicketListAddress;
use crate::model::ticket_query::{Choice, Condition, PersonFilter, TicketQuery};
use crate::model::view::{Frame, TicketList};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, link_button};
use crate::ui::components::empty::empty;
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::tabs::{Tab, tabs};
use crate::ui::components::tickets::{file_button, ticket_table};
use crate::ui::erase::{Erase, text};
use crate::ui::frame::{use_frame, use_slug};
use crate::ui::list::turning;
use crate::ui::load::{Data, Refresh, load};
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::number::tickets;
use crate::ui::part::redirect;

/// The page.
#[component]
pub fn TicketsPage() -> impl IntoView {
    let (slug, params) = (use_slug(), use_query_map());
    let asked = Memo::new(move |_| TicketListAddress::parse(params.get()));
    let list = Memo::new(move |_| format!("/o/{}/tickets", slug.get()));
    // Without script, the form of a condition leads here with its answer beside the others.
    let answer = asked.with_untracked(|asked| {
        asked
            .is_answer
            .then(|| asked.query.address(&list.get_untracked()))
    });
    if let Some(answer) = answer {
        return redirect(answer);
    }
    load(
        move || LoadTickets {
            slug: slug.get(),
            query: asked.with(|asked| asked.query.to_query_string()),
            filter: asked.with(|asked| match &asked.draft {
                Some(draft) => draft.test.to_string(),
                None => String::new(),
            }),
        },
        |_| (),
        skeleton::list,
        move |data| page(list, asked, data),
    )
}

fn page(list: Memo<String>, asked: Memo<TicketListAddress>, data: Data<TicketList>) -> AnyView {
    let frame = use_frame();
    let query = Memo::new(move |_| asked.with(|asked| asked.query.clone()));
    let shown = move || {
        let (list, query) = (list.get(), query.get_untracked());
        data.with(|data| frame.with(|frame| rows(data, &list, &query, frame)))
    };
    let refresh = use_context::<Refresh>();
    let busy = Signal::derive(move || refresh.is_some_and(Refresh::loading).then_some("true"));
    let count = move || data.with(|data| tickets(data.page.count));
    view! {
        <TabTitle title="Tickets"/>
        <div class="page">
            {live_html("", move || page_head("Tickets", &count(), Markup::new()))}
            <p class="sr-only" role="status">{text(move || count() + " in the list")}</p>
            {live_html("", move || tabs("Lists", &lists(&list.get(), &query.get())))}
            {live_html("empty:hidden", move || asked.with(|asked| left_out(&asked.wrong)))}
            <Bar list query/>
            <Conditions list asked data/>
            <div class="list" aria-busy=busy>
                {live_html("card", shown)}
            </div>
            {live_html("empty:hidden", move || data.with(|data| turning(&data.page, &list.get(), &query.get())))}
        </div>
    }
    .erase()
}

/// What of the address could not be read; what nobody knows is nobody's mistake.
fn left_out(wrong: &FieldErrors) -> Markup {
    let line = |(name, message): (&str, &str)| markup!["<li>", name, ": ", message, "</li>"];
    let is_ours = |(name, _): &(&str, &str)| TicketQuery::knows(name);
    let lines: Markup = wrong.iter().filter(is_ours).map(line).collect();
    if lines.is_empty() {
        return lines;
    }
    let words = markup![
        "<p>The address asks for something that there is not; this was left out.</p><ul>",
        lines,
        "</ul>"
    ];
    alert(Tone::Warning, words)
}

fn rows(data: &TicketList, list: &str, query: &TicketQuery, frame: &Frame) -> Markup {
    if !data.page.results.is_empty() {
        return ticket_table(&data.page.results, data.now, list, "Tickets", Some(query));
    }
    if query.is_filtered() {
        let all = query.unfiltered().address(list);
        let next = link_button(&all, Look::Secondary, "", "Clear the filters");
        return empty(
            "list-filter",
            "No ticket matches",
            nothing_fits(query),
            next,
        );
    }
    let text =
        "Tickets are how people here ask for help. Those you file or work on appear in this list.";
    empty("inbox", "No tickets yet", text, file_button(frame))
}

fn nothing_fits(query: &TicketQuery) -> &'static str {
    match (query.q.is_some(), query.without_words().is_filtered()) {
        (true, false) => {
            "No text you can read has all of this. Try fewer words, or only how they begin."
        }
        (true, true) => {
            "Nothing you can see has all of this in one text and fits these filters. Try fewer words or filters."
        }
        (false, _) => "Nothing you can see fits these filters. Take some of them off.",
    }
}

/// The lists one looks at most.
fn lists(list: &str, query: &TicketQuery) -> Vec<Tab> {
    let is_unresolved = Condition::Status(Choice::is([
        TicketStatus::Open,
        TicketStatus::Pending,
        TicketStatus::OnHold,
    ]));
    let is_nobodys = Condition::Assignee(Choice::is([PersonFilter::Nobody]));
    let all = query.unfiltered();
    let unresolved = all.with(is_unresolved);
    let mine = TicketQuery {
        mine: true,
        ..all.clone()
    };
    let unassigned = unresolved.with(is_nobodys);
    let tab = |(label, other): (&'static str, TicketQuery)| Tab {
        current: query.at(None) == other,
        href: other.address(list),
        label,
        count: None,
    };
    [
        ("All", all),
        ("Unresolved", unresolved),
        ("Mine", mine),
        ("Unassigned", unassigned),
    ]
    .map(tab)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tab_at_most_is_the_current_one() {
        let query = TicketQuery {
            mine: true,
            page_size: 50,
            ..TicketQuery::default()
        };
        let current: Vec<_> = lists("/t", &query)
            .into_iter()
            .filter(|tab| tab.current)
            .map(|tab| tab.label)
            .collect();
        assert_eq!(current, ["Mine"]);
    }

    #[test]
    fn only_what_is_a_parameter_of_ours_is_told_as_left_out() {
        let asked = TicketListAddress::parse([("status", "purple"), ("utm_source", "mail")]);
        let told = left_out(&asked.wrong).into_html();
        assert!(told.contains("status: ") && !told.contains("utm_source"));
    }
}
