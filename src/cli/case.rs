//! `kefu case`: after-sales cases. `case_open.rs` opens them.

use serde_json::Value;

use crate::domain::aftersale::{
    Case, CaseOrder, CaseType, EvidenceKind, ParcelFact, Party, Rules, Stage, Step, StepInput, Waybill,
};
use crate::domain::{Money, Problem, SafeText};
use crate::runtime::at_shop::{Deciding, not_under_way};
use crate::runtime::world::money;
use crate::store::{Engine, cases, orders};

use super::approval::{self, ApprovalArgs};
use super::args::Page;
use super::context::Context;
use super::out::Table;
use super::shapes::{CaseAbout, Words};
use super::{Done, Failure, Outcome, case_evidence, case_open, case_what_if, shop_writes};

/// What `kefu case` can do.
#[derive(clap::Subcommand, Debug)]
pub(crate) enum CaseCommand {
    Open(case_open::OpenArgs),
    List {
        #[arg(long, value_name = "24h")]
        due_within: Option<String>,
        #[arg(long)]
        all: bool,
        #[arg(long, value_parser = ["time", "harm"], conflicts_with_all = ["all", "due_within"])]
        sort: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    WhatIf(case_what_if::WhatIfArgs),
    Show {
        #[arg(value_name = "CASE")]
        case: String,
    },
    Step(StepArgs),
    Refund(RefundArgs),
    Evidence(case_evidence::EvidenceArgs),
    Pack(case_evidence::PackArgs),
    Freight(case_evidence::FreightArgs),
    Done {
        #[arg(value_name = "CASE")]
        case: String,
    },
}

/// What `kefu case step` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct StepArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[arg(value_name = "STEP")]
    step: String,
    #[arg(long, value_name = "AMOUNT")]
    amount: Option<String>,
    #[arg(long, value_name = "AMOUNT")]
    worth: Option<String>,
    #[arg(long, value_name = "REASON")]
    reason: Option<String>,
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    #[arg(long, value_name = "NUMBER")]
    tracking: Option<String>,
    #[arg(long, value_name = "COURIER", requires = "tracking", default_value = "")]
    carrier: String,
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    #[arg(long = "type", value_name = "TYPE")]
    kind: Option<String>,
    #[arg(long, value_parser = ["held", "returning", "lost"])]
    parcel: Option<String>,
    #[arg(long, value_name = "KIND")]
    evidence: Vec<String>,
    #[arg(long = "override", value_name = "TEXT")]
    over: Option<String>,
    #[command(flatten)]
    approval: ApprovalArgs,
    #[arg(long)]
    platform: bool,
    #[arg(long, value_name = "STAGE")]
    expect: Option<String>,
}

/// What `kefu case refund` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct RefundArgs {
    #[arg(value_name = "CASE")]
    case: String,
    #[arg(long, value_name = "AMOUNT")]
    amount: String,
    #[command(flatten)]
    approval: ApprovalArgs,
}

/// Runs one of them.
pub(crate) fn run(context: &mut Context, command: CaseCommand) -> Outcome {
    match command {
        CaseCommand::Open(args) => case_open::run(context, &args),
        CaseCommand::List { due_within, all, sort, page } => {
            list(context, due_within.as_deref(), all, sort.as_deref(), page)
        }
        CaseCommand::WhatIf(args) => case_what_if::run(context, &args),
        CaseCommand::Show { case } => {
            let case = find(context, &case)?;
            told(context, &case)
        }
        CaseCommand::Step(args) => step(context, &args),
        CaseCommand::Refund(args) => refund(context, &args),
        CaseCommand::Evidence(args) => case_evidence::evidence(context, &args),
        CaseCommand::Pack(args) => case_evidence::make_pack(context, &args),
        CaseCommand::Freight(args) => case_evidence::agree_freight(context, &args),
        CaseCommand::Done { case } => {
            let (case, rules, by, store) = (find(context, &case)?, context.rules()?, context.by()?, context.store()?);
            not_under_way(store.db(), &case, context.lang)?;
            let change = case.mark_done(by.agent, &rules, context.now).map_err(|refusal| context.refused(&refusal))?;
            let saved = cases::save(store.db(), &by, case.stage, &change)?;
            told(context, &saved)
        }
    }
}

