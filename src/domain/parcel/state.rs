//! A parcel on its way, as the courier's sheet tells of it.

use crate::domain::safe_text::SafeText;
use crate::domain::time::Time;

/// Where a parcel stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ParcelState {
    /// Words we do not know: kept as they stand.
    Unknown,
    /// 已揽收.
    PickedUp,
    /// 在途.
    Moving,
    /// 派件中.
    Delivering,
    /// 签收.
    Signed,
    /// On its way back, or back.
    Returned,
    /// 疑难件.
    Trouble,
}

impl ParcelState {
    /// All of them.
    pub const ALL: [ParcelState; 7] = [
        ParcelState::Unknown,
        ParcelState::PickedUp,
        ParcelState::Moving,
        ParcelState::Delivering,
        ParcelState::Signed,
        ParcelState::Returned,
        ParcelState::Trouble,
    ];
    /// Its word in JSON and the store.
    pub const fn code(self) -> &'static str {
        match self {
            ParcelState::Unknown => "unknown",
            ParcelState::PickedUp => "picked_up",
            ParcelState::Moving => "moving",
            ParcelState::Delivering => "delivering",
            ParcelState::Signed => "signed",
            ParcelState::Returned => "returned",
            ParcelState::Trouble => "trouble",
        }
    }
    /// The state of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
    /// The state of a courier's words. Whole words alone: 未签收 holds 签收 and means the opposite, and bare numbers mean
    /// different things to different services.
    pub fn of_words(words: &str) -> Option<Self> {
        let words = words.trim();
        Some(match words {
            "揽收" | "已揽收" | "已揽件" | "已取件" | "已收件" => ParcelState::PickedUp,
            "在途" | "在途中" | "运输中" | "转运中" | "到达派件城市" | "转投" | "转单" => {
                ParcelState::Moving
            }
            "派件" | "派件中" | "派送中" | "派送" | "待取件" | "已放入快递柜或驿站" => {
                ParcelState::Delivering
            }
            "签收"
            | "已签收"
            | "正常签收"
            | "代收签收"
            | "派件异常后最终签收"
            | "快递柜或驿站签收"
            | "本人签收"
            | "他人代收"
            | "已妥投"
            | "妥投" => ParcelState::Signed,
            "退签" | "退回" | "退回中" | "退件" | "拒签" | "拒收" | "拒收(退件)" | "拒收（退件）" | "退货签收"
            | "退回签收" | "退货未签收" => ParcelState::Returned,
            "疑难"
            | "疑难件"
            | "问题件"
            | "派件异常"
            | "超时未签收"
            | "超时未更新"
            | "发货无信息"
            | "快递柜或驿站超时未取" => ParcelState::Trouble,
            "无轨迹" | "暂无轨迹" | "待揽收" | "未揽收" => ParcelState::Unknown,
            _ => return None,
        })
    }
}

/// One parcel.
#[derive(Clone, PartialEq, Debug)]
pub struct Parcel {
    /// The waybill's number.
    pub number: String,
    /// The courier; empty when unknown.
    pub carrier: SafeText,
    /// When the courier took it.
    pub picked_up_at: Option<Time>,
    /// The latest scan.
    pub last_scan_at: Option<Time>,
    /// Its words.
    pub last_scan: SafeText,
    /// When it was signed for.
    pub signed_at: Option<Time>,
    /// Where it stands.
    pub state: ParcelState,
    /// The courier's word for it.
    pub raw_state: SafeText,
    /// When this was told.
    pub seen_at: Time,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_tell_a_state() {
        assert_eq!(ParcelState::of_words("签收"), Some(ParcelState::Signed));
        assert_eq!(ParcelState::of_words("未签收"), None);
        assert_eq!(ParcelState::of_words("退货签收"), Some(ParcelState::Returned));
        assert_eq!(ParcelState::of_words("3"), None);
    }
}
