//! Internal tickets: what an agent asks of the warehouse, finance, the courier or the lead, and what came back.

use super::aftersale::OurStep;
use super::aftersale::coded::coded;
use super::id::{AgentId, CaseId, ConversationId, CustomerId, OrderId, ProductId, TicketId};
use super::safe_text::SafeText;
use super::time::{Span, Time};

coded! {
    /// What is asked.
    TicketKind {
        /// 截单: stop the parcel in the warehouse.
        HoldShipment = "hold_shipment",
        /// 拦截: stop it at the courier.
        Intercept = "intercept",
        /// 改地址
        ChangeAddress = "change_address",
        /// 补发
        Resend = "resend",
        /// 查件
        TraceParcel = "trace_parcel",
        /// 验货
        Inspection = "inspection",
        /// 打款
        SmallTransfer = "small_transfer",
        /// 开发票
        Invoice = "invoice",
        /// 问库存
        StockQuestion = "stock_question",
        /// 页面问题: mend what is wrong on a product's page.
        PageFault = "page_fault",
    }
}

coded! {
    /// Who is asked.
    TicketDesk {
        /// 仓库
        Warehouse = "warehouse",
        /// 财务
        Finance = "finance",
        /// 快递
        Courier = "courier",
        /// 主管
        Lead = "lead",
    }
}

coded! {
    /// How far a ticket is.
    TicketState {
        /// Nobody has answered yet.
        Open = "open",
        /// There is an answer that the agent has not worked off.
        Answered = "answered",
        /// Worked off.
        Closed = "closed",
    }
}

coded! {
    /// How a stopped parcel ended.
    StopOutcome {
        /// 已截住
        Confirmed = "confirmed",
        /// 没截住
        Failed = "failed",
    }
}

impl TicketKind {
    /// Those that are asked out of a chat or an order; a fault of a page is noted on its product.
    pub const OF_ORDERS: [TicketKind; 9] = [
        TicketKind::HoldShipment,
        TicketKind::Intercept,
        TicketKind::ChangeAddress,
        TicketKind::Resend,
        TicketKind::TraceParcel,
        TicketKind::Inspection,
        TicketKind::SmallTransfer,
        TicketKind::Invoice,
        TicketKind::StockQuestion,
    ];
    /// Who answers it in most shops.
    pub const fn usual_desk(self) -> TicketDesk {
        match self {
            TicketKind::Intercept | TicketKind::TraceParcel => TicketDesk::Courier,
            TicketKind::SmallTransfer | TicketKind::Invoice => TicketDesk::Finance,
            TicketKind::PageFault => TicketDesk::Lead,
            _ => TicketDesk::Warehouse,
        }
    }
    /// Within what an answer is usually needed: a parcel that leaves cannot be held any more, an invoice can wait.
    pub const fn usual_time(self) -> Span {
        match self {
            TicketKind::HoldShipment => Span::minutes(30),
            TicketKind::ChangeAddress | TicketKind::StockQuestion => Span::hours(1),
            TicketKind::Intercept => Span::hours(2),
            TicketKind::Invoice => Span::hours(72),
            _ => Span::hours(24),
        }
    }
    /// True for 截单 and 拦截, whose answer says whether money may go back before the goods do.
    pub const fn stops_a_parcel(self) -> bool {
        matches!(self, TicketKind::HoldShipment | TicketKind::Intercept)
    }
    /// True when it says nothing without words of one's own: a new address, a sum.
    pub const fn needs_words(self) -> bool {
        matches!(
            self,
            TicketKind::ChangeAddress | TicketKind::SmallTransfer | TicketKind::Inspection | TicketKind::PageFault
        )
    }
    /// True when it is about one order and means nothing without it.
    pub const fn needs_order(self) -> bool {
        !matches!(self, TicketKind::StockQuestion | TicketKind::Invoice | TicketKind::PageFault)
    }
    /// True when it is about a product and means nothing without it.
    pub const fn needs_product(self) -> bool {
        matches!(self, TicketKind::PageFault)
    }
}

impl StopOutcome {
    /// What our own step is after it, on the order and its open cases.
    pub const fn our_step(self) -> OurStep {
        match self {
            StopOutcome::Confirmed => OurStep::Intercepted,
            StopOutcome::Failed => OurStep::InterceptFailed,
        }
    }
}

/// What a ticket is to say.
#[derive(Clone, PartialEq, Debug)]
pub struct NewTicket {
    /// What is asked.
    pub kind: TicketKind,
    /// Who is asked.
    pub desk: TicketDesk,
    /// In words; empty where the kind says it all.
    pub body: SafeText,
    /// About which order.
    pub order: Option<OrderId>,
    /// Out of which chat, which the answer wakes.
    pub chat: Option<ConversationId>,
    /// For which case.
    pub case: Option<CaseId>,
    /// For which buyer.
    pub customer: Option<CustomerId>,
    /// About the page of which product, with the number of the fault noted there.
    pub fault: Option<(ProductId, i64)>,
    /// When an answer is needed.
    pub due_at: Time,
}

