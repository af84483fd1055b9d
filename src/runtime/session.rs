//! A session at the terminal: everything that must be taken before the first frame and given back after the last.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};

use super::event_loop::{End, Loop, Program, Wake, World};
use super::input::{self, Input};
use super::os::{panics, signals, suspend, terminal, watchdog};
use super::screen::{Screen, Tty};
use crate::domain::{Clock, Problem};
use crate::text::Lang;

/// What a session needs to know.
#[derive(Clone, Debug)]
pub struct Session {
    /// Where panic reports go.
    pub reports: PathBuf,
    /// The language of what is said when it ends badly.
    pub lang: Lang,
    /// Listen to the mouse.
    pub mouse: bool,
}

/// The two ends of what wakes the loop.
pub type Wakes<M> = (Sender<Wake<M>>, Receiver<Wake<M>>);

impl Session {
    /// Takes the terminal and runs until the end. `build` makes the program and its world once the terminal is ours,
    /// from the terminal's way to stop and its columns and rows; whatever they hold (the store thread) is dropped,
    /// and so finished, before the terminal is given back.
    ///
    /// # Errors
    /// [`Problem::NoTerminal`] and [`Problem::DumbTerminal`] before anything is written; else what `build` says.
    pub fn run<P, W>(
        &self,
        clock: Arc<dyn Clock>,
        wakes: Wakes<P::Msg>,
        build: impl FnOnce(Terminal, (u16, u16)) -> Result<(P, W), Problem>,
    ) -> Result<End, Problem>
    where
        P: Program,
        P::Msg: From<Input> + Send + 'static,
        W: World<P::Effect>,
    {
        let (send, receive) = wakes;
        panics::install(self.reports.clone(), self.lang);
        let guard = Arc::new(terminal::Guard::enter(terminal::Options { mouse: self.mouse })?);
        let teller = |send: &Sender<Wake<P::Msg>>| {
            let send = send.clone();
            move |asked| drop(send.send(Wake::Asked(asked)))
        };
        let _signals = signals::listen(teller(&send))?;
        watchdog::start(teller(&send))?;
        let screen = Screen::new(Tty).map_err(|error| Problem::file("terminal", &error))?;
        let size = screen.size();
        let (program, world) = build(Terminal { guard: Arc::clone(&guard) }, (size.width, size.height))?;
        input::start(send)?;
        let mut running = Loop { program, world, screen, clock };
        let end = running.run(&receive);
        // The world first: what was asked for is written before the screen is left.
        drop(running);
        drop(guard);
        terminal::restore();
        end
    }
}

/// The terminal's way to stop for the shell, for a world to keep.
#[derive(Clone, Debug)]
pub struct Terminal {
    guard: Arc<terminal::Guard>,
}

impl Terminal {
    /// Gives the terminal back, stops, and takes it again; false when no shell could bring us back.
    pub fn stop(&self) -> bool {
        if !suspend::can_stop() {
            return false;
        }
        terminal::restore();
        suspend::stop();
        self.guard.reenter();
        true
    }
    /// Takes the terminal after a stop from outside; true when it had been given back.
    pub fn take_back(&self) -> bool {
        self.guard.reenter()
    }
}
