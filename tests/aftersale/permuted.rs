//! Which refund is which case never depends on which file was read first.

use kefu::domain::aftersale::{Anomaly, CaseType};
use kefu::domain::{RefundFacts, Span};
use proptest::prelude::*;

use super::at;
use super::join::{NOW, Shop, fact, refund};

/// A case opened here: of which line, what for, how much.
fn local() -> impl Strategy<Value = (Option<usize>, bool, i64)> {
    (prop::option::of(0..2_usize), any::<bool>(), prop::sample::select(vec![4_000_i64, 6_000]))
}

/// What a platform tells of one refund.
fn told(n: usize) -> impl Strategy<Value = RefundFacts> {
    let amount = prop::sample::select(vec![4_000_i64, 6_000]);
    let known = prop::option::of(1..3_u32);
    let ended = prop::option::of((any::<bool>(), -3..4_i64));
    (known, any::<bool>(), amount, 0..4_i64, ended).prop_map(move |(line, goods_back, fen, hours, ended)| {
        let (stage, closed_at) = match ended {
            None => ("seller_review", None),
            Some((paid, later)) => (if paid { "done" } else { "closed" }, Some(at(NOW).plus(Span::hours(later)))),
        };
        let kind = if goods_back { "return_refund" } else { "refund_only" };
        let facts = refund(&format!("R{n}"), line.unwrap_or(9), kind, fen, stage);
        let outer_id = if line.is_some() { facts.outer_id.clone() } else { String::new() };
        RefundFacts { outer_id, closed_at, applied_at: Some(at(NOW).minus(Span::hours(hours))), ..facts }
    })
}

/// What each number and each case opened here has become, after the refunds were read in this order.
fn end(locals: &[(Option<usize>, bool, i64)], told: &[RefundFacts], order: &[usize]) -> Vec<String> {
    let shop = Shop::new();
    let mine: Vec<_> = locals
        .iter()
        .map(|(line, goods_back, fen)| {
            let kind = if *goods_back { CaseType::ReturnRefund } else { CaseType::RefundOnly };
            shop.opens_apart(*line, kind, *fen).id
        })
        .collect();
    for n in order {
        shop.hears(&[fact(&told[*n])]);
    }
    let all = shop.all();
    let name = |id| match (mine.iter().position(|one| *one == id), all.iter().find(|case| case.id == id)) {
        (Some(n), _) => format!("ours {n}"),
        (None, case) => case.and_then(|case| case.platform_id.clone()).unwrap_or_default(),
    };
    let mut told: Vec<String> = all
        .iter()
        .map(|case| {
            let mut doubts: Vec<String> = case
                .anomalies
                .iter()
                .filter_map(|anomaly| match anomaly {
                    Anomaly::Beside { other, .. } => Some(name(*other)),
                    Anomaly::Differs { kind, amount, .. } => Some(format!("{kind:?} {amount:?}")),
                    _ => None,
                })
                .collect();
            doubts.sort();
            let (id, number) = (name(case.id), &case.platform_id);
            format!("{id} {number:?} {:?} {:?} {:?} {:?} {doubts:?}", case.stage, case.kind, case.amount, case.clock)
        })
        .collect();
    told.sort();
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_the_files_joins_the_same(
        locals in prop::collection::vec(local(), 1..4),
        told in (told(1), told(2), told(3), told(4), 2..5_usize).prop_map(|(a, b, c, d, n)| [a, b, c, d][..n].to_vec()),
        orders in prop::collection::vec(Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(), 2),
    ) {
        let locals: Vec<_> = locals.iter().enumerate().filter(|(n, one)| !locals[..*n].iter().any(|b| b.0 == one.0)).map(|(_, one)| *one).collect();
        let in_turn: Vec<usize> = (0..told.len()).collect();
        let first = end(&locals, &told, &in_turn);
        for order in orders {
            let order: Vec<usize> = order.into_iter().filter(|n| *n < told.len()).collect();
            prop_assert_eq!(&end(&locals, &told, &order), &first, "{:?}", order);
        }
    }
}
