//! The `kefu` program: everything is in the library.

fn main() -> std::process::ExitCode {
    kefu::cli::run(std::env::args_os())
}
