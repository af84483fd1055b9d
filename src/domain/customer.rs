//! A buyer as one platform or channel knows them.

use super::id::CustomerId;
use super::platform::Platform;
use super::safe_text::SafeText;
use super::time::Time;

/// A buyer.
#[derive(Clone, PartialEq, Debug)]
pub struct Customer {
    /// Their id.
    pub id: CustomerId,
    /// Where this name is known.
    pub platform: Platform,
    /// The channel's or platform's own key: an open uid, an e-mail address, or the nick itself.
    pub external_id: String,
    /// The nick, as shown.
    pub nick: SafeText,
    /// No reminders, no marketing.
    pub do_not_contact: bool,
    /// 谨慎应答: only approved replies, compensation by the lead.
    pub careful: bool,
    /// What colleagues should know.
    pub note: Option<SafeText>,
    /// When first seen.
    pub created_at: Time,
}
