//! What leaves kefu as a document: made of the domain alone, with the words handed in.

pub mod pack;
