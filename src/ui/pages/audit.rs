//! `/o/{slug}/admin/audit` and `/platform/audit`: who did what, when and from where.

use leptos::prelude::*;

use crate::api::audit::{LoadAuditLog, LoadPlatformAuditLog};
use crate::model::audit_query::AuditQuery;
use crate::model::list_query::ListAddress;
use crate::ui::components::audit::{Place, audit_log};
use crate::ui::components::page::TabTitle;
use crate::ui::components::skeleton;
use crate::ui::erase::Erase;
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::list::use_list_query;
use crate::ui::load::load;

/// An organization's log.
#[component]
pub fn AuditPage() -> impl IntoView {
    let slug = use_slug();
    let query = use_list_query();
    let place = Signal::derive(move || {
        let slug = slug.get();
        Place {
            page: format!("/o/{slug}/admin/audit"),
            csv: format!("/api/v1/organizations/{slug}/audit.csv"),
            note: "What was done to the people, roles and settings of this organization.",
        }
    });
    load(
        move || LoadAuditLog {
            slug: slug.get(),
            query: query.with(AuditQuery::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |log| {
            view! {
                <TabTitle title="Audit log"/>
                <div class="page"><AdminTabs/>{audit_log(place, query, log)}</div>
            }
            .erase()
        },
    )
}

/// The platform's log.
#[component]
pub fn PlatformAuditPage() -> impl IntoView {
    let query = use_list_query();
    let place = Signal::derive(|| Place {
        page: "/platform/audit".to_owned(),
        csv: "/api/v1/platform/audit.csv".to_owned(),
        note: "What was done to organizations and accounts, and by whom.",
    });
    load(
        move || LoadPlatformAuditLog {
            query: query.with(AuditQuery::to_query_string),
        },
        |_| (),
        skeleton::list,
        move |log| {
            view! {
                <TabTitle title="Audit log"/>
                <div class="page">{audit_log(place, query, log)}</div>
            }
            .erase()
        },
    )
}
