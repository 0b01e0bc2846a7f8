//! What was written into the outbox, and the links in it.

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::Value;
use tutta::server::auth::Link;
use tutta::server::entity::job;
use uuid::Uuid;

use crate::app::App;

/// Every mail, the oldest first.
pub async fn mails(app: &App) -> Vec<Value> {
    let jobs = job::Entity::find()
        .order_by_asc(job::Column::Id)
        .all(app.db())
        .await
        .expect("jobs");
    jobs.into_iter()
        .filter(|job| job.kind == "mail")
        .map(|job| job.payload)
        .collect()
}

/// What every mail is, the oldest first.
pub async fn kinds(app: &App) -> Vec<String> {
    let mails = mails(app).await;
    let kind = |mail: &Value| mail["mail"].as_str().expect("a kind").to_owned();
    mails.iter().map(kind).collect()
}

/// The tokens of the links that were sent, the oldest first.
pub async fn tokens(app: &App, link: Link) -> Vec<String> {
    let kind = match link {
        Link::VerifyEmail => "verify_email",
        Link::ResetPassword => "reset_password",
        Link::Invitation => "invitation",
    };
    let mails = mails(app).await;
    let sent = mails.iter().filter(|mail| mail["mail"] == kind);
    sent.map(|mail| {
        let id: Uuid = mail["token"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("an id");
        app.state.auth.link_token(link, id)
    })
    .collect()
}
