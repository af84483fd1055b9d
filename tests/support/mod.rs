//! What the tests share.

pub mod pty;
pub mod sequences;
