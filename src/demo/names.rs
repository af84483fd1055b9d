//! Invented people and goods: nicks of solar terms and snacks, streets that are nowhere, phones that begin 120.

/// A product of the demo shop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Good {
    /// 商家编码.
    pub code: &'static str,
    /// The title on the page.
    pub title: [&'static str; 2],
    /// As a buyer calls it.
    pub item: [&'static str; 2],
    /// Colours and sizes.
    pub skus: &'static [[&'static str; 2]],
    /// Its price in fen.
    pub fen: i64,
}

/// The first nicks of the shop, known from its front desk.
pub const REGULARS: [&str; 7] = ["拾光10001", "柠檬77", "清风", "猫三", "半糖", "谷雨", "豆包"];

/// Roots of nicks and receivers' names.
#[rustfmt::skip]
pub const ROOTS: [&str; 96] = [
    "立春", "雨水", "惊蛰", "春分", "清明茶", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降",
    "立冬", "小雪", "大雪", "冬至", "小寒", "大寒", "麻薯", "豆花", "汤圆", "米糕", "绿豆糕", "桂花糕", "糖葫芦", "凉皮", "锅巴", "瓜子",
    "海苔", "芋圆", "烧仙草", "酸梅汤", "爆米花", "蛋黄酥", "青团", "麦芽糖", "山楂片", "牛轧糖", "龙须酥", "花生糖", "红豆派", "椰子冻", "杏仁露", "核桃酪",
    "晴天", "云朵", "晚风", "星河", "小鹿", "阿橘", "栗子", "木棉", "南枝", "松果", "溪流", "橙子", "柚子", "蓝莓", "青柠", "桃桃",
    "一颗糖", "三两茶", "半亩田", "五月天空", "七里香", "九层塔", "小熊饼", "大白兔儿", "慢慢来", "不吃鱼", "爱喝汤", "早睡中", "搬砖人", "打工喵", "摸鱼鸭", "发呆鸟",
    "一只柚", "两只猫", "三只羊", "四叶草", "五色土", "六月雪", "七星瓢", "八宝粥", "九月菊", "十里荷", "百香果", "千层饼", "万年青", "葡萄籽", "芝麻糊", "莲子羹",
];

/// Province, city and district of an address.
#[rustfmt::skip]
pub const PLACES: [&str; 32] = [
    "浙江省 杭州市 西湖区", "浙江省 宁波市 鄞州区", "江苏省 南京市 鼓楼区", "江苏省 苏州市 吴中区", "上海 上海市 徐汇区", "北京 北京市 海淀区", "广东省 广州市 天河区", "广东省 深圳市 南山区",
    "四川省 成都市 武侯区", "四川省 绵阳市 涪城区", "重庆 重庆市 渝北区", "湖北省 武汉市 洪山区", "湖南省 长沙市 岳麓区", "河南省 郑州市 金水区", "山东省 青岛市 市南区", "山东省 济南市 历下区",
    "福建省 厦门市 思明区", "福建省 福州市 仓山区", "安徽省 合肥市 蜀山区", "江西省 南昌市 红谷滩区", "陕西省 西安市 雁塔区", "辽宁省 大连市 中山区", "辽宁省 沈阳市 和平区", "吉林省 长春市 朝阳区",
    "黑龙江省 哈尔滨市 南岗区", "云南省 昆明市 五华区", "贵州省 贵阳市 云岩区", "广西壮族自治区 南宁市 青秀区", "海南省 海口市 龙华区", "甘肃省 兰州市 城关区", "新疆维吾尔自治区 乌鲁木齐市 天山区", "河北省 石家庄市 长安区",
];

/// Streets that are nowhere.
#[rustfmt::skip]
pub const STREETS: [&str; 24] = [
    "晴川路", "栖霞里", "云栖巷", "听雨街", "竹影路", "白鹭洲道", "半山坡路", "桂子街", "松涛里", "月牙湾路", "麦田巷", "青石板街",
    "春晓路", "枫桥里", "荷风街", "落星路", "橘洲巷", "梅坞路", "云锦街", "长亭路", "柳浪里", "石榴巷", "望潮路", "霁月街",
];

