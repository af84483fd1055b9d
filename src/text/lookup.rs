//! Words of looking orders up: what is wrong with a search, saved views, orders of rows, couriers.

use super::Lang;
use super::macros::texts;
use super::problem::Said;
use crate::domain::query::Filter;
use crate::domain::{Carrier, QueryFault, SortKey};

texts! {
    p_unknown_filter(name: &str): "没有 {name} 这个筛选。" | "There is no filter {name}.";
    h_unknown_filter(names: &str): "可用：{names}。要当文字查就加引号。" | "There are {names}. Put it in quotes to look for it as text.";
    p_bad_value(filter: &str, value: &str): "{filter} 没有 {value} 这个值。" | "{filter} knows no \"{value}\".";
    h_bad_value(values: &str): "可写：{values}。" | "It takes {values}.";
    p_bad_age(value: &str): "{value} 不是时长。" | "\"{value}\" is no length of time.";
    h_bad_age: "写成 >12h、>2天、<30m；要带单位。" | "Write >12h, >2d or <30m, always with a unit.";
    p_no_shop(name: &str): "没有叫 {name} 的店。" | "No shop is called \"{name}\".";
    h_no_shop(names: &str): "有这些店：{names}。" | "There are: {names}.";
    h_no_shop_yet: "导入订单后才有店铺。" | "Shops come with the first imported orders.";
    h_shop_value: "写店名或其中一段，有空格时加引号。" | "Write a shop's name or a part of it, in quotes when it has blanks.";

    sort_created: "按下单" | "newest first";
    sort_paid: "按付款" | "by payment";
    sort_amount: "按金额" | "by amount";
    sort_ship_by: "按发货期限" | "by ship-by";
    sort_turned: "倒序" | "turned round";
    masked_not_found: "收货人和电话在文件里是脱敏数据，查不到；用单号、运单号、昵称查。" | "The file holds masked data: receivers and phones cannot be looked up. Use a number, a tracking number or a nick.";

    views_title: "常用查找" | "Saved searches";
    views_keys: "Enter 打开或存下  Delete 删掉  Esc 关闭" | "Enter open or save  Delete forget  Esc close";
    views_hint: "名称；新名称会存下当前查找" | "a name; a new one saves the present search";
    views_save(name: &str, query: &str): "存为 {name}: {query}" | "save as {name}: {query}";
    views_none: "还没有存下的查找。先在订单里查，再按这里起个名字。" | "No search is saved yet. Search the orders first, then name it here.";
    nothing_to_save: "先查点什么，再存下来" | "search for something first, then save it";
    view_saved(name: &str): "已存下 {name}" | "saved {name}";
    view_removed(name: &str): "已删掉 {name}" | "forgot {name}";
    view_unpaid: "待付款超过 12 小时" | "unpaid for 12 hours";
    view_to_ship: "待发货，先到期的在前" | "to ship, soonest first";
    view_red: "红旗，没发货" | "red flag, not shipped";
    view_cases: "售后进行中" | "with an open case";
    view_pending: "等在平台操作" | "to be done on the platform";
    marked_rows(n: usize, total: &str): "已标 {n} 行，列表里有 {total} 行" | "{n} rows marked of {total}";

    cli_view: "名称" | "Name";
    cli_query: "查找" | "Search";
    cli_no_views: "还没有存下的查找；用 kefu orders views --save 名称 查找条件 存一个。" | "No search is saved; kefu orders views --save NAME QUERY saves one.";
    cli_view_needs_query: "--save 后面还要写查找条件。" | "--save needs what is to be looked for.";

    carrier_guessed(name: &str): "像是{name}，按单号猜的" | "looks like {name}, guessed from the number";
    same_parcel(numbers: &str): "和订单 {numbers} 在同一个包裹" | "in one parcel with order {numbers}";
    parcel_of(at: usize, of: usize): "{at}/{of}" | "{at}/{of}";
    f_money: "金额" | "money";
    f_times: "时间" | "times";
    f_goods_lines: "商品" | "goods";
    f_case: "售后" | "case";
    f_promise: "承诺" | "promise";
    f_data: "数据" | "data";
    f_conflict: "冲突" | "differs";
    f_said: "留言" | "message";
    f_seller_memo: "备注" | "memo";
    conflict_line(field: &str, other: &str): "{field}: 另一份文件说是 {other}，没有采用" | "{field}: another file says {other}; it was not believed";
    field_status: "状态" | "status";
    field_money: "金额" | "amounts";
    field_other: "内容" | "content";
    data_seen(ago: &str): "{ago}的数据" | "as of {ago}";
    data_old: "先看平台上现在的状态" | "look at the platform before relying on it";
    picked_up: "揽收" | "picked up";
    last_scan: "最近扫描" | "last scan";
    hap_undo: "撤销" | "undone";
    done_view_saved: "已存下，按 v 打开" | "saved; v opens it";
    done_view_removed: "已删掉" | "forgotten";
    import_path_hint: "路径，或把文件拖进来；Tab 补全" | "a path, or drop a file here; Tab completes";
    import_pick_keys: "Enter 预览  Tab 补全  Esc 关闭" | "Enter preview  Tab complete  Esc close";
    import_look_keys: "x 停止  Esc 关闭" | "x stop  Esc close";
    import_run_keys: "x 停止  Esc 放到后台" | "x stop  Esc leave it running";
    import_preview_keys: "Enter 导入  PgDn 往下看  Esc 换文件" | "Enter import  PgDn more  Esc another file";
    import_done_keys: "Enter 关闭" | "Enter close";
    import_none_fits: "没有这样的文件" | "no such file here";
    import_looking: "正在看文件，什么也不写入" | "Reading the file; nothing is written";
    import_running: "正在导入" | "Importing";
    import_rows(n: u64): "{n} 行" | "{n} rows";
    import_would(inserted: u64, updated: u64, unchanged: u64): "会新增 {inserted}，更新 {updated}，没有变化 {unchanged}；还没有写入" | "would add {inserted}, update {updated}, leave {unchanged} as they are; nothing is written yet";
    import_busy: "另一个文件正在导入，等它完成或先停止它" | "another file is being imported; wait, or stop it first";
    more_messages: "更早的消息在会话里" | "older messages are in the chat";
}

