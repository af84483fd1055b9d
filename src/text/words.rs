//! The trade's own words for states, types and roles, as agents say them.

use super::Lang;
use crate::domain::aftersale::{CaseType, OurStep, Stage, Step};
use crate::domain::{ChatState, Flag, MessageState, OrderStatus, Platform, Role, Sender, Shop};

macro_rules! words {
    ($method:ident($kind:ty): $doc:literal { $($variant:ident $zh:literal | $en:literal;)+ }) => {
        impl Lang {
            #[doc = $doc]
            pub const fn $method(self, of: $kind) -> &'static str {
                match (of, self) {
                    $((<$kind>::$variant, Lang::Zh) => $zh, (<$kind>::$variant, Lang::En) => $en,)+
                }
            }
        }
    };
}

words! { order_status(OrderStatus): "Where an order stands." {
    Unpaid "待付款" | "Unpaid";
    DepositUnpaid "待付定金" | "Deposit unpaid";
    BalanceUnpaid "待付尾款" | "Balance unpaid";
    ToShip "待发货" | "To ship";
    PartShipped "部分发货" | "Part shipped";
    Shipped "已发货" | "Shipped";
    Success "交易成功" | "Success";
    Closed "交易关闭" | "Closed";
    Unknown "未知" | "Unknown";
}}

words! { flag(Flag): "A seller's flag." {
    None "无" | "none";
    Red "红旗" | "red";
    Yellow "黄旗" | "yellow";
    Green "绿旗" | "green";
    Blue "蓝旗" | "blue";
    Purple "紫旗" | "purple";
}}

words! { chat_state(ChatState): "Where a chat stands." {
    Waiting "待回复" | "Waiting";
    Open "接待中" | "Open";
    Snoozed "稍后处理" | "Snoozed";
    Resolved "已解决" | "Resolved";
}}

words! { message_state(MessageState): "How far a message has come." {
    Received "已收到" | "received";
    Copied "已复制，待发" | "copied, not sent";
    Queued "待发" | "queued";
    Sending "发送中" | "sending";
    Sent "已发" | "sent";
    Delivered "已送达" | "delivered";
    Read "已读" | "read";
    Failed "没发出去" | "failed";
    Uncertain "不确定是否发出" | "may or may not be sent";
    Recalled "已撤回" | "taken back";
}}

words! { sender(Sender): "Who wrote a message." {
    Customer "客户" | "customer";
    Agent "客服" | "agent";
    Bot "自动回复" | "auto-reply";
    System "平台" | "platform";
    Note "备注" | "note";
}}

words! { case_type(CaseType): "What a case asks for." {
    RefundOnly "仅退款" | "Refund only";
    ReturnRefund "退货退款" | "Return and refund";
    Exchange "换货" | "Exchange";
    Repair "维修" | "Repair";
    Resend "补寄" | "Resend";
}}

words! { case_type_short(CaseType): "What a case asks for, where a list has little room." {
    RefundOnly "仅退款" | "Refund";
    ReturnRefund "退货退款" | "Return";
    Exchange "换货" | "Exchange";
    Repair "维修" | "Repair";
    Resend "补寄" | "Resend";
}}

words! { stage(Stage): "Where a case stands." {
    SellerReview "待商家处理" | "Seller to decide";
    BuyerDecide "待买家修改" | "Buyer to decide";
    BuyerReturn "待买家退货" | "Buyer to return";
    SellerReceive "待商家收货" | "Seller to receive";
    SellerSend "待商家发出" | "Seller to send";
    BuyerReceive "待买家收货" | "Buyer to receive";
    Refunding "退款中" | "Refunding";
    Done "成功" | "Done";
    Closed "关闭" | "Closed";
}}

words! { case_step(Step): "A step of a case." {
    Apply "申请" | "apply";
    Edit "修改申请" | "edit the application";
    Withdraw "撤销" | "withdraw";
    Agree "同意" | "agree";
    Refuse "拒绝" | "refuse";
    Offer "协商" | "make an offer";
    AcceptOffer "接受方案" | "accept the offer";
    RejectOffer "不接受方案" | "reject the offer";
    Escalate "申请平台介入" | "call in the platform";
    AskEvidence "平台要求举证" | "platform asks for evidence";
    EvidenceFiled "举证完毕" | "evidence filed";
    WithdrawArbitration "撤销介入" | "call the platform off";
    TrackingFilled "已填退货单号" | "return tracking filled in";
    GoodsFine "收货无误" | "goods are fine";
    RefuseReceipt "拒绝收货" | "refuse the goods";
    Shipped "已发出" | "shipped";
    CannotSupply "无货可发" | "cannot supply";
    Appeal "申诉" | "appeal";
    Confirm "买家确认收货" | "buyer confirms receipt";
    Paid "退款到账" | "refund paid";
    Failed "退款失败" | "refund failed";
    JudgedForBuyer "判定支持买家" | "judged for the buyer";
    JudgedForSeller "判定支持商家" | "judged for the seller";
    Timeout "超时" | "timed out";
}}

words! { our_step(OurStep): "Our own step beside a case's stage." {
    None "无" | "none";
    ToDoOnPlatform "待平台操作" | "to do on the platform";
    InterceptRequested "已要求拦截" | "interception asked for";
    Intercepted "已拦截" | "intercepted";
    InterceptFailed "拦截失败" | "interception failed";
    ToLead "待主管" | "with the lead";
    ToWarehouse "待仓库" | "with the warehouse";
    ToFinance "待财务" | "with finance";
    WaitingEvidence "待凭证" | "waiting for evidence";
}}

words! { role(Role): "What an agent is." {
    Presale "售前" | "Pre-sale";
    Aftersale "售后" | "After-sale";
    Lead "主管" | "Lead";
    Owner "店长" | "Owner";
}}

words! { platform(Platform): "A platform's name." {
    Taobao "淘宝" | "Taobao";
    Tmall "天猫" | "Tmall";
    Jd "京东" | "JD";
    Pdd "拼多多" | "Pinduoduo";
    Douyin "抖店" | "Douyin";
    Wechat "微信小店" | "WeChat";
    Shopify "Shopify" | "Shopify";
    WooCommerce "WooCommerce" | "WooCommerce";
    Vendure "Vendure" | "Vendure";
    Amazon "Amazon" | "Amazon";
    Ebay "eBay" | "eBay";
    Own "自有网站" | "Own site";
}}

impl Lang {
    /// A shop's name; its platform's for one that no file or person has named yet.
    pub fn shop(self, shop: &Shop) -> &str {
        match shop.said() {
            "" => self.platform(shop.platform),
            said => said,
        }
    }
}
