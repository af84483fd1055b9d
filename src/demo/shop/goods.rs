//! What the shop's sheets would tell of its goods: stock, knowledge, parcels, reviews; and the campaign that runs.

use super::super::dice::Dice;
use super::super::names::{GOODS, Good};
use super::{DemoShop, SHOPS};
use crate::domain::notice::Notice;
use crate::domain::product::{GoodsFact, ParcelFacts, ProductFacts, ReviewFacts, StockFacts};
use crate::domain::{Fact, OrderStatus, RawText, SafeText, Span, Zone};

/// Newest orders whose parcels a courier's sheet tells of.
const PARCELS: usize = 200;

/// What a good is made of, how it fits, what speaks for it, how long the shop vouches: each in both languages.
struct Known {
    code: &'static str,
    material: [&'static str; 2],
    sizes: [&'static str; 2],
    points: [&'static str; 2],
    warranty: [&'static str; 2],
    asked: [[&'static str; 2]; 2],
    with: &'static str,
}

#[rustfmt::skip]
const KNOWN: [Known; 6] = [
    Known { code: "KB87", material: ["PBT 键帽，铝合金面板", "PBT caps, aluminium plate"], sizes: ["87 键 36x13 厘米，104 键 44x13 厘米", "87 keys 36x13 cm, 104 keys 44x13 cm"], points: ["轴可以热插拔\n有线免驱，插上就用", "Switches can be changed\nWired, no driver needed"], warranty: ["整机保一年，轴体保两年", "One year, switches two years"],
        asked: [["声音大吗？", "Is it loud?"], ["茶轴声音比较小，办公室也能用；青轴声音明显。", "The brown one is quiet enough for an office; the blue one clicks."]], with: "MUG9 LMP7" },
    Known { code: "TS01", material: ["100% 新疆长绒棉，220 克", "100% long-staple cotton, 220 g"], sizes: ["M 适合 50-60 公斤\nL 适合 60-70 公斤\nXL 适合 70-80 公斤", "M for 50-60 kg\nL for 60-70 kg\nXL for 70-80 kg"], points: ["领口双针加固，不易变形", "Double-stitched collar"], warranty: ["七天内可退换，不洗不剪标", "Seven days, unwashed, with its tag"],
        asked: [["会缩水吗？", "Does it shrink?"], ["已做预缩，冷水手洗或机洗轻柔档，缩率在 3% 以内。", "It is pre-shrunk; washed cold it shrinks by less than 3%."]], with: "SOC2" },
    Known { code: "CUP3", material: ["内胆 316 不锈钢，吸管食品级硅胶", "316 steel inside, silicone straw"], sizes: ["480 毫升，高 19 厘米", "480 ml, 19 cm high"], points: ["保温 6 小时，倒置不漏", "Warm for six hours, does not leak"], warranty: ["保温效果保一年", "One year"],
        asked: [["能装热水吗？", "Can it hold hot water?"], ["可以装热水，给孩子喝之前先晾到 50 度以下。", "Yes; let it cool below 50 degrees before a child drinks."]], with: "" },
    Known { code: "SHO4", material: ["网面鞋面，EVA 中底", "Mesh upper, EVA sole"], sizes: ["37 脚长 23.5 厘米\n38 脚长 24 厘米\n41 脚长 25.5 厘米\n42 脚长 26 厘米", "37 for 23.5 cm\n38 for 24 cm\n41 for 25.5 cm\n42 for 26 cm"], points: ["单只 210 克", "210 g each"], warranty: ["开胶、断底保三个月", "Sole and glue three months"],
        asked: [["偏码吗？", "True to size?"], ["正码，脚背高的拍大一码。", "True to size; one up for a high instep."]], with: "SOC2" },
    Known { code: "PWR1", material: ["阻燃外壳，A 级电芯", "Flame-proof case, grade A cells"], sizes: ["14x7x2.6 厘米，385 克", "14x7x2.6 cm, 385 g"], points: ["22.5W 快充，可以带上飞机", "22.5 W, allowed on planes"], warranty: ["保一年，有问题换新", "One year, replaced when faulty"],
        asked: [["能上飞机吗？", "Is it allowed on a plane?"], ["20000 毫安是 74Wh，在 100Wh 以内，可以随身带。", "20000 mAh is 74 Wh, below the 100 Wh limit for hand luggage."]], with: "EAR2" },
    Known { code: "SCF1", material: ["100% 美利奴羊毛", "100% merino wool"], sizes: ["200x35 厘米", "200x35 cm"], points: ["双面同色，不起球", "Same colour on both sides"], warranty: ["七天内可退换", "Seven days"],
        asked: [["扎皮肤吗？", "Does it itch?"], ["细羊毛不扎，皮肤敏感的可以先垫一件衣服试试。", "Fine wool does not; with sensitive skin try it over a shirt."]], with: "JKT6" },
];

const SAID: [(u8, [&str; 2]); 6] = [
    (2, ["尺码偏小，按平时的拍小了一号", "Runs small, one size up needed"]),
    (5, ["此用户没有填写评价。", "此用户没有填写评价。"]),
    (3, ["东西还行，快递太慢了", "Fine, but the courier was slow"]),
    (5, ["第二次买了，客服很耐心", "Second time, patient service"]),
    (1, ["收到就有一道划痕", "It came with a scratch"]),
    (5, ["包装很好，送人合适", "Well packed, a good present"]),
];

impl DemoShop {
    /// What the shop's sheets tell, in the order they would be imported.
    pub fn goods(&self) -> Vec<Fact> {
        let mut dice = Dice::new(self.seed ^ 0x600d);
        let mut facts: Vec<Fact> = Vec::new();
        for (nth, good) in GOODS.iter().enumerate() {
            self.product(good, nth, &mut facts);
            self.stock(good, nth, &mut dice, &mut facts);
        }
        self.parcels(&mut facts);
        self.reviews(&mut facts);
        facts
    }

    /// The campaign that runs on the day of the demo, and one that begins tomorrow.
    pub fn notices(&self, zone: Zone) -> Vec<Notice> {
        let today = zone.day_start(self.now);
        let notice = |name, rule, codes: &[&str], products: &[&str], from: i64, to: i64| Notice {
            name: SafeText::line(self.words(name)),
            from: today.plus(Span::days(from)),
            to: today.plus(Span::days(to)),
            rule: SafeText::line(self.words(rule)),
            codes: codes.iter().map(|code| SafeText::line(code)).collect(),
            products: products.iter().map(|product| SafeText::line(product)).collect(),
            line: 0,
        };
        vec![
            notice(
                ["周末满减", "Weekend offer"],
                ["满 200 减 20，下单自动减", "20 off from 200, taken off by itself"],
                &["ZM20"],
                &[],
                -1,
                2,
            ),
            notice(
                ["键盘预热", "Keyboard preview"],
                ["明天起键盘加送手托，先收藏不着急拍", "From tomorrow a wrist rest comes with it"],
                &[],
                &["KB87"],
                1,
                4,
            ),
        ]
    }

    fn product(&self, good: &Good, nth: usize, facts: &mut Vec<Fact>) {
        let raw = |pair: [&'static str; 2]| RawText::new(self.words(pair));
        let mut told = ProductFacts {
            outer_id: good.code.to_owned(),
            item_id: (700_000_001_000 + nth * 137).to_string(),
            title: raw(good.title),
            ..ProductFacts::default()
        };
        if let Some(known) = KNOWN.iter().find(|known| known.code == good.code) {
            told.material = raw(known.material);
            told.size_table = raw(known.sizes);
            told.selling_points = raw(known.points);
            told.warranty = raw(known.warranty);
            known.with.clone_into(&mut told.matching);
            let [question, answer] = known.asked;
            told.answers = vec![(raw(question), raw(answer))];
        }
        if good.code == "KB87" {
            told.fault = raw(["详情页还写着 104 键只有黑色", "The page still says 104 keys in black only"]);
        }
        facts.push(GoodsFact::Product(told).into());
    }

    fn stock(&self, good: &Good, nth: usize, dice: &mut Dice, facts: &mut Vec<Fact>) {
        // Every fourth sheet was not counted today: its numbers may not be told.
        let age = if nth % 4 == 3 { Span::hours(7) } else { Span::minutes(12 + nth as i64) };
        for (at, sku) in good.skus.iter().enumerate() {
            let quantity = if (nth + at) % 9 == 4 { 0 } else { dice.below(60) as i64 + 1 };
            let told = StockFacts {
                code: format!("{}-{}", good.code, at + 1),
                outer_id: good.code.to_owned(),
                title: RawText::new(self.words(good.title)),
                sku: RawText::new(self.words(*sku)),
                warehouse: RawText::new(self.words(["杭州仓", "Hangzhou"])),
                quantity,
                counted_at: Some(self.now.minus(age)),
            };
            facts.push(GoodsFact::Stock(told).into());
        }
    }

    fn parcels(&self, facts: &mut Vec<Fact>) {
        let sent = self.orders().filter(|seed| !seed.order.tracking.is_empty()).take(PARCELS);
        for seed in sent {
            let order = &seed.order;
            let Some(number) = order.tracking.split(' ').next() else { continue };
            let state = if order.signed_at.is_some() { "签收" } else { "在途" };
            let told = ParcelFacts {
                number: number.to_owned(),
                carrier: order.carrier.clone(),
                order: order.number.clone(),
                picked_up_at: order.shipped_at.map(|at| at.plus(Span::hours(2))),
                last_scan_at: order.last_scan_at.or(order.signed_at),
                signed_at: order.signed_at,
                raw_state: RawText::new(state),
                ..ParcelFacts::default()
            };
            facts.push(GoodsFact::Parcel(told).into());
        }
    }

    fn reviews(&self, facts: &mut Vec<Fact>) {
        let ended = self
            .orders()
            .filter(|seed| seed.shop == SHOPS[0] && seed.order.status == Some(OrderStatus::Success))
            .take(SAID.len());
        let yesterday = Zone::default().day_start(self.now).minus(Span::hours(4));
        for (nth, (seed, (stars, words))) in ended.zip(SAID).enumerate() {
            let late = nth == 5;
            let told = ReviewFacts {
                id: format!("9{:09}", nth + 1),
                order: seed.order.number.clone(),
                buyer: RawText::new("顾**客"),
                title: seed.lines.first().map(|line| line.title.clone()).unwrap_or_default(),
                outer_id: seed.lines.first().map(|line| line.outer_id.clone()).unwrap_or_default(),
                stars: Some(stars),
                body: RawText::new(self.words(words)),
                pictures: stars < 3,
                written_at: Some(yesterday.minus(Span::hours(nth as i64))),
                follow_up: RawText::new(if late {
                    self.words(["用了一周，盖子有点松", "A week on, the lid is loose"])
                } else {
                    ""
                }),
                follow_up_at: late.then(|| yesterday.plus(Span::minutes(30))),
                answer: RawText::new(if nth == 3 {
                    self.words(["谢谢您一直支持", "Thank you for coming back"])
                } else {
                    ""
                }),
                ..ReviewFacts::default()
            };
            facts.push(GoodsFact::Review(told).into());
        }
    }
}
