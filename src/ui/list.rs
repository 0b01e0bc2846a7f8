//! Lists whose address says what they show.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use leptos_router::location::Url;

use super::components::pagination::pagination;
use super::markup::Markup;
use crate::model::list_query::{KEPT_LIST, ListAddress, ListQuery};
use crate::model::page::Page;

/// The query of the list that a ticket was found in, as the ticket's address keeps it; empty for the list as it opens.
///
/// From the address as it stands: the router reads parameters twice, which is once too often for a query in a query.
#[must_use]
pub fn use_kept_list() -> Memo<String> {
    let search = use_location().search;
    let kept = |pair: &str| {
        let (name, value) = pair.split_once('=')?;
        (name == KEPT_LIST).then(|| Url::unescape(value))
    };
    Memo::new(move |_| search.with(|search| search.split('&').find_map(kept).unwrap_or_default()))
}

/// The query of the page's address; what is wrong or not known in it is left out, as the server does.
#[must_use]
pub fn use_list_query<Q>() -> Memo<Q>
where
    Q: ListQuery + PartialEq + Send + Sync + 'static,
{
    let params = use_query_map();
    Memo::new(move |_| Q::parse_leniently(params.get()))
}

/// The ways to the pages before and after.
pub fn turning<T>(page: &Page<T>, list: &str, query: &impl ListAddress) -> Markup {
    let turn = |cursor| query.at(Some(cursor)).address(list);
    pagination(page.previous.map(turn), page.next.map(turn))
}
