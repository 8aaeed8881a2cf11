//! What follows from a key for the loop around the screens.

/// What the loop does after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Goes on.
    Go,
    /// Stops the process for a while.
    Suspend,
    /// Paints everything anew.
    Repaint,
    /// Ends.
    Quit,
}
