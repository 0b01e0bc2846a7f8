//! Whoever asks may go away before the answer: at whatever moment that is, the server's connections to the database
//! stay as good as they were.

use std::time::Duration;

use tokio::task::JoinSet;

use crate::both_databases;
use crate::tickets::world::Acme;

/// How many are asked at a time.
const AT_ONCE: u64 = 16;

/// How many times over.
const ROUNDS: u64 = 40;

both_databases!(
    answers_nobody_waits_for_spoil_none_of_the_next,
    async |app| {
        let acme = Acme::open(app).await;
        acme.assigned(app).await;
        let owner = acme.owner.api(app).await;
        let ask = || owner.request("GET", "/api/tickets");
        for round in 0..ROUNDS {
            let mut asked = JoinSet::new();
            for place in 0..AT_ONCE {
                let patience = Duration::from_micros(300 * (round + place));
                asked.spawn(tokio::time::timeout(patience, ask().send()));
            }
            asked.join_all().await;
            for _ in 0..AT_ONCE {
                let reply = ask().send().await.expect("an answer");
                assert_eq!(reply.status(), 200, "in round {round}");
            }
        }
    }
);
