//! What finished acts are called.

use crate::text::Lang;

use super::msg::Done;

impl Lang {
    /// What a finished act is called in the status line.
    pub const fn done(self, done: Done) -> &'static str {
        match done {
            Done::MarkedSent => self.done_marked_sent(),
            Done::Resent => self.done_resent(),
            Done::Resolved => self.done_resolved(),
            Done::Reopened => self.done_reopened(),
            Done::Snoozed => self.done_snoozed(),
            Done::Transferred => self.done_transferred(),
            Done::Advert => self.done_advert(),
            Done::Flagged => self.done_flagged(),
            Done::Memo => self.done_memo(),
            Done::Verified => self.done_verified(),
            Done::NotedForPlatform => self.done_noted_for_platform(),
            Done::ActAsked => self.done_act_asked(),
            Done::AskedShop => self.done_asked_shop(),
            Done::WriteSettled => self.done_settled(),
            Done::ReviewCopied => self.review_copied(),
            Done::DoneOnPlatform => self.done_on_platform(),
            Done::Promised => self.done_promised(),
            Done::PromiseKept => self.done_promise_kept(),
            Done::DueSet => self.done_due_set(),
            Done::PayoutNoted => self.done_payout_noted(),
            Done::PaidOut => self.done_paid_out(),
            Done::PayoutWithdrawn => self.done_payout_withdrawn(),
            Done::FreightAgreed => self.done_freight_agreed(),
            Done::Logged => self.done_logged(),
            Done::RowDone => self.done_row_done(),
            Done::RowSnoozed => self.done_row_snoozed(),
            Done::ViewSaved => self.done_view_saved(),
            Done::ViewRemoved => self.done_view_removed(),
            Done::Accepted => self.done_accepted(),
            Done::ResultLogged => self.done_result_logged(),
            Done::Marked => self.done_marked(),
            Done::Merged => self.done_merged(),
            Done::Unmerged => self.done_unmerged(),
            Done::ShopNamed => self.done_shop_named(),
            Done::MeNamed => self.done_me_named(),
            Done::Quiet => self.done_quiet(),
        }
    }
}
