//! Tokens, written straight into the table.

use chrono::Duration;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use secrecy::ExposeSecret;
use tutta::model::personal_token::TokenScope;
use tutta::server::auth::{Auth, personal_token};
use tutta::server::entity::personal_access_token;
use uuid::Uuid;

use crate::app::App;
use crate::builders::Person;

/// A token of somebody.
pub struct Token {
    pub id: Uuid,
    pub secret: String,
}

impl App {
    /// A token that works for 30 days.
    pub async fn token(&self, holder: &Person, scopes: &[TokenScope]) -> Token {
        let secret = personal_token::generate().expose_secret().to_owned();
        let scopes: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
        let id = Uuid::now_v7();
        let row = personal_access_token::ActiveModel {
            id: Set(id),
            user_id: Set(holder.id.into()),
            name: Set("Nightly report".to_owned()),
            token_hash: Set(Auth::link_hash(&secret)),
            ending: Set(secret[secret.len() - 4..].to_owned()),
            scopes: Set(scopes.join(" ")),
            expires_at: Set(self.now() + Duration::days(30)),
            last_used_at: Set(None),
            created_at: Set(self.now()),
            revoked_at: Set(None),
        };
        row.insert(self.db()).await.expect("a token");
        Token { id, secret }
    }

    /// All the tokens there are.
    pub async fn stored_tokens(&self) -> Vec<personal_access_token::Model> {
        let rows = personal_access_token::Entity::find().all(self.db()).await;
        rows.expect("tokens")
    }
}
