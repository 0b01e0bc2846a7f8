//! Departments.

use leptos::server;

use crate::model::AppError;
use crate::model::department::Department;

/// `/o/{slug}/admin/departments`.
#[server(prefix = "/fn", endpoint = "departments/list")]
pub async fn load_departments(slug: String) -> Result<Vec<Department>, AppError> {
    use crate::server::{context, service::department::list};
    let (ctx, scope) = context::scoped(&slug).await?;
    context::answer(list::list(&ctx, &scope).await)
}

/// Makes one.
#[server(prefix = "/fn", endpoint = "departments/create")]
pub async fn create_department(slug: String, name: String) -> Result<(), AppError> {
    use crate::model::department::DepartmentName;
    use crate::server::{context, service::department::create};
    let (ctx, scope) = context::scoped(&slug).await?;
    let name = DepartmentName::parse(&name);
    let name = context::answer(name.map_err(|message| AppError::invalid("name", message)))?;
    context::answer(create::create(&ctx, &scope, name).await.map(drop))
}

/// Gives one another name.
#[server(prefix = "/fn", endpoint = "departments/rename")]
pub async fn rename_department(slug: String, id: String, name: String) -> Result<(), AppError> {
    use crate::model::department::DepartmentName;
    use crate::server::{context, service::department::rename};
    let (ctx, scope) = context::scoped(&slug).await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    let name = DepartmentName::parse(&name);
    let name = context::answer(name.map_err(|message| AppError::invalid("name", message)))?;
    context::answer(rename::rename(&ctx, &scope, id, name).await)
}

/// Takes one away.
#[server(prefix = "/fn", endpoint = "departments/delete")]
pub async fn delete_department(slug: String, id: String) -> Result<(), AppError> {
    use crate::server::{context, service::department::delete};
    let (ctx, scope) = context::scoped(&slug).await?;
    let id = context::answer(id.parse().map_err(|_| AppError::NotFound))?;
    context::answer(delete::delete(&ctx, &scope, id).await)
}
