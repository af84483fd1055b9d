//! Invented orders: what happened to them hangs together, so that an importer has something to hold them to.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};

/// Numbers that look random and are the same for the same seed (splitmix64).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    fn percent(&mut self, n: u64) -> bool {
        self.below(100) < n
    }
    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap_or(0)]
    }
}

const TERMS: [&str; 12] =
    ["小满", "谷雨", "白露", "立秋", "霜降", "惊蛰", "芒种", "小寒", "清明", "春分", "夏至", "处暑"];
const SNACKS: [&str; 12] =
    ["豆包", "糖藕", "半糖", "酥饼", "薯片", "果冻", "话梅", "锅巴", "雪糕", "麻花", "米糕", "凉皮"];
const PLACES: [&str; 6] = [
    "浙江省 杭州市 样例区",
    "广东省 广州市 样例区",
    "江苏省 苏州市 样例区",
    "四川省 成都市 样例区",
    "上海 上海市 样例区",
    "内蒙古自治区 呼和浩特市 样例区",
];
const MESSAGES: [&str; 6] = [
    "请尽快发货，谢谢",
    "不要发中通",
    "送人的，麻烦包装好一点",
    "尺码偏大吗\n偏大就发小一码",
    "\"轻拿轻放\"",
    "周末送",
];
const MEMOS: [&str; 5] = ["已确认地址", "补发赠品一份", "改发顺丰", "客户要求 8/15 后发", "老客户"];
const REASONS: [&str; 6] = [
    "多拍/拍错/不想要",
    "7天无理由退换货",
    "质量问题",
    "尺码拍错/不喜欢/效果不好",
    "收到商品少件/破损/污渍",
    "快递一直未送到",
];
const CARRIERS: [(&str, &str); 4] = [("圆通速递", "YT"), ("中通快递", "75"), ("顺丰速运", "SF"), ("韵达快递", "46")];

struct Goods {
    title: &'static str,
    code: &'static str,
    skus: &'static [(&'static str, i64)],
}

const GOODS: [Goods; 6] = [
    Goods {
        title: "云感棉短袖T恤 男女同款宽松夏季新款",
        code: "TX",
        skus: &[("颜色分类：月白;尺码：M", 5900), ("颜色分类：藏青[加厚];尺码：XL", 6900)],
    },
    Goods {
        title: "【包邮】手冲咖啡壶 600ml 带刻度", code: "KF", skus: &[("颜色分类：透明;容量：600ml", 12_800)]
    },
    Goods {
        title: "儿童\"不漏\"保温杯 316不锈钢",
        code: "BW",
        skus: &[("颜色分类：草莓粉;容量：350ml", 8850), ("颜色分类：恐龙绿;容量：500ml", 9950)],
    },
    Goods {
        title: "无线键盘 87键（茶轴/红轴）静音办公",
        code: "JP",
        skus: &[("轴体：茶轴;套餐类型：官方标配", 19_900), ("轴体：红轴;套餐类型：官方标配", 23_900)],
    },
    Goods {
        title: "有机红枣夹核桃 零食礼盒 500g", code: "HZ", skus: &[("口味：原味", 4990), ("口味：蜂蜜", 5290)]
    },
    Goods { title: "运费补差专用链接", code: "BC", skus: &[("", 100)] },
];

/// How far an order has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Unpaid,
    ToShip,
    Shipped,
    Success,
    NeverPaid,
    Refunded,
}

pub(crate) struct Order {
    pub(crate) number: String,
    pub(crate) buyer: String,
    pub(crate) receiver: String,
    pub(crate) phone: String,
    pub(crate) address: String,
    pub(crate) state: State,
    pub(crate) goods: i64,
    pub(crate) freight: i64,
    pub(crate) created: NaiveDateTime,
    pub(crate) paid_at: Option<NaiveDateTime>,
    pub(crate) shipped_at: Option<NaiveDateTime>,
    pub(crate) done_at: Option<NaiveDateTime>,
    pub(crate) carrier: &'static str,
    pub(crate) tracking: String,
    pub(crate) message: &'static str,
    pub(crate) memo: &'static str,
    pub(crate) lines: Vec<Line>,
    pub(crate) refund: Option<Refund>,
    pub(crate) shop: usize,
}

pub(crate) struct Line {
    pub(crate) number: String,
    pub(crate) title: &'static str,
    pub(crate) sku: &'static str,
    pub(crate) code: String,
    pub(crate) price: i64,
    pub(crate) quantity: i64,
}

pub(crate) struct Refund {
    pub(crate) number: String,
    pub(crate) amount: i64,
    pub(crate) status: &'static str,
    pub(crate) goods: &'static str,
    pub(crate) returns: bool,
    pub(crate) aftersale: bool,
    pub(crate) whole: bool,
    pub(crate) reason: &'static str,
    pub(crate) applied: NaiveDateTime,
    pub(crate) closed: Option<NaiveDateTime>,
}