/// The case of an id, or of the platform's own number.
pub(super) fn find(context: &mut Context, key: &str) -> Result<Case, Problem> {
    let store = context.store()?;
    if let Ok(id) = key.parse()
        && let Some(case) = cases::by_id(store.db(), id)?
    {
        return Ok(case);
    }
    for platform in crate::domain::Platform::ALL {
        if let Some(case) = cases::by_platform_id(store.db(), platform, key)? {
            return Ok(case);
        }
    }
    Err(Problem::NotFound { kind: "case", key: SafeText::line(key) })
}

fn list(context: &mut Context, due_within: Option<&str>, all: bool, sort: Option<&str>, page: Page) -> Outcome {
    let due = due_within.map(|text| context.span(text)).transpose()?.map(|span| context.now.plus(span));
    let (store, words, lang) = (context.store()?, context.words()?, context.lang);
    let found = match sort {
        // As the screen has them: what the platform has presumably done, to be checked, comes first.
        Some("time") => cases::page(store.db(), CaseOrder::Time, context.now, page.limit, page.offset)?,
        Some(_) => cases::page(store.db(), CaseOrder::Harm, context.now, page.limit, page.offset)?,
        None if all => cases::all(store.db(), page.limit, page.offset)?,
        None => cases::open(store.db(), due, page.limit, page.offset)?,
    };
    if context.json {
        let rows = found.iter().map(|case| shape(context, store.db(), case, &words)).collect::<Result<Vec<_>, _>>()?;
        context.out.json(&rows.into())?;
        return Ok(Done::Whole);
    }
    let heads = [
        lang.cli_id(),
        lang.cli_number(),
        lang.cli_type(),
        lang.cli_state(),
        lang.cli_amount(),
        lang.cli_clock(),
        lang.cli_placed_case(),
    ];
    let mut table = Table::new(&heads);
    for case in &found {
        table.row([
            case.id.to_string(),
            orders::by_id(store.db(), case.order)?.map(|order| order.number).unwrap_or_default(),
            lang.case_type(case.kind).to_owned(),
            lang.stage(case.stage).to_owned(),
            case.amount.map(Money::shown).unwrap_or_default(),
            lang.clock_cell(case, context.now),
            words.short(case.opened_at),
        ]);
    }
    context.out.table(&table, lang.cli_no_cases())?;
    Ok(Done::Whole)
}

/// A case's shape.
pub(crate) fn shape(context: &mut Context, db: &dyn Engine, case: &Case, words: &Words) -> Result<Value, Problem> {
    let rules = context.rules()?;
    let order = orders::by_id(db, case.order)?.map(|order| order.number).unwrap_or_default();
    let lines = orders::lines(db, case.order)?;
    let line = lines.iter().find(|line| Some(line.id) == case.line).map(|line| &*line.line);
    let found = orders::by_id(db, case.order)?;
    let freight = money::freight(db, case, found.as_ref(), &rules)?;
    let about = CaseAbout {
        order: &order,
        line,
        max_amount: cases::cap(db, case)?,
        worth: cases::worth(db, case, case.kind)?,
        proof: rules.proof(case),
        say: freight.as_ref().map(|freight| context.lang.freight_say(freight)),
        freight: freight.as_ref(),
        doubts: &money::return_doubts(db, case, context.now)?,
        steps: &allowed(case, &rules, context),
        history: &cases::history(db, case.id)?,
    };
    let mut value = words.case(case, &about);
    value["shop_writes"] = shop_writes::shapes(db, &crate::store::shop_writes::of_case(db, case.id)?, words)?;
    Ok(value)
}

fn allowed(case: &Case, rules: &Rules, context: &Context) -> Vec<Step> {
    let choices = case.steps(rules, context.now).into_iter();
    choices.filter(|choice| choice.refusal.is_none()).map(|choice| choice.step).collect()
}

