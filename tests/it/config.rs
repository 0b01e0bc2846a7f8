//! What the configuration takes, and what it says when it does not.

use std::collections::HashMap;

use secrecy::ExposeSecret;

use tutta::server::config::{Config, LogFormat, OrganizationSignup, SmtpSecurity};

const KEY: &str = "0123456789abcdef0123456789abcdef";

fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let own = environment
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    let environment: HashMap<_, _> = own
        .chain([("SECRET_KEY".to_owned(), KEY.to_owned())])
        .collect();
    Config::from_sources(Some(text), &environment).map_err(|error| error.to_string())
}

#[test]
fn nothing_at_all_is_a_configuration() {
    let config = read("", &[]).expect("defaults");
    assert_eq!(config.server.address.to_string(), "127.0.0.1:3000");
    assert_eq!(config.server.public_url, "http://127.0.0.1:3000");
    assert!(!config.server.secure_cookies);
    assert_eq!(
        config.database.url.expose_secret(),
        "sqlite://data/tutta.db?mode=rwc"
    );
    assert_eq!(config.signup.organizations, OrganizationSignup::Approval);
}

#[test]
fn the_file_of_the_repository_is_a_configuration() {
    read(include_str!("../../Leptos.toml"), &[]).expect("Leptos.toml");
}

#[test]
fn the_environment_wins_over_the_file_and_the_conventional_names_over_all() {
    let file = "[server]\nport = 1\nlog_format = \"json\"\n[database]\nurl = \"sqlite://a.db\"\n";
    let config = read(
        file,
        &[
            ("TUTTA__SERVER__PORT", "2"),
            ("TUTTA__SERVER__PUBLIC_URL", "https://help.example.com/"),
            ("TUTTA__SIGNUP__ORGANIZATIONS", "master_only"),
            ("PORT", "3"),
            ("DATABASE_URL", "postgres://a@b/c"),
            ("TUTTA_PASSWORD", "not ours to read"),
        ],
    )
    .expect("a configuration");
    assert_eq!(config.server.address.port(), 3);
    assert_eq!(config.server.log_format, LogFormat::Json);
    assert_eq!(config.server.public_url, "https://help.example.com");
    assert!(config.server.secure_cookies && config.server.is_https());
    assert_eq!(config.signup.organizations, OrganizationSignup::MasterOnly);
    assert_eq!(config.database.url.expose_secret(), "postgres://a@b/c");
}

#[test]
fn a_wrong_value_is_named_and_so_is_the_way_to_mend_it() {
    for (file, environment, words) in [
        ("[server]\nprot = 1", vec![], vec!["prot", "port"]),
        ("[sever]\nport = 1", vec![], vec!["sever", "server"]),
        ("", vec![("PORT", "many")], vec!["server.port", "many"]),
        (
            "",
            vec![("TUTTA__SIGNUP__ORGANIZATIONS", "anyone")],
            vec!["organizations", "anyone", "master_only"],
        ),
        (
            "",
            vec![("TUTTA__AUTH__SECRET", "x")],
            vec!["secret", "secret_key"],
        ),
        (
            "",
            vec![("DATABASE_URL", "mysql://x")],
            vec!["DATABASE_URL", "postgres://"],
        ),
        (
            "",
            vec![("TUTTA__SERVER__PUBLIC_URL", "help.example.com")],
            vec!["public_url", "https://"],
        ),
        (
            "[auth]\nargon2_memory_kib = 8",
            vec![],
            vec!["auth.argon2_memory_kib", "19456"],
        ),
        (
            "[database]\nmax_connections = 0",
            vec![],
            vec!["database.max_connections"],
        ),
    ] {
        let message = read(file, &environment)
            .err()
            .unwrap_or_else(|| panic!("{file} {environment:?} was taken"));
        for word in words {
            assert!(message.contains(word), "{word:?} is not in {message:?}");
        }
    }
}

#[test]
fn a_short_secret_key_is_refused_and_never_repeated() {
    let environment = HashMap::from([("SECRET_KEY".to_owned(), "hunter2".to_owned())]);
    let message = Config::from_sources(None, &environment)
        .expect_err("refused")
        .to_string();
    assert!(
        message.contains("SECRET_KEY") && !message.contains("hunter2"),
        "{message}"
    );
}

#[test]
fn a_missing_secret_key_is_made_once_for_the_owners_eyes() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let environment = HashMap::from([(
        "TUTTA__SERVER__DATA_DIR".to_owned(),
        data.display().to_string(),
    )]);
    let key = || {
        Config::from_sources(None, &environment)
            .expect("a configuration")
            .auth
            .secret_key
    };
    let first = key();
    assert_eq!(first.expose_secret(), key().expose_secret());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(data.join("secret.key"))
            .expect("the key")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(std::fs::read_dir(&data).expect("the folder").count(), 1);
}

