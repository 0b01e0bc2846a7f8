//! A random life of a help desk, through its API.

use chrono::Duration;
use sea_orm::Set;
use serde_json::{Value, json};
use tutta::model::organization::Slug;
use tutta::server::operator::OperatorScope;
use tutta::server::service::import::{self, Options, Report};

use crate::app::App;
use crate::builders::{Group, Person};
use crate::tickets::world::Acme;

/// A desk, and chance.
pub struct Desk<'a> {
    app: &'a App,
    pub acme: Acme,
    tickets: u64,
    imports: u64,
    short_lived: Vec<Group>,
    chance: u64,
}

impl<'a> Desk<'a> {
    /// Acme, whose supervisor lives where days begin at a quarter past an hour of UTC.
    pub async fn open(app: &'a App, acme: Acme, seed: u64) -> Self {
        acme.supervisor
            .change(app, |row| row.timezone = Set("Asia/Kathmandu".to_owned()))
            .await;
        Self {
            app,
            acme,
            tickets: 0,
            imports: 0,
            short_lived: Vec::new(),
            chance: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15),
        }
    }

    /// Something happens, and time passes: hours, sometimes days.
    pub async fn live(&mut self) {
        let time = self.below(60 * 60 * 9) * if self.below(9) == 0 { 12 } else { 1 };
        self.app
            .pass(Duration::seconds(i64::try_from(time).expect("days")));
        match self.below(20) {
            0..=3 => self.file().await,
            4 if self.imports < 3 => self.import().await,
            5 => self.open_a_group().await,
            6 => self.close_a_group().await,
            7 => self.suspend_or_bring_back().await,
            8 => self.leave_a_group().await,
            _ => self.work().await,
        }
    }

    /// A number below `end`.
    fn below(&mut self, end: u64) -> u64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        (self.chance >> 11) % end
    }

    fn one_of<T: Clone>(&mut self, some: &[T]) -> T {
        let at = self.below(some.len() as u64);
        some[usize::try_from(at).expect("small")].clone()
    }

    /// Some group, or none.
    fn group(&mut self) -> Value {
        let mut groups = vec![Value::Null];
        let known = [&self.acme.support, &self.acme.billing];
        let all = known.into_iter().chain(&self.short_lived);
        groups.extend(all.map(|group| json!(group.id)));
        self.one_of(&groups)
    }

    async fn ask(&self, who: &Person, method: &str, path: &str, body: Value) -> Value {
        let api = who.api(self.app).await;
        let request = api.request(method, path).json(&body);
        let reply = crate::app::Reply::to(request).await;
        // What is refused changes nothing, which is as good a life.
        assert!(reply.status < 500, "{method} {path}: {}", reply.body);
        serde_json::from_str(&reply.body).unwrap_or_default()
    }

    async fn file(&mut self) {
        let priority = self.one_of(&["low", "normal", "high", "urgent"]);
        let new = json!({ "subject": "Help", "group": self.group(), "priority": priority });
        let who = self.one_of(&[self.acme.requester.clone(), self.acme.supervisor.clone()]);
        self.ask(&who, "POST", "/api/tickets", new).await;
        self.tickets += 1;
    }

    /// Somebody does something to a ticket.
    async fn work(&mut self) {
        let acme = self.acme.clone();
        let path = format!("/api/tickets/{}", 1 + self.below(self.tickets.max(1)));
        let (method, rest, body) = match self.below(9) {
            0 => {
                let status = self.one_of(&["open", "pending", "on_hold", "resolved"]);
                ("PATCH", "", json!({ "status": status }))
            }
            1 => ("PATCH", "", json!({ "priority": "urgent" })),
            2 => ("PATCH", "", json!({ "group": self.group() })),
            3 | 4 => {
                let holder =
                    self.one_of(&[json!(acme.agent.id), json!(acme.other.id), Value::Null]);
                ("POST", "/assign", json!({ "assignee": holder }))
            }
            5 => ("POST", "/close", json!({ "comment": "Done." })),
            6 => ("POST", "/reopen", json!({})),
            7 => (
                "POST",
                "/comments",
                json!({ "body": "Have you tried water?" }),
            ),
            _ if self.below(3) == 0 => ("DELETE", "", json!({})),
            _ => ("PATCH", "", json!({ "subject": "Help!" })),
        };
        let who = match rest {
            "/close" => self.one_of(&[acme.agent, acme.other]),
            "/comments" => self.one_of(&[acme.requester, acme.supervisor]),
            _ => acme.owner,
        };
        self.ask(&who, method, &format!("{path}{rest}"), body).await;
    }

    async fn open_a_group(&mut self) {
        let name = format!("For now {}", self.chance);
        let agent = self.acme.agent.clone();
        let group = self
            .app
            .group(&self.acme.organization, &name, None, &[&agent])
            .await;
        self.short_lived.push(group);
    }

    /// The group's tickets go to Billing, or to no group.
    async fn close_a_group(&mut self) {
        let Some(group) = self.short_lived.pop() else {
            return;
        };
        let heir = self.one_of(&[String::new(), format!("?move_to={}", self.acme.billing.id)]);
        let path = format!("/api/org-admin/groups/{}{heir}", group.id);
        self.ask(&self.acme.owner, "DELETE", &path, json!({})).await;
    }

    async fn suspend_or_bring_back(&mut self) {
        let active = self.one_of(&[true, false]);
        let path = format!("/api/org-admin/users/{}", self.acme.other.id);
        self.ask(
            &self.acme.owner,
            "PATCH",
            &path,
            json!({ "is_active": active }),
        )
        .await;
    }

    /// The agent's tickets go to nobody, and the agent comes back.
    async fn leave_a_group(&mut self) {
        let (group, agent) = (self.acme.support.id, self.acme.agent.id);
        let path = format!("/api/org-admin/groups/{group}/members/{agent}");
        self.ask(&self.acme.owner, "DELETE", &path, json!({})).await;
        self.ask(&self.acme.owner, "POST", &path, json!({})).await;
    }

    /// Tickets of the last months, some of them resolved.
    async fn import(&mut self) {
        const HEADER: &str =
            "Ticket ID,Subject,Customer Email,Group,Status,Created,First response,Resolved at\n";
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("tickets.csv");
        let mut rows = HEADER.to_owned();
        for row in 0..40 {
            let filed = self.app.now()
                - Duration::minutes(i64::try_from(self.below(200_000)).expect("small"));
            let answered =
                filed + Duration::minutes(i64::try_from(self.below(3_000)).expect("small"));
            let resolved =
                answered + Duration::minutes(i64::try_from(self.below(30_000)).expect("small"));
            let (status, resolved) = match resolved < self.app.now() {
                true => ("resolved", resolved.to_rfc3339()),
                false => ("open", String::new()),
            };
            let group = self.one_of(&["Support", "Imported", ""]);
            let (import, filed) = (self.imports, filed.to_rfc3339());
            let answered = answered.min(self.app.now()).to_rfc3339();
            rows += &format!(
                "{import}-{row},Old,p@example.com,{group},{status},{filed},{answered},{resolved}\n"
            );
        }
        std::fs::write(&file, rows).expect("a file");
        let slug = Slug::parse(&self.acme.organization.slug).expect("a slug");
        let scope = OperatorScope::open(self.app.db(), &slug).await;
        let options = Options {
            file,
            map: Vec::new(),
            group_by: None,
            refused_folder: folder.path().to_owned(),
        };
        let mut report = Report::default();
        let (db, clock) = (self.app.db(), &self.app.state.clock);
        let scope = scope.expect("the database").expect("Acme");
        import::run(db, &scope, &options, clock, &mut report, &mut |_| {})
            .await
            .expect("imported");
        assert_eq!((report.counts.imported, report.refused), (40, 0));
        self.imports += 1;
        self.tickets += 40;
    }
}
