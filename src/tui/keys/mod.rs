//! Which key means what. The only room that names key codes.

mod table;

pub use table::BINDINGS;

use Key::{Ctrl, Digit, Figure, Is, Letter};
use KeyCode::{Backspace, Char, Enter, Esc};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Up, by a row.
    Up,
    /// Down, by a row.
    Down,
    /// Left.
    Left,
    /// Right.
    Right,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Up, by a screen.
    PageUp,
    /// Down, by a screen.
    PageDown,
    /// Choose what is under the cursor.
    Choose,
    /// Open, answer, go on.
    Enter,
    /// A number from 1 to 9.
    Number(usize),
    /// Take back what was chosen last.
    TakeBack,
    /// Say that the answer is a guess.
    Guess,
    /// Say that it is unsure.
    Unsure,
    /// Say that it is sure.
    Sure,
    /// Take back the answer.
    Undo,
    /// Flag the question.
    Flag,
    /// Write a note.
    Note,
    /// Open the source.
    Source,
    /// Never show the question again.
    Never,
    /// Study.
    Study,
    /// Drill.
    Drill,
    /// Progress.
    Progress,
    /// Mock exams.
    Exams,
    /// The exam that is prepared for.
    Aim,
    /// What raises the chance to pass most.
    Gain,
    /// Strike an option out.
    Strike,
    /// All questions by number.
    Review,
    /// The next filter.
    Filter,
    /// End the exam.
    End,
    /// A figure from 0 to 9 of a question's number.
    Figure(usize),
    /// Leave an exam open, to go on with it later.
    Leave,
    /// Stacks side by side.
    Explore,
    /// Only what differs, or all again.
    Differing,
    /// Search.
    Find,
    /// Add a column.
    Add,
    /// Take away the column, or the last letter.
    Remove,
    /// Write a letter.
    Letter(char),
    /// Back, or leave.
    Back,
    /// Help.
    Help,
    /// Quit from wherever one is.
    Quit,
    /// Stop the process for a while.
    Suspend,
    /// Paint everything anew.
    Repaint,
    /// Lead a class.
    Lead(Lead),
}

/// What leads a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// What comes next by itself.
    Next,
    /// A second vote.
    Again,
    /// Pause, or go on.
    Pause,
    /// Half a minute more.
    More,
    /// Leave the question out.
    Skip,
    /// Take answers again.
    Reopen,
    /// Let the question count for nobody, or count after all.
    Void,
    /// Lock the class, or open it.
    Lock,
    /// Who is there.
    People,
    /// Type the hands that were counted.
    Hands,
    /// End the class.
    End,
    /// To the other half of a long question.
    Turn,
    /// Send somebody away.
    Kick,
    /// Give somebody more time.
    Pace,
}

/// Where the learner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// On the home screen.
    Home,
    /// Before a list to pick from.
    Menu,
    /// Before the mock exams.
    Exams,
    /// Choosing options.
    Choose,
    /// Picking in sequence.
    Sequence,
    /// Putting rows under headings.
    Group,
    /// Drawing the line.
    Divide,
    /// Reading the answer.
    Shown,
    /// At the end of a session.
    Summary,
    /// Reading something long.
    Page,
    /// Before stacks side by side.
    Explore,
    /// Typing what to search for; letters mean themselves.
    Find,
    /// Before an exam.
    Cover,
    /// Sitting an exam.
    Exam,
    /// Before all questions of an exam.
    Review,
    /// Asked whether the exam is to end.
    Asked,
    /// Before what an exam came to.
    Result,
    /// Reading a question of a finished exam.
    Looked,
    /// Before a class, while people join.
    Lobby,
    /// While a class answers.
    Polling,
    /// After its answers were closed.
    Polled,
    /// While the key is on the screen.
    Keyed,
    /// After a class.
    Dismissed,
    /// Before the people of a class.
    People,
    /// Asked whether the class is to be left or ended.
    Sure,
}

