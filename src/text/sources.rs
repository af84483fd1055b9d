//! Words of live order sources: why one does not answer, and what the command line lists.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::SafeText;
use crate::domain::source::SourceFault;
use crate::domain::source_word::SourceWord;

words! {
    /// What kefu says of a source's answer.
    source_word(SourceWord) {
        NoList: "没有订单列表" | "no list of orders";
        NoData: "里面没有数据" | "no data in the answer";
        NoId: "没有给编号" | "no id in the answer";
        NoRefundId: "退款没有编号" | "a refund without an id";
        NoTotal: "订单没有总额" | "an order without its total";
        NoOrder: "没有这个订单" | "no such order";
        NotComplete: "还没有做完" | "not complete yet";
        TooLarge: "超过 32 MiB" | "more than 32 MiB";
        NotAnAddress: "网址不对" | "not an address";
        NotHttp: "不是 HTTP" | "not HTTP";
        Timeout: "等太久没有回" | "timeout";
        NoHost: "找不到这个网址" | "host not found";
        NoConnection: "没有连上" | "connection failed";
        Refused: "对方不接受连接" | "connection refused";
        BrokenOff: "连接中途断了" | "connection broken off";
    }
}

texts! {
    source_unreachable(why: &str): "连不上（{why}）" | "cannot be reached ({why})";
    source_down(why: &str): "对方出错（{why}）" | "is out of order ({why})";
    source_busy: "对方要求稍后再问" | "asks for patience";
    source_sign_in(why: &str): "登录不了（{why}）" | "does not let us in ({why})";
    source_odd(why: &str): "回的不是订单（{why}）" | "answers something else ({why})";
    p_source(name: &str, why: &str): "订单源 {name} {why}。" | "Order source {name} {why}.";
    h_source_wait: "会自动重试；在此之前看到的是上次读到的订单。" | "It is tried again by itself; until then you see the orders as last read.";
    h_source_sign_in: "检查设置里的 user 和密钥，再用 kefu sources sync 试一次。" | "Check user and secret in the settings, then try kefu sources sync.";
    h_source_odd: "检查设置里的 url 和 kind 是不是这家店的接口。" | "Check that url and kind in the settings are this shop's interface.";
    p_no_secret(place: &str): "{place} 里没有密钥。" | "There is no secret in {place}.";
    h_no_secret: "设置 secret_env 写的环境变量，或 secret_file 写的文件。" | "Set the variable that secret_env names, or the file that secret_file names.";
    p_open_secret(path: &str): "{path} 别人也能读，没有用它。" | "{path} can be read by others; it was not used.";
    h_open_secret(path: &str): "chmod 600 {path}" | "chmod 600 {path}";

    /// Status line: a source that fails, since when and why.
    source_fails(name: &str, since: &str, why: &str): "订单源 {name} 从 {since} 起{why}，订单可能不是最新的" | "Order source {name} since {since}: {why}; orders may be out of date";
    sources_none: "没有订单源；在设置里加一段 [[source]]，kefu config init 里有样子。" | "There is no order source; add a [[source]] to the settings, kefu config init shows one.";
    sources_name: "订单源" | "Source";
    sources_kind: "接口" | "Kind";
    sources_shop: "店" | "Shop";
    sources_orders: "订单" | "Orders";
    sources_synced: "上次读到" | "Last read";
    sources_state: "状态" | "State";
    sources_never: "还没有读过" | "never";
    sources_fine: "正常" | "fine";
    sources_failing(since: &str, why: &str): "{since} 起{why}" | "since {since}: {why}";
    sources_synced_now(name: &str, new: u64, changed: u64, told: u64): "{name}：新订单 {new}，有变化 {changed}，一共看了 {told}。" | "{name}: {new} new orders, {changed} changed, {told} looked at.";
    sources_no_such(name: &str, all: &str): "设置里没有订单源 {name}；有 {all}。" | "The settings have no order source {name}; there are {all}.";
}

impl Lang {
    /// Why a source does not tell.
    pub fn source_fault(self, fault: &SourceFault) -> String {
        let detail = fault.detail();
        let why = self.source_said(&detail);
        match fault {
            SourceFault::Unreachable(_) => self.source_unreachable(why),
            SourceFault::Down(_) => self.source_down(why),
            SourceFault::Busy(_) => self.source_busy().to_owned(),
            SourceFault::SignIn(_) => self.source_sign_in(why),
            SourceFault::Odd(_) => self.source_odd(why),
        }
    }

    /// A detail of an answer: what kefu itself says of it in this language, what the shop says as it is.
    pub(super) fn source_said(self, detail: &SafeText) -> &str {
        SourceWord::parse(detail).map_or(detail.as_str(), |word| self.source_word(word))
    }

    /// What happened with a source and what to do.
    pub(super) fn source_problem(self, name: &SafeText, fault: &SourceFault) -> (String, String) {
        let hint = match fault {
            SourceFault::SignIn(_) => self.h_source_sign_in(),
            SourceFault::Odd(_) => self.h_source_odd(),
            _ => self.h_source_wait(),
        };
        (self.p_source(name, &self.source_fault(fault)), hint.to_owned())
    }
}
