//! After very many tickets the index of words is one piece, and holds what it held.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tutta::server::store::search;

use super::world::World;
use crate::app::App;
use crate::both_databases;

both_databases!(
    words_are_found_after_the_index_was_put_together,
    async |app: &App| {
        let world = World::new(app).await;
        let row = |id: u32| format!("{id},Unit {id} stops,p{}@example.com\n", id % 7);
        for part in 0..4 {
            let rows: String = (part * 600..(part + 1) * 600).map(row).collect();
            let content = format!("Ticket ID,Subject,Customer Email\n{rows}");
            world.import(&world.file("part.csv", content)).await;
        }
        let owner = world.owner.api(app).await.within("acme");
        let found = async |words: &str| {
            let path = format!("/api/tickets?q={words}");
            owner.get(&path).await.expect(200).json()["count"].clone()
        };
        let before = (found("stops").await, found("unit%20777").await);
        assert_eq!(before, (2_400.into(), 1.into()));
        assert!(parts(app).await.is_none_or(|parts| parts > 1));
        search::settle(app.db()).await.expect("merged");
        assert!(parts(app).await.is_none_or(|parts| parts == 1));
        assert_eq!((found("stops").await, found("unit%20777").await), before);
        // Again, and there is nothing to do.
        search::settle(app.db()).await.expect("merged");
    }
);

/// The parts of SQLite's index.
async fn parts(app: &App) -> Option<i64> {
    let backend = app.db().get_database_backend();
    if backend != DbBackend::Sqlite {
        return None;
    }
    let parts = "SELECT count(DISTINCT segid) AS parts FROM search_words_idx";
    let statement = Statement::from_string(backend, parts);
    let row = app.db().query_one_raw(statement).await.expect("parts");
    Some(row.expect("a row").try_get("", "parts").expect("a number"))
}