impl Order {
    /// The order number `n` of `count`, oldest first over a hundred days.
    pub(crate) fn made(n: u64, count: u64, chance: &mut Chance) -> Self {
        let number = format!("4{:018}", n * 1_000_003 + 100_000_000_194_001 + chance.below(9) * 10);
        let state = match chance.below(100) {
            0..4 => State::Unpaid,
            4..14 => State::ToShip,
            14..34 => State::Shipped,
            34..86 => State::Success,
            86..93 => State::NeverPaid,
            _ => State::Refunded,
        };
        let seconds = i64::try_from(100 * 86_400 * n / count.max(1)).unwrap_or(0);
        let created = start() + Duration::seconds(seconds);
        let later = |chance: &mut Chance, from: NaiveDateTime, hours: u64| {
            from + Duration::seconds(60 + i64::try_from(chance.below(hours * 3600)).unwrap_or(0))
        };
        let paid_at = (!matches!(state, State::Unpaid | State::NeverPaid)).then(|| later(chance, created, 2));
        let shipped =
            matches!(state, State::Shipped | State::Success) || (state == State::Refunded && chance.percent(50));
        let shipped_at = paid_at.filter(|_| shipped).map(|at| later(chance, at, 48));
        let done_at = shipped_at.filter(|_| state == State::Success).map(|at| later(chance, at, 240));
        let lines = lines(&number, chance);
        let goods = lines.iter().map(|line| line.price * line.quantity).sum();
        let freight = if chance.percent(80) { 0 } else { 600 };
        let (carrier, prefix) = chance.pick(&CARRIERS);
        let tracking = if shipped { format!("{prefix}{:013}", chance.below(9_999_999_999_999)) } else { String::new() };
        let masked = chance.percent(40);
        let name = format!("{}{}", chance.pick(&["云", "星", "禾", "砚", "溪"]), chance.pick(&TERMS));
        let phone = format!("120{:08}", chance.below(100_000_000));
        let mut order = Self {
            number,
            buyer: format!("{}{}tb{}", chance.pick(&TERMS), chance.pick(&SNACKS), chance.below(count / 3 + 10)),
            receiver: if masked { format!("{}**", &name[..3]) } else { name },
            phone: if masked { format!("*******{}", &phone[7..]) } else { phone },
            address: format!(
                "{} {}街道 示例路{}号{}幢{}室(000000)",
                chance.pick(&PLACES),
                chance.pick(&TERMS),
                chance.below(999) + 1,
                chance.below(30) + 1,
                chance.below(900) + 101
            ),
            state,
            goods,
            freight,
            created,
            paid_at,
            shipped_at,
            done_at,
            carrier: if shipped { carrier } else { "" },
            tracking,
            message: if chance.percent(12) { chance.pick(&MESSAGES) } else { "" },
            memo: if chance.percent(10) { chance.pick(&MEMOS) } else { "" },
            lines,
            refund: None,
            shop: usize::from(chance.percent(25)),
        };
        order.refund = order.refund(n, chance);
        order
    }

    pub(crate) fn paid(&self) -> i64 {
        if self.paid_at.is_some() { self.goods + self.freight } else { 0 }
    }

    fn refund(&self, n: u64, chance: &mut Chance) -> Option<Refund> {
        let paid_at = self.paid_at?;
        let ended = self.state == State::Refunded;
        if !ended && !chance.percent(3) {
            return None;
        }
        let shipped = self.shipped_at.is_some();
        let applied = self.done_at.or(self.shipped_at).unwrap_or(paid_at) + Duration::hours(5);
        let (status, closed) = if ended {
            ("退款成功", Some(applied + Duration::hours(20)))
        } else {
            match chance.below(4) {
                0 => ("买家已经申请退款，等待卖家同意", None),
                1 if shipped => ("卖家已经同意退款，等待买家退货", None),
                2 => ("卖家拒绝退款", None),
                _ => ("退款关闭", Some(applied + Duration::hours(9))),
            }
        };
        Some(Refund {
            number: format!("7{:017}", n * 1_000_003 + 88_001),
            amount: if ended { self.paid() } else { self.paid() / 2 },
            status,
            goods: if shipped { chance.pick(&["买家未收到货", "买家已收到货"]) } else { "未发货" },
            returns: shipped && chance.percent(60),
            aftersale: self.state == State::Success,
            whole: ended,
            reason: chance.pick(&REASONS),
            applied,
            closed,
        })
    }
}

fn lines(order: &str, chance: &mut Chance) -> Vec<Line> {
    let count = if chance.percent(80) { 1 } else { 2 + chance.below(2) };
    (0..count)
        .map(|i| {
            let at = usize::try_from(chance.below(GOODS.len() as u64)).unwrap_or(0);
            let goods = &GOODS[at];
            let (sku, price) = chance.pick(goods.skus);
            Line {
                number: if i == 0 { order.to_owned() } else { format!("{}{}", &order[..18], i) },
                title: goods.title,
                sku,
                code: format!("{}-{:03}", goods.code, price / 100),
                price,
                quantity: if chance.percent(90) { 1 } else { 2 },
            }
        })
        .collect()
}

fn start() -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, 8, 1).and_then(|day| day.and_hms_opt(8, 0, 0));
    day.unwrap_or(DateTime::UNIX_EPOCH.naive_utc())
}
