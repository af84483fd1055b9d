//! The arbitration pack, gathered from the data file and written into a new folder or zip.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::evidence::{content, hash_bytes, hash_of, place};
use super::world::money;
use crate::domain::aftersale::{Arbitration, Case, Party, Rules, Step};
use crate::domain::{By, CaseId, ConversationId, Order, Problem, SafeText, Sender, Zone};
use crate::report::pack::{Fact, Headings, Item, Line, Pack, sums};
use crate::store::{Engine, agents, audit, cases, conversations, messages, orders, shops};
use crate::text::Lang;

/// Messages of one chat that go into a pack at most, the latest ones.
const MESSAGES: usize = 20_000;

/// What was made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// The folder or zip.
    pub path: PathBuf,
    /// Files of evidence in it.
    pub files: usize,
    /// Files that are gone, or no longer what was taken in.
    pub changed: usize,
}

/// What a pack is worded and worked out with.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The language of its words.
    pub lang: Lang,
    /// The zone where the shop has none of its own.
    pub zone: Zone,
    /// The rules in force.
    pub rules: &'a Rules,
}

/// Makes the pack of a case at `target`: a folder, or a zip when its name ends so. Nothing that exists is overwritten, and
/// a failure leaves nothing. That it was made is put on record.
pub fn make(
    (db, data_file): (&dyn Engine, &Path),
    by: &By,
    case: CaseId,
    target: &Path,
    asked: &Asked<'_>,
) -> Result<Made, Problem> {
    let case = cases::fresh(db, case)?;
    let (pack, files) = gather(db, data_file, by, &case, asked)?;
    let changed = pack.items.iter().filter(|item| item.changed).count();
    audit::add(db, by, None, "export", ("case", &case.id.to_string()), &target.to_string_lossy())?;
    let zipped = target.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let (made, wrote) = if zipped { zip_into(target, &pack, &files) } else { folder_into(target, &pack, &files) };
    if let Err(problem) = wrote {
        // Ours, just made: half a pack helps nobody.
        if made && zipped {
            let _ = std::fs::remove_file(target);
        } else if made {
            let _ = std::fs::remove_dir_all(target);
        }
        return Err(problem);
    }
    Ok(Made { path: target.to_owned(), files: files.len(), changed })
}

/// A file of evidence: its name in the pack, where it lies, and its hash now.
struct Source {
    name: String,
    path: PathBuf,
    hash: String,
}

fn gather(
    db: &dyn Engine,
    data_file: &Path,
    by: &By,
    case: &Case,
    asked: &Asked<'_>,
) -> Result<(Pack, Vec<Source>), Problem> {
    let lang = asked.lang;
    let order = orders::by_id(db, case.order)?;
    let shop = shops::by_id(db, case.shop)?;
    let zone = shop.as_ref().map_or(asked.zone, |shop| shop.zone);
    let when = |at| zone.local(at).format("%Y-%m-%d %H:%M:%S").to_string();
    let mut files = Vec::new();
    let mut items = Vec::new();
    for (n, file) in cases::evidence(db, case.id)?.into_iter().enumerate() {
        let found = file.path.as_deref().map(|path| place(data_file, path));
        let now = found.as_deref().map(hash_of);
        let ending = found.as_deref().and_then(Path::extension).map(|e| e.to_string_lossy().into_owned());
        let name = ending.map(|ending| format!("{:02}-{}.{ending}", n + 1, file.item.kind.code()));
        let changed = match (&now, &file.hash) {
            (Some(Ok(now)), Some(then)) => now != then,
            (Some(Err(_)), _) => true,
            _ => false,
        };
        let kept = matches!(now, Some(Ok(_)));
        items.push(Item {
            kind: lang.evidence_kind(file.item.kind).to_owned(),
            from: format!("{} {}", lang.party(file.item.from), when(file.item.at)),
            called: file.item.name.to_string(),
            hash: file.hash.clone(),
            changed,
            is_image: found.as_deref().is_some_and(is_image),
            text: found.as_deref().filter(|_| kept).and_then(short_text),
            name: name.clone().filter(|_| kept),
        });
        if let (Some(name), Some(path), Some(Ok(hash))) = (name, found, now) {
            files.push(Source { name, path, hash });
        }
    }
    let number = case.platform_id.clone().unwrap_or_else(|| case.id.to_string());
    let pack = Pack {
        headings: Headings {
            lang: if lang == Lang::Zh { "zh-CN" } else { "en" },
            title: lang.pack_title(&number),
            answer: lang.pack_answer().to_owned(),
            sums: lang.pack_sums().to_owned(),
            timeline: lang.pack_timeline().to_owned(),
            files: lang.pack_files().to_owned(),
            chat: lang.pack_chat().to_owned(),
            changed: lang.pack_changed().to_owned(),
            nothing: lang.nothing_word().to_owned(),
            check: lang.pack_check().to_owned(),
        },
        about: about(lang, order.as_ref(), shop.as_ref().map(|shop| &shop.name), &when(by.at)),
        facts: facts(db, case, order.as_ref(), asked, &when)?,
        answer: answer(db, case, lang)?,
        timeline: timeline(db, case, lang, &when)?,
        items,
        chat: chat(db, case, lang, &when)?,
        own_numbers: own_numbers(case, order.as_ref()),
    };
    Ok((pack, files))
}

