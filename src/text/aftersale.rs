//! After-sales cases in words: what things are called.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::Platform;
use crate::domain::aftersale::{
    Arbitration, ClockSource, Confidence, EvidenceKind, Fault, GoodsState, Party, Phase, Reason, Rules, Warn,
};

words! {
    /// The platform's intervention.
    arbitration(Arbitration) {
        None: "未介入" | "none";
        Requested: "已申请平台介入" | "asked for";
        Evidence: "平台介入，举证中" | "evidence wanted";
        Judging: "平台判定中" | "being judged";
        ForBuyer: "平台支持买家" | "for the buyer";
        ForSeller: "平台支持商家" | "for us";
        Withdrawn: "介入已撤销" | "withdrawn";
    }
    /// Where the goods are.
    goods(GoodsState) {
        Unshipped: "未发货" | "not shipped";
        NotReceived: "未收到货" | "not received";
        Received: "已收到货" | "received";
        Returned: "已退货" | "sent back";
        Unknown: "货物状态未知" | "unknown";
    }
    /// Whose fault.
    fault(Fault) {
        Seller: "商责" | "our fault";
        Buyer: "客责" | "buyer's fault";
        Courier: "物流责任" | "courier's fault";
        Unclear: "责任未定" | "fault unclear";
    }
    /// A side of the case.
    party(Party) {
        Buyer: "买家" | "buyer";
        Seller: "商家" | "shop";
        Platform: "平台" | "platform";
    }
    /// Before or after success.
    phase(Phase) {
        InTrade: "售中" | "in trade";
        Aftersale: "售后" | "after sale";
    }
    /// Where a deadline comes from.
    clock_source(ClockSource) {
        Rule: "按规则推算" | "by the rules";
        Platform: "平台时间" | "platform's time";
        Manual: "手设" | "set by hand";
    }
    /// How sure a rule is.
    confidence(Confidence) {
        High: "可靠" | "sure";
        Medium: "较可靠" | "fairly sure";
        Low: "仅一处来源" | "one source";
        Unverified: "未核实" | "unverified";
    }
    /// How loud a clock is.
    warn(Warn) {
        Past: "已超时" | "over";
        Red: "1 小时内" | "within the hour";
        High: "6 小时内" | "within 6 h";
        Warn: "今天内" | "within a day";
        Info: "还有时间" | "time left";
        Calm: "不急" | "no hurry";
    }
    /// A kind of proof.
    evidence_kind(EvidenceKind) {
        Photo: "实物照片" | "photo";
        FlawPhoto: "瑕疵近照" | "close photo of the flaw";
        UnboxingVideo: "开箱视频" | "unboxing video";
        WaybillSlip: "快递面单" | "waybill slip";
        PackagePhoto: "外包装照片" | "photo of the packaging";
        MeasuredPhoto: "尺寸实测图" | "measured photo";
        TestReport: "质检报告" | "test report";
        ChatQuote: "聊天记录" | "chat quote";
        TrackingPage: "物流截图" | "tracking page";
        SignOffProof: "签收证明" | "sign-off proof";
        PackingVideo: "打包视频" | "packing video";
        WeightRecord: "称重记录" | "weight record";
        PageSnapshot: "页面快照" | "page snapshot";
        PurchaseChain: "进货凭证" | "purchase papers";
        BrandReport: "品牌鉴定报告" | "brand's report";
        InspectionVideo: "验货视频" | "inspection video";
        DoctorNote: "就诊证明" | "doctor's note";
        Receipt: "票据" | "receipt";
        DateCode: "生产日期照片" | "photo of the date code";
    }
}

texts! {
    p_backend_taobao: "千牛" | "Qianniu";
    p_backend_jd: "京麦" | "Jingmai";
    p_backend_pdd: "拼多多商家后台" | "the Pinduoduo backend";
    p_backend_douyin: "抖店后台" | "the Douyin backend";
    p_backend_wechat: "微信小店后台" | "the WeChat shop backend";
    p_backend_other: "平台后台" | "the platform";
    /// Below a case whose step is noted only.
    intended(step: &str, place: &str): "已记下\"{step}\"，还没在{place}操作，时钟照走。" | "Noted: {step}. Not done in {place} yet; the clock runs on.";
    /// Nothing is noted.
    nothing_intended: "没有记下待操作的一步。" | "No step is noted.";
    /// The amount and its cap.
    case_amount(amount: &str, cap: &str): "{amount}，最多可退 {cap}" | "{amount}, at most {cap}";
    /// A reason without a known row.
    reason_none: "未填原因" | "no reason given";
    /// What is missing.
    evidence_missing(kinds: &str): "还缺：{kinds}" | "Missing: {kinds}";
    /// What the buyer still has to show.
    evidence_missing_buyer(kinds: &str): "还缺 (向买家要)：{kinds}" | "Missing from the buyer: {kinds}";
    /// What we still have to find.
    evidence_missing_ours(kinds: &str): "还缺 (我们留存)：{kinds}" | "Missing of our own: {kinds}";
    /// What is there.
    evidence_have(kinds: &str): "已有：{kinds}" | "At hand: {kinds}";
    /// Nothing is missing.
    evidence_whole: "凭证齐了" | "Evidence is complete";
}

impl Lang {
    /// Where a person acts on a platform kefu cannot write to.
    pub const fn backend(self, platform: Platform) -> &'static str {
        match platform {
            Platform::Taobao | Platform::Tmall => self.p_backend_taobao(),
            Platform::Jd => self.p_backend_jd(),
            Platform::Pdd => self.p_backend_pdd(),
            Platform::Douyin => self.p_backend_douyin(),
            Platform::Wechat => self.p_backend_wechat(),
            _ => self.p_backend_other(),
        }
    }

    /// A reason: the rules' name for it, else the words it came in.
    pub fn reason(self, reason: &Reason, rules: &Rules) -> String {
        let row = reason.code.as_deref().and_then(|code| rules.reason_row(code));
        match (row, self) {
            (Some(row), Lang::Zh) => row.zh.clone(),
            (Some(row), Lang::En) => row.en.clone(),
            (None, _) if reason.raw.is_empty() => self.reason_none().to_owned(),
            (None, _) => reason.raw.to_string(),
        }
    }

    /// Kinds of proof, joined.
    pub fn evidence_kinds(self, kinds: &[EvidenceKind]) -> String {
        let between = match self {
            Lang::Zh => "、",
            Lang::En => ", ",
        };
        kinds.iter().map(|kind| self.evidence_kind(*kind)).collect::<Vec<_>>().join(between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_reason_speaks_the_language_and_an_unknown_one_stays() {
        let mut rules = Rules::default();
        rules.reasons.push(crate::domain::aftersale::ReasonRow {
            code: "quality".into(),
            zh: "质量问题".into(),
            en: "quality".into(),
            aliases: vec![],
            heard: vec![],
            types: vec![],
            fault: Fault::Seller,
            in_full: false,
            buyer_proof: vec![],
            seller_proof: vec![],
        });
        let known = rules.reason("质量问题").0;
        assert_eq!(Lang::En.reason(&known, &rules), "quality");
        assert_eq!(Lang::En.reason(&rules.reason("隔壁便宜").0, &rules), "隔壁便宜");
        assert_eq!(Lang::Zh.reason(&Reason::default(), &rules), "未填原因");
    }

    #[test]
    fn the_platform_has_a_name_of_its_own() {
        let words =
            Lang::Zh.intended(Lang::Zh.case_step(crate::domain::Step::Agree), Lang::Zh.backend(Platform::Tmall));
        assert_eq!(words, "已记下\"同意\"，还没在千牛操作，时钟照走。");
    }
}
