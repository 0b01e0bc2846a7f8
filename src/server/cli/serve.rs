//! `tutta serve`: migrates, listens, and on SIGTERM or SIGINT finishes what it has begun.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::server::config::Config;
use crate::server::job::Worker;
use crate::server::router;
use crate::server::service::identity::set_up;

/// How long requests may take to finish once the server is told to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// How long jobs may: shorter, so that what does not finish is given back in time.
const DRAIN_JOBS: Duration = Duration::from_secs(9);

pub(super) async fn serve(config: Config) -> Result<()> {
    let state = super::open_migrated(config).await?;
    let address = state.config.server.address;
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!(
            "{address} cannot be listened on. Is another program there? Set PORT or server.address"
        )
    })?;
    let url = &state.config.server.public_url;
    if let Some(token) = set_up::open(&state).await? {
        println!("There is no master user yet. Make the first one at {url}/setup?token={token}");
    }
    println!(
        "Tutta serves {url} (listening on {})",
        listener.local_addr()?
    );
    let worker = Worker::start(state.clone());
    let (stop, stopped) = oneshot::channel::<()>();
    let app = router::build(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async {
        stopped.await.ok();
    });
    let mut server = pin!(server.into_future());
    tokio::select! {
        ended = &mut server => ended?,
        signal = stop_signal() => {
            signal?;
            tracing::info!("stopping");
            stop.send(()).ok();
            let requests = tokio::time::timeout(DRAIN, server);
            let (requests, ()) = tokio::join!(requests, worker.stop(DRAIN_JOBS));
            match requests {
                Ok(ended) => ended?,
                Err(_) => tracing::warn!("some requests did not finish within {} s", DRAIN.as_secs()),
            }
        }
    }
    state.db.close().await?;
    Ok(())
}

#[cfg(unix)]
async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn stop_signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
