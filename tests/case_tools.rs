//! The tools of a case on the screen: evidence, the arbitration pack, compensation, agreed freight.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use expect_test::expect;
use kefu::app::model::Shade;
use kefu::app::msg::{
    Answer, AtShop, CasePage, Did, Do, Done, FolderEntry, FolderPage, Msg, NewPayout, ProofAsk, ProofBody, ProofPage,
    WriteAnswer,
};
use kefu::domain::aftersale::compensation::CompensationKind;
use kefu::domain::aftersale::limits::{Approval, Pin};
use kefu::domain::aftersale::{
    AgreedFreight, Case, CaseType, EvidenceItem, EvidenceKind, FreightShare, GoodsState, Opening, Origin, Party, Payer,
    Proof,
};
use kefu::domain::picture::{NotShown, Picture};
use kefu::domain::shop_write::{ShopAct, ShopWrite, WriteFault, WriteState};
use kefu::domain::{CaseId, ConversationId, MessageId, Money, OrderId, Platform, Problem, SafeText, ShopId};
use kefu::text::Lang;
use scene::{Scene, ago, now};

fn page() -> CasePage {
    let rules = kefu::rules::embedded().expect("rules");
    let opening = Opening {
        conversation: Some(ConversationId::new(1)),
        reason: rules.reason("质量问题").0,
        amount: Some(Money::fen(23900)),
        max_amount: Some(Money::fen(23900)),
        origin: Origin::Desk,
        ..Opening::told(
            CaseId::new(7),
            (ShopId::new(1), Platform::Own),
            OrderId::new(1),
            (CaseType::ReturnRefund, GoodsState::Received),
            ago(60),
        )
    };
    let case = Case::open(opening, &rules).expect("opened").case;
    CasePage {
        choices: case.steps(&rules, now()),
        tomorrow: case.what_if(&rules, ago(-24 * 60)),
        returns: Vec::new(),
        proof: Proof { from_buyer: vec![EvidenceKind::FlawPhoto], ..Proof::default() },
        order: None,
        shop: None,
        history: Vec::new(),
        reason_words: "质量问题".into(),
        freight: None,
        doubts: Vec::new(),
        fraud: None,
        my_limit: None,
        return_address: None,
        max_amount: case.max_amount,
        worth: None,
        goods_worth: None,
        advanced: false,
        at_shop: Default::default(),
        compensations: Vec::new(),
        gifts: Vec::new(),
        said: vec![(MessageId::new(12), "那运费我们各出一半".into()), (MessageId::new(11), "好的".into())],
        pack_path: "/home/lin/packs/7-20261122".into(),
        chat: Some(ConversationId::new(1)),
        case,
    }
}

fn scene(cols: u16, rows: u16, lang: Lang) -> Scene {
    let mut scene = Scene::new(cols, rows, lang);
    scene.cases(vec![page()]);
    scene.keys("4<enter>");
    scene.done();
    scene
}

fn entry(name: &str, is_folder: bool) -> FolderEntry {
    FolderEntry { name: name.into(), is_folder, bytes: 420_000, changed: Some(ago(3)) }
}

/// The world answers for the folder that is typed.
fn folder(scene: &mut Scene, path: &str, entries: Vec<FolderEntry>) {
    scene.tell(Msg::Answer(Box::new(Answer::Folder(path.into(), FolderPage { entries, problem: None }))));
}

