//! Wrong use, wrong files and strange surroundings: one clear message with a hint, and the right exit status.

use std::process::Stdio;

use crate::home::Home;

#[test]
fn help_is_in_the_language_asked_for() {
    let home = Home::new();
    let zh = home.run(&["--lang", "zh", "orders", "--help"]);
    assert_eq!(zh.code, 0);
    for word in ["用法：", "命令:", "按订单号", "选项:", "显示说明"] {
        assert!(zh.out.contains(word), "{word} is not in\n{}", zh.out);
    }
    assert!(!zh.out.contains("Usage"), "{}", zh.out);
    let en = home.run(&["orders", "--help"]);
    assert!(en.out.contains("Usage:") && en.out.contains("Finds orders by number"), "{}", en.out);
    assert_eq!(home.run(&["--version"]).out, format!("kefu {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_words_are_wrong_usage_with_a_hint() {
    let home = Home::new();
    home.run(&["ordres"]).says(2, &["ordres", "orders", "hint: kefu help"]);
    home.run(&["orders", "find"]).says(2, &["QUERY", "hint:"]);
    home.run(&["--now", "nine", "config", "path"]).says(2, &["nine", "2026-11-22T09:00:00+08:00", "hint:"]);
    home.run(&["--lang", "zh", "--now", "nine", "config", "path"]).says(2, &["提示："]);
    home.run(&["--lang", "fr", "config", "path"]).says(2, &["fr", "zh"]);
    home.run(&["orders", "list", "--limit", "many"]).says(2, &["many"]);
}

#[test]
fn without_a_terminal_the_screen_says_so() {
    Home::new().run(&[]).says(2, &["terminal", "kefu chat list"]);
}

#[test]
fn wrong_settings_are_told_with_their_line_and_unknown_ones_are_kept() {
    let home = Home::new();
    let file = home.write("kefu.toml", "mouse = true\nunpaid_after = \"12\"\n");
    let config = ["--config", file.to_str().expect("UTF-8")];
    home.run(&[&config[..], &["orders", "list"]].concat()).says(1, &["kefu.toml, line 2", "12h", "hint:"]);
    home.run(&[&config[..], &["config", "check"]].concat()).says(1, &["line 2"]);
    home.write("kefu.toml", "mouse = true\nfuture = 1\n");
    let ran = home.run(&[&config[..], &["config", "check"]].concat());
    assert!(ran.code == 3 && ran.out.contains("line 2: future"), "{}{}", ran.out, ran.err);
    assert_eq!(home.read("kefu.toml"), "mouse = true\nfuture = 1\n");
    home.write("kefu.toml", b"agent = \"\xff\"\n");
    home.run(&[&config[..], &["config", "check"]].concat()).says(1, &["line 1", "UTF-8"]);
}

#[test]
fn settings_are_written_once_and_are_right() {
    let home = Home::new();
    let file = home.path("deep/kefu.toml");
    let config = ["--config", file.to_str().expect("UTF-8")];
    assert_eq!(home.run(&[&config[..], &["config", "init"]].concat()).code, 0);
    assert_eq!(home.run(&[&config[..], &["config", "check"]].concat()).code, 0);
    home.run(&[&config[..], &["config", "init"]].concat()).says(1, &["kefu.toml", "hint:"]);
    let value = home.json(&[&config[..], &["config", "show"]].concat());
    assert_eq!((&value["unpaid_after"], &value["backup.keep_days"]), (&"12h".into(), &7.into()));
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(file.parent().expect("a folder"))), (0o600, 0o700));
}

#[test]
fn without_a_home_the_variable_is_named() {
    let home = Home::new();
    let mut command = home.command(&["config", "path"]);
    command.env_remove("KEFU_DATA").env("HOME", "not/whole");
    let output = command.output().expect("it starts");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("HOME"));
    let mut command = home.command(&["config", "path", "--json"]);
    let odd = home.path("家 里");
    command.env_remove("KEFU_DATA").env("HOME", &odd).env("XDG_DATA_HOME", "relative");
    let output = command.output().expect("it starts");
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(value["data"].as_str().expect("a path").starts_with(odd.to_str().expect("UTF-8")));
}

