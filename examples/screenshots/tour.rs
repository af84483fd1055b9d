//! Which pictures there are, and how each is come to.

/// The instant of every picture: a Sunday morning in Shanghai, five minutes into the shift.
pub(crate) const NOW: &str = "2026-11-22T09:05:00+08:00";

/// One picture.
pub(crate) struct Shot {
    /// Its file, without the ending.
    pub(crate) name: &'static str,
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    /// The language of the interface.
    pub(crate) lang: &'static str,
    /// `light` for a light terminal; else dark.
    pub(crate) theme: Option<&'static str>,
    /// What leads to it.
    pub(crate) steps: &'static [Step],
}

/// Something done at the keyboard, or something that must be on the screen before going on.
pub(crate) enum Step {
    /// Keys as the terminal sends them.
    Keys(&'static str),
    /// A paste.
    Paste(&'static str),
    /// Waits for a text.
    See(&'static str),
}

use Step::{Keys, Paste, See};

const fn zh(name: &'static str, size: (u16, u16), steps: &'static [Step]) -> Shot {
    Shot { name, size, lang: "zh", theme: None, steps }
}

const fn en(name: &'static str, size: (u16, u16), steps: &'static [Step]) -> Shot {
    Shot { name, size, lang: "en", theme: None, steps }
}

const DESK: (u16, u16) = (120, 36);

/// All pictures.
pub(crate) const SHOTS: &[Shot] = &[
    zh("desk.zh", DESK, &[See("会话"), Keys("2n"), See("推荐话术"), Keys("\x1b1")]),
    en("desk.en", DESK, &[See("Chats"), Keys("2n"), See("Suggested"), Keys("\x1b1")]),
    Shot { theme: Some("light"), ..zh("desk-light.zh", DESK, &[See("会话"), Keys("2n"), See("推荐话术")]) },
    zh("wide.zh", (200, 60), &[See("会话"), Keys("2n"), See("推荐话术")]),
    zh("queue.zh", (80, 24), &[See("会话"), Keys("1")]),
    zh("chat.zh", (80, 24), &[See("会话"), Keys("2n"), See("推荐话术")]),
    zh("orders.zh", DESK, &[See("会话"), Keys("3Z"), See("订单")]),
    zh("case.zh", DESK, &[See("按到期"), Keys("4"), See("等商家"), Keys("\r"), See("最多可退")]),
    en("case.en", DESK, &[See("by time left"), Keys("4"), See("shop next"), Keys("\r"), See("at most")]),
    zh("todo.zh", DESK, &[See("会话"), Keys("6"), See("上班待办"), See("已付款未发货")]),
    en("todo.en", DESK, &[See("Chats"), Keys("6"), See("Unpaid")]),
    zh("picker.zh", DESK, &[See("会话"), Keys("2n"), See("推荐话术"), Keys("/fh"), See("发货前取消")]),
    en("picker.en", DESK, &[See("Chats"), Keys("2n"), See("Suggested"), Keys("/fh")]),
    zh("palette.zh", DESK, &[See("会话"), Keys("\x10"), See("命令")]),
    zh("lookup.zh", DESK, &[See("会话"), Paste("清风"), See("推荐话术")]),
    zh("help.zh", DESK, &[See("会话"), Keys("?")]),
];