#[test]
fn mail_goes_to_the_server_that_the_address_names() {
    for (url, host, port, security) in [
        (
            "smtps://mail.example.com",
            "mail.example.com",
            465,
            SmtpSecurity::Tls,
        ),
        (
            "smtp://mail.example.com",
            "mail.example.com",
            587,
            SmtpSecurity::StartTls,
        ),
        (
            "smtp://mail.example.com?tls=required",
            "mail.example.com",
            587,
            SmtpSecurity::StartTls,
        ),
        (
            "smtp://[::1]:2525?tls=none",
            "::1",
            2525,
            SmtpSecurity::None,
        ),
        (
            "smtp://10.0.0.7?tls=none",
            "10.0.0.7",
            25,
            SmtpSecurity::None,
        ),
    ] {
        let config = read("", &[("TUTTA__MAIL__SMTP_URL", url)]).expect(url);
        let smtp = config.mail.smtp.expect("a server");
        let found = (smtp.host.as_str(), smtp.port, smtp.security);
        assert_eq!(found, (host, port, security), "{url}");
        assert!(
            smtp.credentials.is_none() && config.mail.verify_addresses,
            "{url}"
        );
    }
    let url = "smtps://me%40example.com:p%26ss%3Dw+rd%25%2F1@mail.example.com";
    let config = read("", &[("TUTTA__MAIL__SMTP_URL", url)]).expect(url);
    let (user, password) = config
        .mail
        .smtp
        .and_then(|smtp| smtp.credentials)
        .expect("both");
    assert_eq!(
        (user.as_str(), password.expose_secret()),
        ("me@example.com", "p&ss=w+rd%/1")
    );
}

#[test]
fn mail_that_is_not_configured_is_written_down_in_the_name_of_the_site() {
    for (site, from) in [
        (
            "https://help.example.com",
            "Tutta <no-reply@help.example.com>",
        ),
        ("http://127.0.0.1:3000", "Tutta <no-reply@localhost>"),
    ] {
        let environment = [
            ("TUTTA__SERVER__PUBLIC_URL", site),
            ("TUTTA__MAIL__SMTP_URL", ""),
        ];
        let mail = read("", &environment).expect("defaults").mail;
        assert!(mail.smtp.is_none() && !mail.verify_addresses);
        assert_eq!(mail.from.to_string(), from);
    }
}

#[test]
fn a_wrong_mail_setting_is_named_with_the_way_to_mend_it_and_no_password_is_repeated() {
    let how = "smtps://user:password@host";
    for (setting, value, words) in [
        ("SMTP_URL", "mail.example.com", ["cannot be read", how]),
        (
            "SMTP_URL",
            "https://mail.example.com",
            ["neither smtps:// nor smtp://", how],
        ),
        ("SMTP_URL", "smtp://", ["names no server", how]),
        (
            "SMTP_URL",
            "smtp://host?tls=maybe",
            ["after the ?", "?tls=none"],
        ),
        (
            "SMTP_URL",
            "smtp://host?tsl=none",
            ["after the ?", "?tls=none"],
        ),
        (
            "SMTP_URL",
            "smtps://host?tls=none",
            ["after the ?", "?tls=none"],
        ),
        (
            "SMTP_URL",
            "smtps://me@host",
            ["a user without a password", how],
        ),
        (
            "SMTP_URL",
            "smtps://:hunter2@host",
            ["the other way round", how],
        ),
        (
            "SMTP_URL",
            "smtps://me:hunter2@ho st",
            ["cannot be read", "Percent-encode"],
        ),
        ("FROM", "Tutta", ["\"Tutta\"", "Tutta <help@example.com>"]),
        ("FROM", "", ["no address", "leave it out"]),
        (
            "CA_FILE",
            "nowhere.pem",
            ["nowhere.pem", "Name a file in PEM"],
        ),
        ("SMTP_HOST", "mail.example.com", ["smtp_host", "smtp_url"]),
        (
            "VERIFY_ADDRESSES",
            "perhaps",
            ["verify_addresses", "perhaps"],
        ),
    ] {
        let message = read("", &[(&format!("TUTTA__MAIL__{setting}"), value)])
            .err()
            .unwrap_or_else(|| panic!("{setting} {value:?} was taken"));
        for word in words {
            assert!(message.contains(word), "{word:?} is not in {message:?}");
        }
        assert!(!message.contains("hunter2"), "{message}");
    }
}
