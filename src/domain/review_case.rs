//! A poor review worked on like a case: who owns it, what was offered and agreed within the limits of compensation, and
//! what the buyer wrote afterwards. Money makes good what went wrong; it never buys another review.

use super::aftersale::Refusal;
use super::aftersale::coded::coded;
use super::guard::{GuardContext, GuardRules, Level, check};
use super::id::{AgentId, CompensationId, OrderId, ReviewCaseId, ReviewId};
use super::money::Money;
use super::safe_text::SafeText;
use super::time::Time;

coded! {
    /// How far a review case is.
    ReviewStage {
        /// 待联系: nothing was offered yet.
        Open = "open",
        /// 已提出: the buyer has our offer.
        Offered = "offered",
        /// 已谈好: the buyer took it.
        Agreed = "agreed",
        /// 买家已追评: the buyer wrote again.
        FollowedUp = "followed_up",
        /// 已了结.
        Closed = "closed",
    }
}

coded! {
    /// What can be done with a review case.
    ReviewStep {
        /// 接手: it is mine from now on.
        Take = "take",
        /// 提出: words to the buyer, with or without money.
        Offer = "offer",
        /// 谈好: what was agreed; its money becomes a compensation to be paid out.
        Agree = "agree",
        /// 买家已追评.
        FollowUp = "follow_up",
        /// 了结, with how it ended.
        Close = "close",
    }
}

/// A review case.
#[derive(Clone, PartialEq, Debug)]
pub struct ReviewCase {
    /// Its id.
    pub id: ReviewCaseId,
    /// The review.
    pub review: ReviewId,
    /// The order the review is about, where it is known here.
    pub order: Option<OrderId>,
    /// The platform's number of that order; empty when no sheet told it.
    pub number: String,
    /// The buyer's nick, mostly masked.
    pub buyer: SafeText,
    /// Stars, 1 to 5.
    pub stars: Option<u8>,
    /// The words of the review that matter most.
    pub words: SafeText,
    /// Who works on it.
    pub owner: Option<AgentId>,
    /// How far it is.
    pub stage: ReviewStage,
    /// The money offered last, when money was.
    pub offered: Option<Money>,
    /// The words of that offer; empty before there is one.
    pub offered_words: SafeText,
    /// Who offered it.
    pub offered_by: Option<AgentId>,
    /// Who agreed to the sum as a second person.
    pub approver: Option<AgentId>,
    /// The money agreed on.
    pub agreed: Option<Money>,
    /// What was agreed.
    pub agreed_words: SafeText,
    /// When it was agreed.
    pub agreed_at: Option<Time>,
    /// The money as it is to be paid out.
    pub compensation: Option<CompensationId>,
    /// How it ended.
    pub outcome: SafeText,
    /// When it was opened.
    pub opened_at: Time,
    /// When it was moved last.
    pub moved_at: Time,
    /// When it was closed.
    pub closed_at: Option<Time>,
    /// Rises with every change.
    pub version: i64,
}

/// A step, with what it says.
#[derive(Clone, PartialEq, Debug)]
pub struct ReviewMove {
    /// Which step.
    pub step: ReviewStep,
    /// The money of an offer or an agreement; nothing offers words alone, or agrees to what was offered.
    pub amount: Option<Money>,
    /// What was said, agreed, or how it ended.
    pub words: SafeText,
}

/// Why a review case does not take a step.
#[derive(Clone, PartialEq, Debug)]
pub enum ReviewRefusal {
    /// It is closed.
    Closed,
    /// Nothing was offered that could be agreed on.
    NothingOffered,
    /// Something was agreed on already.
    AgreedAlready,
    /// More than was offered, and approved.
    OverOffer(Money),
    /// Money goes to a buyer by an order, and the order is not known here.
    NoOrder,
    /// The words are missing.
    NoWords,
    /// What was agreed has not been paid out, nor withdrawn.
    Unpaid(Money),
    /// Words that must not be said to a buyer: what was found, and why in both languages.
    Words {
        /// What was found.
        found: SafeText,
        /// Why, in Chinese and in English.
        why: [SafeText; 2],
    },
    /// A limit is reached.
    Limit(Refusal),
}

