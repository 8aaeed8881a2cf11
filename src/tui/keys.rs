//! Which key means what: the one table, from which footer and help are made. The only file that names key codes.

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

use Context::{
    Asked, Choose, Cover, Divide, Exam, Exams, Explore, Find, Group, Home, Looked, Menu, Page, Result, Review,
    Sequence, Shown, Summary,
};
use Key::{Ctrl, Digit, Figure, Is, Letter};
use KeyCode::{Backspace, Char, Delete, Down, End, Enter, Esc, Left, PageDown, PageUp, Right, Tab, Up};

const ALL: &[Context] = &[
    Home, Menu, Exams, Choose, Sequence, Group, Divide, Shown, Summary, Page, Explore, Cover, Exam, Review, Asked,
    Result, Looked, Find,
];
/// Where letters are keys.
const KEYED: &[Context] = &[
    Home, Menu, Exams, Choose, Sequence, Group, Divide, Shown, Summary, Page, Explore, Cover, Exam, Review, Asked,
    Result, Looked,
];
const OPEN: &[Context] = &[Choose, Sequence, Group, Divide];
const QUESTION: &[Context] = &[Choose, Sequence, Group, Divide, Shown];
const ROWS: &[Context] = &[Home, Menu, Exams, Choose, Sequence, Group, Exam, Review, Result];
const READ: &[Context] = &[Shown, Summary, Page, Cover, Looked];

const fn row(
    keys: &'static [Key],
    show: &'static str,
    word: &'static str,
    action: Action,
    contexts: &'static [Context],
    foot: bool,
) -> Binding {
    Binding { keys, show, word, action, contexts, foot }
}

