//! Markdown to safe HTML. What people write is theirs; what reaches another's browser is ours to clean.

use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

/// Tables, task lists and the like stay; scripts, styles, forms, frames and images from elsewhere go.
static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .rm_tags(["img", "map", "area", "details", "summary"])
        .add_tags(["input"])
        .add_tag_attributes("input", ["type", "checked", "disabled"])
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .link_rel(Some("noopener noreferrer nofollow ugc"));
    cleaner
});

/// What is understood beyond CommonMark.
const UNDERSTOOD: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Renders Markdown (CommonMark with tables, strikethrough and task lists). HTML in the source is shown as
/// text, a line break stays one, and the result is sanitised.
#[must_use]
pub fn render(source: &str) -> String {
    let mut depth = 0_usize;
    let events = Parser::new_ext(source, UNDERSTOOD).filter_map(|event| match event {
        Event::Start(ref tag) if nests(tag) => {
            depth += 1;
            (depth <= DEEPEST).then_some(event)
        }
        Event::End(ref tag) if nests_at_end(tag) => {
            depth = depth.saturating_sub(1);
            (depth < DEEPEST).then_some(event)
        }
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::SoftBreak => Some(Event::HardBreak),
        other => Some(other),
    });
    let mut rendered = String::with_capacity(source.len() * 3 / 2);
    html::push_html(&mut rendered, events);
    CLEANER.clean(&rendered).to_string()
}

/// The words of Markdown without its marks, with a line break after every block.
#[must_use]
pub fn plain(source: &str) -> String {
    let mut words = String::with_capacity(source.len());
    for event in Parser::new_ext(source, UNDERSTOOD) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                words.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::Rule => words.push('\n'),
            Event::End(tag) if !is_inline(tag) => words.push('\n'),
            _ => {}
        }
    }
    words
}

/// Whether words go on after it as they do within.
const fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Deeper quotes and lists are shown flat: the cleaner's work grows with the square of the nesting, and nobody
/// reads a quote of a quote of a quote ... that far.
const DEEPEST: usize = 24;

const fn nests(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
    )
}

const fn nests_at_end(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html() {
        let html = render("# Hi\n\nline one\nline two\n\n- [x] done\n\n| a |\n|---|\n| b |\n");
        for part in ["<h1>Hi</h1>", "line one<br>", "checked", "<td>b</td>"] {
            assert!(html.contains(part), "{part} in {html}");
        }
    }

    #[test]
    fn the_words_stand_without_marks() {
        for (source, words) in [
            ("**No** answer, ~~never~~ *asked*", "No answer, never asked"),
            (
                "# Pump\n\n> quoted\n\n- one\n- [x] two",
                "Pump quoted one two",
            ),
            (
                "see [the manual](https://example.com/a_b)",
                "see the manual",
            ),
            (
                "run `retry_10`\n\n```sh\nls *.rs\n```\nnow",
                "run retry_10 ls *.rs now",
            ),
            ("| a | b |\n|---|---|\n| c | d |", "a b c d"),
            (
                "one\ntwo  \nthree\n\n---\n\n2 * 3 * 4",
                "one two three 2 * 3 * 4",
            ),
            (
                "wiring <b>loose</b>, 1 < 2 &amp; 3",
                "wiring <b>loose</b>, 1 < 2 & 3",
            ),
        ] {
            let plain = plain(source);
            assert_eq!(
                plain.split_whitespace().collect::<Vec<_>>().join(" "),
                words
            );
        }
    }

    #[test]
    fn nothing_that_runs_gets_through() {
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "![x](https://evil.example/pixel.png)",
            "<a href=\"data:text/html,x\">x</a>",
            "<form action=//evil.example><input name=password></form>",
            "[x](vbscript:x \"onclick=1\")",
        ] {
            let html = render(attack);
            for sign in [
                "<script",
                "<img",
                "href=\"javascript",
                "href=\"vbscript",
                "<form",
                "<a href=\"data",
            ] {
                assert!(!html.contains(sign), "{sign} in {html}");
            }
        }
    }

    #[test]
    fn deep_nesting_is_shown_flat() {
        for deep in [
            ">".repeat(60_000),
            "- ".repeat(30_000),
            "*a ".repeat(20_000),
            "> - ".repeat(15_000),
        ] {
            let html = render(&format!("{deep}end"));
            assert!(html.contains("end"));
            assert!(html.matches("<blockquote>").count() <= DEEPEST);
            assert!(html.matches("<ul>").count() <= DEEPEST);
        }
        let quoted = render(&format!("{}deep\n\nafter", "> ".repeat(40)));
        assert!(quoted.ends_with("<p>after</p>\n"), "{quoted}");
    }

    #[test]
    fn links_carry_no_trust() {
        assert!(
            render("<https://example.com>").contains("rel=\"noopener noreferrer nofollow ugc\"")
        );
    }
}
