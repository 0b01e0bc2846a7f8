//! The program `tutta`; see `server::cli` for what it does.

/// A request allocates much and briefly, on many threads: glibc's allocator took a third of its time (docs/benchmarks.md).
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    tutta::server::cli::run()
}
