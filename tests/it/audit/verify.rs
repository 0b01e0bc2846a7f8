//! Whoever edits, removes or moves an entry behind the program's back breaks the chain, and the place is told.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};
use serde_json::json;
use tutta::model::organization::Slug;
use tutta::server::entity::audit_entry::{self, Column, Entity};
use tutta::server::entity::audit_head;
use tutta::server::service::audit::verify::{Break, Verdict, verify_all, verify_one};
use tutta::server::store::audit::Chain;
use uuid::Uuid;

use super::world::{World, role_changed};
use crate::app::App;
use crate::both_databases;

/// What somebody with the database in hand does to an entry.
type Edit = fn(&mut audit_entry::ActiveModel);

/// More than the walk reads at once.
const LONG: i64 = 503;

async fn verify(app: &App) -> Verdict {
    let slug = Slug::parse("acme").expect("a slug");
    let verdict = verify_one(app.db(), &slug).await.expect("a verdict");
    verdict.expect("the organization")
}

async fn breaks(app: &App) -> Option<Break> {
    verify(app).await.broken
}

async fn write(app: &App, world: &World, entries: i64) {
    for number in 0..entries {
        let role = if number % 2 == 0 { "agent" } else { "member" };
        app.record(
            world.chain(),
            &world.ada,
            role_changed(&world.bo, role, "admin"),
        )
        .await;
    }
}

/// The row of Acme's entry `number`.
async fn row(app: &App, world: &World, number: i64) -> audit_entry::Model {
    let found = Entity::find()
        .filter(Column::OrganizationId.eq(Uuid::from(world.acme.id)))
        .filter(Column::Sequence.eq(number));
    found
        .one(app.db())
        .await
        .expect("a query")
        .expect("the entry")
}

async fn tamper(
    app: &App,
    world: &World,
    number: i64,
    change: impl FnOnce(&mut audit_entry::ActiveModel),
) {
    let mut row = row(app, world, number).await.into_active_model();
    change(&mut row);
    row.update(app.db()).await.expect("tampering");
}

async fn remove(app: &App, world: &World, number: i64) {
    let id = row(app, world, number).await.id;
    Entity::delete_by_id(id)
        .exec(app.db())
        .await
        .expect("tampering");
}

both_databases!(what_the_program_wrote_is_sound, async |app| {
    let world = World::open(app).await;
    assert_eq!(verify(app).await.entries, 0);
    write(app, &world, LONG).await;
    app.record(
        Chain::Organization(world.globex.id),
        &world.eve,
        role_changed(&world.eve, "a", "b"),
    )
    .await;
    app.record(
        Chain::Platform,
        &world.eve,
        role_changed(&world.eve, "a", "b"),
    )
    .await;
    let mut verdicts = Vec::new();
    verify_all(app.db(), &mut |verdict| verdicts.push(verdict))
        .await
        .expect("verdicts");
    let mut told: Vec<_> = verdicts
        .iter()
        .map(|verdict| {
            (
                verdict.slug.as_deref(),
                verdict.entries,
                verdict.broken.clone(),
            )
        })
        .collect();
    told.sort_by_key(|told| told.0);
    assert_eq!(
        told,
        [
            (None, 1, None),
            (Some("acme"), LONG, None),
            (Some("globex"), 1, None)
        ]
    );
    let nowhere = Slug::parse("nowhere").expect("a slug");
    assert_eq!(verify_one(app.db(), &nowhere).await, Ok(None));
});

both_databases!(every_edit_shows, async |app| {
    let world = World::open(app).await;
    write(app, &world, 3).await;
    let edits: [(&str, Edit); 7] = [
        ("the actor", |row| row.actor_id = Set(None)),
        ("the action", |row| {
            row.action = Set("member_left".to_owned())
        }),
        ("the record", |row| row.record_id = Set(Uuid::now_v7())),
        ("before", |row| {
            row.before = Set(Some(json!({ "role": "owner" })))
        }),
        ("after", |row| row.after = Set(None)),
        ("the address", |row| {
            row.ip = Set(Some("192.0.2.8".to_owned()))
        }),
        ("the time", |row| {
            row.created_at = Set(*row.created_at.as_ref() - chrono::Duration::microseconds(1))
        }),
    ];
    for (what, edit) in edits {
        let whole = row(app, &world, 2).await;
        tamper(app, &world, 2, edit).await;
        assert_eq!(breaks(app).await, Some(Break::Edited(2)), "{what}");
        whole
            .into_active_model()
            .reset_all()
            .update(app.db())
            .await
            .expect("as it was");
        assert_eq!(breaks(app).await, None, "{what}");
    }
});