fn step(context: &mut Context, args: &StepArgs) -> Outcome {
    let (case, rules, by, store) = (find(context, &args.case)?, context.rules()?, context.by()?, context.store()?);
    let case = cases::fresh(store.db(), case.id)?;
    let step = Step::parse(&args.step).ok_or_else(|| {
        let all: Vec<_> = Step::ALL.iter().map(|step| step.code()).collect();
        context.usage(&context.lang.cli_bad_step(&args.step, &all.join(" ")))
    })?;
    let expected = args.expect.as_deref().map(|word| stage(context, word)).transpose()?;
    if expected.is_some_and(|stage| stage != case.stage) {
        let last = cases::history(store.db(), case.id)?.last().and_then(|event| event.by);
        let by = context.words()?.agent_name(last).unwrap_or("kefu").to_owned();
        return Err(Problem::Changed { by: SafeText::line(&by) }.into());
    }
    let mut input = input(context, args, &case, &rules, step, by.agent)?;
    input.authority = approval::authority(context, &args.approval)?;
    if step.gives_money(case.kind) && step.by() == Party::Seller && input.amount.is_none() {
        let exact = case.amount.or(case.max_amount).map(|amount| amount.to_string()).unwrap_or_default();
        return Err(context.usage(&context.lang.cli_exact_amount(&exact)).into());
    }
    let sources = context.config.sources.clone();
    let deciding = Deciding { by: &by, rules: &rules, sources: &sources, lang: context.lang };
    let saved = deciding.step(store.db(), &case, step, &input)?.map_err(|refusal| context.refused(&refusal))?;
    after_shop(context, &saved)
}

/// Has the shop pay a refund that is owed already.
fn refund(context: &mut Context, args: &RefundArgs) -> Outcome {
    let (case, rules, by, store) = (find(context, &args.case)?, context.rules()?, context.by()?, context.store()?);
    let case = cases::fresh(store.db(), case.id)?;
    let amount = context.money(&args.amount, case.currency)?;
    let authority = approval::authority(context, &args.approval)?;
    let input = StepInput { by: by.agent, amount: Some(amount), authority, ..StepInput::default() };
    let sources = context.config.sources.clone();
    let deciding = Deciding { by: &by, rules: &rules, sources: &sources, lang: context.lang };
    let saved = deciding.refund(store.db(), &case, &input)?.map_err(|refusal| context.refused(&refusal))?;
    after_shop(context, &saved)
}

/// Carries out what the case now waits for at its shop, and tells how it stands.
fn after_shop(context: &mut Context, case: &Case) -> Outcome {
    shop_writes::carry_out(context, case.order)?;
    let now = cases::expect(context.store()?.db(), case.id)?;
    told(context, &now)
}

fn stage(context: &Context, word: &str) -> Result<Stage, Problem> {
    let all: Vec<_> = Stage::ALL.iter().map(|stage| stage.code()).collect();
    Stage::parse(word).ok_or_else(|| context.usage(&context.lang.cli_bad_stage(word, &all.join(" "))))
}

fn input(
    context: &Context,
    args: &StepArgs,
    case: &Case,
    rules: &Rules,
    step: Step,
    by: Option<crate::domain::AgentId>,
) -> Result<StepInput, Failure> {
    let text = |text: &Option<String>| text.as_deref().map(SafeText::clean);
    let mut evidence = Vec::new();
    for word in &args.evidence {
        let all: Vec<_> = EvidenceKind::ALL.iter().map(|kind| kind.code()).collect();
        let wrong = || context.usage(&context.lang.cli_bad_evidence(word, &all.join(" ")));
        evidence.push(EvidenceKind::parse(word).ok_or_else(wrong)?);
    }
    let input = StepInput {
        by,
        amount: args.amount.as_deref().map(|text| context.money(text, case.currency)).transpose()?,
        worth: args.worth.as_deref().map(|text| context.money(text, case.currency)).transpose()?,
        kind: args.kind.as_deref().map(|word| kind(context, word)).transpose()?,
        reason: args.reason.as_deref().map(|words| rules.reason(words).0),
        text: text(&args.text),
        waybill: args
            .tracking
            .as_ref()
            .map(|number| Waybill { carrier: SafeText::line(&args.carrier), number: number.trim().to_owned() }),
        parcel: args.parcel.as_deref().and_then(ParcelFact::parse),
        override_reason: text(&args.over),
        return_address: text(&args.address),
        evidence,
        ..StepInput::default()
    };
    // What the buyer or the platform does is a fact that somebody saw there.
    Ok(if args.platform || step.by() != Party::Seller { input.as_fact() } else { input })
}

