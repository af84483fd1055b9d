//! Live orders beside the screen: what their threads work with.

use std::sync::{Arc, Mutex, PoisonError};

use super::Post;
use super::alarm::Ringer;
use super::basis::Basis;
use crate::app::msg::Msg;
use crate::domain::OrderId;
use crate::runtime::sources::watch::{Needs, Sources};
use crate::runtime::writing::Writing;

/// The sources of this process; they are let go when the world ends, whoever else still knows them.
pub(super) struct Live(Arc<Sources>);

impl Live {
    pub(super) fn shared(&self) -> Arc<Sources> {
        Arc::clone(&self.0)
    }
    /// Somebody looks at this order.
    pub(super) fn look(&self, order: OrderId) {
        self.0.look(order);
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        // Letting go starts nothing, so nothing can fail.
        let _ = self.0.follow(&[]);
    }
}

/// The sources of this process, none of them running yet.
pub(super) fn sources(basis: &Arc<Basis>, writing: &Writing, post: &Post, ring: Ringer) -> Live {
    let rules = Arc::clone(basis);
    let (changed, trouble) = (Mutex::new((post.clone(), ring)), Mutex::new(post.clone()));
    Live(Arc::new(Sources::new(Needs {
        writing: writing.clone(),
        rules: Arc::new(move |db| Ok((rules.rules_at(db)?, rules.zone))),
        clock: Arc::clone(&basis.clock),
        changed: Arc::new(move || {
            let held = changed.lock().unwrap_or_else(PoisonError::into_inner);
            held.1.ring();
            held.0.send(Msg::StoreChanged);
        }),
        trouble: Arc::new(move |problem| trouble.lock().unwrap_or_else(PoisonError::into_inner).trouble(problem)),
    })))
}
