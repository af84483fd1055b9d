//! The whole state of the workstation: shared business data once, and beside it what each pane remembers.

use crate::action::Scope;
use crate::domain::card::Card;
use crate::domain::{AgentId, Span, Time, Zone};
use crate::keymap::Keymap;
use crate::replies::ReplySet;
use crate::text::Lang;

use super::layout::{Layout, Part, Wants};
use super::msg::{Ask, Desk, ProofAsk, ProofPage, Whose};
use super::overlays::{Dialog, Overlay};
use super::panes::suggest::Uses;
use super::panes::{CasesPane, ChatPane, LogPane, OrdersPane, QueuePane, TodoPane};
use super::slot::Slot;
use super::status::Status;

/// The panes, by the digit that names them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Pane {
    /// 1, the chat queue.
    #[default]
    Queue,
    /// 2, the conversation.
    Chat,
    /// 3, orders.
    Orders,
    /// 4, cases.
    Cases,
    /// 5, the work log.
    Log,
    /// 6, the to-do list of the shift.
    Todo,
}

impl Pane {
    /// All panes, in the order of their digits.
    pub const ALL: [Pane; 6] = [Pane::Queue, Pane::Chat, Pane::Orders, Pane::Cases, Pane::Log, Pane::Todo];

    /// The pane `steps` further round the desk; the to-do list is not on it.
    pub fn turned(self, steps: isize) -> Self {
        let at = Self::ALL.iter().position(|p| *p == self).unwrap_or(0).min(4);
        let next = (at as isize + steps).rem_euclid(5);
        Self::ALL[usize::try_from(next).unwrap_or(0)]
    }
}

/// Colours for a dark or a light terminal, or none.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shade {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
    /// No colour at all (`NO_COLOR`).
    Mono,
}

/// What the configuration and the command line say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The zone times are shown in.
    pub zone: Zone,
    /// The language at the start.
    pub tr: Lang,
    /// Colours.
    pub shade: Shade,
    /// Borders in ASCII, where a terminal draws lines two columns wide.
    pub ascii: bool,
    /// The terminal knows more colours than 256: photos are drawn in theirs.
    pub true_colour: bool,
    /// Chords.
    pub keymap: Keymap,
    /// How long an answer can be taken back.
    pub hold: Span,
    /// How long an answer is promised within.
    pub promise: Span,
    /// An unpaid order stands in the to-do list after this.
    pub unpaid_after: Span,
    /// Order data older than this asks before it is relied on.
    pub stale_after: Span,
    /// What the colours of flags mean.
    pub flags: Vec<crate::domain::order_act::FlagRow>,
    /// What each role may give away on an order.
    pub act_limits: crate::domain::order_act::ActLimits,
    /// The agent's short code, written into memos.
    pub agent_code: String,
    /// A prefix that makes this process's message keys unlike any other's.
    pub key_prefix: String,
    /// The shop is a throw-away one with scripted customers.
    pub demo: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            zone: Zone::default(),
            tr: Lang::Zh,
            shade: Shade::Dark,
            ascii: false,
            true_colour: false,
            keymap: Keymap::default(),
            hold: Span::secs(3),
            promise: Span::secs(180),
            unpaid_after: Span::hours(12),
            stale_after: Span::hours(4),
            flags: Vec::new(),
            act_limits: crate::domain::order_act::ActLimits::default(),
            agent_code: String::new(),
            key_prefix: "k".into(),
            demo: false,
        }
    }
}

/// The state.
#[derive(Debug)]
pub struct Model {
    /// What the configuration says.
    pub settings: Settings,
    /// The language now.
    pub tr: Lang,
    /// Colours now.
    pub shade: Shade,
    /// The instant of the latest tick.
    pub now: Time,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The focused pane.
    pub focus: Pane,
    /// One pane alone.
    pub zoom: bool,
    /// What lies over the panes, the last on top.
    pub overlays: Vec<Overlay>,
    /// The bottom line.
    pub status: Status,
    /// Counts and names of the header.
    pub desk: Slot<Ask, Desk>,
    /// The queue.
    pub queue: QueuePane,
    /// The conversation and the composer.
    pub chat: ChatPane,
    /// Orders.
    pub orders: OrdersPane,
    /// Cases.
    pub cases: CasesPane,
    /// The work log.
    pub log: LogPane,
    /// The to-do list.
    pub todo: TodoPane,
    /// The card of a customer that lies over the panes.
    pub card: Slot<Whose, Option<Box<Card>>>,
    /// The piece of evidence that lies over the panes.
    pub proof: Slot<ProofAsk, Option<ProofPage>>,
    /// The quick replies in force.
    pub replies: ReplySet,
    /// How often this agent used each reply.
    pub uses: Uses,
    /// Generation of the data: rises whenever the data file changed.
    pub epoch: u64,
    /// True once a person has pressed a key, pasted or used the mouse.
    pub touched: bool,
    /// Acts on their way to the store.
    pub pending: usize,
    /// The dialog that asked for the latest of them: one that is refused comes back with all that was typed.
    pub asked: Option<Box<Dialog>>,
    keys_made: u64,
}

