//! What an agent does, keys in, screen out, in both languages.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

#[path = "flows/mouse.rs"]
mod mouse;
#[path = "flows/naming.rs"]
mod naming;

use kefu::app::msg::{Do, Effect};
use kefu::app::{Msg, Pane, update};
use kefu::domain::{ConversationId, Problem, RawText, SafeText};
use kefu::text::Lang;
use scene::Scene;

fn sent(scene: &mut Scene) -> Vec<String> {
    let texts = scene.done().into_iter().filter_map(|act| match act {
        Do::Send(send) => Some(send.draft.text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn a_first_message_is_answered_in_two_keys() {
    for (cols, rows) in [(80, 24), (120, 36), (200, 60)] {
        let mut scene = Scene::new(cols, rows, Lang::Zh);
        scene.keys("n").done();
        scene.keys("<alt-1><enter>");
        let texts = sent(&mut scene);
        assert_eq!(texts.len(), 1);
        assert!(texts[0].starts_with('亲'), "{texts:?}");
        assert!(scene.model.chat.composer.editor.is_empty());
    }
}

#[test]
fn a_slash_then_a_digit_does_the_same_where_alt_is_eaten() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n").done();
    scene.keys("、1<enter>");
    assert_eq!(sent(&mut scene).len(), 1);
}

#[test]
fn a_suggestion_never_sends_by_itself() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n<alt-1>");
    assert_eq!(sent(&mut scene).len(), 0);
    assert!(!scene.model.chat.composer.editor.is_empty());
}

#[test]
fn a_second_suggestion_replaces_one_that_was_not_touched_and_undo_gives_it_back() {
    for (tr, second) in [(Lang::Zh, "<alt-2>"), (Lang::En, "<alt-2>")] {
        let mut scene = Scene::new(120, 36, tr);
        scene.keys("n<alt-1>");
        let text = |scene: &Scene| scene.model.chat.composer.editor.text().to_owned();
        let first = text(&scene);
        scene.keys("<ctrl-u>").keys(second);
        let alone = text(&scene);
        scene.keys("<ctrl-u><alt-1>").keys(second);
        assert_eq!(text(&scene), alone);
        let code = |scene: &Scene, at: usize| Some(scene.model.chat.suggestions[at].code.clone());
        assert_eq!(scene.model.chat.composer.reply_code, code(&scene, 1));
        scene.keys("<ctrl-z>");
        assert_eq!((text(&scene), scene.model.chat.composer.reply_code.clone()), (first.clone(), code(&scene, 0)));
        // What the agent typed stays: the next one goes in at the caret.
        scene.keys("x").keys(second);
        assert!(text(&scene).contains('x') && text(&scene).len() > first.len() + 1, "{}", text(&scene));
    }
}

#[test]
fn a_problem_is_logged_and_a_promise_noted_from_the_queue_without_opening_the_chat() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("jl").keys("<enter>");
    assert!(matches!(scene.done().as_slice(), [Do::AddLog(log)] if log.links.chat == Some(ConversationId::new(2))));
    scene.keys("p改派<enter>");
    assert!(matches!(scene.done().as_slice(), [Do::Promise(made)] if made.chat == Some(ConversationId::new(2))));
    assert_eq!(scene.model.chat.id(), None);
}

#[test]
fn a_gap_blocks_sending_and_takes_the_caret() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n/hzgg<enter>");
    let code = scene.model.chat.suggestions.iter().find(|s| s.gap).map(|s| s.code.clone());
    scene.keys("<ctrl-u>");
    let Some(code) = code else { return };
    scene.keys(&format!("/{code}<enter>")).done();
    scene.keys("<enter>");
    assert_eq!(sent(&mut scene).len(), 0);
    assert!(scene.model.chat.composer.editor.current_hole().is_some());
}

#[test]
fn a_paste_into_the_composer_is_text_and_sends_nothing() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n");
    scene.tell(Msg::Paste(RawText::new("第一行\r\n第二行\u{1b}[31m\n")));
    assert_eq!(sent(&mut scene).len(), 0);
    assert!(scene.model.chat.composer.editor.text().starts_with("第一行\n第二行"));
    assert!(!scene.model.chat.composer.editor.text().contains('\u{1b}'));
}

#[test]
fn a_paste_outside_a_text_is_a_lookup() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.tell(Msg::Paste(RawText::new("拾光10001 2026-11-22 14:02:10\n在吗\n")));
    assert!(matches!(scene.effects.last(), Some(Effect::Do(Do::TakePaste(_)))), "{:?}", scene.effects);
}

#[test]
fn a_draft_is_saved_when_the_chat_is_left_and_stays_when_another_is_opened() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n您好<esc>");
    let saved: Vec<_> = scene
        .done()
        .into_iter()
        .filter_map(|act| match act {
            Do::SaveDraft(chat, draft) => Some((chat, draft.text)),
            _ => None,
        })
        .collect();
    assert_eq!(saved, vec![(ConversationId::new(1), "您好".to_owned())]);
    assert_eq!(scene.model.chat.composer.editor.text(), "您好");
}

#[test]
fn a_thousand_keys_ask_the_store_for_nothing_that_is_there() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.effects.clear();
    scene.keys(&"j".repeat(1000));
    assert_eq!(scene.effects, Vec::new());
    assert_eq!(scene.model.queue.list.selected, 2);
}

#[test]
fn letters_act_with_an_input_method_left_on() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("？");
    assert_eq!(scene.model.overlays.len(), 1);
    scene.keys("<esc>３");
    assert_eq!(scene.model.focus, Pane::Orders);
}

