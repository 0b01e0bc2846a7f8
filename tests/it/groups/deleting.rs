//! Groups deleted, and where their tickets go.

use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use serde_json::json;
use tutta::model::ticket::TicketStatus;
use tutta::server::entity::{group, invitation};
use uuid::Uuid;

use super::world::{happened, holder, log, path, stored};
use crate::both_databases;
use crate::builders::NewTicket;
use crate::tickets::world::Acme;

both_databases!(
    without_a_heir_tickets_have_no_group_and_nobody,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let free = acme.unassigned(app).await;
        let closed = NewTicket {
            group: Some(&acme.support),
            assignee: Some(&acme.agent),
            status: TicketStatus::Closed,
            ..NewTicket::by(&acme.requester)
        };
        let closed = app.ticket(&acme.organization, closed).await;
        let api = acme.supervisor.api(app).await;
        api.delete(&path(&acme.support, "")).await.expect(204);
        for ticket in [&ticket, &closed] {
            let told = [("group_changed", json!(null)), ("unassigned", json!(null))];
            let told = told.map(|(kind, to)| (kind.to_owned(), to));
            assert_eq!(happened(app, ticket).await, told);
        }
        assert_eq!(happened(app, &free).await.len(), 1);
        for ticket in [&ticket, &free, &closed] {
            let now = stored(app, ticket).await;
            assert_eq!(
                (now.group_id, now.assignee_id, now.version),
                (None, None, 2)
            );
        }
        api.get(&path(&acme.support, "")).await.expect(404);
        let log = log(app).await;
        assert_eq!((log.len(), log[0].0.as_str()), (1, "group_deleted"));
        assert_eq!(log[0].1["tickets"], 3);
        assert_eq!(
            log[0].2,
            json!({ "tickets_moved_to": null, "unassigned": 2 })
        );
    }
);

both_databases!(
    in_another_group_those_stay_assigned_who_belong_to_it,
    async |app| {
        let acme = Acme::open(app).await;
        app.add_to(&acme.billing, &acme.agent).await;
        let kept = acme.assigned(app).await;
        let dropped = NewTicket {
            group: Some(&acme.support),
            assignee: Some(&acme.manager),
            ..NewTicket::by(&acme.requester)
        };
        let dropped = app.ticket(&acme.organization, dropped).await;
        let api = acme.supervisor.api(app).await;
        let one = path(&acme.support, "");
        for heir in [acme.support.id.into(), Uuid::now_v7()] {
            let reply = api
                .delete(&format!("{one}?move_to={heir}"))
                .await
                .expect(422)
                .json();
            assert!(reply["error"]["fields"]["move_to"].is_string(), "{reply}");
        }
        api.delete(&format!("{one}?move_to={}", acme.billing.id))
            .await
            .expect(204);
        let moved = ("group_changed".to_owned(), json!("Billing"));
        assert_eq!(happened(app, &kept).await, std::slice::from_ref(&moved));
        let lost = ("unassigned".to_owned(), json!(null));
        assert_eq!(happened(app, &dropped).await, [moved, lost]);
        assert_eq!(holder(app, &kept).await, Some(acme.agent.id.into()));
        assert_eq!(holder(app, &dropped).await, None);
        for ticket in [&kept, &dropped] {
            let now = stored(app, ticket).await;
            assert_eq!(
                (now.group_id, now.version),
                (Some(acme.billing.id.into()), 2)
            );
        }
    }
);

both_databases!(
    invitations_and_deleted_tickets_do_not_stand_against_it,
    async |app| {
        let acme = Acme::open(app).await;
        let ticket = acme.assigned(app).await;
        let api = acme.owner.api(app).await;
        api.delete(&format!("/api/tickets/{}", ticket.number))
            .await
            .expect(204);
        let id = Uuid::now_v7();
        let waiting = invitation::ActiveModel {
            id: Set(id),
            organization_id: Set(acme.organization.id.into()),
            token_hash: Set(vec![7; 32]),
            email: Set("new@acme.example".to_owned()),
            role: Set("agent".to_owned()),
            group_id: Set(Some(acme.support.id.into())),
            expires_at: Set(app.now()),
            invited_by: Set(acme.owner.id.into()),
            created_at: Set(app.now()),
            ..Default::default()
        };
        waiting.insert(app.db()).await.expect("an invitation");
        api.delete(&path(&acme.support, "")).await.expect(204);
        let found = invitation::Entity::find_by_id(id).one(app.db()).await;
        let found = found.expect("a query").expect("the invitation");
        assert_eq!(found.group_id, None);
        let left = group::Entity::find()
            .all(app.db())
            .await
            .expect("the groups");
        assert_eq!(left.len(), 1);
    }
);
