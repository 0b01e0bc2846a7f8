//! The platform's console, for master users.

use leptos::server;

use crate::model::AppError;
use crate::model::user::Me;

/// The frame of the pages under `/platform`; proves that the caller is a master user.
#[server(prefix = "/fn", endpoint = "platform_frame")]
pub async fn load_platform_frame() -> Result<Me, AppError> {
    use crate::server::{context, service::platform};
    let ctx = context::from_leptos().await?;
    context::answer(platform::frame::frame(&ctx).await)
}
