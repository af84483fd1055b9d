//! Which of many possible steps is probably the next one to be noted.

use super::case::Case;
use super::step::Step;
use super::words::{Arbitration, Stage};

impl Case {
    /// The likeliest step first: what is due from where the case stands, then what leads on, at last what gives money
    /// away or ends the case.
    pub fn by_likelihood(&self, steps: &mut [Step]) {
        let due: &[Step] = match (self.arbitration, self.stage) {
            (Arbitration::Requested, _) => &[Step::AskEvidence, Step::WithdrawArbitration],
            (Arbitration::Evidence, _) => &[Step::EvidenceFiled, Step::WithdrawArbitration],
            (Arbitration::Judging, _) => &[Step::AskEvidence, Step::WithdrawArbitration, Step::JudgedForSeller],
            (_, Stage::BuyerReturn) => &[Step::TrackingFilled],
            (_, Stage::BuyerReceive) => &[Step::Confirm],
            (_, Stage::Refunding) => &[Step::Paid],
            (_, Stage::BuyerDecide) => match &self.offer {
                Some(offer) if offer.kind.goods_come_back() => &[Step::AcceptOffer, Step::RejectOffer],
                Some(_) => &[Step::RejectOffer, Step::AcceptOffer],
                None => &[],
            },
            _ => &[],
        };
        steps.sort_by_key(|step| step.turn(due));
    }
}

impl Step {
    /// How likely it is noted next among the steps behind one key, the least first: what is due, then what leads on, then
    /// what gives money away or ends the case.
    fn turn(self, due: &[Step]) -> usize {
        const GENTLE: [Step; 17] = [
            Step::TrackingFilled,
            Step::Edit,
            Step::RejectOffer,
            Step::Escalate,
            Step::AskEvidence,
            Step::EvidenceFiled,
            Step::Appeal,
            Step::WithdrawArbitration,
            Step::Failed,
            Step::Confirm,
            Step::AcceptOffer,
            Step::Timeout,
            Step::Withdraw,
            Step::Paid,
            Step::CannotSupply,
            Step::JudgedForSeller,
            Step::JudgedForBuyer,
        ];
        let place = |steps: &[Step]| steps.iter().position(|step| *step == self);
        place(due).or_else(|| place(&GENTLE).map(|at| due.len() + at)).unwrap_or(usize::MAX)
    }
}
