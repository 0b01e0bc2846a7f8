//! `/platform/jobs`: the background work, what was given up, and why.

use leptos::prelude::*;

use crate::api::jobs::{LoadJobs, RetryJob};
use crate::model::job::{DeadJob, Jobs};
use crate::ui::components::alert::{Tone, alert};
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::flush_card;
use crate::ui::components::empty::empty;
use crate::ui::components::form::{Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::components::table::numbers_table;
use crate::ui::erase::{Erase, live};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, live_html, markup};
use crate::ui::time::absolute;

/// The page.
#[component]
pub fn PlatformJobsPage() -> impl IntoView {
    load(|| LoadJobs {}, |_| (), skeleton::list, page)
}

fn page(data: Data<Jobs>) -> AnyView {
    let note = "What the servers do in the background, such as sending mail.";
    let hint = move || {
        data.with(|jobs| {
            let hint = jobs.mail_hint.as_ref();
            hint.map_or_else(Markup::new, |hint| {
                alert(Tone::Info, markup!["<p>", hint, "</p>"])
            })
        })
    };
    view! {
        <TabTitle title="Jobs"/>
        <div class="page">
            {html("", page_head("Jobs", note, Markup::new()))}
            {live_html("empty:hidden", hint)}
            {live_html("", move || data.with(counts))}
            {live(move || data.with(given_up))}
        </div>
    }
    .erase()
}

fn counts(jobs: &Jobs) -> Markup {
    let counts = &jobs.counts;
    let rows = [
        ("Waiting", counts.waiting),
        ("Failed, tried again later", counts.failing),
        ("Given up", counts.dead),
        ("Done in the last 7 days", counts.finished),
    ];
    let rows = rows.map(|(name, count)| (name.to_owned(), vec![count]));
    let table = numbers_table("Jobs by state", &["State", "Jobs"], &rows);
    flush_card("State", "state", Markup::new(), table)
}

fn given_up(jobs: &Jobs) -> AnyView {
    if jobs.dead.is_empty() {
        let text = "A job that fails is tried again for half a day. What still fails then appears here with its reason, and can be tried again.";
        return html(
            "card",
            empty("circle-check", "Nothing was given up", text, Markup::new()),
        );
    }
    let jobs = jobs.dead.iter().cloned().map(dead_job).collect_view();
    view! { <ul class="stack" aria-label="Given up">{jobs}</ul> }.erase()
}

fn dead_job(job: DeadJob) -> AnyView {
    let id = job.id.to_string();
    let form = FormState::new::<RetryJob>(format!("retry-{id}"), vec![("id", id)]);
    let about = markup![
        "<p><strong>",
        job.what,
        "</strong></p><p class='muted'>Given up ",
        absolute(job.dead_at),
        " after ",
        u64::from(job.attempts),
        " attempts; asked for ",
        absolute(job.created_at),
        "</p><p>",
        job.error,
        "</p>"
    ];
    view! {
        <li class="card">
            <div class="card-body stack">
                {html("", about)}
                <Form form said="It is tried again." class="form-actions">
                    <Submit look=Look::Secondary>"Try again"</Submit>
                </Form>
            </div>
        </li>
    }
    .erase()
}
