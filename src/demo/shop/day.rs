//! What else lies on the desk: promises that fall due today, and the work log of the last week.

use crate::domain::{Span, Time, Zone};

use super::super::Dice;
use super::DemoShop;

/// A promise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PromiseSeed {
    /// The number of the order it is about.
    pub order: String,
    /// What was promised.
    pub text: &'static str,
    /// When it was made.
    pub made_at: Time,
    /// When it falls due.
    pub due_at: Time,
}

/// A work log entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogSeed {
    /// The number of the order it is about.
    pub order: String,
    /// When it was written.
    pub at: Time,
    /// What went wrong.
    pub problem: &'static str,
    /// Why.
    pub cause: &'static str,
    /// What was done.
    pub fix: &'static str,
    /// What it is about: product, courier, page, ...
    pub kind: &'static str,
}

const PROMISES: [[&str; 2]; 5] = [
    ["随单补两份小样", "two samples with the parcel"],
    ["回电说明安装步骤", "call back about the set-up"],
    ["查到快递进展后告诉他", "tell them what the courier says"],
    ["补货后第一个通知", "be the first to hear when it is back"],
    ["换发顺丰 差价 12.00 已收", "send by SF, 12.00 received"],
];

/// Problem, cause, fix and kind.
#[rustfmt::skip]
const ENTRIES: [[[&str; 2]; 4]; 12] = [
    [["键盘缺货", "keyboard out of stock"], ["页面库存没扣", "stock on the page was not reduced"], ["补货周二到，已下架青轴", "back on Tuesday, blue keys taken off the page"], ["product", "product"]],
    [["圆通破损", "YTO broke it"], ["外箱太薄", "box too thin"], ["补发，换五层箱", "sent again in a stronger box"], ["courier", "courier"]],
    [["尺码偏小", "runs small"], ["详情页尺码表写大了", "size table on the page is off"], ["改详情页，提醒选大一码", "page mended, advise one size up"], ["page", "page"]],
    [["保温杯漏水", "thermos leaks"], ["密封圈漏装", "seal was left out"], ["补发密封圈，通知仓库抽检", "seal sent, warehouse checks the rest"], ["product", "product"]],
    [["发错颜色", "wrong colour sent"], ["月白和米白货位相邻", "two whites on one shelf"], ["换货，货位分开", "exchanged, shelves parted"], ["warehouse", "warehouse"]],
    [["物流三天不动", "parcel stood for three days"], ["中转站积压", "hub is full"], ["联系快递，补偿 5 元券", "courier asked, coupon of 5"], ["courier", "courier"]],
    [["买家说赠品没收到", "gift did not come"], ["备注没写到单上", "memo not on the slip"], ["补寄，备注改成固定格式", "sent, memo in the fixed form"], ["warehouse", "warehouse"]],
    [["付款失败多人问", "several could not pay"], ["支付通道维护", "payment channel under repair"], ["引导换支付方式，16 点恢复", "other way of paying, back at four"], ["platform", "platform"]],
    [["台灯频闪投诉", "lamp flickers"], ["充电头不匹配", "wrong charger used"], ["教用 5V 充电头，三位都好了", "use a 5 V one, fine with all three"], ["use", "use"]],
    [["价保争议", "quarrel over the price guarantee"], ["活动价没同步拼多多", "campaign price differs by shop"], ["退差 20 元，报运营改价", "20 paid back, price mended"], ["price", "price"]],
    [["拒收件退回没登记", "returned parcel not booked"], ["仓库漏扫", "warehouse did not scan"], ["核实后退款，补登记", "checked, refunded, booked"], ["warehouse", "warehouse"]],
    [["晚间留言没人接", "messages left at night"], ["自动回复没开", "auto-reply was off"], ["打开自动回复，早班先清留言", "turned on; early shift answers first"], ["service", "service"]],
];

impl DemoShop {
    /// Promises that fall due today, and one tomorrow.
    pub fn promises(&self) -> Vec<PromiseSeed> {
        let mut dice = Dice::of(self.seed, 4, 0);
        let mut made = Vec::new();
        for (n, text) in (0u64..).zip(PROMISES) {
            let nth = (n * 5 + 2).min(self.size.orders.saturating_sub(1));
            let hours = [1, 3, 5, 2, 26][usize::try_from(n).unwrap_or(0)];
            let due_at = Time::from_ms(self.now.plus(Span::hours(hours)).ms() / 1_800_000 * 1_800_000);
            let made_at = self.now.minus(Span::minutes(dice.between(60, 1500)));
            made.push(PromiseSeed { order: self.order(nth).order.number, text: self.words(text), made_at, due_at });
        }
        made
    }

    /// Entries of the last seven days, oldest first, more of them today.
    pub fn log(&self) -> Vec<LogSeed> {
        let mut dice = Dice::of(self.seed, 5, 0);
        let (zone, today) = (Zone::default(), Zone::default().day_start(self.now));
        let mut entries = Vec::new();
        for day in (0..7i64).rev() {
            let (from, count) = (today.minus(Span::days(day)), if day == 0 { 5 } else { dice.between(2, 4) });
            for _ in 0..count {
                let at = from.plus(Span::minutes(dice.between(9 * 60, 17 * 60)));
                // Today's were written before now, whenever now is.
                let at = if at < self.now { at } else { self.now.minus(Span::minutes(dice.between(5, 90))) };
                debug_assert!(zone.day(at) <= zone.day(self.now));
                let nth = dice.below(self.size.orders.max(1)).min(300);
                let entry = dice.pick(&ENTRIES).unwrap_or(&ENTRIES[0]);
                entries.push(LogSeed {
                    order: self.order(nth.min(self.size.orders.saturating_sub(1))).order.number,
                    at,
                    problem: self.words(entry[0]),
                    cause: self.words(entry[1]),
                    fix: self.words(entry[2]),
                    kind: self.words(entry[3]),
                });
            }
        }
        entries.sort_by_key(|e| e.at);
        entries
    }
}
