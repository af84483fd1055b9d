//! Words of the demo shop.

use super::macros::texts;

texts! {
    demo_made(orders: u64, chats: u64, cases: usize, file: &str): "示例店铺做好了：{orders} 个订单，{chats} 个会话，{cases} 个进行中的售后。数据文件 {file}" | "The demo shop is made: {orders} orders, {chats} chats, {cases} open cases. Data file {file}";
    demo_played(hours: i64, customers: usize, received: usize, sent: usize, seconds: u64): "{hours} 小时的班放完了，用了 {seconds} 秒：来了 {customers} 位买家，收到 {received} 条，回复 {sent} 条。" | "A shift of {hours} h was played in {seconds} s: {customers} customers came, {received} messages in, {sent} answers out.";
    demo_ends(thanks: usize, paid: usize, cases: usize, angry: usize, silent: usize): "满意 {thanks}，付款 {paid}，申请售后 {cases}，生气 {angry}，没再说话 {silent}。" | "Content {thanks}, paid {paid}, opened a case {cases}, angry {angry}, said no more {silent}.";
    demo_cases(opened: usize, steps: usize): "买家开了 {opened} 张售后单，处理了 {steps} 步。" | "Customers opened {opened} cases, {steps} steps were taken.";
    demo_return_address: "杭州市示例区样本路 1 号 退货组 收" | "1 Sample Road, Example District, Hangzhou, for Returns";
    demo_inspected: "外观完好，配件齐全" | "looks intact, all parts there";
    demo_checked: "没有漏回，没有重复发送。" | "Every chat was answered and nothing was sent twice.";
    demo_broken(checks: &str): "自检没有通过: {checks}" | "Checks failed: {checks}";
    demo_unanswered(count: usize): "有 {count} 个会话没有回复" | "{count} chats were not answered";
    demo_twice(count: usize): "有 {count} 条消息发了两次" | "{count} messages went out twice";
    demo_not_empty(file: &str): "{file} 里已经有数据，示例店铺只写进空文件" | "{file} has data in it; the demo shop is only written into an empty file";
    demo_own_words: "您好，我看一下，马上回复您" | "Hello, let me have a look, I will answer at once";
    demo_log_problem(script: &str): "买家不满意：{script}" | "Customer not content: {script}";
    demo_log_fix_angry: "没谈拢，转主管跟进" | "no agreement, the lead follows up";
    demo_log_fix_case: "买家申请售后，按流程处理" | "customer opened a case, handled as usual";
    demo_log_kind: "服务" | "service";
}

impl super::Lang {
    /// What was done about a customer who left angry, or who opened a case.
    pub const fn demo_log_fix(self, angry: bool) -> &'static str {
        if angry { self.demo_log_fix_angry() } else { self.demo_log_fix_case() }
    }
}