/// The table. The first row that fits a key in a context is its meaning there.
pub const BINDINGS: &[Binding] = &[
    row(&[Is(Up), Is(Char('k'))], "↑ k", "move the line up", Action::Up, &[Divide], false),
    row(&[Is(Down), Is(Char('j'))], "↓ j", "move the line down", Action::Down, &[Divide], false),
    row(&[], "↑↓", "move line", Action::Up, &[Divide], true),
    row(&[Is(Up), Is(Char('k'))], "↑ k", "up", Action::Up, ROWS, false),
    row(&[Is(Down), Is(Char('j'))], "↓ j", "down", Action::Down, ROWS, false),
    row(&[], "↑↓", "move", Action::Up, &[Home, Menu, Exams, Result], true),
    row(&[Is(Char(' '))], "Space", "choose", Action::Choose, &[Choose, Exam], true),
    row(&[Is(Enter), Is(Right), Is(Char('l')), Is(Char('n'))], "Enter →", "next", Action::Right, &[Exam], true),
    row(&[Is(Left), Is(Char('h')), Is(Char('p'))], "← p", "the one before", Action::Left, &[Exam], false),
    row(&[Is(Char('x'))], "x", "strike out", Action::Strike, &[Exam], true),
    row(&[Is(Char('m')), Is(Char('f'))], "m", "flag", Action::Flag, &[Exam], true),
    row(&[Is(Char('r')), Is(Char('F')), Is(Esc), Is(Char('q'))], "r", "review", Action::Review, &[Exam], true),
    row(&[Is(Left), Is(Char('h'))], "← h", "the one before", Action::Left, &[Review], false),
    row(&[Is(Right), Is(Char('l'))], "→ l", "the next one", Action::Right, &[Review], false),
    row(&[Is(Enter), Is(Char(' '))], "Enter", "open", Action::Enter, &[Review, Result], true),
    row(&[Is(Char('e'))], "e", "end the exam", Action::End, &[Review], true),
    row(&[Is(Char('m')), Is(Char('f'))], "m", "flag", Action::Flag, &[Review], true),
    row(&[Figure], "0-9", "type its number", Action::Figure(0), &[Review], false),
    row(&[Is(Tab), Is(Char('t'))], "Tab", "filter", Action::Filter, &[Review, Result], true),
    row(&[Is(Char('q'))], "q", "go on later", Action::Leave, &[Review], true),
    row(&[Is(Enter), Is(Char('y')), Is(Char('e'))], "Enter", "end it", Action::End, &[Asked], true),
    row(&[Is(Esc), Is(Char('n')), Is(Char('q'))], "Esc", "go on", Action::Back, &[Asked], true),
    row(&[Is(Enter), Is(Char(' '))], "Enter", "begin", Action::Enter, &[Cover], true),
    row(&[Is(Char('d'))], "d", "drill the misses", Action::Drill, &[Result], true),
    row(&[Is(Enter), Is(Char(' ')), Is(Right), Is(Char('l'))], "Enter →", "next", Action::Right, &[Looked], true),
    row(&[Is(Left), Is(Char('h'))], "← h", "the one before", Action::Left, &[Looked], false),
    row(&[Is(Char(' '))], "Space", "pick next", Action::Choose, &[Sequence], true),
    row(&[Digit], "1-9", "choose that option", Action::Number(0), &[Choose, Exam], false),
    row(&[Digit], "1-9", "pick that row", Action::Number(0), &[Sequence], false),
    row(&[Digit], "1-9", "heading", Action::Number(0), &[Group], true),
    row(&[Digit], "1-9", "so many layers above the line", Action::Number(0), &[Divide], false),
    row(&[Is(Enter)], "Enter", "answer", Action::Enter, OPEN, true),
    row(&[Is(Left), Is(Char('h'))], "← h", "heading before", Action::Left, &[Group], false),
    row(&[Is(Right), Is(Char('l')), Is(Char(' '))], "→ l Space", "next heading", Action::Right, &[Group], false),
    row(&[], "←→", "change", Action::Right, &[Group], true),
    row(&[Is(Backspace)], "Backspace", "take back", Action::TakeBack, &[Choose, Sequence, Group, Divide, Exam], false),
    row(&[Is(Char('g'))], "g", "a guess", Action::Guess, OPEN, true),
    row(&[Is(Char('u'))], "u", "unsure", Action::Unsure, OPEN, true),
    row(&[Is(Char('s'))], "s", "sure", Action::Sure, OPEN, false),
    row(&[Is(Enter), Is(Char(' '))], "Enter", "next", Action::Enter, &[Shown], true),
    row(&[Is(Up), Is(Char('k'))], "↑ k", "scroll up", Action::Up, READ, false),
    row(&[Is(Down), Is(Char('j'))], "↓ j", "scroll down", Action::Down, READ, false),
    row(&[], "↑↓", "scroll", Action::Up, READ, true),
    row(&[Is(Char('o'))], "o", "open the source", Action::Source, &[Shown, Looked], true),
    row(&[Is(Char('u'))], "u", "undo", Action::Undo, &[Shown], true),
    row(&[Is(Char('f'))], "f", "flag", Action::Flag, QUESTION, false),
    row(&[Is(Char('n'))], "n", "note", Action::Note, &[Shown], false),
    row(&[Is(Char('x'))], "x", "never show it again", Action::Never, &[Shown], false),
    row(&[Is(Enter)], "Enter", "home", Action::Enter, &[Summary], true),
    row(&[Is(Enter), Is(Char(' ')), Is(Right), Is(Char('l'))], "Enter", "open", Action::Enter, &[Home], true),
    row(&[Is(Enter), Is(Char(' '))], "Enter", "begin", Action::Enter, &[Menu], true),
    row(&[Is(Enter), Is(Char(' '))], "Enter", "open", Action::Enter, &[Exams], true),
    row(&[Is(Char('s'))], "s", "study", Action::Study, &[Home], false),
    row(&[Is(Char('d'))], "d", "drill", Action::Drill, &[Home, Summary], false),
    row(&[Is(Char('x'))], "x", "explore", Action::Explore, &[Home], false),
    row(&[Is(Char('e'))], "e", "mock exam", Action::Exams, &[Home], false),
    row(&[Is(Char('r'))], "r", "drill what raises the chance to pass most", Action::Gain, &[Home], false),
    row(&[Is(Char('p'))], "p", "progress", Action::Progress, &[Home], false),
    row(&[Is(Up), Is(Char('k'))], "↑ k", "the layer above", Action::Up, &[Explore], false),
    row(&[Is(Down), Is(Char('j'))], "↓ j", "the layer below", Action::Down, &[Explore], false),
    row(&[Is(Left), Is(Char('h'))], "← h", "the service at the left", Action::Left, &[Explore], false),
    row(&[Is(Right), Is(Char('l'))], "→ l", "the service at the right", Action::Right, &[Explore], false),
    row(&[], "↑↓", "layer", Action::Up, &[Explore], true),
    row(&[], "←→", "service", Action::Right, &[Explore], true),
    row(&[Is(Char('/'))], "/", "find", Action::Find, &[Explore], true),
    row(&[Is(Char('a'))], "a", "add", Action::Add, &[Explore], true),
    row(&[Is(Backspace), Is(Delete)], "Backspace", "take this column away", Action::Remove, &[Explore], false),
    row(&[Is(Char('m')), Is(Char(' '))], "m Space", "only what differs", Action::Differing, &[Explore], false),
    row(&[Is(Enter)], "Enter", "drill", Action::Enter, &[Explore], true),
    row(&[Is(Char('o'))], "o", "open the source", Action::Source, &[Explore], false),
    row(&[Is(Up)], "↑", "up", Action::Up, &[Find], false),
    row(&[Is(Down)], "↓", "down", Action::Down, &[Find], false),
    row(&[], "↑↓", "choose", Action::Down, &[Find], true),
    row(&[Is(Enter)], "Enter", "take it", Action::Enter, &[Find], true),
    row(&[Is(Esc)], "Esc", "leave", Action::Back, &[Find], true),
    row(&[Is(Backspace)], "Backspace", "take a letter away", Action::Remove, &[Find], false),
    row(&[Letter], "letters", "search as you type", Action::Letter(' '), &[Find], false),
    row(&[Is(KeyCode::Home)], "Home", "to the first", Action::First, KEYED, false),
    row(&[Is(End), Is(Char('G'))], "End G", "to the last", Action::Last, KEYED, false),
    row(&[Is(PageUp), Ctrl('b')], "PgUp", "a screen up", Action::PageUp, KEYED, false),
    row(&[Is(PageDown), Ctrl('f')], "PgDn", "a screen down", Action::PageDown, KEYED, false),
    row(&[Is(Char('?'))], "?", "help", Action::Help, KEYED, true),
    row(&[Is(Char('q'))], "q", "quit", Action::Quit, &[Home], true),
    row(
        &[Is(Esc), Is(Char('q'))],
        "Esc q",
        "back",
        Action::Back,
        &[Menu, Exams, Page, Summary, Explore, Cover, Result, Looked],
        true,
    ),
    row(&[Is(Esc)], "Esc", "back to the question", Action::Back, &[Review], false),
    row(&[Is(Esc), Is(Char('q'))], "Esc q", "end the session", Action::Back, QUESTION, false),
    row(&[Ctrl('c')], "Ctrl-C", "quit", Action::Quit, ALL, false),
    row(&[Ctrl('z')], "Ctrl-Z", "to the shell", Action::Suspend, ALL, false),
    row(&[Ctrl('l')], "Ctrl-L", "repaint", Action::Repaint, ALL, false),
];

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
    use super::{ALL, Action, BINDINGS, Context, KeyCode, KeyEvent, KeyModifiers, action, footer};

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
