//! A product's card: what the shop knows of it, its codes with their stock, what is wrong on its page, and what runs now.

use crate::domain::id::{AgentId, ProductId};
use crate::domain::notice::{self, Notice};
use crate::domain::safe_text::SafeText;
use crate::domain::stock::{self, Stock, Told};
use crate::domain::time::Time;

/// What a line of knowledge is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Topic {
    /// What it is made of.
    Material,
    /// Sizes.
    Sizes,
    /// What speaks for it.
    SellingPoint,
    /// What goes with it.
    Matching,
    /// How long and for what the shop vouches.
    Warranty,
    /// A question and its answer.
    Answer,
    /// Pieces in stock.
    Stock,
    /// A campaign.
    Campaign,
}

impl Topic {
    /// Its word in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Topic::Material => "material",
            Topic::Sizes => "sizes",
            Topic::SellingPoint => "selling_point",
            Topic::Matching => "matching",
            Topic::Warranty => "warranty",
            Topic::Answer => "answer",
            Topic::Stock => "stock",
            Topic::Campaign => "campaign",
        }
    }
}

/// One line of knowledge, ready to be put into a reply.
#[derive(Clone, PartialEq, Debug)]
pub struct Knowledge {
    /// What it is about.
    pub topic: Topic,
    /// The question, for an answer; empty otherwise.
    pub about: SafeText,
    /// What is known.
    pub text: SafeText,
}

/// One code of a product, with where its pieces lie.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sku {
    /// The code.
    pub code: String,
    /// Its properties.
    pub sku: SafeText,
    /// Pieces by warehouse; nothing when they were never counted.
    pub stock: Vec<Stock>,
}

impl Sku {
    /// What may be said of its pieces now.
    pub fn told(&self, now: Time) -> Told {
        stock::told(&self.stock, now)
    }
}

/// Something wrong on a product's page.
#[derive(Clone, PartialEq, Debug)]
pub struct Fault {
    /// Its id.
    pub id: i64,
    /// When it was noted.
    pub at: Time,
    /// By whom; nobody when a sheet said it.
    pub by: Option<AgentId>,
    /// What is wrong.
    pub text: SafeText,
    /// When it was mended.
    pub mended_at: Option<Time>,
}

/// All that is known of a product.
#[derive(Clone, PartialEq, Debug)]
pub struct Card {
    /// Its id.
    pub id: ProductId,
    /// 商家编码; empty when unknown.
    pub outer_id: String,
    /// The number in its link; empty when unknown.
    pub item_id: String,
    /// The title buyers see.
    pub title: SafeText,
    /// What it is made of.
    pub material: SafeText,
    /// Sizes, one a line.
    pub size_table: SafeText,
    /// What speaks for it, one a line.
    pub selling_points: SafeText,
    /// Codes that go with it, each with its title where that is known.
    pub matching: Vec<(String, SafeText)>,
    /// What the shop vouches for.
    pub warranty: SafeText,
    /// Questions and answers.
    pub answers: Vec<(SafeText, SafeText)>,
    /// Its codes, those in stock first.
    pub skus: Vec<Sku>,
    /// What is wrong on its page, the newest first.
    pub faults: Vec<Fault>,
    /// Campaigns that run now or begin within a day, filled by whoever has the notices.
    pub notices: Vec<Notice>,
    /// Orders that name it, of the last thirty days.
    pub orders: i64,
}

impl Card {
    /// A product of which nothing is known.
    pub fn empty(id: ProductId) -> Self {
        Self {
            id,
            outer_id: String::new(),
            item_id: String::new(),
            title: SafeText::default(),
            material: SafeText::default(),
            size_table: SafeText::default(),
            selling_points: SafeText::default(),
            matching: Vec::new(),
            warranty: SafeText::default(),
            answers: Vec::new(),
            skus: Vec::new(),
            faults: Vec::new(),
            notices: Vec::new(),
            orders: 0,
        }
    }
    /// Every code the product goes by.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        [self.outer_id.as_str(), self.item_id.as_str()]
            .into_iter()
            .chain(self.skus.iter().map(|sku| sku.code.as_str()))
            .filter(|code| !code.is_empty())
    }
    /// What may be said of all its pieces together.
    pub fn told(&self, now: Time) -> Told {
        let all: Vec<Stock> = self.skus.iter().flat_map(|sku| sku.stock.iter().cloned()).collect();
        stock::told(&all, now)
    }
    /// The code whose properties these are; the only code when there is one.
    pub fn sku(&self, properties: &str) -> Option<&Sku> {
        let exact = self.skus.iter().find(|sku| !properties.is_empty() && sku.sku.as_str() == properties);
        exact.or_else(|| if self.skus.len() == 1 { self.skus.first() } else { None })
    }
    /// What can be put into a reply: answers first, then what is known, campaigns last. Stock is not among it: a number
    /// goes stale in a draft.
    pub fn knowledge(&self) -> Vec<Knowledge> {
        let mut out: Vec<Knowledge> = self
            .answers
            .iter()
            .map(|(about, text)| Knowledge { topic: Topic::Answer, about: about.clone(), text: text.clone() })
            .collect();
        let mut add = |topic, text: &SafeText| {
            for line in text.as_str().lines().map(str::trim).filter(|line| !line.is_empty()) {
                out.push(Knowledge { topic, about: SafeText::default(), text: SafeText::line(line) });
            }
        };
        add(Topic::Material, &self.material);
        add(Topic::Sizes, &self.size_table);
        add(Topic::SellingPoint, &self.selling_points);
        add(Topic::Warranty, &self.warranty);
        for notice in &self.notices {
            add(Topic::Campaign, &notice.rule);
        }
        for (code, title) in &self.matching {
            let text = if title.is_empty() { SafeText::line(code) } else { title.clone() };
            out.push(Knowledge { topic: Topic::Matching, about: SafeText::default(), text });
        }
        out
    }
    /// Keeps those of the shop's notices that are near and speak of this product.
    pub fn take_notices(&mut self, notices: &[Notice], now: Time) {
        let near = notice::near(notices, now);
        let found: Vec<Notice> =
            near.into_iter().filter(|notice| notice.is_about(self.codes(), &self.title)).cloned().collect();
        self.notices = found;
    }
    /// Faults of the page that are not mended.
    pub fn open_faults(&self) -> usize {
        self.faults.iter().filter(|fault| fault.mended_at.is_none()).count()
    }
}
