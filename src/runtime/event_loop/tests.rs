//! The loop with a counter for a program and a sheet for a terminal.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;
use std::sync::mpsc::channel;

use ratatui::layout::Size;
use ratatui::widgets::Paragraph;

use super::*;
use crate::domain::Span;
use crate::domain::clock::FixedClock;
use crate::runtime::clock::SystemClock;

#[derive(Clone, Default, Debug)]
struct Sheet(Rc<RefCell<Vec<String>>>);

impl Surface for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.borrow_mut().push(String::from_utf8_lossy(bytes).into_owned());
        Ok(())
    }
    fn size(&self) -> Size {
        Size { width: 30, height: 3 }
    }
}

#[derive(Default, Debug)]
struct Counter {
    keys: usize,
    ticks: usize,
    settled: usize,
    resumed: usize,
    tick_after: Option<Span>,
    ticks_wanted: usize,
}

impl Program for Counter {
    type Msg = char;
    type Effect = char;
    fn update(&mut self, msg: char) -> Vec<char> {
        self.keys += 1;
        if msg == 'j' { Vec::new() } else { vec![msg] }
    }
    fn tick(&mut self, _: Time) -> Vec<char> {
        self.ticks += 1;
        if self.tick_after.is_some() && self.ticks > self.ticks_wanted { vec!['q'] } else { Vec::new() }
    }
    fn clock_jumped(&mut self) -> Vec<char> {
        Vec::new()
    }
    fn resumed(&mut self) -> Vec<char> {
        self.resumed += 1;
        Vec::new()
    }
    fn settle(&mut self) -> Vec<char> {
        self.settled += 1;
        Vec::new()
    }
    fn draw(&self, frame: &mut Frame<'_>) {
        frame.render_widget(Paragraph::new(format!("{} keys", self.keys)), frame.area());
        frame.set_cursor_position((1, 1));
    }
    fn next_tick(&self, now: Time) -> Option<Time> {
        self.tick_after.map(|after| now.plus(after))
    }
}

#[derive(Default, Debug)]
struct Shell {
    stops: usize,
    alone: bool,
}

impl World<char> for Shell {
    fn perform(&mut self, effect: char) -> Then {
        match effect {
            'q' => Then::Quit,
            'z' => Then::Stop,
            'b' => Then::Say(b"\x07".to_vec()),
            _ => Then::GoOn,
        }
    }
    fn stop(&mut self) -> bool {
        self.stops += 1;
        !self.alone
    }
    fn take_back(&mut self) -> bool {
        true
    }
}

type Table = Loop<Counter, Shell, Sheet>;

fn table(clock: impl Clock + 'static) -> (Table, Sheet) {
    let sheet = Sheet::default();
    let screen = Screen::new(sheet.clone()).expect("screen");
    (Loop { program: Counter::default(), world: Shell::default(), screen, clock: Arc::new(clock) }, sheet)
}

/// Runs over these messages, all waiting when the loop first looks.
fn played(keys: &str) -> (Table, Sheet, End) {
    let (mut table, sheet) = table(SystemClock);
    let (send, receive) = channel();
    for key in keys.chars() {
        send.send(Wake::Msg(key)).expect("open");
    }
    drop(send);
    let end = table.run(&receive).expect("runs");
    (table, sheet, end)
}

#[test]
fn a_thousand_waiting_keys_are_one_frame() {
    let keys = "j".repeat(1_000);
    let (table, sheet, end) = played(&keys);
    assert_eq!((table.program.keys, end), (1_000, End::Quit));
    let writes = sheet.0.borrow();
    assert!(writes.len() <= 3, "the first frame and one for the keys, one more on a slow machine: {}", writes.len());
    assert!(writes.last().is_some_and(|last| last.contains("1000")), "{writes:?}");
    assert_eq!(table.program.settled, writes.len());
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let (mut table, sheet) = table(SystemClock);
    let (send, receive) = channel::<Wake<char>>();
    send.send(Wake::Asked(Asked::End(15))).expect("open");
    table.program.tick_after = None;
    assert_eq!(table.run(&receive).expect("runs"), End::Signal(15));
    assert_eq!(sheet.0.borrow().len(), 1);
    table.screen.draw(|frame| table.program.draw(frame)).expect("drawn");
    assert_eq!(sheet.0.borrow().len(), 1, "the same frame again");
}

#[test]
fn it_wakes_for_the_next_second_on_the_screen_and_not_for_anything_else() {
    let (mut table, _) = table(SystemClock);
    table.program.tick_after = Some(Span::from_ms(5));
    table.program.ticks_wanted = 3;
    let (_send, receive) = channel::<Wake<char>>();
    assert_eq!(table.run(&receive).expect("runs"), End::Quit);
    assert_eq!(table.program.ticks, 4);
}

#[test]
fn a_clock_that_stands_still_does_not_spin() {
    let (mut table, _) = table(FixedClock(Time::from_ms(1_000)));
    table.program.tick_after = Some(Span::ZERO);
    table.program.ticks_wanted = 1_000;
    let (send, receive) = channel::<Wake<char>>();
    for key in "jq".chars() {
        send.send(Wake::Msg(key)).expect("open");
    }
    assert_eq!(table.run(&receive).expect("runs"), End::Quit);
    assert!(table.program.ticks < 10, "{}", table.program.ticks);
}

#[test]
fn a_bell_stands_between_two_frames() {
    let (_, sheet, _) = played("bjq");
    assert!(sheet.0.borrow().iter().any(|write| write == "\x07"));
}

#[test]
fn after_a_stop_everything_is_drawn_anew_and_without_a_shell_nothing_happens() {
    let (table, sheet, _) = played("zj");
    assert_eq!((table.world.stops, table.program.resumed), (1, 1));
    assert!(sheet.0.borrow().iter().any(|write| write.contains("\x1b[2J")));

    let (mut alone, _) = self::table(SystemClock);
    alone.world.alone = true;
    let (send, receive) = channel();
    for wake in [Wake::Asked(Asked::Stop), Wake::Msg('q')] {
        send.send(wake).expect("open");
    }
    assert_eq!(alone.run(&receive).expect("runs"), End::Quit);
    assert_eq!((alone.world.stops, alone.program.resumed), (1, 0));
}

#[test]
fn a_terminal_that_is_gone_is_a_hang_up() {
    let (mut table, _) = table(SystemClock);
    let (send, receive) = channel();
    send.send(Wake::<char>::Gone).expect("open");
    assert_eq!(table.run(&receive).expect("runs"), End::Signal(1));
}
