//! Shops on their platforms.

use super::engine::{Engine, Result, Row, args, first, list, write};
use super::rows::{Cols, missing};
use crate::domain::{Platform, SafeText, Shop, ShopId, Time, Zone};

const COLUMNS: &str = "id, platform, external_id, name, called, tag, zone";

fn read(row: &dyn Row) -> Result<Shop> {
    let mut c = Cols::new(row);
    Ok(Shop {
        id: ShopId::new(c.int()?),
        platform: c.code("platform", Platform::parse)?,
        external_id: c.opt_string()?,
        name: c.line()?,
        called: c.line()?,
        tag: c.line()?,
        zone: c.code("zone", Zone::parse)?,
    })
}

/// All shops, oldest first.
pub fn all(db: &dyn Engine) -> Result<Vec<Shop>> {
    list(db, &format!("SELECT {COLUMNS} FROM shops ORDER BY id"), &[], read)
}

/// The shop of an id.
pub fn by_id(db: &dyn Engine, id: ShopId) -> Result<Option<Shop>> {
    first(db, &format!("SELECT {COLUMNS} FROM shops WHERE id = $1"), args![id], read)
}

/// A shop's name; empty when there is no such shop.
pub(super) fn name_of(db: &dyn Engine, id: ShopId) -> Result<SafeText> {
    let name = first(db, "SELECT name FROM shops WHERE id = $1", args![id], |row| row.text(0).map(SafeText::line))?;
    Ok(name.unwrap_or_default())
}

/// The shop of a platform's own number, else of a name (empty: the platform's only or first one).
pub fn find(db: &dyn Engine, platform: Platform, name: &str, external_id: &str) -> Result<Option<Shop>> {
    first(
        db,
        &format!(
            "SELECT {COLUMNS} FROM shops WHERE platform = $1 \
             AND (($3 <> '' AND external_id = $3) OR ($2 <> '' AND (name = $2 OR called = $2)) OR ($2 = '' AND $3 = '')) \
             ORDER BY CASE WHEN $3 <> '' AND external_id = $3 THEN 0 ELSE 1 END, id LIMIT 1"
        ),
        args![platform.code(), name, external_id],
        read,
    )
}

/// The shop, made when it is not there yet; an unnamed one is called after its platform.
pub fn ensure(
    db: &dyn Engine,
    platform: Platform,
    name: &str,
    external_id: &str,
    zone: Zone,
    now: Time,
) -> Result<Shop> {
    if let Some(shop) = find(db, platform, name, external_id)? {
        return Ok(shop);
    }
    // A file that named no shop came first: now its shop has a name.
    let nameless = all(db)?.into_iter().find(|shop| shop.platform == platform && shop.is_nameless());
    if let Some(nameless) = nameless.filter(|_| !name.is_empty()) {
        let external = (!external_id.is_empty()).then_some(external_id);
        write(db, || {
            db.run("UPDATE shops SET name = $2, external_id = $3 WHERE id = $1", args![nameless.id, name, external])
        })?;
        return by_id(db, nameless.id)?.ok_or_else(|| missing("shop", name));
    }
    add(db, platform, name, external_id, zone, now)
}

/// The shop of a name, made when it is not there yet; one that has no name stays without.
pub(super) fn ensure_own(db: &dyn Engine, platform: Platform, name: &str, zone: Zone, now: Time) -> Result<Shop> {
    match find(db, platform, name, "")? {
        Some(shop) => Ok(shop),
        None => add(db, platform, name, "", zone, now),
    }
}

fn add(db: &dyn Engine, platform: Platform, name: &str, external_id: &str, zone: Zone, now: Time) -> Result<Shop> {
    write(db, || {
        let id = ShopId::new(db.next_id()?);
        let name = if name.is_empty() { platform.code() } else { name };
        let external = (!external_id.is_empty()).then_some(external_id);
        db.run(
            "INSERT INTO shops (id, platform, external_id, name, tag, zone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (platform, name) DO NOTHING",
            args![id, platform.code(), external, name, platform.tag(), zone.name(), now],
        )?;
        find(db, platform, name, external_id)?.or(find(db, platform, name, "")?).ok_or_else(|| missing("shop", name))
    })
}

/// Takes over what the settings say of a shop: the name of one whose files named none, its tag (the platform's when
/// empty) and its zone. A shop that is not there yet is not made; an import brings it.
pub fn follow(db: &dyn Engine, platform: Platform, name: &str, tag: &SafeText, zone: Zone, now: Time) -> Result<()> {
    let nameless = |shop: &Shop| shop.platform == platform && shop.is_nameless();
    let shop = match find(db, platform, name, "")? {
        Some(shop) => shop,
        None if all(db)?.iter().any(nameless) => ensure(db, platform, name, "", zone, now)?,
        None => return Ok(()),
    };
    let tag = if tag.is_empty() { SafeText::line(platform.tag()) } else { tag.clone() };
    if (&shop.tag, shop.zone) == (&tag, zone) { Ok(()) } else { describe(db, shop.id, &tag, zone) }
}

/// Says what buyers are told a shop is called; its name in the platform's files stays. Empty takes it back.
pub fn call(db: &dyn Engine, id: ShopId, called: &str) -> Result<Shop> {
    write(db, || {
        db.run("UPDATE shops SET called = $2 WHERE id = $1", args![id, called])?;
        by_id(db, id)?.ok_or_else(|| missing("shop", id))
    })
}

/// Names the tag put on the shop's rows, and its zone.
pub fn describe(db: &dyn Engine, id: ShopId, tag: &SafeText, zone: Zone) -> Result<()> {
    let changed =
        write(db, || db.run("UPDATE shops SET tag = $2, zone = $3 WHERE id = $1", args![id, tag, zone.name()]))?;
    if changed == 0 { Err(missing("shop", id)) } else { Ok(()) }
}
