//! The import screen says how a file was understood before anything is written, in the words of the dry run.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use std::io::Cursor;
use std::ops::ControlFlow;

use expect_test::expect;
use kefu::app::msg::{Effect, ImportTold, Msg, RejectRow};
use kefu::domain::SafeText;
use kefu::import::{self, Options, Preview};
use kefu::text::Lang;
use scene::Scene;

const FILE: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,\
联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,店铺名称,是否代付,新零售交易类型,打款商家金额,\
会员等级\n\
=\"4000111122223333\",li_ming,239.00,0.00,239.00,239.00,买家已付款，等待卖家发货,送礼用,李明,浙江省 杭州市 西湖区 文三路 1 号(310000),\
'13900001234,2026-11-20 09:05:00,2026-11-20 09:06:00,茶轴键盘 87键,1,,,11-20 A07 送腕托,旗舰店,否,,239.00元,V3\n\
4.00E+18,wang,59.00,0.00,59.00,59.00,交易成功,,王芳,null,'13900005678,2026-11-19 10:00:00,,腕托,1,,,,旗舰店,否,,59.00元,\n";

/// What reading the file finds, as the runtime tells the screen.
fn told() -> ImportTold {
    let mut sink = |_| Ok(ControlFlow::Continue(()));
    let summary = import::read(Cursor::new(FILE.as_bytes().to_vec()), &Options::default(), &mut sink).expect("read");
    ImportTold {
        path: "~/ExportOrderList1.csv".into(),
        dry: true,
        format: SafeText::line("taobao.orders"),
        encoding: SafeText::line("utf-8"),
        rows: summary.rows,
        inserted: 1,
        rejected: summary.rejected,
        tables: summary.previews.iter().map(Preview::seen).collect(),
        rejects: summary
            .rejects
            .iter()
            .map(|reject| RejectRow {
                row: reject.row,
                column: SafeText::line(&reject.column),
                problem: SafeText::line(reject.code.code()),
                value: SafeText::line(&reject.value),
            })
            .collect(),
        ..ImportTold::default()
    }
}

fn looked_at(cols: u16, rows: u16, lang: Lang) -> Scene {
    let mut scene = Scene::new(cols, rows, lang);
    scene.keys("<f8>~/ExportOrderList1.csv<enter>");
    scene.tell(Msg::ImportTold(Box::new(told())));
    scene
}

