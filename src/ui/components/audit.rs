//! An audit log: filters, entries, and the way to the same as a file.

use leptos::prelude::*;

use super::button::{Look, link_button};
use super::empty::empty;
use super::field::SelectField;
use super::filter::{Filter, FilterField, choices};
use super::page::{export_link, page_head};
use crate::model::audit::{AuditAction, AuditLine, AuditLog, AuditRecord, AuditedChange, Told};
use crate::model::audit_query::AuditQuery;
use crate::model::list_query::ListAddress;
use crate::ui::erase::Erase;
use crate::ui::list::turning;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, live_html, markup};
use crate::ui::number::grouped;
use crate::ui::time::{absolute, moment};

/// Where a log is, and what is said of it.
#[derive(Clone)]
pub struct Place {
    /// The address of its page.
    pub page: String,
    /// The address of the same as CSV.
    pub csv: String,
    /// What its entries tell.
    pub note: &'static str,
}

/// The log.
pub fn audit_log(place: Signal<Place>, query: Memo<AuditQuery>, log: Data<AuditLog>) -> AnyView {
    let head = move || {
        place.with(|place| {
            let csv = query.with(|query| query.at(None).address(&place.csv));
            page_head("Audit log", place.note, export_link(&csv))
        })
    };
    let turning = move || log.with(|log| turning(&log.page, &place.get().page, &query.get()));
    view! {
        {live_html("", head)}
        <Filters place query/>
        {live_html("card", move || log.with(|log| entries(log, &place.get().page, &query.get_untracked())))}
        {live_html("empty:hidden", turning)}
    }
    .erase()
}

#[component]
fn Filters(place: Signal<Place>, query: Memo<AuditQuery>) -> impl IntoView {
    let part = move |read: fn(&AuditQuery) -> Option<String>| {
        Memo::new(move |_| query.with(read).unwrap_or_default())
    };
    let page = Signal::derive(move || place.with(|place| place.page.clone()));
    let is_filtered = Memo::new(move |_| query.with(AuditQuery::is_filtered));
    let actions = AuditAction::ALL.iter();
    let actions = choices("Anything", actions.map(|one| (one.as_str(), one.label())));
    let records = AuditRecord::ALL.iter();
    let records = choices("Any record", records.map(|one| (one.as_str(), one.label())));
    let person = part(|query| query.person.clone().map(String::from));
    let action = part(|query| query.action.map(|one| one.to_string()));
    let record = part(|query| query.record.map(|one| one.to_string()));
    let from = part(|query| query.from.map(|day| day.to_string()));
    let to = part(|query| query.to.map(|day| day.to_string()));
    view! {
        <Filter list=page label="Filter the audit log" is_filtered>
            <FilterField name="person" label="E-mail address" kind="email" value=person/>
            <SelectField name="action" label="Action" options=actions value=action/>
            <SelectField name="record" label="Record" options=records value=record/>
            <FilterField name="from" label="From" kind="date" value=from/>
            <FilterField name="to" label="To" kind="date" value=to/>
        </Filter>
    }
    .erase()
}

fn entries(log: &AuditLog, page: &str, query: &AuditQuery) -> Markup {
    if log.page.results.is_empty() && query.is_filtered() {
        let next = link_button(page, Look::Secondary, "", "Clear the filters");
        return empty(
            "list-filter",
            "No entry matches",
            "Nothing was recorded that fits these filters.",
            next,
        );
    }
    if log.page.results.is_empty() {
        let text = "Every change of people, roles, settings and access is written here, by whom and when. Nobody can edit it.";
        return empty("history", "Nothing recorded yet", text, Markup::new());
    }
    let rows: Markup = log.page.results.iter().map(|line| row(line, log)).collect();
    markup![
        "<table class='table tickets'><caption class='sr-only'>Audit log</caption><thead><tr>\
         <th scope='col' class='wide num'>No.</th><th scope='col'>What</th><th scope='col' class='wide'>Who</th>\
         <th scope='col' class='wider'>From</th><th scope='col' class='wide'>When</th></tr></thead><tbody>",
        rows,
        "</tbody></table>"
    ]
}

fn row(line: &AuditLine, log: &AuditLog) -> Markup {
    let who = line.actor.as_deref().unwrap_or("System");
    let number = grouped(u64::try_from(line.sequence).unwrap_or(0));
    let whom = line.person.as_ref().map(|person| markup![": ", person]);
    let changes: Markup = line.changes.iter().map(change).collect();
    markup![
        "<tr><td class='wide num muted'>",
        number,
        "</td><td class='tickets-main'><span title='",
        line.record_kind.label(),
        "'>",
        line.action.label(),
        whom,
        "</span><div class='tickets-note'><span class='narrow'>",
        who,
        " · ",
        absolute(line.created_at),
        "</span></div>",
        changes,
        "</td><td class='wide nowrap'>",
        who,
        "</td><td class='wider muted'>",
        line.ip.as_deref().unwrap_or("–"),
        "</td><td class='wide nowrap muted'>",
        moment(line.created_at, log.now),
        "</td></tr>"
    ]
}

fn change(change: &AuditedChange) -> Markup {
    let arrow = change
        .before
        .as_ref()
        .map(|before| markup![told(before), " → "]);
    let after = change
        .after
        .as_ref()
        .map_or_else(|| "none".to_owned(), told);
    markup![
        "<div class='change'>",
        change.field,
        ": ",
        arrow,
        after,
        "</div>"
    ]
}

fn told(value: &Told) -> String {
    match value {
        Told::Words(words) => words.clone(),
        Told::Time(time) => absolute(*time),
    }
}
