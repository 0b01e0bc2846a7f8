//! What narrows the list and puts it in order: words, an order, a size, and one condition after the other.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use leptos_router::location::{BrowserUrl, LocationProvider};
use web_sys::{HtmlDetailsElement, HtmlFormElement};

use super::chips::{chips, fields};
use super::condition::{self, form};
use crate::model::list_query::ListAddress;
use crate::model::ticket_list::TicketListAddress;
use crate::model::ticket_query::{Ordering, TicketQuery};
use crate::model::view::TicketList;
use crate::ui::browser;
use crate::ui::components::field::SelectField;
use crate::ui::components::filter::{Filter, FilterField, said};
use crate::ui::components::icon::Icon;
use crate::ui::components::menu::{Menu, MenuState};
use crate::ui::erase::Erase;
use crate::ui::load::Data;
use crate::ui::markup::{Markup, hidden, live_html};

type Options = Vec<(String, String)>;

/// The parameters that the bar has fields for; it keeps the others as they are.
const BAR: [&str; 4] = ["q", "ordering", "page_size", "cursor"];

/// The choices, and what is chosen where they lack it.
fn options(usual: &[(&str, &str)], chosen: &str, words: &str) -> Options {
    let mut options: Options = usual
        .iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
        .collect();
    if !options.iter().any(|(value, _)| value == chosen) {
        options.push((chosen.to_owned(), words.to_owned()));
    }
    options
}

fn orderings(chosen: &str) -> Options {
    let usual = [
        ("", "Newest"),
        ("created_at", "Oldest"),
        ("-updated_at", "Last updated"),
        ("updated_at", "Longest untouched"),
        ("-priority", "Most urgent"),
        ("priority", "Least urgent"),
        ("status", "Status, open first"),
        ("-status", "Status, closed first"),
        ("-number", "Highest number"),
        ("number", "Lowest number"),
    ];
    options(&usual, chosen, chosen)
}

fn sizes(chosen: &str) -> Options {
    options(&[("", "25"), ("50", "50"), ("100", "100")], chosen, chosen)
}

/// Words, order and size: followed at once with script, by a button without.
#[component]
pub fn Bar(
    /// The address of the list.
    list: Memo<String>,
    /// What the list shows.
    query: Memo<TicketQuery>,
) -> impl IntoView {
    let part = move |read: fn(&TicketQuery) -> String| Memo::new(move |_| query.with(read));
    let words = part(|query| query.q.clone().unwrap_or_default());
    // What is usual is no part of an address.
    let ordering = part(|query| match query.ordering {
        usual if usual == Ordering::default() => String::new(),
        other => other.to_string(),
    });
    let size = part(|query| match query.page_size {
        TicketQuery::DEFAULT_PAGE_SIZE => String::new(),
        other => other.to_string(),
    });
    let kept = move || query.with(kept);
    view! {
        <Filter list label="Tickets" opener="Search and sort" is_filtered=false>
            <FilterField name="q" label="Words or number" value=words/>
            <SelectField name="ordering" label="Sort by" value=ordering options=Signal::derive(move || orderings(&ordering.get()))/>
            <SelectField name="page_size" label="Rows" value=size options=Signal::derive(move || sizes(&size.get()))/>
            {live_html("hidden", kept)}
        </Filter>
    }
}

/// What narrows the list beside the bar.
fn kept(query: &TicketQuery) -> Markup {
    let pairs = query.pairs().into_iter();
    let kept = pairs.filter(|(name, _)| !BAR.contains(name));
    kept.map(|(name, value)| hidden(name, &value)).collect()
}

/// The conditions, and the form of the one that is being put together.
#[component]
pub fn Conditions(
    /// The address of the list.
    list: Memo<String>,
    /// What the address says.
    asked: Memo<TicketListAddress>,
    /// The list, which knows names and what there is to choose from.
    data: Data<TicketList>,
) -> impl IntoView {
    let navigate = use_navigate();
    let follow = move |event: SubmitEvent| {
        let form = event
            .target()
            .and_then(|it| it.dyn_into::<HtmlFormElement>().ok());
        let Some(said) = form.as_ref().and_then(said) else {
            return;
        };
        event.prevent_default();
        let list = list.get_untracked();
        let address = [list.as_str(), "?", said.as_str()].concat();
        let asked = BrowserUrl::parse(&address)
            .map(|url| TicketListAddress::parse(url.search_params().clone()))
            .unwrap_or_default();
        // What is wrong stays in the address with its form.
        let address = if asked.is_answer {
            asked.query.address(&list)
        } else {
            address
        };
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    };
    keep_focus(asked);
    view! {
        <div class="filter-chips" id=REGION tabindex="-1" on:submit=follow>
            {live_html("contents", move || asked.with(|asked| data.with(|data| chips(data, &asked.query, &list.get()))))}
            <Menu
                id=MENU
                label="Add filter"
                button_class="btn btn-secondary"
                button=view! { <Icon name="plus"/> "Add filter" }.erase()
            >
                <Fields list asked/>
            </Menu>
            {live_html("contents", move || asked.with(|asked| data.with(|data| form(data, asked, &list.get()))))}
        </div>
    }
}

const REGION: &str = "conditions";
const MENU: &str = "add-filter";

#[component]
fn Fields(list: Memo<String>, asked: Memo<TicketListAddress>) -> impl IntoView {
    let role = MenuState::role(MenuState::around(), "menuitem");
    live_html("contents", move || {
        asked.with(|asked| fields(&asked.query, &list.get(), role.get()))
    })
}

/// A form that opens has the focus; and where what had it is gone, what narrows the list has it.
fn keep_focus(asked: Memo<TicketListAddress>) {
    Effect::new(move |before: Option<()>| {
        let opens = asked.with(|asked| asked.draft.is_some());
        if before.is_none() {
            return;
        }
        if let Some(menu) = browser::by_id::<HtmlDetailsElement>(MENU) {
            menu.set_open(false);
        }
        request_animation_frame(move || {
            if opens {
                browser::focus_in(condition::FORM, "[aria-invalid], select");
            } else if browser::has_no_focus() {
                browser::focus(REGION);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_no_option_has_gets_one() {
        assert_eq!(sizes("10").len(), sizes("").len() + 1);
        assert_eq!(orderings("-priority").len(), orderings("").len());
    }

    #[test]
    fn the_bar_keeps_what_it_has_no_field_for() {
        let query = TicketQuery {
            mine: true,
            q: Some("fire".to_owned()),
            page_size: 50,
            ..TicketQuery::default()
        };
        assert_eq!(kept(&query), hidden("mine", "true"));
    }
}
