//! `/o/{slug}/admin/departments`: what groups and people are sorted by.

use leptos::prelude::*;

use crate::api::departments::{
    CreateDepartment, DeleteDepartment, LoadDepartments, RenameDepartment,
};
use crate::model::FieldErrors;
use crate::model::department::{Department, DepartmentName};
use crate::ui::components::button::{Look, Submit};
use crate::ui::components::card::Card;
use crate::ui::components::empty::empty;
use crate::ui::components::field::TextField;
use crate::ui::components::form::{Fields, Form, FormState};
use crate::ui::components::page::{TabTitle, page_head};
use crate::ui::components::skeleton;
use crate::ui::erase::{Erase, live};
use crate::ui::frame::{AdminTabs, use_slug};
use crate::ui::load::{Data, load};
use crate::ui::markup::{Markup, html, markup};

/// The page.
#[component]
pub fn DepartmentsPage() -> impl IntoView {
    let slug = use_slug();
    load(
        move || LoadDepartments { slug: slug.get() },
        |_| (),
        skeleton::list,
        move |departments| page(slug, departments),
    )
}

fn check(input: &Fields) -> FieldErrors {
    let mut errors = FieldErrors::default();
    errors.take("name", DepartmentName::parse(&input.get("name")));
    errors
}

fn page(slug: Memo<String>, departments: Data<Vec<Department>>) -> AnyView {
    let note = "Groups and people can belong to one.";
    let form =
        FormState::new::<CreateDepartment>("new-department", vec![("slug", slug.get_untracked())]);
    let list = live(move || {
        let lines = departments.with(|all| {
            all.iter()
                .map(|department| line(&slug.get_untracked(), department))
                .collect::<Vec<_>>()
        });
        if lines.is_empty() {
            return html("card", nothing_yet());
        }
        view! { <ul class="card rows">{lines}</ul> }.erase()
    });
    view! {
        <TabTitle title="Departments"/>
        <div class="page">
            <AdminTabs/>
            {html("", page_head("Departments", note, Markup::new()))}
            <div class="stack column">
                {list}
                <Card title="New department" id="new-card">
                    <Form form check said="The department is there." class="stack">
                        <TextField name="name" label="Name" max=100/>
                        <div class="form-actions"><Submit shape="plus">"Create"</Submit></div>
                    </Form>
                </Card>
            </div>
        </div>
    }
    .erase()
}

fn nothing_yet() -> Markup {
    let text = "Departments are for larger organizations: sort groups and people by them. You can do without.";
    empty("building-2", "No department yet", text, Markup::new())
}

/// One department; what can be done with it is folded away.
fn line(slug: &str, department: &Department) -> AnyView {
    let Department {
        id,
        name,
        groups,
        people,
    } = department.clone();
    let hidden = vec![("slug", slug.to_owned()), ("id", id.to_string())];
    let rename = FormState::new::<RenameDepartment>(format!("rename-{id}"), hidden.clone());
    let delete = FormState::new::<DeleteDepartment>(format!("delete-{id}"), hidden);
    let is_open = rename.error.with_untracked(Option::is_some);
    let words = markup![
        "<span class='grow min-w-0'><span class='block truncate font-medium'>",
        name,
        "</span><span class='menu-note'>",
        counted(groups, "group", "groups"),
        " · ",
        counted(people, "person", "people"),
        "</span></span><span class='muted'>Edit</span>"
    ];
    view! {
        <li>
            <details open=is_open>
                <summary class="row rows-line" inner_html=words.into_html()></summary>
                <div class="stack rows-more">
                    <Form form=rename check said="Renamed." class="stack-sm">
                        <TextField name="name" label="Name" value=name max=100/>
                        <div class="form-actions"><Submit>"Rename"</Submit></div>
                    </Form>
                    <Form form=delete said="The department is gone." class="stack-sm">
                        <p class="muted">"Its groups and people stay, without a department."</p>
                        <div class="form-actions"><Submit look=Look::Danger shape="trash-2">"Delete the department"</Submit></div>
                    </Form>
                </div>
            </details>
        </li>
    }
    .erase()
}

fn counted(count: u64, one: &'static str, many: &'static str) -> String {
    let words = if count == 1 { one } else { many };
    format!("{count} {words}")
}