/// A courier, the beginning of its waybills and how many digits follow.
pub const CARRIERS: [(&str, &str, usize); 6] = [
    ("圆通速递", "YT", 13),
    ("中通快递", "7", 13),
    ("韵达快递", "4", 14),
    ("申通快递", "77", 13),
    ("顺丰速运", "SF", 13),
    ("极兔速递", "JT", 13),
];

const COLOURS: &[[&str; 2]] =
    &[["月白", "moon white"], ["烟灰", "smoke grey"], ["雾蓝", "mist blue"], ["豆沙", "bean rose"]];
const SIZES: &[[&str; 2]] = &[
    ["月白 M", "moon white M"],
    ["月白 L", "moon white L"],
    ["烟灰 M", "smoke grey M"],
    ["烟灰 L", "smoke grey L"],
    ["雾蓝 S", "mist blue S"],
    ["雾蓝 XL", "mist blue XL"],
];
const SHOES: &[[&str; 2]] =
    &[["米白 37", "cream 37"], ["米白 38", "cream 38"], ["深灰 41", "dark grey 41"], ["深灰 42", "dark grey 42"]];
const PLAIN: &[[&str; 2]] = &[["标准", "standard"], ["礼盒装", "gift box"]];
const WEIGHTS: &[[&str; 2]] = &[["250g", "250 g"], ["500g", "500 g"], ["2 袋装", "2 bags"]];
const KEYS: &[[&str; 2]] =
    &[["茶轴 87键", "brown 87 keys"], ["青轴 87键", "blue 87 keys"], ["红轴 104键", "red 104 keys"]];

