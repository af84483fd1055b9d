//! The command line as a user runs it: the real program, its answers and its exit status.

#[path = "cli/care.rs"]
mod care;
#[path = "cli/chat.rs"]
mod chat;
#[path = "cli/goods.rs"]
mod goods;
#[path = "support/home.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod home;
#[path = "cli/joined.rs"]
mod joined;
#[path = "cli/names.rs"]
mod names;
#[path = "cli/orders.rs"]
mod orders;
#[path = "cli/replies.rs"]
mod replies;
#[path = "cli/second.rs"]
mod second;
#[path = "cli/usage.rs"]
mod usage;
