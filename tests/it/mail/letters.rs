//! What each letter says, in text and in HTML, and when it is left unsaid.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use tutta::model::Role;
use tutta::server::auth::Link;
use tutta::server::entity::{organization, support_access};
use tutta::server::mail::Mail;
use uuid::Uuid;

use crate::app::App;
use crate::both_databases;
use crate::builders::{Organization, Person};

/// Acme, its owner Ada, and its colour.
async fn acme(app: &App) -> (Organization, Person) {
    let ada = app.person("ada@acme.example").await;
    let acme = app.organization("acme", &ada).await;
    (acme, ada)
}

async fn change(
    app: &App,
    acme: &Organization,
    change: impl FnOnce(&mut organization::ActiveModel),
) {
    let mut row = organization::ActiveModel {
        id: Set(acme.id.into()),
        ..Default::default()
    };
    change(&mut row);
    row.update(app.db()).await.expect("the organization");
}

both_databases!(
    an_invitation_is_in_the_organizations_colour_and_its_link_is_derived,
    async |app| {
        let (acme, ada) = acme(app).await;
        change(app, &acme, |row| {
            row.name = Set("Acme <b>& Sons</b>".to_owned());
            row.primary_color = Set("#ffee00".to_owned());
        })
        .await;
        let invitation = app
            .invitation_row(&acme, &ada, "new@example.com", |_| {})
            .await;
        app.enqueue(&Mail::Invitation {
            organization: acme.id,
            invitation,
        })
        .await;
        let mail = app.newest_mail_to("new@example.com").await;
        assert_eq!(mail.subject, "ada invites you to Acme <b>& Sons</b>");
        let token = app
            .state
            .auth
            .link_token(Link::Invitation, invitation.into());
        assert_eq!(mail.link(), format!("/invitations/accept?token={token}"));
        for words in [
            "as an agent",
            "November 2026 at 14:00 (UTC)",
            "Accept the invitation:",
        ] {
            assert!(mail.text.contains(words), "{words}: {}", mail.text);
        }
        assert!(
            mail.text
                .lines()
                .all(|line| line.len() <= 78 || line.starts_with("http")),
            "{}",
            mail.text
        );
        assert!(
            mail.html
                .contains("Acme &lt;b&gt;&amp; Sons&lt;&#x2f;b&gt;"),
            "escaped: {}",
            mail.html
        );
        assert!(!mail.html.contains("#ffee00"), "too light for white paper");
        assert!(mail.header("message-id").ends_with("@tutta.example>"));
        assert_eq!(mail.header("auto-submitted"), "auto-generated");
        assert_eq!(mail.header("from"), "Tutta <no-reply@tutta.example>");
    }
);

both_databases!(an_invitation_that_is_over_is_not_sent, async |app| {
    let (acme, ada) = acme(app).await;
    let now = app.now();
    let send = async |invitation| {
        app.enqueue(&Mail::Invitation {
            organization: acme.id,
            invitation,
        })
        .await
    };
    send(
        app.invitation_row(&acme, &ada, "a@x.example", |row| {
            row.revoked_at = Set(Some(now))
        })
        .await,
    )
    .await;
    send(
        app.invitation_row(&acme, &ada, "b@x.example", |row| {
            row.accepted_at = Set(Some(now))
        })
        .await,
    )
    .await;
    send(
        app.invitation_row(&acme, &ada, "c@x.example", |row| row.expires_at = Set(now))
            .await,
    )
    .await;
    send(Uuid::now_v7().into()).await;
    let elsewhere = app.person("eve@globex.example").await;
    let globex = app.organization("globex", &elsewhere).await;
    send(
        app.invitation_row(&globex, &elsewhere, "d@x.example", |_| {})
            .await,
    )
    .await;
    assert_eq!(app.mails().await.len(), 0);
    send(app.invitation_row(&acme, &ada, "e@x.example", |_| {}).await).await;
    assert_eq!(app.mails().await.len(), 1);
});

both_databases!(links_to_an_account_are_sent_while_they_work, async |app| {
    let ada = app.person("ada@acme.example").await;
    ada.change(app, |row| row.timezone = Set("Europe/Berlin".to_owned()))
        .await;
    let token = app.account_token_row(&ada, "reset_password").await;
    app.enqueue(&Mail::ResetPassword { token }).await;
    let mail = app.newest_mail_to(&ada.email).await;
    let secret = app.state.auth.link_token(Link::ResetPassword, token.into());
    assert_eq!(mail.link(), format!("/reset-password?token={secret}"));
    assert!(mail.text.contains("(Europe/Berlin)"), "{}", mail.text);

    let token = app.account_token_row(&ada, "verify_email").await;
    app.enqueue(&Mail::VerifyEmail { token }).await;
    let mails = app.mails_to(&ada.email).await;
    assert!(mails[1].link().starts_with("/verify-email?token="));

    app.enqueue(&Mail::ResetPassword { token }).await;
    app.pass(Duration::hours(1));
    assert_eq!(app.mails().await.len(), 2, "expired before it was sent");

    ada.change(app, |row| row.status = Set("suspended".to_owned()))
        .await;
    let token = app.account_token_row(&ada, "reset_password").await;
    app.enqueue(&Mail::ResetPassword { token }).await;
    app.enqueue(&Mail::PasswordChanged { user: ada.id }).await;
    app.enqueue(&Mail::AlreadyRegistered { user: ada.id }).await;
    assert_eq!(app.mails().await.len(), 2, "suspended");
    ada.change(app, |row| row.status = Set("active".to_owned()))
        .await;
    app.enqueue(&Mail::PasswordChanged { user: ada.id }).await;
    app.enqueue(&Mail::AlreadyRegistered { user: ada.id }).await;
    assert_eq!(app.mails().await.len(), 4);
});

