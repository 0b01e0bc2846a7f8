//! Once an hour, by one server, what is over is taken out, and nothing else.

use chrono::Duration;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use tutta::model::personal_token::TokenScope;
use tutta::server::entity::{
    account_token, invitation, job, personal_access_token, rate_limit, refresh_token, session,
};
use tutta::server::job::{clean_up, run_due};
use tutta::server::state::AppState;

use crate::app::App;
use crate::both_databases;
use crate::builders::PASSWORD;

async fn clean(app: &App) {
    clean_up::schedule(&app.state).await.expect("a schedule");
    run_due(&app.state).await.expect("a worker");
}

async fn count<E: EntityTrait>(app: &App) -> u64
where
    E::Model: Sync,
{
    E::find().count(app.db()).await.expect("a count")
}

both_databases!(only_what_is_over_goes, async |app| {
    let ada = app.person("ada@example.com").await;
    let acme = app.organization("acme", &ada).await;
    app.api().tokens(&ada.email, PASSWORD).await;
    app.account_token_row(&ada, "verify_email").await;
    app.invitation_row(&acme, &ada, "new@example.com", |_| {})
        .await;
    clean(app).await;
    app.pass(Duration::days(6));
    let (_, refresh) = app.api().tokens(&ada.email, PASSWORD).await;
    app.pass(Duration::days(2) + Duration::hours(1));
    clean(app).await;
    assert_eq!(count::<session::Entity>(app).await, 1);
    assert_eq!(count::<refresh_token::Entity>(app).await, 1);
    assert_eq!(count::<account_token::Entity>(app).await, 0);
    assert_eq!(
        count::<invitation::Entity>(app).await,
        1,
        "the list shows that it expired"
    );
    assert_eq!(
        count::<job::Entity>(app).await,
        1,
        "only the job that did this"
    );
    let body = json!({ "refresh": refresh });
    app.api().post("/api/token/refresh", body).await.expect(200);
});

both_databases!(tokens_go_a_month_after_they_ended, async |app| {
    let ada = app.person("ada@example.com").await;
    let scopes = &[TokenScope::TicketsRead];
    let revoked = app.token(&ada, scopes).await;
    app.token(&ada, scopes).await;
    let id = [("id", &*revoked.id.to_string())];
    let browser = ada.browser(app).await;
    browser
        .call("/fn/account/revoke_token", &id)
        .await
        .expect(200);
    app.pass(Duration::days(30));
    clean(app).await;
    assert_eq!(count::<personal_access_token::Entity>(app).await, 2);
    app.pass(Duration::hours(1));
    clean(app).await;
    assert_eq!(count::<personal_access_token::Entity>(app).await, 1);
    app.pass(Duration::days(30));
    clean(app).await;
    assert_eq!(count::<personal_access_token::Entity>(app).await, 0);
});

both_databases!(windows_of_rate_limits_go, async |app| {
    let tried = json!({ "email": "ada@example.com", "password": "x" });
    app.api().post("/api/token", tried).await.expect(401);
    let before = count::<rate_limit::Entity>(app).await;
    app.pass(Duration::minutes(61));
    clean(app).await;
    assert!(before > 0 && count::<rate_limit::Entity>(app).await == 0);
});

both_databases!(of_several_servers_one_does_it, async |app| {
    let other = AppState::new(
        (*app.state.config).clone(),
        app.db().clone(),
        app.state.clock.clone(),
    )
    .expect("another server");
    clean_up::schedule(&app.state).await.expect("a schedule");
    clean_up::schedule(&other).await.expect("a schedule");
    clean_up::schedule(&other).await.expect("a schedule");
    assert_eq!(count::<job::Entity>(app).await, 1);
    app.pass(Duration::hours(1));
    clean_up::schedule(&other).await.expect("a schedule");
    assert_eq!(count::<job::Entity>(app).await, 2);
});
