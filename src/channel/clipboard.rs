//! The clipboard channel of closed platforms: an answer is copied there and sent by a person on the platform.
//!
//! Nothing can be sent for the agent, so nothing is ever handed out here: a copied answer stands as `copied`, its
//! wait clock runs on, and it counts as sent when the agent says so or a later paste contains it.

use crate::domain::Platform;
use crate::domain::channel::Caps;

/// What every clipboard channel's name begins with.
pub const PREFIX: &str = "clipboard:";

/// The name of a platform's clipboard channel.
pub fn name(platform: Platform) -> String {
    format!("{PREFIX}{}", platform.code())
}

/// True for the name of a clipboard channel.
pub fn is_clipboard(channel: &str) -> bool {
    channel.starts_with(PREFIX)
}

/// What a clipboard channel can do: nothing by itself.
pub const fn caps() -> Caps {
    Caps { idempotent_send: false, delivered: false, read: false, copy_only: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clipboard_channel_is_known_by_its_name_and_can_only_copy() {
        assert_eq!(name(Platform::Taobao), "clipboard:taobao");
        assert!(is_clipboard("clipboard:jd") && !is_clipboard("demo"));
        assert!(caps().copy_only && !caps().idempotent_send);
    }
}
