//! Cases from the keyboard over a real store: keys in, screen out, nothing between them left away but the threads.

#[path = "../store_desk/desk.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod desk;
mod floor;
#[path = "../support/keys.rs"]
mod keys;
mod pages;
mod second;
mod walks;
