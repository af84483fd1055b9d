//! The `kefu` program: everything is in the library.

fn main() -> std::process::ExitCode {
    // Before any thread and any file: what is written here is for its owner alone.
    kefu::runtime::os::harden(false);
    kefu::cli::run(std::env::args_os())
}
