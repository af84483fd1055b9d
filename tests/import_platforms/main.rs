//! The files of every platform: told once, told twice, told by two sources, and told badly.

mod common;
mod hostile;
mod limits;
mod platforms;
mod samples;
mod sources;
mod traps_of_cells;
mod traps_of_rows;
