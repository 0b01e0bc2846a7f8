//! The tags of tickets: to read, to follow, and to type.

use leptos::prelude::*;

use super::field::TextField;
use crate::model::list_query::ListAddress;
use crate::model::ticket::Tag;
use crate::model::ticket_query::{Choice, Condition, TicketQuery};
use crate::ui::erase::Erase;
use crate::ui::markup::{Markup, markup};

/// Tags as links, each to the tickets of `list` that also have it.
#[must_use]
pub fn tag_links(tags: &[String], query: &TicketQuery, list: &str) -> Markup {
    let link = |word: &String| {
        let tag = Tag::parse(word).ok()?;
        let query = query.with(Condition::Tag(Choice::is([tag])));
        let href = query.address(list);
        Some(markup!["<a class='tag' href='", href, "'>", word, "</a>"])
    };
    tags.iter().filter_map(link).collect()
}

/// Suggestions for the tag being typed, after those that are there.
fn suggestions(known: &[String], typed: &str) -> Markup {
    let before = typed.rfind(',').map_or("", |comma| &typed[..=comma]);
    let is_new = |tag: &&String| !before.split(',').any(|it| it.trim() == tag.as_str());
    let gap = if before.is_empty() { "" } else { " " };
    let option = |tag: &String| markup!["<option value='", before, gap, tag, "'></option>"];
    known.iter().filter(is_new).map(option).collect()
}

/// Tags between commas, with those in use suggested.
#[component]
pub fn TagsField(
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
    /// The tags in use.
    #[prop(into)]
    known: Signal<Vec<String>>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let options =
        move || known.with(|known| typed.with(|typed| suggestions(known, typed).into_html()));
    let options: Box<dyn FnMut() -> String + Send> = Box::new(options);
    view! {
        <div on:input=move |event| typed.set(event_target_value(&event))>
            <TextField
                name="tags"
                label="Tags"
                value
                optional=true
                hint="Separated by commas."
                suggestions="known-tags"
            />
            <datalist id="known-tags" inner_html=options></datalist>
        </div>
    }
    .erase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_completed_behind_the_last_comma() {
        let known = ["fire", "printer"].map(str::to_owned);
        let told = |typed| suggestions(&known, typed).into_html();
        assert!(told("pri").contains("value='printer'"));
        assert_eq!(told("fire, pri"), "<option value='fire, printer'></option>");
    }
}
