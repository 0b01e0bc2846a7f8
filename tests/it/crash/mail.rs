//! `kill -9` between the commit that asks for a mail and the mail server's thanks: once its lease has run out, the
//! mail is sent by a server that is started again.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tutta::server::config::SmtpSecurity;
use tutta::server::entity::job;
use tutta::server::job::LEASE;
use tutta::server::mail;
use uuid::Uuid;

use super::program::{Client, Program};
use crate::app::TestDatabase;
use crate::builders::PASSWORD;
use crate::mail::smtp_server::{SmtpServer, Stop};

const GRACE: &str = "grace@example.com";

/// Longest wait for what is to happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// Grace's program, whose mail goes to `smtp`.
async fn program(database: &TestDatabase, smtp: &SmtpServer) -> Program {
    let url = format!("smtp://127.0.0.1:{}?tls=none", smtp.port);
    let program = Program::on(database.url())
        .with("TUTTA__MAIL__SMTP_URL", url)
        .with("TUTTA_PASSWORD", PASSWORD.to_owned());
    let mut create = program.command("create-master");
    let created = create.args(["--email", GRACE]).status().await;
    assert!(created.expect("the program").success());
    program
}

/// Asks for a mail; the answer says that it is committed.
async fn ask_for_mail(client: &Client) {
    let asked = client
        .http
        .post(client.address("/fn/account/forgot_password"))
        .header("sec-fetch-site", "same-origin")
        .form(&[("email", GRACE)])
        .send()
        .await
        .expect("an answer");
    assert!(asked.status().is_success(), "{}", asked.status());
}

/// The job of the only mail.
async fn job(database: &TestDatabase) -> job::Model {
    let db = database.connect().await;
    let jobs = job::Entity::find().filter(job::Column::Kind.eq(mail::JOB));
    let mut jobs = jobs.all(&db).await.expect("the jobs");
    db.close().await.expect("close");
    assert_eq!(jobs.len(), 1);
    jobs.remove(0)
}

/// What waiting for the lease to end would do.
async fn run_out(database: &TestDatabase, job: &job::Model) {
    let until = job.locked_until.expect("a lease");
    let db = database.connect().await;
    job::Entity::update_many()
        .col_expr(job::Column::LockedUntil, Expr::val(until - LEASE))
        .filter(job::Column::Id.eq(job.id))
        .exec(&db)
        .await
        .expect("the lease");
    db.close().await.expect("close");
}

/// Waits until the job is done.
async fn finished(database: &TestDatabase, id: Uuid) -> job::Model {
    let db = database.connect().await;
    let done = async {
        loop {
            let found = job::Entity::find_by_id(id).one(&db).await;
            let job = found.expect("a query").expect("the job");
            if job.finished_at.is_some() {
                return job;
            }
            tokio::task::yield_now().await;
        }
    };
    let job = tokio::time::timeout(PATIENCE, done).await.expect("an end");
    db.close().await.expect("close");
    job
}

async fn a_kill_loses_no_mail(database: TestDatabase, stop: Stop, arrives: usize) {
    let smtp = SmtpServer::start(SmtpSecurity::None).await;
    let program = program(&database, &smtp).await;
    smtp.stop(Some(stop));
    let server = program.start().await;
    ask_for_mail(&server.client).await;
    tokio::time::timeout(PATIENCE, smtp.has_stopped())
        .await
        .expect("a mail that is on its way");
    server.kill().await;
    let held = job(&database).await;
    assert!(
        held.locked_until.is_some() && held.finished_at.is_none(),
        "{held:?}"
    );

    smtp.stop(None);
    run_out(&database, &held).await;
    let server = program.start().await;
    let done = finished(&database, held.id).await;
    assert_eq!((done.attempts, done.last_error), (2, None));
    server.kill().await;
    let mails = smtp.mails();
    assert_eq!(mails.len(), arrives);
    for mail in mails {
        assert_eq!(
            (mail.to.as_str(), &*mail.subject),
            (GRACE, "Set a new password")
        );
        let id = mail.header("message-id");
        assert!(id.contains(&held.id.to_string()), "{id} of {}", held.id);
    }
    database.remove().await;
}

/// Declares a test on both databases.
macro_rules! killed {
    ($name:ident, $stop:expr, $arrives:expr) => {
        mod $name {
            use super::*;

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                a_kill_loses_no_mail(TestDatabase::sqlite().await, $stop, $arrives).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgresql() {
                if let Some(database) = TestDatabase::postgresql().await {
                    a_kill_loses_no_mail(database, $stop, $arrives).await;
                }
            }
        }
    };
}

killed!(what_was_not_sent_is_sent, Stop::BeforeTheWords, 1);
killed!(
    what_was_sent_and_not_thanked_for_is_sent_again_under_the_same_id,
    Stop::AfterTheWords,
    2
);
