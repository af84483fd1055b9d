//! Words about a command line that was typed wrongly.

use super::macros::texts;

texts! {
    use_missing(what: &str): "还缺 {what}" | "{what} is missing";
    use_unknown(what: &str): "没有 {what} 这个参数" | "There is no {what} here";
    use_no_command(what: &str): "没有 {what} 这个命令" | "There is no command {what}";
    use_wants_command: "后面要接一个命令" | "A command has to follow";
    use_wants_value(arg: &str): "{arg} 后面要有值" | "{arg} wants a value";
    use_bad_value(arg: &str, value: &str): "{arg} 不能是 {value}" | "{arg} cannot be {value}";
    use_values(list: &str): "可以是：{list}" | "It may be: {list}";
    use_not_both(one: &str, other: &str): "{one} 不能和 {other} 一起用" | "{one} does not go with {other}";
    use_meant(what: &str): "是不是想用 {what}？" | "Did you mean {what}?";
    use_form(usage: &str): "用法：{usage}" | "Usage: {usage}";
}
