//! The loop: drain what is waiting, let the program ask for what the screen needs, draw one frame, sleep.
//!
//! It wakes for a message, a signal, or the next second that changes something on the screen, and for nothing else:
//! without a clock on the screen it does not wake at all.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use ratatui::Frame;

use super::clock::JumpWatch;
use super::os::signals::Asked;
use super::screen::{Screen, Surface};
use crate::domain::{Clock, Problem, Time};

/// However much is waiting, a frame is drawn at least this often.
const FRAME_AT_LEAST: Duration = Duration::from_millis(40);

/// What wakes the loop.
#[derive(Debug)]
pub enum Wake<M> {
    /// Something happened.
    Msg(M),
    /// A signal, or the hang-up watchdog.
    Asked(Asked),
    /// The terminal gives no more input.
    Gone,
}

/// The program without its surroundings: what happens comes in, what is to be done goes out.
pub trait Program {
    /// All that can happen.
    type Msg;
    /// All that can be asked.
    type Effect;
    /// Takes one thing that happened.
    fn update(&mut self, msg: Self::Msg) -> Vec<Self::Effect>;
    /// Takes the time, before anything else that happened at that time.
    fn tick(&mut self, now: Time) -> Vec<Self::Effect>;
    /// Hears that the wall clock was moved.
    fn clock_jumped(&mut self) -> Vec<Self::Effect>;
    /// Hears that the terminal is back after a stop.
    fn resumed(&mut self) -> Vec<Self::Effect>;
    /// Hears how large the screen is, before every frame: a resize told while nobody listened yet is not lost.
    fn fits(&mut self, _columns: u16, _rows: u16) {}
    /// Asks for what the screen needs and has not; called once before a frame.
    fn settle(&mut self) -> Vec<Self::Effect>;
    /// Draws; changes nothing.
    fn draw(&self, frame: &mut Frame<'_>);
    /// When the screen next changes by time alone.
    fn next_tick(&self, now: Time) -> Option<Time>;
}

/// What carries effects out.
pub trait World<E> {
    /// Carries an effect out or sets it going; never waits for it.
    fn perform(&mut self, effect: E) -> Then;
    /// Gives the terminal back, stops the process for the shell, and takes the terminal again. False when no shell
    /// could bring us back, so that nothing was done.
    fn stop(&mut self) -> bool;
    /// Takes the terminal after a stop that came from outside; true when it had been given back.
    fn take_back(&mut self) -> bool;
}

/// What an effect asks of the loop itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Then {
    /// Nothing.
    GoOn,
    /// Write these bytes between two frames.
    Say(Vec<u8>),
    /// Draw every cell anew.
    Redraw,
    /// Stop for the shell.
    Stop,
    /// End.
    Quit,
}

/// How the loop ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// The person quit.
    Quit,
    /// By a signal of this number.
    Signal(i32),
}

/// The loop and what it holds.
pub struct Loop<P, W, S: Surface> {
    /// The program.
    pub program: P,
    /// What carries its effects out.
    pub world: W,
    /// Where it is drawn.
    pub screen: Screen<S>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl<P, W, S> Loop<P, W, S>
where
    P: Program,
    W: World<P::Effect>,
    S: Surface,
{
    /// Runs until the person quits, a signal ends it, or the terminal is gone. The caller waits for what was asked
    /// for and restores the terminal.
    pub fn run(&mut self, wakes: &Receiver<Wake<P::Msg>>) -> Result<End, Problem> {
        let mut jumps = JumpWatch::new(self.clock.now(), Instant::now());
        let mut drawn_ms = i64::MIN;
        if let Some(end) = self.tick() {
            return Ok(end);
        }
        loop {
            if let Some(end) = self.settle_and_draw()? {
                return Ok(end);
            }
            let woken = match self.program.next_tick(self.clock.now()) {
                // A clock that stands still would ask for the same tick for ever.
                Some(at) if at.ms() > drawn_ms => {
                    let wait = at.since(self.clock.now()).ms().max(1);
                    wakes.recv_timeout(Duration::from_millis(wait.unsigned_abs()))
                }
                _ => wakes.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let now = self.clock.now();
            drawn_ms = now.ms();
            if jumps.observe(now, Instant::now()).is_some() {
                let effects = self.program.clock_jumped();
                if let Some(end) = self.perform(effects) {
                    return Ok(end);
                }
            }
            if let Some(end) = self.tick() {
                return Ok(end);
            }
            let first = match woken {
                Ok(wake) => Some(wake),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Quit),
            };
            let started = Instant::now();
            let mut waiting = first.or_else(|| wakes.try_recv().ok());
            while let Some(wake) = waiting {
                if let Some(end) = self.take(wake) {
                    return Ok(end);
                }
                waiting = if started.elapsed() < FRAME_AT_LEAST { wakes.try_recv().ok() } else { None };
            }
        }
    }

    fn tick(&mut self) -> Option<End> {
        let effects = self.program.tick(self.clock.now());
        self.perform(effects)
    }

    fn take(&mut self, wake: Wake<P::Msg>) -> Option<End> {
        match wake {
            Wake::Msg(msg) => {
                let effects = self.program.update(msg);
                self.perform(effects)
            }
            Wake::Asked(Asked::End(number)) => Some(End::Signal(number)),
            Wake::Asked(Asked::Stop) => self.stop(),
            Wake::Asked(Asked::Continue) => {
                self.world.take_back();
                self.resumed()
            }
            Wake::Gone => Some(End::Signal(signal_hook::consts::SIGHUP)),
        }
    }

    fn settle_and_draw(&mut self) -> Result<Option<End>, Problem> {
        let size = self.screen.size();
        self.program.fits(size.width, size.height);
        let effects = self.program.settle();
        if let Some(end) = self.perform(effects) {
            return Ok(Some(end));
        }
        let program = &self.program;
        match self.screen.draw(|frame| program.draw(frame)) {
            Ok(()) => Ok(None),
            // The terminal went away between a key and its frame: the same as a hang-up.
            Err(error) if is_gone(&error) => Ok(Some(End::Signal(signal_hook::consts::SIGHUP))),
            Err(error) => Err(Problem::file("terminal", &error)),
        }
    }

    fn perform(&mut self, effects: Vec<P::Effect>) -> Option<End> {
        for effect in effects {
            match self.world.perform(effect) {
                Then::GoOn => {}
                // A bell or a copy that cannot be written is the next frame's problem.
                Then::Say(bytes) => drop(self.screen.say(&bytes)),
                Then::Redraw => drop(self.screen.forget()),
                Then::Stop => {
                    if let Some(end) = self.stop() {
                        return Some(end);
                    }
                }
                Then::Quit => return Some(End::Quit),
            }
        }
        None
    }

    fn stop(&mut self) -> Option<End> {
        if self.world.stop() { self.resumed() } else { None }
    }

    fn resumed(&mut self) -> Option<End> {
        let _ = self.screen.forget();
        let effects = self.program.resumed();
        self.perform(effects)
    }
}

fn is_gone(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::BrokenPipe | std::io::ErrorKind::WriteZero)
        || error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

#[cfg(test)]
mod tests;
