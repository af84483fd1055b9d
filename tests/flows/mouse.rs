//! The mouse without a terminal: what a press means while the rows change under it.

use kefu::app::msg::{Mouse, MouseAct};
use kefu::app::{Msg, Pane, update};
use kefu::text::Lang;

use super::scene::Scene;

fn mouse(act: MouseAct, col: u16, row: u16) -> Msg {
    Msg::Mouse(Mouse { col, row, act })
}

/// The line of the screen on which a text stands in the queue.
fn line_of(scene: &Scene, text: &str) -> u16 {
    let screen = scene.screen();
    let at = screen.lines().position(|line| line.find(text).is_some_and(|at| at < 40));
    u16::try_from(at.unwrap_or_else(|| panic!("{text} in\n{screen}"))).expect("a row")
}

#[test]
fn enter_opens_the_chat_that_was_pressed_wherever_it_went() {
    for (cols, rows) in [(80, 24), (120, 36), (200, 60)] {
        for (nick, id) in [("拾光10001", 1), ("柠檬77", 2), ("清风", 3)] {
            for first in [1, 2, 3] {
                let mut scene = Scene::new(cols, rows, Lang::Zh);
                let row = line_of(&scene, nick);
                scene.tell(mouse(MouseAct::Press, 8, row));
                scene.waits_first(first);
                scene.keys("<enter>");
                assert_eq!(scene.model.chat.id().map(kefu::domain::ConversationId::raw), Some(id), "{nick} {first}");
            }
        }
    }
}

#[test]
fn a_press_means_the_row_that_was_seen_when_newer_ones_are_not_drawn_yet() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    let row = line_of(&scene, "柠檬77");
    // Both came before the next frame: the rows move in the model, not on the screen.
    let order = |scene: &Scene| scene.model.queue.page.have().cloned().zip(scene.model.queue.page.asked());
    let (mut page, ask) = order(&scene).expect("rows");
    page.rows.reverse();
    update(&mut scene.model, Msg::Answer(Box::new(kefu::app::msg::Answer::Queue(ask, page))));
    update(&mut scene.model, mouse(MouseAct::Press, 8, row - 2));
    assert_eq!(scene.model.queue.selected().map(|row| row.chat.nick.to_string()).as_deref(), Some("拾光10001"));
}

#[test]
fn without_a_press_the_first_row_is_whoever_is_most_urgent() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.waits_first(3);
    scene.keys("<enter>");
    assert_eq!(scene.model.chat.id().map(kefu::domain::ConversationId::raw), Some(3));
}

#[test]
fn a_press_on_no_row_selects_nothing_else() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("j");
    scene.tell(mouse(MouseAct::Press, 8, 30));
    assert_eq!((scene.model.queue.list.selected, scene.model.focus), (1, Pane::Queue));
}

#[test]
fn the_wheel_scrolls_what_lies_over_the_panes_but_turns_no_form() {
    let mut scene = Scene::new(80, 24, Lang::En);
    scene.keys("?");
    let before = scene.screen();
    scene.tell(mouse(MouseAct::ScrollDown, 40, 12));
    assert_ne!(scene.screen(), before);
    scene.keys("<esc>z");
    let before = scene.screen();
    scene.tell(mouse(MouseAct::ScrollDown, 40, 12));
    assert_eq!(scene.screen(), before);
}
