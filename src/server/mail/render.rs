//! Setting a letter in text and HTML. Each letter's words stand once, in a template of its own; two layouts set
//! them, so that both always say the same.

use std::sync::LazyLock;

use lettre::Message;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use minijinja::{Environment, UndefinedBehavior, Value, context};

use super::letter::Letter;
use crate::model::JobId;
use crate::server::state::AppState;
use crate::ui::color;
use crate::ui::markup::markup;

/// The columns of a text mail.
const COLUMNS: usize = 76;

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        &[$((
            concat!($name, ".txt"),
            concat!($name, ".html"),
            include_str!(concat!("templates/", $name, ".jinja")),
        )),+]
    };
}

/// Every letter, under the name of its text and of its HTML: what stands in HTML is escaped.
const LETTERS: &[(&str, &str, &str)] = templates![
    "already_registered",
    "first_password",
    "invitation",
    "join_request_approved",
    "join_request_received",
    "join_request_rejected",
    "organization_open",
    "organization_rejected",
    "organization_suspended",
    "organization_waits",
    "password_changed",
    "reset_password",
    "support_access_opened",
    "verify_email",
];

static TEMPLATES: LazyLock<Result<Environment<'static>, minijinja::Error>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.add_filter("paragraphs", paragraphs);
    templates.add_filter("wrapped", wrapped);
    templates.add_filter("quoted", quoted);
    templates.add_template("layout.txt", include_str!("templates/layout.txt"))?;
    templates.add_template("layout.html", include_str!("templates/layout.html"))?;
    for (text, html, source) in LETTERS {
        templates.add_template(text, source)?;
        templates.add_template(html, source)?;
    }
    Ok(templates)
});

/// A letter, set.
struct Set {
    subject: String,
    text: String,
    html: String,
}

/// Why a letter cannot be set.
type Unset = Box<dyn std::error::Error + Send + Sync>;

/// The mail as it leaves. Its `Message-ID` is the job's, so that one that was sent twice can be told.
pub(super) fn message(state: &AppState, job: JobId, letter: &Letter) -> Result<Message, Unset> {
    let config = &state.config;
    let set = set(&config.server.public_url, letter)?;
    let to = Mailbox::new(letter.name.clone(), letter.to.parse()?);
    let message = Message::builder()
        .message_id(Some(format!("<{job}@{}>", config.mail.from.email.domain())))
        .date(state.clock.now().into())
        .from(config.mail.from.clone())
        .to(to)
        .subject(set.subject)
        .header(AutoSubmitted)
        .header(NoAutoResponse)
        .multipart(MultiPart::alternative_plain_html(set.text, set.html))?;
    Ok(message)
}

fn set(public_url: &str, letter: &Letter) -> Result<Set, Unset> {
    let templates = TEMPLATES.as_ref()?;
    let (accent, ink) = color::accent_on_paper(letter.brand.as_ref().map(|brand| &*brand.color));
    let sender = letter.brand.as_ref().map_or("Tutta", |brand| &*brand.name);
    let words = context! {
        quote => letter.quote.clone(),
        sender,
        accent,
        ink,
    };
    let action = letter.action.as_ref();
    let action = action.map(|path| format!("{public_url}{path}"));
    let render = |extension: &str, address: fn(&str) -> Value| {
        let own = Value::from(letter.words());
        let layout = context! {
            layout => format!("layout.{extension}"),
            action => action.as_deref().map(address),
            public_url => address(public_url),
        };
        let template = templates.get_template(&format!("{}.{extension}", letter.template))?;
        let words = context! { ..layout, ..words.clone(), ..own };
        template.render_captured(words)
    };
    let mut text = render("txt", |address| Value::from(address))?;
    let subject = text.with_state_mut(|state| state.render_block("subject"))?;
    Ok(Set {
        subject: subject.split_whitespace().collect::<Vec<_>>().join(" "),
        text: text.into_output(),
        html: render("html", as_it_is_read)?.into_output(),
    })
}

/// An address in HTML: escaped, but for the slashes, so that it stands in the source as in the text.
fn as_it_is_read(address: &str) -> Value {
    Value::from_safe_string(markup![address].into_html())
}

/// Paragraphs of words whose lines are broken where the template's are.
fn paragraphs_of(words: &str) -> impl Iterator<Item = String> {
    words
        .split("\n\n")
        .map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
}

/// For the HTML layout; the words are escaped by then.
fn paragraphs(words: String) -> Value {
    let html = paragraphs_of(&words)
        .map(|paragraph| format!("<p class=\"words\" style=\"margin:0 0 16px\">{paragraph}</p>"));
    Value::from_safe_string(html.collect())
}

/// For the text layout.
fn wrapped(words: String) -> String {
    let set = paragraphs_of(&words).map(|paragraph| wrap(&paragraph, COLUMNS));
    set.collect::<Vec<_>>().join("\n\n")
}

/// For the text layout: somebody's own words, line by line.
fn quoted(words: String) -> String {
    let lines = words.lines().flat_map(|line| {
        let set = wrap(line, COLUMNS - 2);
        set.split('\n')
            .map(|line| format!("> {line}"))
            .collect::<Vec<_>>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Breaks between words; a word longer than a line stands whole.
fn wrap(words: &str, columns: usize) -> String {
    let mut set = String::new();
    let mut column = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > columns {
            set.push('\n');
            column = 0;
        } else if column > 0 {
            set.push(' ');
            column += 1;
        }
        set.push_str(word);
        column += length;
    }
    set
}

/// Says that no person wrote it (RFC 3834), so that no machine answers.
#[derive(Clone)]
struct AutoSubmitted;

/// The same, to servers that know only this.
#[derive(Clone)]
struct NoAutoResponse;

macro_rules! constant_header {
    ($header:ident, $name:literal, $value:literal) => {
        impl Header for $header {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self)
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value.to_owned())
            }
        }
    };
}

constant_header!(AutoSubmitted, "Auto-Submitted", "auto-generated");
constant_header!(NoAutoResponse, "X-Auto-Response-Suppress", "All");
