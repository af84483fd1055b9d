//! The command line as a user runs it: the real program, its answers and its exit status.

#[path = "cli/care.rs"]
mod care;
#[path = "cli/chat.rs"]
mod chat;
#[path = "cli/goods.rs"]
mod goods;
#[path = "cli/home.rs"]
mod home;
#[path = "cli/joined.rs"]
mod joined;
#[path = "cli/orders.rs"]
mod orders;
#[path = "cli/replies.rs"]
mod replies;
#[path = "cli/usage.rs"]
mod usage;