/// The case type of a word.
pub(crate) fn kind(context: &Context, word: &str) -> Result<CaseType, Problem> {
    let all: Vec<_> = CaseType::ALL.iter().map(|kind| kind.code()).collect();
    CaseType::parse(word).ok_or_else(|| context.usage(&context.lang.cli_bad_type(word, &all.join(" "))))
}

/// Tells how a case stands now.
pub(crate) fn told(context: &mut Context, case: &Case) -> Outcome {
    let (store, words, lang, rules) = (context.store()?, context.words()?, context.lang, context.rules()?);
    if context.json {
        let value = shape(context, store.db(), case, &words)?;
        context.out.json(&value)?;
        return Ok(Done::Whole);
    }
    let order = orders::by_id(store.db(), case.order)?.map(|order| order.number).unwrap_or_default();
    let found = orders::by_id(store.db(), case.order)?;
    let freight = money::freight(store.db(), case, found.as_ref(), &rules)?;
    let returns = found.map(|order| order.return_freight).unwrap_or_default();
    let paid_by = freight.as_ref().map_or_else(|| lang.fr_none().to_owned(), |f| lang.freight_line(f, returns));
    let say = freight.as_ref().map(|freight| lang.freight_say(freight)).unwrap_or_default();
    let doubts = money::return_doubts(store.db(), case, context.now)?;
    let doubts: Vec<_> = doubts.iter().map(|doubt| lang.return_doubt(doubt)).collect();
    let worth = cases::worth(store.db(), case, case.kind)?;
    let mut table = Table::new(&["", ""]);
    let steps = allowed(case, &rules, context);
    let steps: Vec<_> = steps.iter().map(|s| format!("{} ({})", lang.case_step(*s), s.code())).collect();
    let ours = if case.our_step == crate::domain::aftersale::OurStep::None { "" } else { lang.our_step(case.our_step) };
    let rows = [
        (lang.cli_id(), case.id.to_string()),
        (lang.cli_number(), order),
        (lang.cli_type(), lang.case_type(case.kind).to_owned()),
        (lang.cli_reason(), lang.reason(&case.reason, &rules)),
        (lang.cli_state(), lang.stage(case.stage).to_owned()),
        (lang.cli_our_step(), ours.to_owned()),
        (lang.cli_amount(), case.amount.map(Money::shown).unwrap_or_default()),
        (lang.cli_most(), cases::cap(store.db(), case)?.map(Money::shown).unwrap_or_default()),
        ("", worth.map(|worth| lang.goods_sent(&worth.shown(), case.worth.is_some())).unwrap_or_default()),
        (lang.f_freight(), paid_by),
        ("", say),
        (lang.cli_clock(), lang.clock_line(case, context.zone, context.now)),
        (lang.cli_have(), lang.evidence_kinds(&case.proof())),
        (lang.cli_lacking(), lang.evidence_kinds(&rules.proof(case).missing())),
        ("", doubts.join("; ")),
        ("", case.apart.as_ref().map(|why| lang.case_apart(&why.to_line())).unwrap_or_default()),
        ("", case.anomalies.iter().map(|anomaly| lang.anomaly(anomaly)).collect::<Vec<_>>().join(" ")),
        (lang.cli_steps(), steps.join(", ")),
    ];
    for (what, value) in rows {
        if !value.trim().is_empty() {
            table.row([what.to_owned(), value]);
        }
    }
    context.out.list(&table)?;
    for write in crate::store::shop_writes::of_case(store.db(), case.id)? {
        context.out.line(lang.shop_write(&write))?;
    }
    for event in cases::history(store.db(), case.id)? {
        let by = words.agent_name(event.by).unwrap_or_default();
        let note = event.note.map(|note| note.to_string()).unwrap_or_default();
        let noted = if event.intended { lang.noted_mark() } else { "" };
        context.out.line(format!("{}  {by} {noted}{} {note}", words.short(event.at), lang.case_step(event.step)))?;
    }
    Ok(Done::Whole)
}
