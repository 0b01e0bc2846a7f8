//! `/`: leads to where one belongs.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::api::identity::{load_me, load_needs_set_up};
use crate::model::AppError;
use crate::ui::components::skeleton;
use crate::ui::load::load;

/// Where somebody who comes to `/` is sent.
async fn destination(_: ()) -> Result<String, AppError> {
    let Some(me) = load_me().await? else {
        let path = if load_needs_set_up().await? {
            "/setup"
        } else {
            "/sign-in"
        };
        return Ok(path.to_owned());
    };
    let landing = me
        .landing()
        .map(|organization| format!("/o/{}", organization.slug));
    Ok(landing.unwrap_or_else(|| "/organizations".to_owned()))
}

/// The page.
#[component]
pub fn RootPage() -> impl IntoView {
    load(
        || (),
        destination,
        String::clone,
        skeleton::nothing,
        |path| view! { <Redirect path=path.peek(String::clone)/> }.into_any(),
    )
}