#[test]
fn at_80_columns_it_is_seen_how_the_file_was_understood() {
    expect![[r#"
         kefu  [会话 3!]  订单  售后 2!  日志 1  待办                       小林  14:03
        ┏━ 导入文件 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 文件 ~/ExportOrderList1.csv                                                  ┃
        ┃                                                                              ┃
        ┃ taobao.orders  utf-8  2 行                                                   ┃
        ┃ 会新增 1，更新 0，没有变化 0；还没有写入                                     ┃
        ┃ 没有导入 1，逐条列在下面                                                     ┃
        ┃                                                                              ┃
        ┃   淘宝天猫订单报表 (taobao.orders)，utf-8，23 列，2018-2019 年的表头         ┃
        ┃   认得的列：订单编号 = 订单号; 买家会员名 = 买家; 订单状态 = 状态; 买家应付  ┃
        ┃ 货款 = 货款; 买家应付邮费 = 运费; 总金额; 买家实际支付金额 = 实付; 收货人姓  ┃
        ┃ 名 = 收货人; 收货地址 = 地址; 联系手机 = 手机; 订单创建时间 = 下单时间; 订单 ┃
        ┃ 付款时间 = 付款时间; 宝贝标题 = 商品; 物流单号 = 运单号; 物流公司 = 快递公   ┃
        ┃ 司; 订单备注 = 旧版商家备注; 买家留言; 店铺名称 = 店铺                       ┃
        ┃   其他列（原样保留）：宝贝种类; 是否代付; 新零售交易类型; 打款商家金额; 会员 ┃
        ┃ 等级                                                                         ┃
        ┃     订单编号=4000111122223333 | 买家会员名=li_ming | 买家应付货款=239.00 |   ┃
        ┃ 买家应付邮费=0.00 | 总金额=239.00 | 买家实际支付金额=239.00 | 订单状态=买家  ┃
        ┃ 已付款，等待卖家发货 | 买家留言=送礼用 | 收货人姓名=李** | 收货地址=浙江省   ┃
        ┃ 杭州市 西湖区 **** | 联系手机=139****1234 | 订单创建时间=2026-11-20 09:05:00 ┃
        ┃ | 订单付款时间=2026-11-20 09:06:00 | 宝贝标题=茶轴键盘 87键 | 宝贝种类=1 |   ┃
        ┗━ Enter 导入  PgDn 往下看  Esc 换文件 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&looked_at(80, 24, Lang::Zh).screen());
    expect![[r#"
         kefu  [Chats 3!]  Orders  Cases 2!  Log 1  To-do                   小林  14:03
        ┏━ Import a file ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ file ~/ExportOrderList1.csv                                                  ┃
        ┃                                                                              ┃
        ┃ taobao.orders  utf-8  2 rows                                                 ┃
        ┃ would add 1, update 0, leave 0 as they are; nothing is written yet           ┃
        ┃ 1 not imported, listed below                                                 ┃
        ┃                                                                              ┃
        ┃   Taobao and Tmall orders (taobao.orders), utf-8, 23 columns, header of      ┃
        ┃ 2018-2019                                                                    ┃
        ┃   columns understood: 订单编号 = order number; 买家会员名 = buyer; 订单状态  ┃
        ┃ = status; 买家应付货款 = goods; 买家应付邮费 = freight; 总金额 = total; 买家 ┃
        ┃ 实际支付金额 = paid; 收货人姓名 = receiver; 收货地址 = address; 联系手机 =   ┃
        ┃ phone; 订单创建时间 = ordered; 订单付款时间 = paid at; 宝贝标题 = title; 物  ┃
        ┃ 流单号 = waybill; 物流公司 = carrier; 订单备注 = older seller's memo; 买家留 ┃
        ┃ 言 = buyer's message; 店铺名称 = shop                                        ┃
        ┃   other columns (kept as they stand): 宝贝种类; 是否代付; 新零售交易类型; 打 ┃
        ┃ 款商家金额; 会员等级                                                         ┃
        ┃     订单编号=4000111122223333 | 买家会员名=li_ming | 买家应付货款=239.00 |   ┃
        ┃ 买家应付邮费=0.00 | 总金额=239.00 | 买家实际支付金额=239.00 | 订单状态=买家  ┃
        ┃ 已付款，等待卖家发货 | 买家留言=送礼用 | 收货人姓名=李** | 收货地址=浙江省   ┃
        ┗━ Enter import  PgDn more  Esc another file ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&looked_at(80, 24, Lang::En).screen());
}

#[test]
fn at_120_columns_the_first_rows_and_those_not_taken_stand_below() {
    expect![[r#"
         kefu  [会话 3!]  订单  售后 2!  日志 1  待办                                                               小林  14:03
        ┏━ 1 会话  待回复 3  接待 0 ━━━┱─ 2 对话 ────────────────────────────────────────────┬─ 3 订单 2 ────────── 10 分钟前 ─┐
        ┃*  2:41  ┏━ 导入文件 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓尾号 商品│
        ┃   什么时┃ 文件 ~/ExportOrderList1.csv                                                                      ┃  ¥239.00│
        ┃*  1:10  ┃                                                                                                  ┃ 小时未付│
        ┃   快递三┃ taobao.orders  utf-8  2 行                                                                       ┃  ¥239.00│
        ┃*  0:18  ┃ 会新增 1，更新 0，没有变化 0；还没有写入                                                         ┃-21 23:50│
        ┃   在吗  ┃ 没有导入 1，逐条列在下面                                                                         ┃         │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃   淘宝天猫订单报表 (taobao.orders)，utf-8，23 列，2018-2019 年的表头                             ┃         │
        ┃         ┃   认得的列：订单编号 = 订单号; 买家会员名 = 买家; 订单状态 = 状态; 买家应付货款 = 货款; 买家应付 ┃         │
        ┃         ┃ 邮费 = 运费; 总金额; 买家实际支付金额 = 实付; 收货人姓名 = 收货人; 收货地址 = 地址; 联系手机 =   ┃         │
        ┃         ┃ 手机; 订单创建时间 = 下单时间; 订单付款时间 = 付款时间; 宝贝标题 = 商品; 物流单号 = 运单号; 物流 ┃         │
        ┃         ┃ 公司 = 快递公司; 订单备注 = 旧版商家备注; 买家留言; 店铺名称 = 店铺                              ┃         │
        ┃         ┃   其他列（原样保留）：宝贝种类; 是否代付; 新零售交易类型; 打款商家金额; 会员等级                 ┃         │
        ┃         ┃     订单编号=4000111122223333 | 买家会员名=li_ming | 买家应付货款=239.00 | 买家应付邮费=0.00 |   ┃         │
        ┃         ┃ 总金额=239.00 | 买家实际支付金额=239.00 | 订单状态=买家已付款，等待卖家发货 | 买家留言=送礼用 |  ┃         │
        ┃         ┃ 收货人姓名=李** | 收货地址=浙江省 杭州市 西湖区 **** | 联系手机=139****1234 | 订单创建时间       ┃         │
        ┃         ┃ =2026-11-20 09:05:00 | 订单付款时间=2026-11-20 09:06:00 | 宝贝标题=茶轴键盘 87键 | 宝贝种类=1 |  ┃         │
        ┃         ┃ 订单备注=11-20 A07 送腕托 | 店铺名称=旗舰店 | 是否代付=否 | 打款商家金额=239.00元 | 会员等级=V3  ┃         │
        ┃         ┃     订单编号=4.00E+18 | 买家会员名=wang | 买家应付货款=59.00 | 买家应付邮费=0.00 | 总金额=59.00  ┃         │
        ┃         ┃ | 买家实际支付金额=59.00 | 订单状态=交易成功 | 收货人姓名=王** | 联系手机=139****5678 | 订单创建 ┃ 本周 0 ─┤
        ┃         ┃ 时间=2026-11-19 10:00:00 | 宝贝标题=腕托 | 宝贝种类=1 | 店铺名称=旗舰店 | 是否代付=否 | 打款商家 ┃         │
        ┃         ┃ 金额=59.00元                                                                                     ┃         │
        ┃         ┃        3  订单编号         单号被表格软件改坏了 4.00E+18                                         ┃ 退款报  │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃                                                                                                  ┃─────────┤
        ┃         ┃                                                                                                  ┃ 二到    │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┗━ Enter 导入  PgDn 往下看  Esc 换文件 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛         │
        ┃ 未接入：京东，会话数未知     ┃                                                     │                                 │
        ┗━ Enter 打开  z 稍后  e 解决 ━┹─────────────────────────────────────────────────────┴─────────────────────────────────┘


    "#]].assert_eq(&looked_at(120, 36, Lang::Zh).screen());
    expect![[r#"
         kefu  [Chats 3!]  Orders  Cases 2!  Log 1  To-do                                                           小林  14:03
        ┏━ 1 Chats  waiting 3  open 0 ━┱─ 2 Conversation ────────────────────────────────────┬─ 3 Orders 2 ─────── 10 min ago ─┐
        ┃*  2:41  ┏━ Import a file ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓phone    │
        ┃   什么时┃ file ~/ExportOrderList1.csv                                                                      ┃  ¥239.00│
        ┃*  1:10  ┃                                                                                                  ┃eminded 1│
        ┃   快递三┃ taobao.orders  utf-8  2 rows                                                                     ┃  ¥239.00│
        ┃*  0:18  ┃ would add 1, update 0, leave 0 as they are; nothing is written yet                               ┃-21 23:50│
        ┃   在吗  ┃ 1 not imported, listed below                                                                     ┃         │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃   Taobao and Tmall orders (taobao.orders), utf-8, 23 columns, header of 2018-2019                ┃         │
        ┃         ┃   columns understood: 订单编号 = order number; 买家会员名 = buyer; 订单状态 = status; 买家应付货 ┃         │
        ┃         ┃ 款 = goods; 买家应付邮费 = freight; 总金额 = total; 买家实际支付金额 = paid; 收货人姓名 =        ┃         │
        ┃         ┃ receiver; 收货地址 = address; 联系手机 = phone; 订单创建时间 = ordered; 订单付款时间 = paid at;  ┃         │
        ┃         ┃ 宝贝标题 = title; 物流单号 = waybill; 物流公司 = carrier; 订单备注 = older seller's memo; 买家留 ┃         │
        ┃         ┃ 言 = buyer's message; 店铺名称 = shop                                                            ┃         │
        ┃         ┃   other columns (kept as they stand): 宝贝种类; 是否代付; 新零售交易类型; 打款商家金额; 会员等级 ┃         │
        ┃         ┃     订单编号=4000111122223333 | 买家会员名=li_ming | 买家应付货款=239.00 | 买家应付邮费=0.00 |   ┃         │
        ┃         ┃ 总金额=239.00 | 买家实际支付金额=239.00 | 订单状态=买家已付款，等待卖家发货 | 买家留言=送礼用 |  ┃         │
        ┃         ┃ 收货人姓名=李** | 收货地址=浙江省 杭州市 西湖区 **** | 联系手机=139****1234 | 订单创建时间       ┃         │
        ┃         ┃ =2026-11-20 09:05:00 | 订单付款时间=2026-11-20 09:06:00 | 宝贝标题=茶轴键盘 87键 | 宝贝种类=1 |  ┃         │
        ┃         ┃ 订单备注=11-20 A07 送腕托 | 店铺名称=旗舰店 | 是否代付=否 | 打款商家金额=239.00元 | 会员等级=V3  ┃         │
        ┃         ┃     订单编号=4.00E+18 | 买家会员名=wang | 买家应付货款=59.00 | 买家应付邮费=0.00 | 总金额=59.00  ┃t ───────┤
        ┃         ┃ | 买家实际支付金额=59.00 | 订单状态=交易成功 | 收货人姓名=王** | 联系手机=139****5678 | 订单创建 ┃         │
        ┃         ┃ 时间=2026-11-19 10:00:00 | 宝贝标题=腕托 | 宝贝种类=1 | 店铺名称=旗舰店 | 是否代付=否 | 打款商家 ┃         │
        ┃         ┃ 金额=59.00元                                                                                     ┃         │
        ┃         ┃        3  订单编号         the number was rounded by a spreadsheet 4.00E+18                      ┃t brings │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃                                                                                                  ┃─────────┤
        ┃         ┃                                                                                                  ┃ 二到    │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┃                                                                                                  ┃         │
        ┃         ┗━ Enter import  PgDn more  Esc another file ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛         │
        ┃ Not connected: JD; chats u...┃                                                     │                                 │
        ┗━ Enter open  z snooze ━━━━━━━┹─────────────────────────────────────────────────────┴─────────────────────────────────┘


    "#]].assert_eq(&looked_at(120, 36, Lang::En).screen());
}

#[test]
fn all_of_it_can_be_paged_through_and_nothing_personal_is_shown() {
    let mut scene = looked_at(80, 24, Lang::Zh);
    let mut seen = scene.screen();
    for _ in 0..4 {
        scene.keys("<pagedown>");
        seen += &scene.screen();
    }
    for word in [
        "taobao.orders",
        "2018-2019",
        "订单编号 = ",
        "会员等级",
        "4000111122223333",
        "4.00E+18",
        "单号被表格软件改坏了",
    ] {
        assert!(seen.contains(word), "{word}: {seen}");
    }
    for hidden in ["李明", "13900001234", "文三路 1 号"] {
        assert!(!seen.contains(hidden), "{hidden}: {seen}");
    }
    scene.effects.clear();
    scene.keys("<enter>");
    assert_eq!(scene.effects.drain(..).collect::<Vec<_>>(), [Effect::Import("~/ExportOrderList1.csv".into())]);
}