/// Whose case it is, and when the page was made.
fn about(lang: Lang, order: Option<&Order>, shop: Option<&SafeText>, made: &str) -> String {
    let shop = shop.map(|shop| format!("{} {shop}", lang.pack_shop()));
    let order = order.map(|order| format!("{} {}", lang.pack_order(), order.number));
    let made = Some(format!("{} {made}", lang.pack_made_on()));
    [shop, order, made].into_iter().flatten().collect::<Vec<_>>().join("   ")
}

/// What we answered and why, in the words the buyer got: refusals, offers, the inspection.
fn answer(db: &dyn Engine, case: &Case, lang: Lang) -> Result<Vec<String>, Problem> {
    const SAID: [Step; 5] = [Step::Refuse, Step::Offer, Step::RefuseReceipt, Step::GoodsFine, Step::Appeal];
    let said = cases::history(db, case.id)?.into_iter().filter(|event| SAID.contains(&event.step) && !event.intended);
    Ok(said
        .filter_map(|event| {
            let note = event.note.filter(|note| !note.trim().is_empty())?;
            Some(format!("{}: {note}", lang.case_step(event.step)))
        })
        .collect())
}

/// A text of a few lines, as the page shows it.
fn short_text(file: &Path) -> Option<String> {
    const SHORT: u64 = 4 << 10;
    let is_short = file.extension().is_some_and(|ending| ending == "txt")
        && std::fs::metadata(file).is_ok_and(|meta| meta.len() <= SHORT);
    is_short.then(|| std::fs::read_to_string(file).ok()).flatten().map(|text| SafeText::clean(&text).to_string())
}

