//! What the shop floor is made of: pure types and rules, no SQL, no screen, no file, no clock, no language.
//!
//! Time comes in as an argument, problems go out as types; words are chosen at the edge (`crate::text`).
//! Names are the field's own terms; `rules/` holds the numbers.

pub mod aftersale;
pub mod agent;
pub mod bulk;
pub mod campaign;
pub mod card;
pub mod channel;
pub mod clock;
pub mod conversation;
pub mod customer;
pub mod facts;
pub mod guard;
pub mod holiday;
pub mod id;
pub mod mask;
pub mod money;
pub mod notice;
pub mod order;
pub mod order_act;
pub mod parcel;
pub mod paste;
pub mod phrases;
pub mod picture;
pub mod platform;
pub mod preview;
pub mod problem;
pub mod product;
pub mod promise;
pub mod query;
pub mod queue;
pub mod reminder;
pub mod reply;
pub mod review;
pub mod review_case;
pub mod safe_text;
pub mod shift;
pub mod shop_write;
pub mod source;
pub mod source_word;
pub mod stock;
pub mod ticket;
pub mod time;
pub mod urgency;
pub mod worklog;
pub mod zone;

pub use aftersale::{Case, CaseType, Stage, Step};
pub use agent::{Agent, Role};
pub use clock::Clock;
pub use conversation::{ChatState, Conversation, Message, MessageState, Sender};
pub use customer::Customer;
pub use facts::{Fact, FactSource, LineFacts, OrderFacts, PaymentFacts, RefundFacts, ShopKey};
pub use id::{
    AgentId, CaseId, CompensationId, ConversationId, CustomerId, HandoverId, LogId, MessageId, OrderId, OrderLineId,
    ProductId, PromiseId, ReviewCaseId, ReviewId, ShopId, TicketId,
};
pub use money::{Currency, Money, MoneyError};
pub use order::{Flag, Order, OrderLine, OrderStatus};
pub use parcel::Carrier;
pub use paste::Pasted;
pub use platform::{Platform, Shop};
pub use problem::{Damage, FileTrouble, Foreign, Problem, Unsaid};
pub use query::{
    By, CaseTest, Draft, Found, Kept, MessageHit, OrderEvent, OrderFilter, OrderHit, OrderQuery, OrderWants, Outgoing,
    QueryFault, QueueCounts, Receipt, SortKey, Undone,
};
pub use reply::{QuickReply, ReplyLang};
pub use safe_text::{RawText, SafeText};
pub use time::{Span, Time};
pub use zone::Zone;
