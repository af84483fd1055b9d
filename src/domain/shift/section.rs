//! The sections of the list and the acts its rows suggest.

use crate::domain::aftersale::coded::coded;

coded! {
    /// A section of the list. They stand in this order.
    SectionKind {
        /// 今天到期的售后
        CaseClocks = "case_clocks",
        /// 离线留言
        LeftMessages = "left_messages",
        /// 待付款
        Unpaid = "unpaid",
        /// 已付款未发货
        ToShip = "to_ship",
        /// 改过地址或备注
        NotesChanged = "notes_changed",
        /// 等我们处理的售后
        CasesWaiting = "cases_waiting",
        /// 昨天的中差评
        Reviews = "reviews",
        /// 签收 7 天未确认
        SignedUnconfirmed = "signed_unconfirmed",
        /// 今天到期的承诺
        Promises = "promises",
        /// 待接收交接
        Handover = "handover",
        /// 库存与活动
        StockNotes = "stock_notes",
        /// 询单未下单
        Inquiries = "inquiries",
        /// 内部工单
        Tickets = "tickets",
    }
}

coded! {
    /// Why nothing is known of a section, which is not the same as nothing to do.
    Unknown {
        /// 签收未知: no courier's scans have come in.
        NoTracking = "no_tracking",
        /// 未接入: no such data has ever come in.
        NotConnected = "not_connected",
    }
}

coded! {
    /// The act a row suggests under one key.
    Act {
        /// Open the case and decide.
        DecideCase = "decide_case",
        /// Look on the platform whether it has acted.
        CheckPlatform = "check_platform",
        /// Do the noted step on the platform and mark it.
        DoOnPlatform = "do_on_platform",
        /// Set a deadline: none is known.
        SetDeadline = "set_deadline",
        /// Answer the chat.
        Answer = "answer",
        /// 催付
        Remind = "remind",
        /// Nothing: there is a reason not to.
        Skip = "skip",
        /// Ask the warehouse.
        AskWarehouse = "ask_warehouse",
        /// Keep the promise.
        KeepPromise = "keep_promise",
        /// Tell packing what changed.
        TellPacking = "tell_packing",
        /// Ask the buyer whether all is well with the parcel.
        AskReceipt = "ask_receipt",
        /// 查件: ask the courier where the parcel is.
        TraceParcel = "trace_parcel",
        /// Take a row of the shift before over.
        Accept = "accept",
        /// Note the answer to a ticket.
        NoteAnswer = "note_answer",
        /// Read the answer to a ticket and work it off.
        CloseTicket = "close_ticket",
        /// Answer a review in public.
        AnswerReview = "answer_review",
        /// 跟进差评: take the next step of a review case.
        WorkReview = "work_review",
        /// Read a notice.
        Read = "read",
        /// 催拍: one nudge to who asked and did not order.
        Nudge = "nudge",
    }
}
