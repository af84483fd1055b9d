//! Accounts that may be one person: same phone, same receiver, same address, all of them clear. Only a suggestion.

use super::super::engine::{Engine, Result, args, list};
use super::super::orders;
use super::super::search::key;
use super::{by_nick, members, same_accounts};
use crate::domain::customer::Alike;
use crate::domain::facts::is_masked;
use crate::domain::{CustomerId, Platform, SafeText};

/// A person's latest orders that are looked at.
const LATEST: usize = 100;
/// Different places of one person that are looked at.
const PLACES: usize = 12;
/// Orders of one phone tail that are looked at.
const OF_TAIL: i64 = 500;

/// Where a parcel goes to, when the file tells it clearly.
#[derive(PartialEq)]
struct Place {
    phone: String,
    receiver: String,
    address: String,
}

/// Who else may be this person, the most orders first.
pub fn alike(db: &dyn Engine, id: CustomerId) -> Result<Vec<Alike>> {
    let own = members(db, id)?;
    let mut mine: Vec<(Platform, String)> = Vec::new();
    for account in &own {
        let known = super::expect(db, *account)?;
        mine.push((known.platform, key(&known.nick)));
    }
    let mut places: Vec<Place> = Vec::new();
    for order in orders::of_customer(db, id, LATEST)? {
        mine.push((order.platform, key(&order.buyer)));
        let place = place(&order.phone, &order.receiver, &order.address);
        places.extend(place.filter(|place| places.len() < PLACES && !places.contains(place)));
    }
    let mut found: Vec<Alike> = Vec::new();
    for place in &places {
        for (platform, buyer) in buyers_at(db, place)? {
            let name = key(&buyer);
            if mine.iter().any(|(of, nick)| same_accounts(*of, platform) && *nick == name) {
                continue;
            }
            match found.iter_mut().find(|known| same_accounts(known.platform, platform) && key(&known.nick) == name) {
                Some(known) => known.orders += 1,
                None => found.push(Alike { platform, nick: buyer, customer: None, orders: 1 }),
            }
        }
    }
    for alike in &mut found {
        let known = by_nick(db, &alike.nick, 8)?;
        alike.customer = known.into_iter().find(|c| same_accounts(c.platform, alike.platform)).map(|c| c.id);
    }
    found.sort_by_key(|alike| std::cmp::Reverse(alike.orders));
    Ok(found)
}

fn buyers_at(db: &dyn Engine, at: &Place) -> Result<Vec<(Platform, SafeText)>> {
    let tail = &at.phone[at.phone.len() - 4..];
    let rows = list(
        db,
        "SELECT platform, buyer, phone, receiver, address FROM orders WHERE phone_tail = $1 AND phone_tail <> '' \
         AND buyer_key <> '' ORDER BY id DESC LIMIT $2",
        args![tail, OF_TAIL],
        |row| {
            let there = place(row.text(2)?, row.text(3)?, row.text(4)?);
            Ok((Platform::parse(row.text(0)?), SafeText::line(row.text(1)?), there))
        },
    )?;
    let same = rows.into_iter().filter(|(_, _, there)| there.as_ref() == Some(at));
    Ok(same.filter_map(|(platform, buyer, _)| Some((platform?, buyer))).collect())
}

/// Nothing for a place that is masked, incomplete or without a whole phone number.
fn place(phone: &str, receiver: &str, address: &str) -> Option<Place> {
    if [phone, receiver, address].iter().any(|part| is_masked(part)) {
        return None;
    }
    let phone: String = phone.chars().filter(char::is_ascii_digit).collect();
    let (receiver, address) = (key(receiver), key(address));
    (phone.len() >= 7 && !receiver.is_empty() && !address.is_empty()).then_some(Place { phone, receiver, address })
}
