//! What the case pane shows.

use super::writes::AtShop;
use crate::domain::aftersale::compensation::Compensation;
use crate::domain::aftersale::{
    Case, CaseEvent, CaseOrder, CaseType, CaseWeek, Choice, EvidenceKind, Freight, GoodsState, OpenCase, Proof,
    ReturnAddress, ReturnDoubt, WhatIf,
};
use crate::domain::order_act::Intention;
use crate::domain::{CaseId, ConversationId, MessageId, Money, Order, OrderLine, OrderLineId, SafeText, Shop};

/// A window of cases.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CasesAsk {
    /// One case alone, wherever it stands in the list.
    pub only: Option<CaseId>,
    /// Also those that ended, newest first.
    pub all: bool,
    /// In which order the open ones stand.
    pub order: CaseOrder,
    /// First row, from 0.
    pub start: usize,
    /// How many rows.
    pub len: usize,
}

/// A row of the case list.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseRow {
    /// The case.
    pub case: Case,
    /// The order's number.
    pub number: SafeText,
    /// The buyer.
    pub buyer: SafeText,
    /// The shop's tag.
    pub tag: SafeText,
}

/// What [`Ask::Cases`](super::Ask::Cases) brings.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CasesPage {
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Rows in all.
    pub total: usize,
    /// The week so far.
    pub week: CaseWeek,
}

/// A case, whole.
#[derive(Clone, PartialEq, Debug)]
pub struct CasePage {
    /// The case.
    pub case: Case,
    /// Its order with the lines.
    pub order: Option<(Order, Vec<OrderLine>)>,
    /// Its shop.
    pub shop: Option<Shop>,
    /// What happened, oldest first.
    pub history: Vec<CaseEvent>,
    /// Every step, with why not where it is not possible.
    pub choices: Vec<Choice>,
    /// The reason in words.
    pub reason_words: SafeText,
    /// The proof at hand and the proof still missing.
    pub proof: Proof,
    /// Who pays the freight; nothing when no rule is known.
    pub freight: Option<Freight>,
    /// What is odd about the return parcel.
    pub doubts: Vec<ReturnDoubt>,
    /// What the law may add, with its source: a warning.
    pub fraud: Option<(Money, SafeText)>,
    /// What I may give away alone; nothing means without limit.
    pub my_limit: Option<Money>,
    /// Where the goods of this shop may go back to, by the settings.
    pub returns: Vec<ReturnAddress>,
    /// Where the goods go back to: as agreed in this case, else where the shop's latest return went.
    pub return_address: Option<SafeText>,
    /// What may still be refunded on it.
    pub max_amount: Option<Money>,
    /// What the goods sent in it are worth: as settled, else as was paid for them; nothing for a type that sends none.
    pub worth: Option<Money>,
    /// What the goods it is about would be worth if they were sent anew.
    pub goods_worth: Option<Money>,
    /// True when the platform has paid the buyer in advance (极速退款).
    pub advanced: bool,
    /// Money given on its order beside the refund, oldest first.
    pub compensations: Vec<Compensation>,
    /// Gifts noted on its order, oldest first.
    pub gifts: Vec<Intention>,
    /// What was said last in its chat, the newest first: an agreement about the freight is one of these.
    pub said: Vec<(MessageId, SafeText)>,
    /// Where its pack goes, unless the agent says otherwise.
    pub pack_path: String,
    /// The chat with the buyer.
    pub chat: Option<ConversationId>,
    /// What is written to its shop.
    pub at_shop: AtShop,
    /// What will have become of it tomorrow morning if nobody acts.
    pub tomorrow: WhatIf,
}

/// A case about to be opened, filled in from its order and chat.
#[derive(Clone, PartialEq, Debug)]
pub struct CaseDraft {
    /// The order.
    pub order: Order,
    /// Its lines, each with what may still be refunded on it.
    pub lines: Vec<(OrderLine, Option<Money>)>,
    /// The line it is probably about; none for the whole order.
    pub line: Option<OrderLineId>,
    /// What may still be refunded on the whole order.
    pub cap: Option<Money>,
    /// What is probably asked for.
    pub kind: CaseType,
    /// Where the goods are, as far as the order tells.
    pub goods: GoodsState,
    /// The reason the buyer's words sound like; empty when they sound like none.
    pub reason: SafeText,
    /// The buyer's words it was guessed from.
    pub quote: SafeText,
    /// An open case of the order that may be about the same goods.
    pub beside: Option<OpenCase>,
}

impl CasePage {
    /// The proof that should be there and is not.
    pub fn missing(&self) -> Vec<EvidenceKind> {
        self.proof.missing()
    }
}
