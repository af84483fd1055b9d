//! The tools of a case on the screen: a file of evidence, the arbitration pack.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use expect_test::expect;
use kefu::app::msg::{Answer, CasePage, Did, Do, FolderEntry, FolderPage, Msg};
use kefu::domain::aftersale::{Case, CaseType, EvidenceKind, GoodsState, Opening, Origin, Party, Proof};
use kefu::domain::{CaseId, ConversationId, Currency, Money, OrderId, Platform, SafeText, ShopId};
use kefu::text::Lang;
use scene::{Scene, ago, now};

fn page() -> CasePage {
    let rules = kefu::rules::embedded().expect("rules");
    let opening = Opening {
        id: CaseId::new(7),
        shop: ShopId::new(1),
        platform: Platform::Own,
        platform_id: None,
        order: OrderId::new(1),
        line: None,
        customer: None,
        conversation: Some(ConversationId::new(1)),
        kind: CaseType::ReturnRefund,
        reason: rules.reason("质量问题").0,
        goods: GoodsState::Received,
        amount: Some(Money::fen(23900)),
        max_amount: Some(Money::fen(23900)),
        currency: Currency::CNY,
        tag: None,
        applied_at: ago(60),
        platform_deadline: None,
        finished_at: None,
        has_open_case: false,
        has_done_case: false,
        tries_used: 0,
        by: None,
        origin: Origin::Desk,
        note: None,
    };
    let case = Case::open(opening, &rules).expect("opened").case;
    CasePage {
        choices: case.steps(&rules, now()),
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
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Y 同意  R 拒绝  O 协商  e 索取凭证 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Tab 换栏  Ctrl-N 下一个  Ctrl-P 命令  F1 帮助  Ctrl-Q 退出

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
        ┃       not now: goods are fine refuse the goods shipped                       ┃
        ┃                                                                              ┃
        ┃ History                                                                      ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Y agree  R refuse  O offer  e ask proof ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Tab pane  Ctrl-N next chat  Ctrl-P commands  F1 help  Ctrl-Q quit

    "#]]
    .assert_eq(&scene.screen());
    scene.keys(".zip<enter>");
    assert_eq!(scene.done(), [Do::MakePack(CaseId::new(7), "/home/lin/packs/7-20261122.zip".into())]);
    let path = SafeText::line("/home/lin/packs/7-20261122.zip");
    scene.tell(Msg::Did(Box::new(Did::Packed { path, files: 2, changed: 1 })));
    let said = scene.model.status.notice().map(|notice| notice.text.clone()).unwrap_or_default();
    assert!(said.contains("with 2 evidence files") && said.contains("1 evidence files are gone"), "{said}");
    assert!(!scene.model.status.undoable);
}