#[test]
fn a_plus_adds_a_file_whose_path_tab_completes() {
    let mut scene = scene(80, 24, Lang::Zh);
    scene.keys("+/tmp/");
    folder(&mut scene, "/tmp/", vec![entry("瑕疵.jpg", false), entry("外箱.jpg", false), entry("旧", true)]);
    expect![[r#"
         kefu  会话 3!  订单  [售后 2!]  日志 1  待办                       小林  14:03
        ┏━   退货退款  待商家处理 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 没有已知规则，请设时间或导入平台时间                                         ┃
        ┃                                                                              ┃
        ┃ 申请  11-22 13:03   原因  质量问题 (商责)   货物  已收到货                   ┃
        ┃ ┏━ 加凭证文件 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓ ┃
        ┃ ┃ 图片、视频、PDF 或文本。文件会复制一份存好，原件不动。                   ┃ ┃
        ┃ ┃> 文件    /tmp/                                                           ┃ ┃
        ┃ ┃  是什么  < 按内容认 >                                                    ┃ ┃
        ┃ ┃  谁给的  [买家]  商家   平台                                             ┃ ┃
        ┃ ┃  说明                                                                    ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃ 瑕疵.jpg                                            420 KB   11-22 14:00 ┃ ┃
        ┃ ┃ 外箱.jpg                                            420 KB   11-22 14:00 ┃ ┃
        ┃ ┃ 旧/                                                          11-22 14:00 ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┗━ Enter 确定  Tab 下一格  Esc 取消 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ ┃
        ┃ 经过                                                                         ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Y 同意  R 拒绝  O 协商  e 索取凭证 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&scene.screen());
    scene.keys("瑕<tab>");
    assert!(scene.screen().contains("/tmp/瑕疵.jpg"), "{}", scene.screen());
    scene.keys("<tab>2<tab><tab>桌上拍的<enter>");
    let added = Do::AddEvidence {
        case: CaseId::new(7),
        path: "/tmp/瑕疵.jpg".into(),
        kind: Some(EvidenceKind::FlawPhoto),
        from: Party::Buyer,
        note: "桌上拍的".into(),
    };
    assert_eq!(scene.done(), [added]);
    scene.tell(Msg::Did(Box::new(Did::EvidenceAdded(EvidenceKind::FlawPhoto, SafeText::line("瑕疵.jpg")))));
    assert!(scene.screen().contains("凭证已存: 瑕疵近照 瑕疵.jpg。"), "{}", scene.screen());
    assert!(scene.model.status.undoable);
}

#[test]
fn the_pack_goes_where_the_dialog_says_and_tells_it() {
    let mut scene = scene(80, 24, Lang::En);
    scene.keys("K");
    expect![[r#"
         kefu  Chats 3!  Orders  [Cases 2!]  Log 1  To-do                   小林  14:03
        ┏━   Return and refund  Seller to decide ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ No rule is known: set a time, or import the platform's                       ┃
        ┃                                                                              ┃
        ┃ applied  11-22 13:03   reason  质量问题 (our fault)   goods  received        ┃
        ┃ amount  ¥239.00   at most ¥239.00                                            ┃
        ┃ ┏━ Make the arbitration pack ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓ ┃
        ┃ ┃ A folder, or a zip when the name ends in .zip; overwrites nothing.       ┃ ┃
        ┃ ┃> put it in  /home/lin/packs/7-20261122                                   ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┃                                                                          ┃ ┃
        ┃ ┗━ Enter accept  Tab next  Esc cancel ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ ┃
        ┃                                                                              ┃
        ┃ freight  no known rule                                                       ┃
        ┃ At hand: none                                                                ┃
        ┃ Missing: close photo of the flaw                                             ┃
        ┃                                                                              ┃
        ┗━ Y agree  R refuse  O offer  e ask proof ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&scene.screen());
    scene.keys(".zip<enter>");
    assert_eq!(scene.done(), [Do::MakePack(CaseId::new(7), "/home/lin/packs/7-20261122.zip".into())]);
    let path = SafeText::line("/home/lin/packs/7-20261122.zip");
    scene.tell(Msg::Did(Box::new(Did::Packed { path, files: 2, changed: 1 })));
    let said = scene.model.status.notice().map(|notice| notice.text.clone()).unwrap_or_default();
    assert!(said.contains("files of evidence in it: 2") && said.contains("not what they were: 1"), "{said}");
    assert!(!scene.model.status.undoable);
}

#[test]
fn a_compensation_says_how_much_for_what_and_why_and_the_pin_is_never_shown() {
    let mut scene = scene(80, 24, Lang::Zh);
    scene.keys("$12.5<tab><right><tab>运费补差<enter>");
    let [Do::Compensate(_, None)] = &scene.done()[..] else { panic!("asked for nobody") };
    let (what, hint) = ("再打 ¥12.50 就超过一单 ¥3.00 的上限。".into(), "要主管来批。".into());
    scene.tell(Msg::Failed(Box::new(Problem::NeedsSecond { what, hint })));
    scene.keys("老周<tab>2468");
    let shown = scene.screen();
    assert!(!shown.contains("2468"), "{shown}");
    expect![[r#"
         kefu  会话 3!  订单  [售后 2!]  日志 1  待办                       小林  14:03
        ┏━   退货退款  待商家处理 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 没有已知规则，请设时间或导入平台时间                                         ┃
        ┃                                                                              ┃
        ┃ 申请  11-22 13:03   原因  质量问题 (商责)   货物  已收到货                   ┃
        ┃ 金额  ¥239.00   最多可退 ¥239.00                                             ┃
        ┃ 下一步                                                                       ┃
        ┃ ┏━ 小额打款 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓ ┃
        ┃ ┃ 记下后去平台打款。一个订单每种只打一次，超过上限要主管批。               ┃ ┃
        ┃ ┃  金额    12.5                                                            ┃ ┃
        ┃ ┃  名目     补偿  [退运费]  退差价   其他                                  ┃ ┃
        ┃ ┃  原因    运费补差                                                        ┃ ┃
        ┃ ┃  谁来批  老周                                                            ┃ ┃
        ┃ ┃> PIN     ****                                                            ┃ ┃
        ┃ ┗━ Enter 确定  Tab 下一格  Esc 取消 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ ┃
        ┃ 已有：无                                                                     ┃
        ┃ 还缺：瑕疵近照                                                               ┃
        ┃                                                                              ┃
        ┃ 经过                                                                         ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Y 同意  R 拒绝  O 协商  e 索取凭证 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛

         再打 ¥12.50 就超过一单 ¥3.00 的上限。 要主管来批。
    "#]]
    .assert_eq(&shown);
    scene.keys("<enter>");
    let new = NewPayout {
        order: OrderId::new(1),
        case: Some(CaseId::new(7)),
        kind: CompensationKind::Freight,
        amount: Money::fen(1250),
        reason: "运费补差".into(),
    };
    let approval = Approval { name: "老周".into(), pin: Pin::new("2468") };
    assert_eq!(scene.done(), [Do::Compensate(Box::new(new), Some(approval))]);
    scene.tell(Msg::Did(Box::new(Did::Done(Done::PayoutNoted))));
    assert!(scene.model.status.undoable);
}

#[test]
fn what_was_agreed_about_the_freight_names_its_message() {
    let mut scene = scene(80, 24, Lang::Zh);
    scene.keys("P");
    expect![[r#"
         kefu  会话 3!  订单  [售后 2!]  日志 1  待办                       小林  14:03
        ┏━   退货退款  待商家处理 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 没有已知规则，请设时间或导入平台时间                                         ┃
        ┃                                                                              ┃
        ┃ 申请  11-22 13:03   原因  质量问题 (商责)   货物  已收到货                   ┃
        ┃ 金额  ¥239.00   最多可退 ¥239.00                                             ┃
        ┃ ┏━ 商定运费 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓ ┃
        ┃ ┃ 以选中的那句话为凭，举证材料里会带上。                                   ┃ ┃
        ┃ ┃> 哪句话    [那运费我们各出一半]  好的   按规则，不用约定                 ┃ ┃
        ┃ ┃  发出      [没说]  买家   卖家   各半 (建议)   运费险   平台             ┃ ┃
        ┃ ┃  发出金额                                                                ┃ ┃
        ┃ ┃  退回      [没说]  买家   卖家   各半 (建议)   运费险   平台             ┃ ┃
        ┃ ┃  退回金额                                                                ┃ ┃
        ┃ ┃  再发      [没说]  买家   卖家   各半 (建议)   运费险   平台             ┃ ┃
        ┃ ┃  再发金额                                                                ┃ ┃
        ┃ ┗━ Enter 确定  Tab 下一格  Esc 取消 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ ┃
        ┃ 还缺：瑕疵近照                                                               ┃
        ┃                                                                              ┃
        ┃ 经过                                                                         ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Y 同意  R 拒绝  O 协商  e 索取凭证 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&scene.screen());
    // Nobody pays anything: that is no agreement yet.
    scene.keys("<enter>");
    assert_eq!(scene.done(), []);
    scene.keys("3<tab>8<enter>");
    let back = FreightShare { payer: Some(Payer::Seller), amount: Some(Money::fen(800)) };
    let agreed = AgreedFreight {
        out: FreightShare::default(),
        back,
        again: FreightShare::default(),
        message: MessageId::new(12),
        quote: "那运费我们各出一半".into(),
    };
    let version = page().case.version;
    assert_eq!(scene.done(), [Do::AgreeFreight(CaseId::new(7), version, Some(Box::new(agreed)))]);
}

#[test]
fn an_express_refund_is_told_under_the_clock_and_never_instead_of_it() {
    let mut scene = Scene::new(80, 24, Lang::Zh);
    let plain = page();
    scene.cases(vec![CasePage { advanced: true, ..page() }]);
    scene.keys("4<enter>");
    let screen = scene.screen();
    assert!(screen.contains("极速退款: 平台已垫付给买家，我们的时钟照走。"), "{screen}");
    let clock = Lang::Zh.clock_line(&plain.case, scene.model.settings.zone, now());
    assert!(screen.contains(clock.split(['，', ' ']).next().unwrap_or_default()), "{clock}\n{screen}");
}

/// The two pieces of evidence of the case in view: a photo of two by two pixels, and what the buyer wrote.
fn proof(ask: ProofAsk, body: ProofBody) -> Msg {
    let item =
        EvidenceItem { kind: EvidenceKind::FlawPhoto, from: Party::Buyer, at: ago(20), name: "IMG 1.jpg".into() };
    let page = ProofPage {
        at: ask.at,
        total: 2,
        item,
        bytes: Some(420_000),
        hash: Some("ab12".into()),
        note: "桌上拍的".into(),
        changed: ask.at == 1,
        body,
    };
    Msg::Answer(Box::new(Answer::Proof(ask, Some(page))))
}

#[test]
fn a_v_shows_the_photos_of_a_case_and_reads_its_texts() {
    let mut with_proof = page();
    let item = EvidenceItem { kind: EvidenceKind::FlawPhoto, from: Party::Buyer, at: ago(20), name: "1".into() };
    with_proof.case.evidence = vec![item.clone(), item];
    let mut scene = Scene::new(80, 24, Lang::Zh);
    scene.cases(vec![with_proof]);
    scene.keys("4<enter>v");
    let ask = scene.model.proof.asked().expect("it is asked for");
    assert_eq!((ask.case, ask.at, ask.cols, ask.rows), (CaseId::new(7), 0, 76, 19));
    let photo = Picture::new(2, vec![[255, 0, 0], [0, 0, 255], [0, 255, 0], [255, 255, 255]]);
    scene.tell(proof(ask, ProofBody::Picture(Box::new(photo), (1200, 1600))));
    let screen = scene.screen();
    let lines: Vec<&str> = screen.lines().skip(1).take(6).collect();
    expect![[r#"
        ┏━ 凭证 1/2 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 瑕疵近照  买家  11-22 13:43  桌上拍的                                        ┃
        ┃ IMG 1.jpg  420 KB  1200 x 1600                                               ┃
        ┃ SHA-256 ab12                                                                 ┃
        ┃ ▀▀                                                                           ┃
        ┃                                                                              ┃"#]]
    .assert_eq(&lines.join("\n"));
    scene.keys("<right>");
    let ask = scene.model.proof.asked().expect("the next one");
    assert_eq!(ask.at, 1);
    scene.tell(proof(ask, ProofBody::Text("键盘有一个键坏了\n昨天还好好的".into(), false)));
    let screen = scene.screen();
    assert!(screen.contains("键盘有一个键坏了") && screen.contains("和入库时不同"), "{screen}");
    scene.keys("<right><esc>");
    assert!(!scene.screen().contains("键盘有一个键坏了"));
}

#[test]
fn without_colours_only_the_facts_of_a_photo_are_shown() {
    let mut with_proof = page();
    let item = EvidenceItem { kind: EvidenceKind::FlawPhoto, from: Party::Buyer, at: ago(20), name: "1".into() };
    with_proof.case.evidence = vec![item];
    let mut scene = Scene::new(80, 24, Lang::Zh);
    scene.model.shade = Shade::Mono;
    scene.cases(vec![with_proof]);
    scene.keys("4<enter>v");
    let ask = scene.model.proof.asked().expect("it is asked for");
    assert_eq!(ask.cols, 0, "nothing is unpacked");
    scene.tell(proof(ask, ProofBody::Facts(NotShown::NoColours)));
    assert!(scene.screen().contains("不画图") && scene.screen().contains("SHA-256 ab12"));
}

#[test]
fn what_nobody_knows_of_a_refund_at_the_shop_is_shown_and_settled_with_b() {
    let write = ShopWrite {
        id: 5,
        source: "net".into(),
        external_id: "101".into(),
        order: OrderId::new(1),
        case: Some(CaseId::new(7)),
        intention: None,
        act: ShopAct::Refund,
        text: SafeText::line("质量问题"),
        amount: Some(Money::fen(23_900)),
        key: "kefu-5".into(),
        state: WriteState::Unknown,
        seen: 1,
        remote: None,
        fault: Some(WriteFault::Died),
        attempts: 1,
        agent: None,
        at: ago(3),
        asked_at: Some(ago(3)),
        ended_at: None,
        settled_by: None,
        version: 4,
    };
    let at_shop = |write: &ShopWrite| AtShop { written: true, writes: vec![write.clone()], my_limit: None };
    let mut scene = Scene::new(80, 40, Lang::Zh);
    scene.cases(vec![CasePage { at_shop: at_shop(&write), ..page() }]);
    scene.keys("4<enter>");
    scene.done();
    let shown = scene.screen();
    assert!(shown.contains("店内退款 ¥239.00  不确定办没办成，请到店里看"), "{shown}");
    scene.keys("b");
    assert!(scene.screen().contains("看过了，已办成") && !scene.screen().contains("再办一次"), "{}", scene.screen());
    scene.keys("2<enter>");
    assert_eq!(scene.done(), [Do::SettleWrite(Box::new(write.clone()), WriteAnswer::NotThere, None)]);
    let failed = ShopWrite { state: WriteState::Failed, fault: Some(WriteFault::NotThere), ..write };
    let mut scene = Scene::new(80, 40, Lang::Zh);
    scene.cases(vec![CasePage { at_shop: at_shop(&failed), ..page() }]);
    scene.keys("4<enter>");
    scene.done();
    scene.keys("b<tab>2.39<enter>");
    assert!(scene.done().is_empty() && scene.screen().contains("239.00"), "{}", scene.screen());
    scene.keys("<backspace><backspace><backspace><backspace>239<enter>");
    let again = WriteAnswer::Again(Some(Money::fen(23_900)));
    assert_eq!(scene.done(), [Do::SettleWrite(Box::new(failed), again, None)]);
}
