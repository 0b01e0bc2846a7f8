//! Opening an account: with an organization, with an invite code, or alone.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::error::RestError;
use super::extract::{Anyone, Json};
use super::openapi::{Gives, Operation};
use crate::model::Role;
use crate::model::account_form::{OrganizationCode, SignUp, SignUpFields};
use crate::model::organization::OrganizationName;
use crate::model::user::{Email, Me, NewPassword, PersonName};
use crate::server::context::RequestContext;
use crate::server::service::identity;
use crate::server::service::identity::sign_up::SignedUp;

/// Somebody who wants an account, and where they want to go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    #[serde(alias = "username")]
    #[schema(value_type = Email)]
    email: String,
    /// At least 12 characters, and not easy to guess.
    #[schema(value_type = NewPassword)]
    password: String,
    #[serde(default)]
    #[schema(value_type = PersonName)]
    first_name: String,
    #[serde(default)]
    #[schema(value_type = PersonName)]
    last_name: String,
    #[serde(default)]
    #[schema(value_type = OrganizationName)]
    organization_name: String,
    #[serde(default)]
    #[schema(value_type = OrganizationCode)]
    organization_code: String,
    /// A role's name; one below what the invite code gives may be asked for.
    #[serde(default)]
    #[schema(value_type = Role)]
    role: String,
}

/// Somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signup {
    #[serde(alias = "username")]
    #[schema(value_type = Email)]
    email: String,
    /// At least 12 characters, and not easy to guess.
    #[schema(value_type = NewPassword)]
    password: String,
    #[serde(default)]
    #[schema(value_type = PersonName)]
    first_name: String,
    #[serde(default)]
    #[schema(value_type = PersonName)]
    last_name: String,
}

/// The new account, signed in.
#[derive(Serialize, ToSchema)]
pub struct Registered {
    access: String,
    refresh: String,
    user: Me,
}

/// What is said where addresses are verified, whether the account is new or not.
#[derive(Serialize, ToSchema)]
pub struct MailSent {
    message: &'static str,
}

/// What an account is opened with.
pub enum Opened {
    /// Tokens.
    In(Box<Registered>),
    /// A mail.
    MailSent(MailSent),
}

impl IntoResponse for Opened {
    fn into_response(self) -> Response {
        match self {
            Self::In(registered) => (StatusCode::CREATED, Json(registered)).into_response(),
            Self::MailSent(sent) => (StatusCode::ACCEPTED, Json(sent)).into_response(),
        }
    }
}

impl Gives for Opened {
    fn describe(operation: &mut Operation<'_>) {
        operation.answers::<Registered>(201, "The account is open, and the caller is signed in.");
        operation.answers::<MailSent>(202, "A mail says how to go on.");
    }
}

/// `POST /api/register`. 201 with tokens; 202 where addresses are verified: a mail says how to go on.
///
/// # Errors
/// 403 where this way is closed, 422, 429.
pub async fn register(
    Anyone(ctx): Anyone,
    Json(body): Json<Register>,
) -> Result<Opened, RestError> {
    let fields = SignUpFields {
        email: body.email,
        password: body.password,
        first_name: body.first_name,
        last_name: body.last_name,
        organization_name: body.organization_name,
        organization_code: body.organization_code,
        role: body.role,
    };
    open_account(&ctx, fields.parse()?).await
}

/// `POST /api/signup`: the same without an organization.
///
/// # Errors
/// As [`register`].
pub async fn signup(Anyone(ctx): Anyone, Json(body): Json<Signup>) -> Result<Opened, RestError> {
    let fields = SignUpFields {
        email: body.email,
        password: body.password,
        first_name: body.first_name,
        last_name: body.last_name,
        ..SignUpFields::default()
    };
    open_account(&ctx, fields.parse()?).await
}

async fn open_account(ctx: &RequestContext, person: SignUp) -> Result<Opened, RestError> {
    match identity::sign_up::sign_up(ctx, person).await? {
        SignedUp::In(session) => {
            let user = identity::me::of_user(ctx, session.signed_in.user).await?;
            let registered = Registered {
                access: session.access,
                refresh: session.refresh,
                user,
            };
            Ok(Opened::In(Box::new(registered)))
        }
        SignedUp::MailSent => {
            let sent = MailSent {
                message: "We have sent a mail to this address. Open the link in it to go on.",
            };
            Ok(Opened::MailSent(sent))
        }
    }
}