both_databases!(
    an_edit_with_a_hash_that_fits_breaks_the_entry_after_it,
    async |app| {
        let world = World::open(app).await;
        write(app, &world, 3).await;
        let mut forged = row(app, &world, 2).await;
        forged.ip = Some("192.0.2.8".to_owned());
        let hash = tutta::server::store::audit::fingerprint(&forged);
        forged.hash = Some(hash);
        forged
            .into_active_model()
            .reset_all()
            .update(app.db())
            .await
            .expect("tampering");
        assert_eq!(breaks(app).await, Some(Break::Unlinked(3)));

        let mut newest = row(app, &world, 3).await;
        newest.previous_hash = row(app, &world, 2).await.hash;
        newest.hash = Some(tutta::server::store::audit::fingerprint(&newest));
        newest
            .into_active_model()
            .reset_all()
            .update(app.db())
            .await
            .expect("tampering");
        assert_eq!(
            breaks(app).await,
            Some(Break::Replaced(3)),
            "the head remembers"
        );
    }
);

both_databases!(
    a_removed_entry_shows_also_the_first_and_the_last,
    async |app| {
        let world = World::open(app).await;
        write(app, &world, 4).await;
        remove(app, &world, 4).await;
        assert_eq!(
            breaks(app).await,
            Some(Break::Shortened { there: 3, said: 4 })
        );
        remove(app, &world, 2).await;
        assert_eq!(breaks(app).await, Some(Break::Removed(2)));
        remove(app, &world, 1).await;
        assert_eq!(breaks(app).await, Some(Break::Removed(1)));
        remove(app, &world, 3).await;
        assert_eq!(
            breaks(app).await,
            Some(Break::Shortened { there: 0, said: 4 }),
            "all of them"
        );
    }
);

both_databases!(the_last_entry_of_a_long_chain_is_missed_too, async |app| {
    let world = World::open(app).await;
    write(app, &world, LONG).await;
    remove(app, &world, LONG).await;
    assert_eq!(
        breaks(app).await,
        Some(Break::Shortened {
            there: LONG - 1,
            said: LONG
        })
    );
});

both_databases!(entries_that_changed_places_show, async |app| {
    let world = World::open(app).await;
    write(app, &world, 4).await;
    for (from, to) in [(2, 100), (3, 2), (100, 3)] {
        tamper(app, &world, from, |row| row.sequence = Set(Some(to))).await;
    }
    assert_eq!(breaks(app).await, Some(Break::Edited(2)));
});

both_databases!(a_row_put_beside_the_chain_shows, async |app| {
    let world = World::open(app).await;
    write(app, &world, 2).await;
    let mut extra = row(app, &world, 1).await;
    extra.id = Uuid::now_v7();
    extra.sequence = None;
    let extra: audit_entry::ActiveModel = extra.into();
    extra.reset_all().insert(app.db()).await.expect("tampering");
    assert_eq!(breaks(app).await, Some(Break::Extra(1)));
});

both_databases!(
    a_head_set_back_with_the_entry_it_told_of_shows,
    async |app| {
        let world = World::open(app).await;
        write(app, &world, 3).await;
        audit_head::Entity::update_many()
            .col_expr(
                audit_head::Column::Sequence,
                Expr::col(audit_head::Column::Sequence).sub(1),
            )
            .filter(audit_head::Column::Chain.eq(Uuid::from(world.acme.id)))
            .exec(app.db())
            .await
            .expect("tampering");
        assert_eq!(breaks(app).await, Some(Break::Replaced(3)));
    }
);

both_databases!(writers_at_once_make_one_sound_chain, async |app| {
    let world = World::open(app).await;
    let write = || {
        app.record(
            world.chain(),
            &world.ada,
            role_changed(&world.bo, "agent", "admin"),
        )
    };
    futures::future::join_all((0..20).map(|_| write())).await;
    let verdict = verify(app).await;
    assert_eq!((verdict.entries, verdict.broken), (20, None));
});