impl Model {
    /// A fresh workstation of this size at this time.
    pub fn new(settings: Settings, size: (u16, u16), now: Time) -> Self {
        Self {
            tr: settings.tr,
            shade: settings.shade,
            settings,
            now,
            size,
            focus: Pane::Queue,
            zoom: false,
            overlays: Vec::new(),
            status: Status::default(),
            desk: Slot::default(),
            queue: QueuePane::default(),
            chat: ChatPane::default(),
            orders: OrdersPane::default(),
            cases: CasesPane::default(),
            log: LogPane::default(),
            todo: TodoPane::default(),
            card: Slot::default(),
            proof: Slot::default(),
            replies: ReplySet::default(),
            uses: Uses::new(),
            epoch: 1,
            touched: false,
            pending: 0,
            asked: None,
            keys_made: 0,
        }
    }

    /// Where everything stands now.
    pub fn layout(&self) -> Layout {
        Layout::of(Wants {
            size: self.size,
            focus: self.focus,
            zoom: self.zoom,
            detail: match self.focus {
                Pane::Orders => self.orders.detail,
                Pane::Cases => self.cases.detail,
                Pane::Log => self.log.detail,
                _ => false,
            },
            suggestions: u16::try_from(self.chat.suggestions.len()).unwrap_or(9),
            composer_rows: self.chat.composer.rows(),
        })
    }

    /// Where a key is looked up now, overlays aside.
    pub fn scope(&self) -> Scope {
        match self.focus {
            Pane::Queue => Scope::Queue,
            Pane::Chat if self.chat.composer.focused => Scope::Composer,
            Pane::Chat => Scope::Chat,
            Pane::Orders => Scope::Orders,
            Pane::Cases => Scope::Cases,
            Pane::Log => Scope::Log,
            Pane::Todo => Scope::Todo,
        }
    }

    /// True while typed characters go into a text.
    pub fn typing(&self) -> bool {
        match self.focus {
            _ if self.overlays.last().is_some_and(Overlay::takes_text) => true,
            Pane::Chat => self.chat.composer.focused && self.chat.id().is_some(),
            Pane::Orders => self.orders.searching,
            Pane::Log => self.log.searching,
            _ => false,
        }
    }

    /// The focused part: where the bright border is.
    pub fn focused_part(&self) -> Part {
        let whole = |detail: bool, list, whole| if detail { whole } else { list };
        match self.focus {
            Pane::Queue => Part::Queue,
            Pane::Chat if self.chat.composer.focused => Part::Composer,
            Pane::Chat => Part::Messages,
            Pane::Orders => whole(self.orders.detail, Part::Orders, Part::Order),
            Pane::Cases => whole(self.cases.detail, Part::Cases, Part::Case),
            Pane::Log => whole(self.log.detail, Part::Log, Part::Entry),
            Pane::Todo => Part::Todo,
        }
    }

    /// An agent's name; empty when it is not known.
    pub fn agent_name(&self, id: AgentId) -> String {
        let agents = self.desk.have().map_or(&[][..], |desk| &desk.agents);
        agents.iter().find(|(other, _)| *other == id).map(|(_, name)| name.to_string()).unwrap_or_default()
    }

    /// A key for a message that will be sent once, whatever happens on the way.
    pub fn next_key(&mut self) -> String {
        self.keys_made += 1;
        format!("{}-{}", self.settings.key_prefix, self.keys_made)
    }

    /// When the screen changes by itself next: a wait clock that is seen, a notice that ends, the header's minute.
    /// Nothing when it does not.
    pub fn next_tick(&self) -> Option<Time> {
        let second = Time::from_ms(self.now.ms().div_euclid(1000) * 1000 + 1000);
        let minute = Time::from_ms(self.now.ms().div_euclid(60_000) * 60_000 + 60_000);
        let ticking = self.queue.has_clock() && self.layout().shows(Pane::Queue) || self.chat.has_clock();
        let soonest = if ticking { second } else { minute };
        let step = self.queue.next_step(self.now, self.settings.promise);
        let others = [self.status.next_change(), self.chat.save_due(), self.orders.masks_at(), step];
        Some(others.into_iter().flatten().fold(soonest, Time::min).max(self.now.plus(Span::from_ms(1))))
    }
}
