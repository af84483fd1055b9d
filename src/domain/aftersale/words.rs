//! The closed vocabularies of a case: its type, where it stands, who acts, what the goods do.

use super::coded::coded;

coded! {
    /// In which order open cases are worked.
    #[derive(Default)]
    CaseOrder {
        /// By the time left, what wants checking first.
        #[default]
        Time = "time",
        /// By what doing nothing costs.
        Harm = "harm",
    }
}

coded! {
    /// What the buyer asks for.
    CaseType {
        /// 仅退款
        RefundOnly = "refund_only",
        /// 退货退款
        ReturnRefund = "return_refund",
        /// 换货
        Exchange = "exchange",
        /// 维修
        Repair = "repair",
        /// 补寄
        Resend = "resend",
    }
}

impl CaseType {
    /// True when money goes back to the buyer at the end.
    pub const fn refunds(self) -> bool {
        matches!(self, CaseType::RefundOnly | CaseType::ReturnRefund)
    }
    /// True when the buyer has to send something back.
    pub const fn goods_come_back(self) -> bool {
        matches!(self, CaseType::ReturnRefund | CaseType::Exchange | CaseType::Repair)
    }
}

coded! {
    /// Where a case stands, which says who must act.
    Stage {
        /// 待商家处理
        SellerReview = "seller_review",
        /// 商家已拒绝或已提出方案, 待买家决定
        BuyerDecide = "buyer_decide",
        /// 待买家退货
        BuyerReturn = "buyer_return",
        /// 待商家收货
        SellerReceive = "seller_receive",
        /// 待商家发出
        SellerSend = "seller_send",
        /// 待买家收货
        BuyerReceive = "buyer_receive",
        /// 退款中
        Refunding = "refunding",
        /// 成功
        Done = "done",
        /// 关闭
        Closed = "closed",
    }
}

impl Stage {
    /// True while something may still happen.
    pub const fn is_open(self) -> bool {
        !matches!(self, Stage::Done | Stage::Closed)
    }
    /// Who must act; nobody once it has ended.
    pub const fn acts(self) -> Option<Party> {
        match self {
            Stage::SellerReview | Stage::SellerReceive | Stage::SellerSend => Some(Party::Seller),
            Stage::BuyerDecide | Stage::BuyerReturn | Stage::BuyerReceive => Some(Party::Buyer),
            Stage::Refunding => Some(Party::Platform),
            Stage::Done | Stage::Closed => None,
        }
    }
}

coded! {
    /// One of the three sides of a case.
    Party {
        /// 买家
        Buyer = "buyer",
        /// 商家
        Seller = "seller",
        /// 平台
        Platform = "platform",
    }
}

coded! {
    /// The platform's intervention, beside the stage. While it runs, the stage's clock stands still.
    Arbitration {
        /// 未介入
        None = "none",
        /// 已申请介入
        Requested = "requested",
        /// 举证中
        Evidence = "evidence",
        /// 判定中
        Judging = "judging",
        /// 支持买家
        ForBuyer = "for_buyer",
        /// 支持商家
        ForSeller = "for_seller",
        /// 已撤销
        Withdrawn = "withdrawn",
    }
}

impl Arbitration {
    /// True while the platform has the case in its hands.
    pub const fn is_active(self) -> bool {
        matches!(self, Arbitration::Requested | Arbitration::Evidence | Arbitration::Judging)
    }
}

coded! {
    /// Our own step beside the stage; the platform knows nothing of it.
    OurStep {
        /// Nothing.
        None = "none",
        /// 已记下, 还没在平台操作
        ToDoOnPlatform = "to_do_on_platform",
        /// 已要求截单或拦截
        InterceptRequested = "intercept_requested",
        /// 已截住
        Intercepted = "intercepted",
        /// 没截住
        InterceptFailed = "intercept_failed",
        /// 等主管
        ToLead = "to_lead",
        /// 等仓库
        ToWarehouse = "to_warehouse",
        /// 等财务
        ToFinance = "to_finance",
        /// 等凭证
        WaitingEvidence = "waiting_evidence",
    }
}

coded! {
    /// Where the goods are, as far as the case knows.
    GoodsState {
        /// 未发货
        Unshipped = "unshipped",
        /// 已发货, 未收到货
        NotReceived = "not_received",
        /// 已收到货
        Received = "received",
        /// 已退货
        Returned = "returned",
        /// Nothing says where.
        Unknown = "unknown",
    }
}

coded! {
    /// Who is to blame, which decides the freight.
    Fault {
        /// 商责
        Seller = "seller",
        /// 客责
        Buyer = "buyer",
        /// 物流责任
        Courier = "courier",
        /// 未定
        Unclear = "unclear",
    }
}

coded! {
    /// Before or after the trade succeeded.
    Phase {
        /// 售中
        InTrade = "in_trade",
        /// 售后
        Aftersale = "aftersale",
    }
}

coded! {
    /// What shows that a parcel is not with the buyer for good, so that money and goods are not both gone.
    ParcelFact {
        /// 截单 or 拦截 confirmed.
        Held = "held",
        /// The track shows it on its way back.
        Returning = "returning",
        /// The courier says it is lost.
        Lost = "lost",
    }
}

coded! {
    /// A kind of proof.
    EvidenceKind {
        /// 实物照片
        Photo = "photo",
        /// 瑕疵近照
        FlawPhoto = "flaw_photo",
        /// 开箱视频
        UnboxingVideo = "unboxing_video",
        /// 快递面单
        WaybillSlip = "waybill_slip",
        /// 外包装照片
        PackagePhoto = "package_photo",
        /// 尺寸实测图
        MeasuredPhoto = "measured_photo",
        /// 检测报告
        TestReport = "test_report",
        /// 聊天记录
        ChatQuote = "chat_quote",
        /// 物流记录
        TrackingPage = "tracking_page",
        /// 签收证明
        SignOffProof = "sign_off_proof",
        /// 发货打包视频
        PackingVideo = "packing_video",
        /// 称重记录
        WeightRecord = "weight_record",
        /// 页面快照
        PageSnapshot = "page_snapshot",
        /// 进货凭证
        PurchaseChain = "purchase_chain",
        /// 品牌鉴定
        BrandReport = "brand_report",
        /// 收货检查视频
        InspectionVideo = "inspection_video",
        /// 就诊证明
        DoctorNote = "doctor_note",
        /// 票据
        Receipt = "receipt",
        /// 批次与日期
        DateCode = "date_code",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        assert!(Stage::ALL.iter().all(|s| Stage::parse(s.code()) == Some(*s)));
        assert!(OurStep::ALL.iter().all(|s| OurStep::parse(s.code()) == Some(*s)));
        assert!(EvidenceKind::ALL.iter().all(|s| EvidenceKind::parse(s.code()) == Some(*s)));
        assert_eq!(CaseType::parse("refund"), None);
    }

    #[test]
    fn only_an_ended_case_waits_for_nobody() {
        assert!(Stage::ALL.iter().all(|s| s.is_open() == s.acts().is_some()));
    }
}
