//! Lists whose address says what they show.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::components::pagination::pagination;
use super::markup::Markup;
use crate::model::list_query::{ListAddress, ListQuery};
use crate::model::page::Page;

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