#[test]
fn a_data_file_that_cannot_be_one_is_told_and_left_alone() {
    let home = Home::new();
    let text = home.write("notes.txt", "just notes\n".repeat(200));
    let folder = home.path("folder");
    std::fs::create_dir(&folder).expect("made");
    for path in [&text, &folder] {
        home.run(&["--data", path.to_str().expect("UTF-8"), "backup", "copy.db"]).says(1, &["kefu: ", "hint:"]);
    }
    assert_eq!(home.read("notes.txt"), "just notes\n".repeat(200));
    if nix_root() {
        eprintln!("skipped: root can write into a read-only folder");
        return;
    }
    let closed = home.path("closed");
    std::fs::create_dir(&closed).expect("made");
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(&closed, std::fs::Permissions::from_mode(0o500)).expect("closed");
    let data = closed.join("kefu.db");
    home.run(&["--data", data.to_str().expect("UTF-8"), "backup", "copy.db"]).says(1, &["closed", "hint:"]);
}

fn nix_root() -> bool {
    rustix::process::getuid().is_root()
}

#[test]
fn a_reader_that_went_away_is_no_news_and_a_full_disk_is() {
    let home = Home::new();
    let mut child = home.command(&["keys"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = home.command(&["keys"]).stdout(full).stderr(Stdio::piped()).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1));
        assert!(String::from_utf8_lossy(&output.stderr).contains("full"));
    }
}

#[test]
fn what_is_made_from_tables_can_be_printed() {
    let home = Home::new();
    assert!(home.run(&["completions", "bash"]).out.contains("to-ship"));
    assert!(home.run(&["man"]).out.starts_with(".ie") || home.run(&["man"]).out.contains(".TH kefu"));
    let keys = home.json(&["keys"]);
    assert!(keys.as_array().expect("a list").iter().any(|row| row["action"] == "palette"));
    home.run(&["completions", "cmd.exe"]).says(2, &["cmd.exe"]);
}

#[test]
fn what_is_typed_wrongly_is_told_in_the_language_of_who_typed_it() {
    let (zh, en) = (Home::chinese(), Home::new());
    let told = |home: &Home, args: &[&str]| {
        let ran = home.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        ran.err
    };
    let wrong: [(&[&str], &str, &str); 6] = [
        (&["orders", "find"], "kefu: 还缺 <QUERY>...\n用法：kefu orders find ", "kefu: <QUERY>... is missing\n"),
        (
            &["orders", "fimd"],
            "没有 fimd 这个命令\n是不是想用 find？\n",
            "There is no command fimd\nDid you mean find?\n",
        ),
        (&["orders", "find", "1", "--jsn"], "没有 --jsn 这个参数\n是不是想用 --json？\n", "There is no --jsn here\n"),
        (
            &["case", "list", "--sort", "x"],
            "--sort <SORT> 不能是 x\n可以是：time, harm\n",
            "--sort <SORT> cannot be x\n",
        ),
        (&["case", "list", "--sort"], "--sort <SORT> 后面要有值\n", "--sort <SORT> wants a value\n"),
        (&["import", "a.csv", "--shop"], "--shop <NAME> 后面要有值\n", "--shop <NAME> wants a value\n"),
    ];
    for (args, chinese, english) in wrong {
        let (in_chinese, in_english) = (told(&zh, args), told(&en, args));
        assert!(in_chinese.contains(chinese) && !in_chinese.contains("error:"), "{in_chinese}");
        assert!(in_english.contains(english) && !in_english.contains("error:"), "{in_english}");
        assert!(in_chinese.ends_with("提示：kefu help 列出所有命令。\n"), "{in_chinese}");
    }
}
