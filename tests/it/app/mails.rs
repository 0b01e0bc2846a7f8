//! The mail that a test's server sent: the worker does what is due, and the outbox is read.

use mailparse::{MailHeaderMap, ParsedMail, parse_mail};
use tutta::server::job;

use super::App;

/// A mail, taken apart.
#[derive(Debug, Clone)]
pub struct Mail {
    /// The address it is to.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// Its HTML.
    pub html: String,
    headers: Vec<(String, String)>,
}

impl Mail {
    /// Takes a mail apart; it has to have a text and an HTML.
    pub fn read(bytes: &[u8]) -> Self {
        let mail = parse_mail(bytes).expect("a mail");
        let part = |kind: &str| {
            let found = mail.parts().find(|part| part.ctype.mimetype == kind);
            let body = found.map(ParsedMail::get_body).expect(kind).expect(kind);
            body.replace("\r\n", "\n")
        };
        let to = mailparse::addrparse_header(mail.headers.get_first_header("To").expect("To"));
        let to = to.expect("an address").extract_single_info();
        Self {
            to: to.expect("one address").addr,
            subject: mail.headers.get_first_value("Subject").expect("Subject"),
            text: part("text/plain"),
            html: part("text/html"),
            headers: (mail.headers.iter())
                .map(|header| (header.get_key().to_lowercase(), header.get_value()))
                .collect(),
        }
    }

    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// The address that the mail wants the reader to open, as a path of the site.
    #[track_caller]
    pub fn link(&self) -> String {
        let mut lines = self.text.lines();
        let line = lines
            .find(|line| line.starts_with("http"))
            .expect(&self.text);
        assert!(self.html.contains(line), "the HTML has the same link");
        let (_, rest) = line.split_once("://").expect("an address");
        rest.find('/').map_or("/", |at| &rest[at..]).to_owned()
    }
}

impl App {
    /// Lets the worker do everything that is due, then reads all mail that was ever sent, what was sent first
    /// first.
    pub async fn mails(&self) -> Vec<Mail> {
        job::run_due(&self.state).await.expect("the worker");
        let folder = self.state.config.server.data_dir.join("outbox");
        let Ok(files) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut files: Vec<_> = files.flatten().map(|file| file.path()).collect();
        files.sort_by_key(|file| {
            file.metadata()
                .and_then(|data| data.modified())
                .expect("a time")
        });
        files
            .iter()
            .map(|file| Mail::read(&std::fs::read(file).expect("a file")))
            .collect()
    }

    /// The same, to one address.
    pub async fn mails_to(&self, address: &str) -> Vec<Mail> {
        let mut mails = self.mails().await;
        mails.retain(|mail| mail.to == address);
        mails
    }

    /// The newest mail to an address.
    pub async fn newest_mail_to(&self, address: &str) -> Mail {
        let newest = self.mails_to(address).await.pop();
        newest.unwrap_or_else(|| panic!("no mail to {address}"))
    }
}