impl Lang {
    /// What is wrong with a search, and what may be written instead.
    pub fn query_fault(self, fault: &QueryFault) -> Said {
        let (what, hint) = match fault {
            QueryFault::UnknownFilter(name) => {
                (self.p_unknown_filter(name), self.h_unknown_filter(&self.filter_names().join(" ")))
            }
            QueryFault::BadValue(Filter::Shop, value) => {
                (self.p_bad_value(self.filter_name(Filter::Shop), value), self.h_shop_value().to_owned())
            }
            QueryFault::BadValue(filter, value) => {
                let values: Vec<&str> = filter
                    .values()
                    .into_iter()
                    .map(|(english, chinese)| if self == Lang::Zh { chinese } else { english })
                    .collect();
                (self.p_bad_value(self.filter_name(*filter), value), self.h_bad_value(&values.join(" ")))
            }
            QueryFault::BadAge(value) => (self.p_bad_age(value), self.h_bad_age().to_owned()),
            QueryFault::NoShop(name, known) if known.is_empty() => {
                (self.p_no_shop(name), self.h_no_shop_yet().to_owned())
            }
            QueryFault::NoShop(name, known) => {
                let names: Vec<&str> = known.iter().map(|name| name.as_str()).collect();
                (self.p_no_shop(name), self.h_no_shop(&names.join(" ")))
            }
        };
        Said { what, hint }
    }

    /// The name of a filter as it is typed in this language.
    pub fn filter_name(self, filter: Filter) -> &'static str {
        let names = filter.names();
        match self {
            Lang::Zh => names.get(1).copied().unwrap_or_default(),
            Lang::En => names.first().copied().unwrap_or_default(),
        }
    }

    fn filter_names(self) -> Vec<String> {
        Filter::ALL.into_iter().map(|filter| format!("{}:", self.filter_name(filter))).collect()
    }

    /// In which order rows stand.
    pub const fn sorted_by(self, key: SortKey) -> &'static str {
        match key {
            SortKey::Created => self.sort_created(),
            SortKey::Paid => self.sort_paid(),
            SortKey::Amount => self.sort_amount(),
            SortKey::ShipBy => self.sort_ship_by(),
        }
    }

    /// A field of an order that sources differ in.
    pub fn order_field(self, field: &str) -> &'static str {
        match field {
            "status" => self.field_status(),
            "payable" | "paid" | "freight" | "refunded" | "money" => self.field_money(),
            _ => self.field_other(),
        }
    }

    /// A courier's name.
    pub const fn carrier(self, carrier: Carrier) -> &'static str {
        let (zh, en) = match carrier {
            Carrier::Sf => ("顺丰", "SF"),
            Carrier::Jd => ("京东物流", "JD Logistics"),
            Carrier::Jt => ("极兔", "J&T"),
            Carrier::Yto => ("圆通", "YTO"),
            Carrier::Zto => ("中通", "ZTO"),
            Carrier::Sto => ("申通", "STO"),
            Carrier::Yunda => ("韵达", "Yunda"),
            Carrier::Post => ("邮政", "China Post"),
            Carrier::Deppon => ("德邦", "Deppon"),
        };
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
