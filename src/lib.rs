//! `whose`: a terminal study program for the AWS shared responsibility model.
//!
//! One sentence: **a pure core turns inputs and time into plain pictures and plain records; shells carry keys in,
//! pictures out and records to disk.**
//!
//! ```text
//! floor 5  cli                 args, one command a file, wires the rest
//! floor 4  store  tui  plain  classroom   disk · full screen · line by line · HTTP    (shells; clock beside them)
//! floor 3  session  report     ways through: study, drill, exam, class, explore · documents   (pure)
//! floor 2  progress            the log, memory, what to study next, exams, classes, readiness (pure)
//! floor 1  quiz                what a question is; kinds, bank, matrix      (pure)
//! ```
//!
//! A room uses rooms on lower floors alone; rooms on one floor do not know each other. `tests/it/floors.rs` holds this.
//!
//! ```text
//! key ─ tui/keys ─► Event ─► Session::update(event, now) ─► Vec<Effect> ─► shell: save, next picture
//!                                  └─ Session::scene() ─► Stage, Summary ─► tui/draw: cells · plain/say: lines
//! ```
//!
//! Invariants:
//! 1. Floors 1 to 3 do no IO, read no clock, roll no dice, know no terminal: time and luck are arguments.
//! 2. A sheet holds no key before the answer is shown; rows are kept in an order that does not depend on it.
//! 3. The log is append-only; everything else is derived from it and can be rebuilt.
//! 4. An answer is committed before its verdict is painted.
//! 5. The terminal is given back as it was found on every exit but SIGKILL.
//! 6. Meaning is never by colour alone.
//! 7. One list for kinds (`quiz/kind`), one for the rules of item writing (`quiz/check`), one for commands (`cli/args`), one for keys (`tui/keys`).
//! 8. No unsafe code, and no `unwrap` outside tests.
//!
//! An exam is a machine beside study and drill, with scenes of its own: cover, review, result. What is done in it is kept
//! as it is done (`progress/exam`), and its answers become answers of the log at its end, in one commit. Its time is told
//! by two clocks that nobody can set (`progress::day::Beat`); only shells read them.
//!
//! The exam that a learner prepares for (`progress::exam::aim`) is an entry of the log like any other; what follows from it
//! for a day is one value (`progress::fit`), and the plan asks that value what belongs, how much is new, and until when.
//!
//! A class is not a session: many act in it at once. A wish of anybody's is decided on by `session::class`, kept by the
//! store, taken in by `progress::class`, and only then answered and shown; one actor in `classroom` does this in order.
//! What the room sees, what the instructor alone sees and what a student sees are three types, so that no drawing can
//! show what it was not handed; and nothing that could hold a key travels before the key was shown.
//!
//! What a start does not need stays encoded in the program (`quiz/late`): words, bodies, ideas, the matrix. Bank and log
//! are opened side by side, and readiness is worked out after the first picture.
//!
//! Choices worth knowing: a sort draws one list with each row's heading beside it, not a section a heading, so that
//! no row moves under the learner's cursor. A line stack's middle layers may be shared; they are shown and not asked.

pub mod classroom;
pub mod cli;
pub mod clock;
pub mod plain;
pub mod progress;
pub mod quiz;
pub mod report;
pub mod session;
pub mod store;
pub mod tui;