/// A ticket.
#[derive(Clone, PartialEq, Debug)]
pub struct Ticket {
    /// Its id.
    pub id: TicketId,
    /// What is asked.
    pub kind: TicketKind,
    /// Who is asked.
    pub desk: TicketDesk,
    /// How far it is.
    pub state: TicketState,
    /// In words.
    pub body: SafeText,
    /// About which order.
    pub order: Option<OrderId>,
    /// Its number; empty without an order.
    pub number: String,
    /// The buyer's nick; empty when nobody is named.
    pub nick: SafeText,
    /// Out of which chat.
    pub chat: Option<ConversationId>,
    /// For which case.
    pub case: Option<CaseId>,
    /// For which buyer.
    pub customer: Option<CustomerId>,
    /// The product of a ticket about its page.
    pub product: Option<ProductId>,
    /// Its code and title; empty without a product.
    pub goods: SafeText,
    /// When an answer is needed.
    pub due_at: Time,
    /// When it was opened.
    pub opened_at: Time,
    /// By whom; the one it was handed to, after a handover.
    pub agent: Option<AgentId>,
    /// What came back.
    pub answer: Option<SafeText>,
    /// Whether the parcel was stopped, for a ticket that asked for it.
    pub outcome: Option<StopOutcome>,
    /// When it came back.
    pub answered_at: Option<Time>,
    /// Rises with every change.
    pub version: i64,
}

impl Ticket {
    /// Whom or what it is about: the buyer, else the product.
    pub const fn about_whom(&self) -> &SafeText {
        if self.customer.is_none() && self.product.is_some() { &self.goods } else { &self.nick }
    }
    /// True while no answer has come and it was needed by now.
    pub fn is_late(&self, now: Time) -> bool {
        self.state == TicketState::Open && self.due_at <= now
    }
}

/// Words with which buyers urge that their parcel be sent, plain form: half width, lower case.
const URGES: [&str; 34] = [
    "什么时候发货",
    "啥时候发货",
    "几时发货",
    "什么时候能发",
    "啥时候能发",
    "什么时候发出",
    "什么时候可以发",
    "多久发货",
    "多久能发",
    "还没发货",
    "还不发货",
    "怎么不发货",
    "怎么还不发",
    "怎么还没发",
    "咋还不发",
    "咋还没发",
    "为什么不发货",
    "为什么还不发",
    "为啥还不发",
    "快点发货",
    "快发货",
    "赶紧发货",
    "尽快发货",
    "催发货",
    "催一下发货",
    "今天能发",
    "今天发吗",
    "发货了吗",
    "发了吗",
    "不发货我就退",
    "when will it ship",
    "when will you ship",
    "not shipped yet",
    "has it shipped",
];

/// True when a buyer's words urge to ship. Whether they count depends on the order: one that is paid and not shipped.
pub fn urges_shipping(text: &str) -> bool {
    let plain = super::phrases::Plain::new(text);
    URGES.iter().any(|urge| plain.as_str().contains(urge))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buyers_who_urge_are_understood_as_they_write() {
        for text in ["什么时候 发货啊", "怎么还没发？？", "亲 今天能发吗", "Has it shipped?", "啥时候能发呀"]
        {
            assert!(urges_shipping(text), "{text}");
        }
        for text in ["在吗", "从哪里发货", "发票什么时候开", "这个发什么快递", "收到了 谢谢"]
        {
            assert!(!urges_shipping(text), "{text}");
        }
    }

    #[test]
    fn every_kind_is_asked_out_of_an_order_or_noted_on_a_product() {
        let (of_goods, of_orders): (Vec<TicketKind>, Vec<_>) =
            TicketKind::ALL.iter().copied().partition(|kind| kind.needs_product());
        assert_eq!((of_goods, of_orders), (vec![TicketKind::PageFault], TicketKind::OF_ORDERS.to_vec()));
    }

    #[test]
    fn only_a_stopped_parcel_changes_our_step() {
        let stops: Vec<_> = TicketKind::ALL.iter().filter(|kind| kind.stops_a_parcel()).collect();
        assert_eq!(stops, [&TicketKind::HoldShipment, &TicketKind::Intercept]);
        assert_eq!(StopOutcome::Confirmed.our_step(), OurStep::Intercepted);
        assert_eq!(StopOutcome::Failed.our_step(), OurStep::InterceptFailed);
    }
}