/// The goods.
#[rustfmt::skip]
pub const GOODS: &[Good] = &[
    Good { code: "KB87", title: ["【次日达】茶轴机械键盘 有线游戏办公", "Mechanical keyboard, wired"], item: ["茶轴键盘", "keyboard"], skus: KEYS, fen: 23900 },
    Good { code: "TS01", title: ["云朵棉短袖 宽松圆领 T 恤 男女同款", "Cloud cotton tee, loose fit"], item: ["云朵棉短袖", "cloud tee"], skus: SIZES, fen: 5900 },
    Good { code: "CUP3", title: ["儿童保温杯 带吸管 316 不锈钢 480ml", "Kids thermos with straw, 480 ml"], item: ["儿童保温杯", "kids thermos"], skus: COLOURS, fen: 8850 },
    Good { code: "COF2", title: ["手冲咖啡壶 细口长嘴 家用套装", "Pour-over kettle set"], item: ["手冲咖啡壶", "pour-over kettle"], skus: PLAIN, fen: 12800 },
    Good { code: "LMP7", title: ["护眼台灯 充电式 三档调光 宿舍", "Desk lamp, rechargeable, three levels"], item: ["台灯", "desk lamp"], skus: COLOURS, fen: 9900 },
    Good { code: "SHO4", title: ["轻跑鞋 透气网面 软底 情侣款", "Light running shoes, mesh"], item: ["轻跑鞋", "running shoes"], skus: SHOES, fen: 16900 },
    Good { code: "SWT2", title: ["圆领卫衣 加绒 秋冬 宽松", "Fleece sweatshirt, loose fit"], item: ["卫衣", "sweatshirt"], skus: SIZES, fen: 11900 },
    Good { code: "BAG5", title: ["帆布托特包 大容量 通勤", "Canvas tote, roomy"], item: ["帆布包", "canvas tote"], skus: COLOURS, fen: 6900 },
    Good { code: "TEA1", title: ["桂花乌龙茶 冷泡 独立小包", "Osmanthus oolong, single bags"], item: ["桂花乌龙", "osmanthus oolong"], skus: WEIGHTS, fen: 4580 },
    Good { code: "NUT6", title: ["每日坚果 混合果仁 零食", "Daily nuts, mixed"], item: ["每日坚果", "daily nuts"], skus: WEIGHTS, fen: 7990 },
    Good { code: "PIL8", title: ["乳胶枕 护颈 透气枕芯", "Latex pillow, neck support"], item: ["乳胶枕", "latex pillow"], skus: PLAIN, fen: 15900 },
    Good { code: "QLT3", title: ["水洗棉四件套 1.8m 床单被套", "Washed cotton bedding, 1.8 m"], item: ["四件套", "bedding set"], skus: COLOURS, fen: 25900 },
    Good { code: "MUG9", title: ["手作陶瓷马克杯 带盖 情侣", "Handmade mug with lid"], item: ["马克杯", "mug"], skus: COLOURS, fen: 4200 },
    Good { code: "PWR1", title: ["充电宝 20000 毫安 快充 便携", "Power bank 20000 mAh, fast"], item: ["充电宝", "power bank"], skus: COLOURS, fen: 13900 },
    Good { code: "EAR2", title: ["蓝牙耳机 半入耳 降噪 长续航", "Earphones, bluetooth, noise reduction"], item: ["蓝牙耳机", "earphones"], skus: COLOURS, fen: 18900 },
    Good { code: "UMB4", title: ["晴雨伞 折叠 防晒 五折小巧", "Umbrella, folding, sun and rain"], item: ["晴雨伞", "umbrella"], skus: COLOURS, fen: 5500 },
    Good { code: "NTB7", title: ["方格笔记本 A5 100 页 四本装", "Grid notebook A5, pack of four"], item: ["笔记本", "notebooks"], skus: PLAIN, fen: 2990 },
    Good { code: "PAN3", title: ["麦饭石不粘锅 28cm 电磁炉通用", "Non-stick pan 28 cm"], item: ["不粘锅", "pan"], skus: PLAIN, fen: 11800 },
    Good { code: "TOY5", title: ["木质积木 100 粒 宝宝益智", "Wooden blocks, 100 pieces"], item: ["积木", "wooden blocks"], skus: PLAIN, fen: 8600 },
    Good { code: "SCF1", title: ["羊毛围巾 纯色 加厚 秋冬", "Wool scarf, plain, warm"], item: ["羊毛围巾", "wool scarf"], skus: COLOURS, fen: 13800 },
    Good { code: "JKT6", title: ["冲锋衣 防风防水 三合一 户外", "Shell jacket, three in one"], item: ["冲锋衣", "shell jacket"], skus: SIZES, fen: 35900 },
    Good { code: "SOC2", title: ["中筒棉袜 五双装 吸汗", "Cotton socks, five pairs"], item: ["棉袜", "socks"], skus: COLOURS, fen: 2580 },
    Good { code: "CAN4", title: ["香薰蜡烛 大豆蜡 木质烛芯", "Scented candle, soy wax"], item: ["香薰蜡烛", "scented candle"], skus: COLOURS, fen: 6800 },
    Good { code: "HUM1", title: ["桌面加湿器 静音 大雾量", "Desk humidifier, quiet"], item: ["加湿器", "humidifier"], skus: COLOURS, fen: 7900 },
];

/// The nick of the `nth` customer; no two are alike.
pub fn nick(nth: u64) -> String {
    let at = |n: u64, len: usize| usize::try_from(n % len as u64).unwrap_or(0);
    let (regulars, roots) = (REGULARS.len() as u64, ROOTS.len() as u64);
    if nth < regulars {
        return REGULARS[at(nth, REGULARS.len())].to_owned();
    }
    let n = nth - regulars;
    let root = ROOTS[at(n.wrapping_mul(37), ROOTS.len())];
    match n / roots {
        0 => root.to_owned(),
        round => format!("{root}{}", round + 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_customers_share_a_nick() {
        let nicks: std::collections::HashSet<String> = (0..50_000).map(nick).collect();
        assert_eq!(nicks.len(), 50_000);
    }
}