#[test]
fn the_palette_finds_an_action_by_pinyin_initials() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("<ctrl-p>qhzw<enter>");
    assert_eq!(scene.model.tr, Lang::En, "切换中文和英文");
}

#[test]
fn the_guard_asks_once_and_then_obeys() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n").done();
    scene.keys("加我微信聊<enter>");
    assert_eq!(sent(&mut scene).len(), 0);
    assert!(scene.model.status.notice().is_some());
    scene.keys("<enter>");
    assert_eq!(sent(&mut scene), vec!["加我微信聊".to_owned()]);
}

#[test]
fn an_answer_that_was_not_sent_is_being_written_again() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n").done();
    scene.keys("您好，在的<enter>");
    let not_sent = scene.done().pop().expect("a send");
    let faster = || Box::new(Problem::Changed { by: SafeText::line("阿泽") });
    scene.tell(Msg::Unsent(Box::new(not_sent.clone()), faster()));
    assert_eq!(scene.model.chat.composer.editor.text(), "您好，在的");
    scene.keys("<enter>");
    assert_eq!(sent(&mut scene), ["您好，在的"]);
    let other = scene.model.queue.row(1).expect("a row").chat.id;
    scene.tell(Msg::Answer(Box::new(kefu::app::msg::Answer::NextChat(Some(other)))));
    scene.done();
    scene.tell(Msg::Unsent(Box::new(not_sent), faster()));
    assert!(scene.model.chat.composer.editor.is_empty(), "this is another chat");
    assert!(matches!(&scene.done()[..], [Do::SaveDraft(chat, draft)] if *chat != other && draft.text == "您好，在的"));
}

#[test]
fn n_goes_down_who_waits_and_begins_again_after_an_answer() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    let waiting: Vec<_> = (0..)
        .map_while(|at| scene.model.queue.row(at).map(|row| row.chat.clone()))
        .filter(|chat| chat.waiting_since.is_some())
        .map(|chat| chat.id)
        .collect();
    assert!(waiting.len() > 2, "{waiting:?}");
    let mut seen = Vec::new();
    for _ in &waiting {
        scene.keys("<ctrl-n>");
        seen.extend(scene.model.chat.id());
    }
    assert_eq!(seen, waiting, "each of them once");
    scene.keys("<ctrl-n>");
    assert_eq!(scene.model.chat.id(), Some(waiting[0]), "and again from the top");
    scene.keys("<ctrl-n>").keys("您好，在的<enter>");
    scene.keys("<ctrl-n>");
    assert_eq!(scene.model.chat.id(), Some(waiting[0]), "after an answer the most urgent one is first");
}

#[test]
fn nothing_is_sent_into_a_chat_that_is_not_on_the_screen_yet() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    let first = scene.model.queue.row(0).expect("a row").chat.id;
    let opened = update(&mut scene.model, Msg::Answer(Box::new(kefu::app::msg::Answer::NextChat(Some(first)))));
    assert!(scene.model.chat.page().is_none() && opened.is_empty());
    for key in ["您", "好", "enter"] {
        let effects = update(&mut scene.model, Msg::Key(key.parse().expect("a key")));
        assert_eq!(effects, []);
    }
    scene.tell(Msg::StoreChanged);
    scene.keys("<enter>");
    assert_eq!(sent(&mut scene), ["您好"]);
}

#[test]
fn an_order_is_found_as_it_is_typed() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("<ctrl-f>1792");
    assert_eq!(scene.model.orders.list.len, 1);
    scene.keys("<enter>");
    assert!(scene.model.orders.detail);
}

#[test]
fn every_size_draws_in_both_languages() {
    for tr in [Lang::Zh, Lang::En] {
        for cols in [1, 20, 40, 79, 80, 100, 120, 169, 200, 400] {
            for rows in [1, 5, 10, 23, 24, 36, 60, 100] {
                let mut scene = Scene::new(cols, rows, tr);
                for keys in ["", "n", "<esc>3", "4", "5", "6", "<ctrl-p>", "<esc>?", "<esc>5l"] {
                    scene.keys(keys);
                    let screen = scene.screen();
                    assert!(screen.lines().all(|line| kefu::view::width::cols(line) <= usize::from(cols)));
                }
            }
        }
    }
}

#[test]
fn a_press_of_the_mouse_selects_the_row_it_falls_on() {
    use kefu::app::msg::{Mouse, MouseAct};
    let mut scene = Scene::new(120, 36, Lang::Zh);
    let third = scene.model.queue.row(2).expect("a row").chat.id;
    // Two lines a row, below the header and the border.
    scene.tell(Msg::Mouse(Mouse { col: 8, row: 6, act: MouseAct::Press }));
    scene.keys("<enter>");
    assert_eq!(scene.model.chat.id(), Some(third));
}

#[test]
fn an_undo_that_was_in_vain_says_why_and_the_next_goes_further_back() {
    let words = [
        (Lang::Zh, "没有撤销插旗 (1799): 小林 之后又改过"),
        (Lang::En, "Did not take back the flag (1799): 小林 changed it"),
    ];
    for (tr, words) in words {
        let mut scene = Scene::new(120, 36, tr);
        scene.keys("u");
        assert_eq!(scene.done(), [Do::Undo]);
        let why = kefu::domain::Kept::Changed { by: Some("小林".into()) };
        let problem = Problem::NotUndone { act: "flag".into(), about: "1799".into(), why };
        scene.tell(Msg::Failed(Box::new(problem)));
        assert!(scene.screen().contains(words), "{}", scene.screen());
        scene.keys("u");
        assert_eq!(scene.done(), [Do::Undo]);
    }
}
