//! Mail reaches a real SMTP server, the way the configuration says, and nothing else.

use lettre::message::Mailbox;
use mailin::Response;
use tutta::server::config::{MailConfig, SmtpConfig, SmtpSecurity};
use tutta::server::job::BACK_OFF;
use tutta::server::mail::{Mail, Mailer};

use super::smtp_server::{AUTHORITY, PASSWORD, SmtpServer, USER};
use crate::app::{App, on_sqlite};

/// A test whose server sends to an SMTP server of its own, which trusts nobody without TLS.
async fn with_smtp(
    security: SmtpSecurity,
    adapt: impl FnOnce(&mut SmtpConfig),
    test: impl AsyncFnOnce(&App, &SmtpServer),
) {
    let server = SmtpServer::start(security).await;
    let mut smtp = SmtpConfig {
        host: "localhost".to_owned(),
        port: server.port,
        security,
        credentials: (security != SmtpSecurity::None).then(|| (USER.to_owned(), PASSWORD.into())),
        ca_certificate: Some(AUTHORITY.to_vec()),
    };
    adapt(&mut smtp);
    let mail = MailConfig {
        smtp: Some(smtp),
        from: "Acme Help <help@acme.example>"
            .parse::<Mailbox>()
            .expect("a mailbox"),
        verify_addresses: true,
    };
    on_sqlite(
        |config| config.mail = mail,
        async |app| test(app, &server).await,
    )
    .await;
}

async fn tell_ada(app: &App) {
    let ada = app.person("ada@example.com").await;
    app.enqueue(&Mail::PasswordChanged { user: ada.id }).await;
    app.mails().await;
}

async fn arrives(security: SmtpSecurity) {
    with_smtp(
        security,
        |_| {},
        async |app, server| {
            tell_ada(app).await;
            let mails = server.mails();
            assert_eq!(mails.len(), 1);
            assert_eq!(mails[0].to, "ada@example.com");
            assert_eq!(mails[0].header("from"), "\"Acme Help\" <help@acme.example>");
            assert_eq!(mails[0].link(), "/reset-password");
            assert!(mails[0].html.contains("Your password was changed"));
            assert!(!app.state.config.server.data_dir.join("outbox").exists());
            let mailer = Mailer::new(&app.state.config).expect("a mailer");
            mailer.check().await.expect("it answers");
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_tls() {
    arrives(SmtpSecurity::Tls).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_starttls() {
    arrives(SmtpSecurity::StartTls).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_clear_when_told_so() {
    arrives(SmtpSecurity::None).await;
}

/// The errors of all jobs.
async fn errors(app: &App) -> Vec<String> {
    use sea_orm::EntityTrait;
    let jobs = tutta::server::entity::job::Entity::find()
        .all(app.db())
        .await
        .expect("the jobs");
    jobs.into_iter().filter_map(|job| job.last_error).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_promised_tls_nothing_is_sent() {
    for (offered, wanted) in [
        (SmtpSecurity::None, SmtpSecurity::StartTls),
        (SmtpSecurity::None, SmtpSecurity::Tls),
    ] {
        with_smtp(
            offered,
            |smtp| smtp.security = wanted,
            async |app, server| {
                tell_ada(app).await;
                assert!(server.mails().is_empty());
                assert_eq!(errors(app).await.len(), 1);
            },
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_with_a_certificate_nobody_vouches_for_gets_nothing() {
    for security in [SmtpSecurity::StartTls, SmtpSecurity::Tls] {
        with_smtp(
            security,
            |smtp| smtp.ca_certificate = None,
            async |app, server| {
                tell_ada(app).await;
                assert!(server.mails().is_empty());
                let errors = errors(app).await.concat();
                assert!(errors.to_lowercase().contains("certificate"), "{errors}");
            },
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_told_and_never_written_down() {
    let wrong = |smtp: &mut SmtpConfig| {
        smtp.credentials = Some((USER.to_owned(), "not the passphrase".into()));
    };
    with_smtp(SmtpSecurity::StartTls, wrong, async |app, server| {
        tell_ada(app).await;
        assert!(server.mails().is_empty());
        let errors = errors(app).await.concat();
        assert!(
            errors.contains("535") && !errors.contains("passphrase"),
            "{errors}"
        );
        let mailer = Mailer::new(&app.state.config).expect("a mailer");
        assert!(mailer.check().await.expect_err("refused").contains("535"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_server_does_not_take_now_it_gets_later_under_the_same_id() {
    with_smtp(
        SmtpSecurity::None,
        |_| {},
        async |app, server| {
            server.refuse(Some(Response::custom(450, "come back later".to_owned())));
            tell_ada(app).await;
            assert!(errors(app).await.concat().contains("come back later"));
            server.refuse(None);
            app.mails().await;
            assert!(server.mails().is_empty(), "not before its time");
            app.pass(BACK_OFF[0]);
            app.mails().await;
            assert_eq!(server.mails().len(), 1);
            assert!(errors(app).await.is_empty(), "all is well");
        },
    )
    .await;
}
