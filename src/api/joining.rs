//! The organization picker, asking to join, and answering.

use leptos::server;

use crate::model::AppError;
use crate::model::join_request::{JoinRequestList, OrganizationPicker};

/// `/organizations`.
#[server(prefix = "/fn", endpoint = "joining/picker")]
pub async fn load_picker() -> Result<OrganizationPicker, AppError> {
    use crate::server::{context, service::joining::discover};
    let ctx = context::from_leptos().await?;
    context::answer(discover::picker(&ctx).await)
}

/// Asks to join the organization that `address` names: the last part of the addresses of its pages, or one of them.
#[server(prefix = "/fn", endpoint = "joining/ask")]
pub async fn ask_to_join(address: String, message: String) -> Result<(), AppError> {
    use crate::model::organization::Slug;
    use crate::server::{context, service::joining::ask};
    let ctx = context::from_leptos().await?;
    let slug = Slug::of_address(&address);
    let asked = ask::ask(&ctx, &slug, &message).await;
    let asked = asked.map_err(|error| match error {
        AppError::NotFound => AppError::invalid(
            "address",
            "No organization has this address. It is what follows /o/ in the addresses of its pages.",
        ),
        error => error,
    });
    context::redirect(&context::answer(asked)?.leads_to(&slug));
    Ok(())
}

/// Joins by an invite code.
#[server(prefix = "/fn", endpoint = "joining/by_code")]
pub async fn join_by_code(organization_code: String) -> Result<(), AppError> {
    use crate::server::{context, service::joining::by_code};
    let ctx = context::from_leptos().await?;
    let joined = by_code::join_signed_in(&ctx, &organization_code).await;
    let (slug, asked) = context::answer(joined)?;
    context::redirect(&asked.leads_to(slug.as_str()));
    Ok(())
}

/// `/o/{slug}/admin/join-requests`; `status` and `cursor` may be empty.
#[server(prefix = "/fn", endpoint = "joining/requests")]
pub async fn load_join_requests(
    slug: String,
    status: String,
    cursor: String,
) -> Result<JoinRequestList, AppError> {
    use crate::model::join_request::JoinRequestStatus;
    use crate::server::{context, service::joining::requests};
    let (ctx, scope) = context::scoped(&slug).await?;
    let status = status.parse().unwrap_or(JoinRequestStatus::Pending);
    let cursor = cursor.parse().ok();
    context::answer(requests::list_page(&ctx, &scope, status, cursor).await)
}

/// Answers a wish to join; `answer` is `approve` or `reject`.
#[server(prefix = "/fn", endpoint = "joining/review")]
pub async fn review_join_request(
    slug: String,
    request: String,
    answer: String,
    note: String,
) -> Result<(), AppError> {
    use crate::model::join_request::Review;
    use crate::server::{context, service::joining::review};
    let (ctx, scope) = context::scoped(&slug).await?;
    let request = context::answer(request.parse().map_err(|_| AppError::NotFound))?;
    let answer = match answer.as_str() {
        "approve" => Review::Approve,
        "reject" => Review::Reject,
        _ => {
            let wrong = AppError::invalid("answer", "Choose to approve or to reject.");
            return context::answer(Err(wrong));
        }
    };
    context::answer(review::review(&ctx, &scope, request, answer, &note).await)?;
    Ok(())
}
