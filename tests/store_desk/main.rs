//! The store's repositories, told as an agent's story over a store in memory.

mod chat;
mod desk;
