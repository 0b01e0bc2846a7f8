//! Groups, for those who manage them.

use leptos::server;

use crate::model::AppError;
use crate::model::group::{GroupBoard, GroupEnding, GroupLeaving};

/// `/o/{slug}/admin/groups` and, with a `group`, `/o/{slug}/admin/groups/{group}?q={q}`.
#[server(prefix = "/fn", endpoint = "groups/board")]
pub async fn load_groups(slug: String, group: String, q: String) -> Result<GroupBoard, AppError> {
    use crate::model::group::id_or_none;
    use crate::model::list_query::ListQuery;
    use crate::model::person::PersonQuery;
    use crate::server::{context, service::group::overview};
    let (ctx, scope) = context::scoped(&slug).await?;
    let chosen = context::answer(id_or_none(&group).map_err(|_| AppError::NotFound))?;
    let search = PersonQuery::parse_leniently([("q", q)]);
    context::answer(overview::board(&ctx, &scope, chosen, &search).await)
}

/// `/o/{slug}/admin/groups/{group}/remove?person=…`; `leaving` are their ids, separated by commas.
#[server(prefix = "/fn", endpoint = "groups/leaving")]
pub async fn load_leaving(
    slug: String,
    group: String,
    leaving: String,
) -> Result<GroupLeaving, AppError> {
    use crate::model::group::ids_once;
    use crate::server::{context, service::group::overview};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    let people = ids_once(leaving.split(','));
    let people = context::answer(people.map_err(|_| AppError::NotFound))?;
    context::answer(overview::leaving(&ctx, &scope, group, &people).await)
}

/// `/o/{slug}/admin/groups/{group}/delete`.
#[server(prefix = "/fn", endpoint = "groups/ending")]
pub async fn load_ending(slug: String, group: String) -> Result<GroupEnding, AppError> {
    use crate::server::{context, service::group::overview};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    context::answer(overview::ending(&ctx, &scope, group).await)
}

/// Makes one and goes to it; `department` and `manager` are ids or empty.
#[server(prefix = "/fn", endpoint = "groups/create")]
pub async fn create_group(
    slug: String,
    name: String,
    description: String,
    department: String,
    manager: String,
) -> Result<(), AppError> {
    use crate::model::group::NewGroup;
    use crate::server::{context, service::group::create};
    let (ctx, scope) = context::scoped(&slug).await?;
    let new = NewGroup::parse(&name, &description, &department, &manager);
    let new = context::answer(new.map_err(AppError::from))?;
    let group = context::answer(create::create(&ctx, &scope, new).await)?;
    context::redirect(&format!("/o/{slug}/admin/groups/{}", group.id));
    Ok(())
}

/// Changes what it is called, what it is for, and where it belongs; `department` is an id or empty.
#[server(prefix = "/fn", endpoint = "groups/change")]
pub async fn change_group(
    slug: String,
    group: String,
    name: String,
    description: String,
    department: String,
) -> Result<(), AppError> {
    use crate::model::group::{GroupChange, NewGroup};
    use crate::server::{context, service::group::change};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    let read = NewGroup::parse(&name, &description, &department, "");
    let read = context::answer(read.map_err(AppError::from))?;
    let wish = GroupChange {
        name: Some(read.name),
        description: Some(read.description),
        department: Some(read.department),
        manager: None,
    };
    context::answer(change::change(&ctx, &scope, group, wish).await.map(drop))
}

/// Names who manages it; `manager` and `reassign_to` are ids or empty.
#[server(prefix = "/fn", endpoint = "groups/set_manager")]
pub async fn set_manager(
    slug: String,
    group: String,
    manager: String,
    #[server(default)] reassign_to: String,
) -> Result<(), AppError> {
    use crate::model::FieldErrors;
    use crate::model::group::id_or_none;
    use crate::server::{context, service::group::set_manager};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    let mut errors = FieldErrors::default();
    let manager = errors.take("manager", id_or_none(&manager)).flatten();
    let to = errors
        .take("reassign_to", id_or_none(&reassign_to))
        .flatten();
    let (manager, to) = context::answer(errors.done((manager, to)).map_err(AppError::from))?;
    let set = set_manager::set_manager(&ctx, &scope, group, manager, to).await;
    context::answer(set.map(drop))
}

/// Adds people; `people` are their ids, none where nobody is ticked.
#[server(prefix = "/fn", endpoint = "groups/add_members")]
pub async fn add_members(
    slug: String,
    group: String,
    #[server(default)] people: Vec<String>,
) -> Result<(), AppError> {
    use crate::model::group::ids_once;
    use crate::server::{context, service::group::add_members};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    let people = ids_once(people.iter().map(String::as_str));
    let people = context::answer(people.map_err(|_| AppError::NotFound))?;
    let added = add_members::add_members(&ctx, &scope, group, &people).await;
    context::answer(added.map(drop))
}

/// Takes people out and goes back to the group; `leaving` are their ids, separated by commas, `reassign_to` an id or
/// empty.
#[server(prefix = "/fn", endpoint = "groups/remove_members")]
pub async fn remove_members(
    slug: String,
    group: String,
    leaving: String,
    #[server(default)] reassign_to: String,
) -> Result<(), AppError> {
    use crate::model::group::{id_or_none, ids_once};
    use crate::server::{context, service::group::remove_members};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    let people = ids_once(leaving.split(','));
    let people = context::answer(people.map_err(|_| AppError::NotFound))?;
    let to = id_or_none(&reassign_to);
    let to = context::answer(to.map_err(|message| AppError::invalid("reassign_to", message)))?;
    context::answer(remove_members::remove_members(&ctx, &scope, group, &people, to).await)?;
    context::redirect(&format!("/o/{slug}/admin/groups/{group}"));
    Ok(())
}

/// Deletes one and goes to the list; `move_to` is an id or empty.
#[server(prefix = "/fn", endpoint = "groups/delete")]
pub async fn delete_group(
    slug: String,
    group: String,
    #[server(default)] move_to: String,
) -> Result<(), AppError> {
    use crate::model::group::id_or_none;
    use crate::server::{context, service::group::delete};
    let (ctx, scope) = context::scoped(&slug).await?;
    let group = context::answer(group.parse().map_err(|_| AppError::NotFound))?;
    let heir = id_or_none(&move_to);
    let heir = context::answer(heir.map_err(|message| AppError::invalid("move_to", message)))?;
    context::answer(delete::delete(&ctx, &scope, group, heir).await)?;
    context::redirect(&format!("/o/{slug}/admin/groups"));
    Ok(())
}
