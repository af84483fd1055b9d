//! What the tests of writing to a shop share: an agent, a case, a step that pays, and how it all stands.

use kefu::config::SourceSetting;
use kefu::domain::aftersale::{Authority, GoodsState, Refusal, Rules, Step, StepInput};
use kefu::domain::order_act::{NewAct, OrderAct};
use kefu::domain::shop_write::ShopWrite;
use kefu::domain::{Agent, By, Case, CaseId, CaseType, Money, Order, Problem, Role, SafeText, Time, Zone};
use kefu::runtime::at_shop::Deciding;
use kefu::runtime::case_open::{self, Asked};
use kefu::runtime::order_act::Acting;
use kefu::store::shop_writes;
use kefu::store::{Engine, agents, cases, orders};
use kefu::text::Lang;

use crate::Desk;

/// The same setting of a shop that may be written to.
pub(crate) fn writing(setting: SourceSetting) -> SourceSetting {
    SourceSetting { writes: true, ..setting }
}

impl Desk {
    pub(crate) fn db(&self) -> &dyn Engine {
        self.store.db()
    }
    /// Somebody of this role, made at the first call.
    pub(crate) fn agent(&self, name: &str, role: Role, now: Time) -> Agent {
        match agents::by_name(self.db(), name).expect("read") {
            Some(agent) => agent,
            None => agents::add(self.db(), name, "A07", None, role, now).expect("added"),
        }
    }
    pub(crate) fn by(&self, now: Time) -> By {
        By::new(Some(self.agent("小林", Role::Owner, now).id), now, Zone::default())
    }
    /// A case for this amount, the goods being with the buyer.
    pub(crate) fn case(&self, order: &Order, amount: Money, now: Time) -> Case {
        let asked = Asked {
            order: order.id,
            line: None,
            kind: CaseType::RefundOnly,
            reason: "damaged",
            goods: GoodsState::Received,
            amount: Some(amount),
            chat: None,
            platform_id: None,
            note: "",
            apart: "",
        };
        let opened = case_open::open(self.db(), &self.by(now), &rules(), Lang::En, &asked).expect("stored");
        opened.expect("a case may be opened")
    }
    /// Agrees to a refund with the amount typed.
    pub(crate) fn agree(&self, case: CaseId, typed: Money, now: Time) -> Result<Result<Case, Refusal>, Problem> {
        self.agree_as(case, typed, Authority { role: Role::Owner, alone: true, second: None }, now)
    }
    pub(crate) fn agree_as(
        &self,
        case: CaseId,
        typed: Money,
        authority: Authority,
        now: Time,
    ) -> Result<Result<Case, Refusal>, Problem> {
        let (by, rules) = (self.by(now), rules());
        let input = StepInput {
            by: by.agent,
            amount: Some(typed),
            override_reason: Some(SafeText::line("买家已收到货")),
            authority,
            ..StepInput::default()
        };
        let case = cases::fresh(self.db(), case).expect("there");
        self.deciding(&by, &rules).step(self.db(), &case, Step::Agree, &input)
    }
    pub(crate) fn deciding<'a>(&'a self, by: &'a By, rules: &'a Rules) -> Deciding<'a> {
        Deciding { by, rules, sources: std::slice::from_ref(&self.setting), lang: Lang::En }
    }
    /// Notes an act on an order, or adds a line to its memo.
    pub(crate) fn act(&self, order: &Order, act: OrderAct, words: &str, now: Time) {
        let (me, by, rules) = (self.agent("小林", Role::Owner, now), self.by(now), rules());
        let sources = std::slice::from_ref(&self.setting);
        let acting =
            Acting { me: &me, by: &by, rules: &rules, zone: Zone::default(), lang: Lang::En, second: None, sources };
        if act == OrderAct::Memo {
            acting.append_memo(self.db(), order.id, &acting.memo(words)).expect("noted");
            return;
        }
        let new = NewAct { act, line: None, new: String::new(), reason: words.to_owned(), worth: None };
        acting.note(self.db(), order.id, &new).expect("noted");
    }
    pub(crate) fn case_now(&self, case: CaseId) -> Case {
        cases::expect(self.db(), case).expect("there")
    }
    /// The latest write of an order.
    pub(crate) fn write_of(&self, order: &Order) -> ShopWrite {
        shop_writes::of_order(self.db(), order.id).expect("read").pop().expect("a write")
    }
    /// The words of the order's timeline.
    pub(crate) fn told_of(&self, order: &Order) -> Vec<String> {
        let events = orders::timeline(self.db(), order.id).expect("read");
        events.iter().map(|event| event.what.to_string()).collect()
    }
}

pub(crate) fn rules() -> Rules {
    kefu::rules::embedded().expect("rules")
}
