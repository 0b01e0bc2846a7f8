//! The worker of one server: looks every second, and stops when told.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{clean_up, name, run_batch};
use crate::server::state::AppState;
use crate::server::store::{job, tally};

/// How often it looks for work.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How long it waits when the database does not answer.
const WAIT_AFTER_ERROR: Duration = Duration::from_secs(5);

/// A running worker.
pub struct Worker {
    state: AppState,
    name: String,
    stop: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Worker {
    /// Starts working.
    #[must_use]
    pub fn start(state: AppState) -> Self {
        let name = name(state.clock.now());
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(work(state.clone(), name.clone(), stopped));
        Self {
            state,
            name,
            stop,
            running,
        }
    }

    /// Takes nothing new, lets what was begun finish within `patience`, and gives back what did not.
    pub async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        if tokio::time::timeout(patience, &mut self.running)
            .await
            .is_ok()
        {
            return;
        }
        self.running.abort();
        match job::give_back(&self.state.db, &self.name).await {
            Ok(jobs) => tracing::warn!(jobs, "some jobs did not finish in time and are given back"),
            Err(error) => {
                tracing::error!(%error, "jobs could not be given back; their leases end soon")
            }
        }
    }
}

async fn work(state: AppState, name: String, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let wait = match turn(&state, &name).await {
            Ok(0) => LOOK_EVERY,
            Ok(_) => continue,
            Err(_) => WAIT_AFTER_ERROR,
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            _ = stopped.changed() => {}
        }
    }
}

async fn turn(state: &AppState, name: &str) -> Result<usize, crate::model::AppError> {
    clean_up::schedule(state).await?;
    tally::fold(&state.db).await?;
    run_batch(state, name).await
}
