//! The store's repositories, told as an agent's story over a store in memory.

mod cases;
mod chat;
mod desk;
mod lookup;
mod names;
mod orders;
mod search;
mod shift;
