//! The workstation as the loop sees it.

use ratatui::Frame;

use super::event_loop::Program;
use super::input::Input;
use crate::app::msg::{Effect, Mouse, MouseAct, Msg};
use crate::app::{self, Model};
use crate::domain::Time;

impl From<Input> for Msg {
    fn from(input: Input) -> Self {
        let mouse = |col, row, act| Msg::Mouse(Mouse { col, row, act });
        match input {
            Input::Key(chord) => Msg::Key(chord),
            Input::Paste(text) => Msg::Paste(text),
            Input::Press(col, row) => mouse(col, row, MouseAct::Press),
            Input::Wheel(col, row, true) => mouse(col, row, MouseAct::ScrollDown),
            Input::Wheel(col, row, false) => mouse(col, row, MouseAct::ScrollUp),
            Input::Resize(columns, rows) => Msg::Resize(columns, rows),
        }
    }
}

/// The model with the way it is drawn.
#[derive(Debug)]
pub struct Desk {
    /// The state.
    pub model: Model,
    /// Draws it; changes nothing.
    pub draw: fn(&Model, &mut Frame<'_>),
}

impl Program for Desk {
    type Msg = Msg;
    type Effect = Effect;

    fn update(&mut self, msg: Msg) -> Vec<Effect> {
        app::update(&mut self.model, msg)
    }
    fn tick(&mut self, now: Time) -> Vec<Effect> {
        app::update(&mut self.model, Msg::Tick(now))
    }
    fn clock_jumped(&mut self) -> Vec<Effect> {
        app::update(&mut self.model, Msg::ClockJumped)
    }
    fn resumed(&mut self) -> Vec<Effect> {
        app::update(&mut self.model, Msg::Resumed)
    }
    fn fits(&mut self, columns: u16, rows: u16) {
        self.model.size = (columns, rows);
    }
    fn settle(&mut self) -> Vec<Effect> {
        app::settle(&mut self.model)
    }
    fn draw(&self, frame: &mut Frame<'_>) {
        (self.draw)(&self.model, frame);
    }
    fn next_tick(&self, _: Time) -> Option<Time> {
        self.model.next_tick()
    }
}