/// Words that must not be said to a buyer, above all money or goods for another review; nothing when all may be.
pub fn stopped(words: &str, rules: &GuardRules) -> Option<ReviewRefusal> {
    let found = check(words, rules, GuardContext::default());
    let worst = found.into_iter().find(|finding| finding.level == Level::Stop)?;
    let why = worst.rule.why.each_ref().map(|why| SafeText::line(why));
    Some(ReviewRefusal::Words { found: SafeText::line(&words[worst.range]), why })
}

impl ReviewCase {
    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.stage != ReviewStage::Closed
    }

    /// The steps possible now, the likeliest first.
    pub fn steps(&self) -> Vec<ReviewStep> {
        let first = match self.stage {
            ReviewStage::Open => ReviewStep::Offer,
            ReviewStage::Offered => ReviewStep::Agree,
            ReviewStage::Agreed => ReviewStep::FollowUp,
            ReviewStage::FollowedUp | ReviewStage::Closed => ReviewStep::Close,
        };
        let rest = ReviewStep::ALL.iter().copied().filter(|step| *step != first);
        std::iter::once(first).chain(rest).filter(|step| self.after(*step).is_ok()).collect()
    }

    /// The stage a step leads to.
    ///
    /// # Errors
    /// [`ReviewRefusal::Closed`] for any step of a closed one, [`ReviewRefusal::AgreedAlready`] for a second agreement
    /// or an offer after it, [`ReviewRefusal::NothingOffered`] for an agreement to nothing.
    pub fn after(&self, step: ReviewStep) -> Result<ReviewStage, ReviewRefusal> {
        if !self.is_open() {
            return Err(ReviewRefusal::Closed);
        }
        let agreed = self.agreed_at.is_some();
        match step {
            ReviewStep::Take => Ok(self.stage),
            ReviewStep::Offer | ReviewStep::Agree if agreed => Err(ReviewRefusal::AgreedAlready),
            ReviewStep::Offer => Ok(ReviewStage::Offered),
            ReviewStep::Agree if self.offered_words.is_empty() => Err(ReviewRefusal::NothingOffered),
            ReviewStep::Agree => Ok(ReviewStage::Agreed),
            ReviewStep::FollowUp => Ok(ReviewStage::FollowedUp),
            ReviewStep::Close => Ok(ReviewStage::Closed),
        }
    }

    /// Whether a step may be taken with what it says, limits and words aside; the stage it leads to and its money: an
    /// agreement without a sum takes the one that was offered.
    ///
    /// # Errors
    /// What [`ReviewCase::after`] says; [`ReviewRefusal::NoWords`] where words are needed, [`ReviewRefusal::NoOrder`]
    /// for money without an order, [`ReviewRefusal::OverOffer`] for more than was offered.
    pub fn check(&self, what: &ReviewMove) -> Result<(ReviewStage, Option<Money>), ReviewRefusal> {
        let to = self.after(what.step)?;
        let needs_words = matches!(what.step, ReviewStep::Offer | ReviewStep::Agree | ReviewStep::Close);
        if needs_words && what.words.trim().is_empty() {
            return Err(ReviewRefusal::NoWords);
        }
        let amount = match what.step {
            ReviewStep::Offer => what.amount,
            ReviewStep::Agree => what.amount.or(self.offered),
            _ => None,
        };
        if amount.is_some_and(|amount| amount.minor() <= 0) {
            return Err(ReviewRefusal::Limit(Refusal::BadAmount));
        }
        if amount.is_some() && self.order.is_none() {
            return Err(ReviewRefusal::NoOrder);
        }
        if let (ReviewStep::Agree, Some(asked)) = (what.step, amount) {
            match self.offered {
                Some(offered) if offered.currency() == asked.currency() && asked.minor() <= offered.minor() => {}
                Some(offered) => return Err(ReviewRefusal::OverOffer(offered)),
                None => return Err(ReviewRefusal::NothingOffered),
            }
        }
        Ok((to, amount))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(stage: ReviewStage) -> ReviewCase {
        ReviewCase {
            id: ReviewCaseId::new(1),
            review: ReviewId::new(2),
            order: Some(OrderId::new(3)),
            number: String::new(),
            buyer: "豆**包".into(),
            stars: Some(2),
            words: "声音有点大".into(),
            owner: None,
            stage,
            offered: None,
            offered_words: SafeText::default(),
            offered_by: None,
            approver: None,
            agreed: None,
            agreed_words: SafeText::default(),
            agreed_at: None,
            compensation: None,
            outcome: SafeText::default(),
            opened_at: Time::from_ms(0),
            moved_at: Time::from_ms(0),
            closed_at: None,
            version: 1,
        }
    }
    fn says(step: ReviewStep, fen: Option<i64>) -> ReviewMove {
        ReviewMove { step, amount: fen.map(Money::fen), words: "补偿运费".into() }
    }

    #[test]
    fn every_step_of_every_stage_is_allowed_or_refused_as_told() {
        use ReviewStep::{Agree, Close, FollowUp, Offer, Take};
        let offered = ReviewCase { offered_words: "补偿运费".into(), ..case(ReviewStage::Offered) };
        let agreed = ReviewCase { agreed_at: Some(Time::from_ms(1)), stage: ReviewStage::Agreed, ..offered.clone() };
        assert_eq!(case(ReviewStage::Open).steps(), [Offer, Take, FollowUp, Close]);
        assert_eq!(offered.steps(), [Agree, Take, Offer, FollowUp, Close]);
        assert_eq!(agreed.steps(), [FollowUp, Take, Close]);
        assert_eq!(
            ReviewCase { stage: ReviewStage::FollowedUp, ..offered }.steps(),
            [Close, Take, Offer, Agree, FollowUp]
        );
        assert_eq!(case(ReviewStage::Closed).steps(), []);
        assert_eq!(agreed.after(Agree), Err(ReviewRefusal::AgreedAlready));
        assert_eq!(case(ReviewStage::Open).after(Agree), Err(ReviewRefusal::NothingOffered));
    }

    #[test]
    fn an_agreement_takes_what_was_offered_and_never_more() {
        let ten = Some(Money::fen(1_000));
        let offered = ReviewCase { offered: ten, offered_words: "补偿运费".into(), ..case(ReviewStage::Offered) };
        assert_eq!(offered.check(&says(ReviewStep::Agree, None)), Ok((ReviewStage::Agreed, ten)));
        assert_eq!(
            offered.check(&says(ReviewStep::Agree, Some(800))),
            Ok((ReviewStage::Agreed, Some(Money::fen(800))))
        );
        let over = offered.check(&says(ReviewStep::Agree, Some(1_001)));
        assert_eq!(over, Err(ReviewRefusal::OverOffer(Money::fen(1_000))));
        let words_alone = ReviewCase { offered: None, ..offered.clone() };
        assert_eq!(words_alone.check(&says(ReviewStep::Agree, Some(1))), Err(ReviewRefusal::NothingOffered));
        assert_eq!(words_alone.check(&says(ReviewStep::Agree, None)), Ok((ReviewStage::Agreed, None)));
        let unknown = ReviewCase { order: None, ..case(ReviewStage::Open) };
        assert_eq!(unknown.check(&says(ReviewStep::Offer, Some(500))), Err(ReviewRefusal::NoOrder));
        let nothing = case(ReviewStage::Open).check(&says(ReviewStep::Offer, Some(0)));
        assert_eq!(nothing, Err(ReviewRefusal::Limit(Refusal::BadAmount)));
        let mute = ReviewMove { words: SafeText::default(), ..says(ReviewStep::Offer, None) };
        assert_eq!(case(ReviewStage::Open).check(&mute), Err(ReviewRefusal::NoWords));
    }
}
