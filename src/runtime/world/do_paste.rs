//! Chat text copied from a platform's window comes in: every line once, however often it is pasted.

use super::basis::Basis;
use crate::app::msg::Did;
use crate::channel::clipboard;
use crate::domain::channel::Incoming;
use crate::domain::paste::{ChatLine, Pasted, PastedChat, contains_answer};
use crate::domain::{
    By, ConversationId, Message, MessageId, MessageState, Platform, Problem, RawText, Receipt, SafeText, Sender, Shop,
};
use crate::store::messages::{self, Kept, Peer};
use crate::store::{Engine, conversations, customers, shops, write};

/// How many of the latest messages are looked at for answers that a paste shows again.
const LATEST: usize = 60;

/// Takes copied chat text in; answers that were copied and stand in it now count as sent.
pub(super) fn take(basis: &Basis, db: &dyn Engine, pasted: &Pasted) -> Result<Did, Problem> {
    match pasted {
        Pasted::Chat(chat) if !chat.customer.is_empty() => write(db, || take_chat(basis, db, chat)),
        _ => Err(Problem::NotFound { kind: "customer", key: SafeText::default() }),
    }
}

fn take_chat(basis: &Basis, db: &dyn Engine, pasted: &PastedChat) -> Result<Did, Problem> {
    let (platform, shop) = place(db, &pasted.customer)?;
    let channel = clipboard::name(platform);
    let peer = Peer {
        channel: &channel,
        platform,
        shop: shop.as_ref().map(|shop| shop.id),
        answer_within: basis.config().answer_within,
    };
    let zone = shop.map_or(basis.zone, |shop| shop.zone);
    let (mut chat, mut new) = (conversations::by_peer(db, &channel, &pasted.customer)?.map(|chat| chat.id), 0);
    let mut answers: Vec<&ChatLine> = Vec::new();
    let mut said: Option<Vec<Said>> = None;
    for line in pasted.lines.iter().filter(|line| !line.text.is_empty()) {
        if line.ours {
            // Ours before the customer's first line wait until the chat is there.
            answers.push(line);
            continue;
        }
        if let Some(id) = chat {
            new += take_answers(basis, db, (id, &mut said), &mut answers, zone)?;
        }
        let incoming = Incoming {
            external_id: external_id(line, zone.instant(line.at)),
            peer: pasted.customer.to_string(),
            name: RawText::new(pasted.customer.as_str()),
            text: RawText::new(line.text.as_str()),
            at: zone.instant(line.at),
            order: None,
        };
        match messages::receive(db, &peer, &incoming)? {
            Receipt::New { conversation, .. } => (chat, new) = (Some(conversation), new + 1),
            Receipt::Known { conversation, .. } => chat = Some(conversation),
        }
    }
    let Some(id) = chat else {
        return Err(Problem::NotFound { kind: "customer", key: pasted.customer.clone() });
    };
    new += take_answers(basis, db, (id, &mut said), &mut answers, zone)?;
    Ok(Did::Taken(id, new))
}

/// What we said in a chat, as far as a paste may show it again.
struct Said {
    id: MessageId,
    state: MessageState,
    text: SafeText,
}

impl Said {
    fn of(message: Message) -> Self {
        Self { id: message.id, state: message.state, text: message.text }
    }
}

fn said_by_us(db: &dyn Engine, chat: ConversationId) -> Result<Vec<Said>, Problem> {
    let latest = messages::page(db, chat, None, LATEST)?;
    Ok(latest.into_iter().filter(|message| message.from == Sender::Agent).map(Said::of).collect())
}

/// Our own lines of a paste: a copied answer among them was sent; one that kefu knows already is left; any other was
/// written on the platform and is kept.
fn take_answers(
    basis: &Basis,
    db: &dyn Engine,
    (chat, said): (ConversationId, &mut Option<Vec<Said>>),
    lines: &mut Vec<&ChatLine>,
    zone: crate::domain::Zone,
) -> Result<usize, Problem> {
    let mut new = 0;
    if lines.is_empty() {
        return Ok(new);
    }
    let known = match said {
        Some(known) => known,
        None => said.insert(said_by_us(db, chat)?),
    };
    for line in lines.drain(..) {
        let mut same = known.iter_mut().filter(|said| contains_answer(&line.text, &said.text));
        if let Some(copied) = same.find(|said| said.state == MessageState::Copied) {
            copied.state = messages::mark_sent(db, &basis.by(), copied.id)?.state;
        } else if !known.iter().any(|said| contains_answer(&line.text, &said.text) && said.state.answers()) {
            let at = zone.instant(line.at);
            let kept = Kept {
                from: Sender::Agent,
                text: &RawText::new(line.text.as_str()),
                at,
                state: MessageState::Sent,
                external_id: Some(&external_id(line, at)),
                reply_code: None,
            };
            // Nobody of us is known to have written it.
            known.push(Said::of(messages::keep(db, &By::new(None, at, zone), chat, &kept)?));
            new += 1;
        }
    }
    Ok(new)
}

/// The platform and shop a pasted customer belongs to: where the nick is known, else the first shop whose platform
/// gives chats by no other way, else Taobao.
fn place(db: &dyn Engine, nick: &str) -> Result<(Platform, Option<Shop>), Problem> {
    let all = shops::all(db)?;
    let of = |platform: Platform| all.iter().find(|shop| shop.platform == platform).cloned();
    let known = customers::by_nick(db, nick, 8)?.into_iter().map(|customer| customer.platform);
    if let Some(platform) = known.into_iter().find(|platform| platform.is_closed()) {
        return Ok((platform, of(platform)));
    }
    let first = all.iter().find(|shop| shop.platform.is_closed()).cloned();
    Ok(first.map_or((Platform::Taobao, None), |shop| (shop.platform, Some(shop))))
}

/// A line is known by who wrote what and when: pasted twice, it is the same one.
fn external_id(line: &ChatLine, at: crate::domain::Time) -> String {
    let said = format!("{}\n{}", line.nick, line.text);
    let hash = said
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("paste-{}-{hash:016x}", at.ms())
}
