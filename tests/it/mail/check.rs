//! `tutta check` against SMTP servers that are well, that refuse, and that are not there.

use tokio::process::Command;
use tutta::server::config::SmtpSecurity;

use super::smtp_server::SmtpServer;

/// [`super::smtp_server::PASSWORD`], as an address carries it.
const ENCODED: &str = "p%26ss%3Dw+rd%25%2F1";

const AUTHORITY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/it/mail/certificates/ca.pem"
);

/// What the check says of mail, and whether that is well.
async fn check(smtp_url: &str, ca_file: &str) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let checked = Command::new(env!("CARGO_BIN_EXE_tutta"))
        .arg("check")
        .current_dir(folder.path())
        .env_clear()
        .env("TUTTA__MAIL__SMTP_URL", smtp_url)
        .env("TUTTA__MAIL__CA_FILE", ca_file)
        .output()
        .await
        .expect("the program");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    let line = said.lines().find(|line| line.contains(" mail: "));
    let line = line.unwrap_or_else(|| panic!("nothing of mail in {said}"));
    (line.starts_with("ok "), line.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_answers_is_well() {
    for (security, scheme, credentials, query) in [
        (SmtpSecurity::Tls, "smtps", format!("tutta:{ENCODED}@"), ""),
        (
            SmtpSecurity::StartTls,
            "smtp",
            format!("tutta:{ENCODED}@"),
            "",
        ),
        (SmtpSecurity::None, "smtp", String::new(), "?tls=none"),
    ] {
        let server = SmtpServer::start(security).await;
        let url = format!("{scheme}://{credentials}localhost:{}{query}", server.port);
        let (is_well, said) = check(&url, AUTHORITY).await;
        assert!(
            is_well && said.contains("the SMTP server answers"),
            "{url}: {said}"
        );
        assert!(server.mails().is_empty(), "it only knocks");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_password_is_told_and_not_repeated() {
    let server = SmtpServer::start(SmtpSecurity::StartTls).await;
    let url = format!("smtp://tutta:hunter2@localhost:{}", server.port);
    let (is_well, said) = check(&url, AUTHORITY).await;
    assert!(!is_well && said.contains("535"), "{said}");
    assert!(
        said.contains("user and password") && !said.contains("hunter2"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_nobody_vouches_for_is_told() {
    let server = SmtpServer::start(SmtpSecurity::Tls).await;
    let url = format!("smtps://tutta:{ENCODED}@localhost:{}", server.port);
    let own = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/it/mail/certificates/localhost.pem"
    );
    let (is_well, said) = check(&url, own).await;
    assert!(!is_well && said.contains("mail.ca_file"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listening_is_told_with_what_to_check() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let (is_well, said) = check(&format!("smtp://127.0.0.1:{port}?tls=none"), AUTHORITY).await;
    assert!(!is_well && said.starts_with("WRONG  mail: "), "{said}");
    assert!(
        said.contains("refused") && said.contains("mail.smtp_url"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_certificate_is_told() {
    let not_pem = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let (is_well, said) = check("smtps://localhost:1", not_pem).await;
    assert!(!is_well && said.contains("mail.ca_file"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_it_says_where_mail_goes() {
    let (is_well, said) = check("", AUTHORITY).await;
    assert!(is_well && said.contains("outbox"), "{said}");
}