both_databases!(
    reviewers_hear_of_requests_and_those_who_asked_of_the_answer,
    async |app| {
        let (acme, ada) = acme(app).await;
        let (bo, cy) = (
            app.person("bo@x.example").await,
            app.person("cy@x.example").await,
        );
        let agent = app.member(&acme, "agent@acme.example", Role::Agent).await;
        let request = app
            .join_request_row(&acme, &bo, |row| {
                row.message = Set(Some("Hello,\n<i>let me in</i>".to_owned()))
            })
            .await;
        for reviewer in [ada.id, agent.id, cy.id] {
            app.enqueue(&Mail::JoinRequestReceived {
                organization: acme.id,
                request,
                reviewer,
            })
            .await;
        }
        app.enqueue(&Mail::JoinRequestAnswered {
            organization: acme.id,
            request,
        })
        .await;
        let mails = app.mails().await;
        assert_eq!(
            mails.len(),
            1,
            "only who may review hears of it, and no answer is told before it is given"
        );
        assert_eq!(mails[0].to, ada.email);
        assert_eq!(mails[0].link(), "/o/acme/admin/join-requests");
        assert!(
            mails[0].text.contains("> Hello,\n> <i>let me in</i>"),
            "{}",
            mails[0].text
        );
        assert!(
            mails[0].html.contains("&lt;i&gt;let me in"),
            "{}",
            mails[0].html
        );

        for (status, link) in [("approved", "/o/acme"), ("rejected", "/organizations")] {
            let request = app
                .join_request_row(&acme, &cy, |row| {
                    row.status = Set(status.to_owned());
                    row.review_note = Set(Some("See the handbook.".to_owned()));
                })
                .await;
            app.enqueue(&Mail::JoinRequestReceived {
                organization: acme.id,
                request,
                reviewer: ada.id,
            })
            .await;
            app.enqueue(&Mail::JoinRequestAnswered {
                organization: acme.id,
                request,
            })
            .await;
            let mail = app.newest_mail_to(&cy.email).await;
            assert_eq!(mail.link(), link);
            assert!(mail.text.contains("> See the handbook."), "{}", mail.text);
        }
        assert_eq!(
            app.mails_to(&ada.email).await.len(),
            1,
            "answered meanwhile"
        );
    }
);

both_databases!(organizations_and_their_owners, async |app| {
    let (acme, ada) = acme(app).await;
    let master = app.person("grace@tutta.example").await;
    let waits = async |status: &str| {
        let status = status.to_owned();
        change(app, &acme, |row| row.status = Set(status)).await;
        app.enqueue(&Mail::OrganizationWaits {
            organization: acme.id,
            master: master.id,
        })
        .await;
        app.mails_to(&master.email).await.len()
    };
    assert_eq!(waits("pending").await, 0, "no master user");
    master.change(app, |row| row.is_master = Set(true)).await;
    assert_eq!(waits("pending").await, 1);
    let mail = app.newest_mail_to(&master.email).await;
    let page = format!("/platform/organizations/{}", acme.id);
    assert!(mail.text.contains(&page), "{}", mail.text);
    assert_eq!(waits("active").await, 1, "decided meanwhile");

    for (status, words) in [
        ("active", "acme is open"),
        ("suspended", "acme is suspended"),
        ("deleted", "acme was not approved"),
    ] {
        change(app, &acme, |row| {
            row.status = Set(status.to_owned());
            row.status_reason = Set(Some("Because.".to_owned()));
        })
        .await;
        app.enqueue(&Mail::OrganizationReviewed {
            organization: acme.id,
            owner: ada.id,
        })
        .await;
        let mail = app.newest_mail_to(&ada.email).await;
        assert_eq!(mail.subject, words);
        assert_eq!(
            mail.text.contains("> Because."),
            status != "active",
            "{}",
            mail.text
        );
    }
});

both_databases!(admins_hear_of_support_access, async |app| {
    let (acme, ada) = acme(app).await;
    let master = app.person("grace@tutta.example").await;
    let id = Uuid::now_v7();
    let row = support_access::ActiveModel {
        id: Set(id),
        organization_id: Set(acme.id.into()),
        user_id: Set(master.id.into()),
        reason: Set("A ticket that cannot be closed".to_owned()),
        created_at: Set(app.now()),
        expires_at: Set(app.now() + Duration::hours(2)),
        ended_at: Set(None),
        ended_by: Set(None),
    };
    row.insert(app.db()).await.expect("a look");
    let opened = Mail::SupportAccessOpened {
        organization: acme.id,
        access: id.into(),
        admin: ada.id,
    };
    app.enqueue(&opened).await;
    let mail = app.newest_mail_to(&ada.email).await;
    assert!(
        mail.text.contains("grace, who runs this platform"),
        "{}",
        mail.text
    );
    assert!(
        mail.text.contains("> A ticket that cannot be closed"),
        "{}",
        mail.text
    );
});
