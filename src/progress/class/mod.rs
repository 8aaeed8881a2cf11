//! Classes as they are kept: the plan, what was done, and the state that follows from it.
//! Deliberately not here: what may be done next, who may see what, and the network.

pub mod analysis;
pub mod answers;
pub mod deed;
pub mod plan;
pub mod record;
pub mod seat;
pub mod timer;
