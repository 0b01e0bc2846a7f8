//! The program `tutta`; see `server::cli` for what it does.

fn main() -> std::process::ExitCode {
    tutta::server::cli::run()
}
