//! What an agent's reply means to the customer who reads it: words to meanings, in both languages.
//!
//! A reply is read clause by clause, because "不能退款，可以换货" refuses one thing and offers another.

mod cues;

use cues::CUES;

macro_rules! meanings {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)+) => {
        /// Something a reply says, as far as it changes what a customer does next.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Meaning {
            $($(#[$doc])* $name,)+
        }

        impl Meaning {
            /// All of them, the more telling first: a customer reacts to the first one the script knows.
            pub const ALL: &'static [Meaning] = &[$(Meaning::$name,)+];

            /// Its word in the scripts.
            pub const fn code(self) -> &'static str {
                match self { $(Meaning::$name => $code,)+ }
            }
        }
    };
}

meanings! {
    /// The money goes back without the goods.
    OfferedRefund = "refund";
    /// The goods may come back for the money.
    OfferedReturn = "return";
    /// Another one in exchange.
    OfferedExchange = "exchange";
    /// What is missing will be sent, or all of it again.
    OfferedResend = "resend";
    /// Money, a coupon or a gift to make up for it.
    OfferedCompensation = "compensation";
    /// The way back is paid by the shop.
    FreightOurs = "freight_ours";
    /// The way back is paid by the buyer.
    FreightYours = "freight_yours";
    /// A lower price, a coupon, free shipping.
    PriceGiven = "price_given";
    /// The price stays.
    PriceRefused = "price_refused";
    /// There is none.
    OutOfStock = "out_of_stock";
    /// There is some.
    InStock = "in_stock";
    /// Which size to take.
    SizeAdvice = "size_advice";
    /// A gift will be in the parcel or follow.
    GiftPromised = "gift";
    /// An invoice will be made, or its title is asked for.
    Invoice = "invoice";
    /// Somebody will telephone.
    WillCall = "will_call";
    /// Deals stay on the platform.
    StaysOnPlatform = "on_platform";
    /// How it is used.
    ExplainedUse = "use";
    /// How long it is guaranteed.
    Warranty = "warranty";
    /// The parcel is stopped or called back.
    Intercepted = "intercept";
    /// The order is cancelled.
    Cancelled = "cancelled";
    /// A tracking number, or where the parcel is.
    GaveTracking = "tracking";
    /// A day or a time by which something happens.
    GaveDate = "date";
    /// Asks for or checks the address.
    AskedAddress = "asked_address";
    /// Asks for pictures or a video.
    AskedPhoto = "asked_photo";
    /// Asks for height, weight or the usual size.
    AskedSize = "asked_size";
    /// Asks which order.
    AskedOrder = "asked_order";
    /// Asks what the matter is.
    AskedReason = "asked_reason";
    /// Asks for the payment.
    PaymentNudge = "payment_nudge";
    /// What was asked for is done or noted.
    Done = "done";
    /// Says no.
    Refused = "refused";
    /// Asks to wait a little.
    AskedToWait = "wait";
    /// Is sorry.
    Apologised = "sorry";
    /// Ends the chat.
    Goodbye = "goodbye";
    /// A mere greeting.
    Greeting = "greeting";
    /// None of the above.
    Generic = "generic";
}

impl Meaning {
    /// The meaning of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.code() == code)
    }

    /// True for what a "no" in the same clause takes back.
    const fn is_offer(self) -> bool {
        matches!(
            self,
            Meaning::OfferedRefund
                | Meaning::OfferedReturn
                | Meaning::OfferedExchange
                | Meaning::OfferedResend
                | Meaning::OfferedCompensation
                | Meaning::PriceGiven
                | Meaning::GiftPromised
                | Meaning::Invoice
                | Meaning::WillCall
                | Meaning::FreightOurs
                | Meaning::InStock
                | Meaning::Intercepted
                | Meaning::Cancelled
                | Meaning::Done
        )
    }
}

/// What a reply means, the more telling first; never empty.
pub fn meaning(reply: &str) -> Vec<Meaning> {
    let reply = reply.to_lowercase();
    let mut found: Vec<Meaning> = Vec::new();
    for clause in reply.split(['，', '。', '！', '？', '；', '\n', ',', '!', '?', ';', '~', '～']) {
        for clause in clause.split(". ").flat_map(|c| c.split(" but ")) {
            read_clause(clause, &mut found);
        }
    }
    if has_waybill(&reply) {
        found.push(Meaning::GaveTracking);
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        found.push(Meaning::Generic);
    }
    found
}

fn read_clause(clause: &str, found: &mut Vec<Meaning>) {
    let said: Vec<Meaning> =
        CUES.iter().filter(|(_, cues)| cues.iter().any(|cue| hits(cue, clause))).map(|(m, _)| *m).collect();
    let no = said.iter().any(|m| matches!(m, Meaning::Refused | Meaning::PriceRefused | Meaning::OutOfStock));
    found.extend(said.into_iter().filter(|m| !(no && m.is_offer())));
}

/// True when every part of `a&b&!c` is in the text, or for `!c` is not.
fn hits(cue: &str, text: &str) -> bool {
    cue.split('&').all(|part| match part.strip_prefix('!') {
        Some(part) => !text.contains(part),
        None => text.contains(part),
    })
}

/// A waybill: eleven or more digits in a row, with the letters couriers put before them, and talk of a parcel.
fn has_waybill(reply: &str) -> bool {
    let mut run = 0;
    let long = reply.bytes().any(|b| {
        run = if b.is_ascii_digit() { run + 1 } else { 0 };
        run >= 11
    });
    long && ["单号", "快递", "物流", "圆通", "中通", "顺丰", "韵达", "申通", "waybill", "tracking", "parcel"]
        .iter()
        .any(|word| reply.contains(word))
}
