//! Files of messages: the field that takes them, and how they are shown.
//!
//! The field is an element of its own (`public/file-field.js`), so that files arrive while one still writes, and before
//! the rest of the page has woken up. Without script it is the browser's own.

use leptos::prelude::*;

use super::form::FormState;
use super::icon::icon;
use crate::model::attachment::{Attachment, MOST_FILES, Upload, is_picture};
use crate::ui::erase::Erase;
use crate::ui::markup::{Markup, hidden, html, live_html, markup};
use crate::ui::number::bytes;

/// The field, with the files of a refused post. `slug` names the organization whose files they are.
pub fn file_field(form: FormState, slug: &str) -> AnyView {
    let id = form.id();
    let arrived: Markup = form
        .all_typed(Upload::FIELD)
        .iter()
        .filter_map(|field| Upload::from_field(field))
        .map(|upload| waiting(&upload))
        .collect();
    let field = markup![
        "<file-field to='/o/",
        slug,
        "/uploads' most='",
        MOST_FILES.to_string(),
        "'><label class='btn btn-secondary' for='",
        id.as_str(),
        "-files'>",
        icon("paperclip"),
        "<span>Attach files</span></label><input type='file' multiple name='file' id='",
        id.as_str(),
        "-files'><ul class='files' id='",
        id.as_str(),
        "-files-list' aria-label='Files to send'>",
        arrived,
        "</ul><p class='sr-only' role='status'></p></file-field>"
    ];
    let message = move || match form.message(Upload::INPUT) {
        Some(message) => markup![
            "<p class='field-error'>",
            icon("circle-alert"),
            "<span>",
            message,
            "</span></p>"
        ],
        None => Markup::new(),
    };
    (html("", field), live_html("field-problem", message)).erase()
}

/// A file that has arrived; what the element makes of a new one has the same shape.
fn waiting(upload: &Upload) -> Markup {
    let name = upload.file_name.as_str();
    markup![
        "<li class='file'>",
        icon("paperclip"),
        "<span class='file-name'>",
        name,
        "</span>",
        hidden(Upload::FIELD, &upload.to_field()),
        "<button type='button' class='icon-btn' aria-label='Leave out ",
        name,
        "'>",
        icon("x"),
        "</button></li>"
    ]
}

/// The files that came with a message; nothing where there are none. `remove` is the form that takes one away, for those
/// who may.
pub fn files<'a>(
    files: impl Iterator<Item = &'a Attachment>,
    ticket: &str,
    remove: impl Fn(&Attachment) -> Markup,
) -> Markup {
    let files: Markup = files
        .map(|file| shown(file, ticket, remove(file)))
        .collect();
    if files.is_empty() {
        return files;
    }
    markup!["<ul class='files' aria-label='Files'>", files, "</ul>"]
}

fn shown(file: &Attachment, ticket: &str, remove: Markup) -> Markup {
    let address = format!("{ticket}/attachments/{}", file.id);
    let name = file.file_name.as_str();
    // The size is fixed: nothing moves when the picture arrives.
    let picture = is_picture(&file.content_type).then(|| {
        markup![
            "<a class='file-picture' target='_blank' rel='noopener' href='",
            address.as_str(),
            "?inline=true'><img loading='lazy' width='160' height='120' alt='",
            name,
            "' src='",
            address.as_str(),
            "?inline=true'></a>"
        ]
    });
    markup![
        "<li class='file'>",
        picture,
        "<a class='file-name link' download='",
        name,
        "' href='",
        address.as_str(),
        "'>",
        icon("paperclip"),
        name,
        "</a><span class='muted'>",
        bytes(file.size),
        "</span>",
        remove,
        "</li>"
    ]
}