fn facts(
    db: &dyn Engine,
    case: &Case,
    order: Option<&Order>,
    asked: &Asked<'_>,
    when: &dyn Fn(crate::domain::Time) -> String,
) -> Result<Vec<Fact>, Problem> {
    // Whose fault it is and what is still missing are our own thoughts: the page says what happened.
    let (lang, rules) = (asked.lang, asked.rules);
    let amount = case.amount.map(|amount| amount.shown()).unwrap_or_default();
    let freight = money::freight(db, case, order, rules)?.filter(|_| case.freight.is_some());
    let returns = order.map(|order| order.return_freight).unwrap_or_default();
    let back = case.return_waybill.as_ref().map(|w| format!("{} {}", w.carrier, w.number)).unwrap_or_default();
    let quote = case.freight.as_ref().map(|agreed| lang.fr_quote(&agreed.quote)).unwrap_or_default();
    let stage = match case.arbitration {
        Arbitration::None => lang.stage(case.stage).to_owned(),
        with_platform => lang.pack_stage_with(lang.stage(case.stage), lang.arbitration(with_platform)),
    };
    let of = |words: &dyn Fn(&Order) -> String| order.map(words).unwrap_or_default();
    let at = |time: Option<crate::domain::Time>| time.map(when).unwrap_or_default();
    let rows = [
        (lang.pack_type(), lang.case_type(case.kind).to_owned()),
        (lang.f_reason(), lang.reason(&case.reason, rules)),
        (lang.f_amount(), amount),
        (lang.f_paid(), of(&|order| order.paid.map(|paid| paid.shown()).unwrap_or_default())),
        (lang.f_applied(), when(case.opened_at)),
        (lang.pack_stage(), stage),
        (lang.f_goods_lines(), goods_of(db, case)?),
        (lang.pack_goods_are(), lang.goods(case.goods).to_owned()),
        (lang.f_shipped(), of(&|order| at(order.shipped_at))),
        (lang.f_signed(), of(&|order| at(order.signed_at))),
        (lang.f_parcel(), of(&|order| format!("{} {}", order.carrier, order.tracking.join(" ")).trim().to_owned())),
        (lang.f_return_parcel(), back),
        (lang.f_freight(), freight.map(|f| lang.freight_line(&f, returns)).unwrap_or_default()),
        ("", quote),
    ];
    Ok(rows.into_iter().filter(|(_, words)| !words.is_empty()).map(|(what, words)| (what.to_owned(), words)).collect())
}

/// The goods the case is about: its line, or all of the order where it names none.
fn goods_of(db: &dyn Engine, case: &Case) -> Result<String, Problem> {
    let lines = orders::lines(db, case.order)?;
    let goods = lines.iter().filter(|line| case.line.is_none_or(|own| own == line.id));
    let goods: Vec<String> = goods.map(|line| format!("{} {} x{}", line.title, line.sku, line.quantity)).collect();
    Ok(goods.join(" / "))
}

fn timeline(
    db: &dyn Engine,
    case: &Case,
    lang: Lang,
    when: &dyn Fn(crate::domain::Time) -> String,
) -> Result<Vec<Line>, Problem> {
    let mut lines = Vec::new();
    // What was only noted here has not happened on the platform; once it was done it stands there by itself.
    for event in cases::history(db, case.id)?.into_iter().filter(|event| !event.intended) {
        let code = event.by.map(|id| agents::by_id(db, id)).transpose()?.flatten().map(|agent| agent.code.to_string());
        let amount = event.amount.map(|amount| amount.shown()).unwrap_or_default();
        let note = event.note.as_ref().map(|note| note.to_line().to_string()).unwrap_or_default();
        let text = format!("{} -> {}  {amount} {note}", lang.case_step(event.step), lang.stage(event.to));
        // Who noted what the buyer or the platform did is no matter of theirs.
        let code = code.filter(|_| event.party == Party::Seller).unwrap_or_default();
        let who = format!("{} {code}", lang.party(event.party));
        lines.push(Line { at: when(event.at), who: who.trim().to_owned(), text: text.trim().to_owned() });
    }
    Ok(lines)
}

/// The chat with the buyer; notes among ourselves stay here.
fn chat(
    db: &dyn Engine,
    case: &Case,
    lang: Lang,
    when: &dyn Fn(crate::domain::Time) -> String,
) -> Result<Vec<Line>, Problem> {
    let found: Option<ConversationId> = match case.conversation {
        Some(chat) => Some(chat),
        None => conversations::of_order(db, case.order, 1)?.into_iter().next().map(|chat| chat.id),
    };
    let Some(chat) = found else { return Ok(Vec::new()) };
    let mut said = messages::page(db, chat, None, MESSAGES)?;
    said.sort_by_key(|message| message.seq);
    let said = said.into_iter().filter(|message| message.from != Sender::Note);
    Ok(said
        .map(|message| {
            let who = match message.from {
                Sender::Customer => Party::Buyer,
                Sender::System => Party::Platform,
                _ => Party::Seller,
            };
            Line { at: when(message.at), who: lang.party(who).to_owned(), text: message.text.to_string() }
        })
        .collect())
}