/// A key on the keyboard.
#[derive(Clone, Copy, Debug)]
enum Key {
    Is(KeyCode),
    Ctrl(char),
    Digit,
    Figure,
    Letter,
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    keys: &'static [Key],
    /// How the keys are shown.
    pub show: &'static str,
    /// What they do, in a word or two.
    pub word: &'static str,
    action: Action,
    contexts: &'static [Context],
    /// Whether the footer names it.
    foot: bool,
}

/// What a key means here.
pub fn action(context: Context, event: KeyEvent) -> Option<Action> {
    let here = BINDINGS.iter().filter(|binding| binding.contexts.contains(&context));
    here.flat_map(|binding| binding.keys.iter().map(move |key| (key, binding.action)))
        .find_map(|(key, action)| meaning(*key, action, event))
}

fn meaning(key: Key, action: Action, event: KeyEvent) -> Option<Action> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    match (key, event.code) {
        (Ctrl(wanted), Char(c)) => (ctrl && c == wanted).then_some(action),
        (Is(wanted), code) => (!ctrl && !alt && code == wanted).then_some(action),
        (Digit, Char(c)) if !ctrl && !alt => {
            c.to_digit(10).filter(|digit| *digit > 0).map(|digit| Action::Number(digit as usize))
        }
        (Figure, Char(c)) if !ctrl && !alt => c.to_digit(10).map(|digit| Action::Figure(digit as usize)),
        (Letter, Char(c)) => (!ctrl && !alt).then_some(Action::Letter(c)),
        _ => None,
    }
}

/// What the footer names here, the most needed first.
pub fn footer(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.foot && binding.contexts.contains(&context))
}

/// What the help names here: every key that does something.
pub fn help(context: Context) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| !binding.keys.is_empty() && binding.contexts.contains(&context))
}

/// What a key does while a line of text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Adds a character.
    Add(char),
    /// Removes the last one.
    Remove,
    /// Keeps the text.
    Keep,
    /// Drops the text.
    Drop,
    /// Quits the program.
    Quit,
}

/// The meaning of a key while a line of text is written.
pub fn writing(event: KeyEvent) -> Option<Writing> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    match event.code {
        Char('c') if ctrl => Some(Writing::Quit),
        Char(_) if ctrl => None,
        Char(c) => Some(Writing::Add(c)),
        Backspace => Some(Writing::Remove),
        Enter => Some(Writing::Keep),
        Esc => Some(Writing::Drop),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::table::ALL;
    use super::{Action, BINDINGS, Context, KeyCode, KeyEvent, KeyModifiers, action, footer};

    #[test]
    fn arrows_and_letters_agree() {
        for context in [Context::Choose, Context::Divide, Context::Shown, Context::Home] {
            for (arrow, letter) in [(KeyCode::Up, 'k'), (KeyCode::Down, 'j')] {
                assert_eq!(action(context, arrow.into()), action(context, KeyCode::Char(letter).into()));
            }
        }
        assert_eq!(action(Context::Group, KeyCode::Left.into()), action(Context::Group, KeyCode::Char('h').into()));
    }

    #[test]
    fn numbers_and_control_keys_carry_over() {
        assert_eq!(action(Context::Choose, KeyCode::Char('3').into()), Some(Action::Number(3)));
        assert_eq!(action(Context::Choose, KeyCode::Char('0').into()), None);
        for context in ALL {
            let key = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
            assert_eq!(action(*context, key), Some(Action::Quit), "{context:?}");
            assert!(footer(*context).count() <= 7, "{context:?}");
            assert!(footer(*context).count() >= 3, "{context:?}");
        }
    }

    #[test]
    fn a_text_to_search_for_may_have_any_letter() {
        for binding in BINDINGS.iter().filter(|binding| binding.contexts == ALL) {
            assert!(binding.show.starts_with("Ctrl"), "{}", binding.show);
        }
        for c in ['q', '?', 'k', ' ', '/', 'G', '3'] {
            assert_eq!(action(Context::Find, KeyCode::Char(c).into()), Some(Action::Letter(c)));
        }
    }
}
