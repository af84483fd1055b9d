//! Words about what buyers are told the shop and the agent are called.

use super::Lang;
use super::macros::texts;
use crate::domain::Shop;

texts! {
    name_shop_title(platform: &str): "{platform}店铺的店名" | "Name of the {platform} shop";
    name_shop_lead: "话术里的店铺名都用它，买家看得到" | "Replies that name the shop use it; buyers see it";
    name_shop_field: "店名" | "Name";
    name_me_title: "你的客服名" | "Your name for buyers";
    name_me_lead: "话术里的客服名都用它，买家看得到；系统用户名不会发给买家" | "Replies that name you use it; the system's user name is never sent";
    name_me_field: "客服名" | "Name";
    name_too_long: "太长了，最多 20 个汉字" | "too long: 40 columns at most";
    no_shop_to_name: "还没有店铺：先导入订单，或打开一个会话" | "There is no shop yet: import orders or open a chat first";
    done_shop_named: "店名记下了" | "The shop's name is kept";
    done_me_named: "客服名记下了" | "Your name is kept";
    names_lack_shop: "店名" | "the shop's name";
    names_lack_agent: "客服名" | "your name";
    names_lack_both: "店名和客服名" | "the shop's name and yours";
    names_lacking(what: &str, key: &str): "话术还缺{what}：{key} 输入 起名" | "Replies lack {what}: {key}, then type name";
    names_how(what: &str): "话术还缺{what}：kefu shops name 店铺 店名，kefu agents name 客服名，或在工作台里打开命令面板输入 起名" | "Replies lack {what}: kefu shops name SHOP NAME, kefu agents name NAME, or type name in the workstation's palette";
    cli_no_name: "名字是空的" | "the name is empty";
    cli_shop_tag: "标记" | "tag";
    kind_shop: "店铺" | "shop";
    cli_called: "买家看到的店名" | "buyers see";
    cli_zone: "时区" | "zone";
    cli_no_shops: "还没有店铺；导入订单后就有了。" | "No shops yet; an import brings them.";
}

impl Lang {
    /// What replies lack to name the shop and the agent; nothing when they can.
    pub fn names_lack(self, shops: &[Shop], agent_said: &str) -> Option<&'static str> {
        match (shops.iter().any(|shop| shop.said().is_empty()), agent_said.is_empty()) {
            (true, true) => Some(self.names_lack_both()),
            (true, false) => Some(self.names_lack_shop()),
            (false, true) => Some(self.names_lack_agent()),
            (false, false) => None,
        }
    }
}