fn own_numbers(case: &Case, order: Option<&Order>) -> Vec<String> {
    let waybills = [&case.return_waybill, &case.sent_waybill].into_iter().flatten().map(|w| w.number.clone());
    let order = order.into_iter().flat_map(|order| order.tracking.iter().cloned().chain([order.number.clone()]));
    waybills.chain(order).chain(case.platform_id.clone()).chain([case.id.to_string()]).collect()
}

fn is_image(file: &Path) -> bool {
    use std::io::Read;
    let mut head = Vec::new();
    File::open(file).is_ok_and(|file| file.take(64).read_to_end(&mut head).is_ok())
        && content(&head).is_some_and(|content| content.is_image)
}

/// The written parts of a pack, and the sums of everything in it.
fn texts(pack: &Pack, files: &[Source]) -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<(String, Vec<u8>)> = vec![
        ("index.html".into(), pack.index().into_bytes()),
        ("timeline.txt".into(), pack.timeline_text().into_bytes()),
        ("chat.txt".into(), pack.chat_text().into_bytes()),
    ];
    let mut all: Vec<(String, String)> = texts.iter().map(|(name, text)| (name.clone(), hash_bytes(text))).collect();
    all.extend(files.iter().map(|file| (format!("files/{}", file.name), file.hash.clone())));
    texts.push(("SHA256SUMS".into(), sums(&all).into_bytes()));
    texts
}

/// True beside the outcome once the target is ours.
fn folder_into(target: &Path, pack: &Pack, files: &[Source]) -> (bool, Result<(), Problem>) {
    if let Err(error) = DirBuilder::new().mode(0o700).create(target) {
        return (false, Err(Problem::file(target, &error)));
    }
    let write = || -> Result<(), Problem> {
        let inner = target.join("files");
        DirBuilder::new().mode(0o700).create(&inner).map_err(|error| Problem::file(&inner, &error))?;
        for (name, text) in texts(pack, files) {
            let path = target.join(name);
            private(&path).and_then(|mut to| to.write_all(&text)).map_err(|error| Problem::file(&path, &error))?;
        }
        for file in files {
            let path = inner.join(&file.name);
            let copied =
                || -> std::io::Result<u64> { std::io::copy(&mut File::open(&file.path)?, &mut private(&path)?) };
            copied().map_err(|error| Problem::file(&path, &error))?;
        }
        Ok(())
    };
    (true, write())
}

fn zip_into(target: &Path, pack: &Pack, files: &[Source]) -> (bool, Result<(), Problem>) {
    let file = match private(target) {
        Ok(file) => file,
        Err(error) => return (false, Err(Problem::file(target, &error))),
    };
    let write = || -> Result<(), Problem> {
        let fault = |error: zip::result::ZipError| Problem::file(target, &std::io::Error::other(error));
        let mut zip = ZipWriter::new(file);
        let packed = SimpleFileOptions::default().unix_permissions(0o600).large_file(true);
        for (name, text) in texts(pack, files) {
            zip.start_file(name, packed).map_err(fault)?;
            zip.write_all(&text).map_err(|error| Problem::file(target, &error))?;
        }
        for file in files {
            // Pictures and videos are packed already.
            let options = packed.compression_method(CompressionMethod::Stored);
            zip.start_file(format!("files/{}", file.name), options).map_err(fault)?;
            let mut from = File::open(&file.path).map_err(|error| Problem::file(&file.path, &error))?;
            std::io::copy(&mut from, &mut zip).map_err(|error| Problem::file(target, &error))?;
        }
        let done = zip.finish().map_err(fault)?;
        done.sync_all().map_err(|error| Problem::file(target, &error))
    };
    (true, write())
}

fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}
