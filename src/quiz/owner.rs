//! Whose job it is: the one question of this program, and its three answers.

use serde::{Deserialize, Serialize};

/// The party that a layer or a task belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Owner {
    /// Who uses AWS.
    Customer,
    /// Amazon Web Services.
    Aws,
    /// Both act, each at its own part.
    Both,
}

impl Owner {
    /// The one-letter sign that stands beside the colour: `C`, `A` or `B`.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Customer => "C",
            Self::Aws => "A",
            Self::Both => "B",
        }
    }

    /// The word for the party.
    pub fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Aws => "AWS",
            Self::Both => "both",
        }
    }

    /// The party as the owner of something: "the customer's", "AWS's", "both parties'".
    pub fn whose(self) -> &'static str {
        match self {
            Self::Customer => "the customer's",
            Self::Aws => "AWS's",
            Self::Both => "both parties'",
        }
    }
}
