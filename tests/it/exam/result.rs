//! What an exam came to: marks, the result as it is read, the history.

use crate::exam::*;

#[test]
fn marks_are_all_or_nothing_and_blanks_are_wrong() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    for n in 0..65 {
        match n % 3 {
            0 => candidate.answer(true),
            1 => candidate.answer(false),
            _ => {}
        }
        candidate.wait(10_000);
        candidate.turn(Turn::Next);
    }
    candidate.end();
    let ExamResult { account, lines, .. } = candidate.result();
    let went = |wanted| lines.iter().filter(|line| line.went == wanted).count();
    assert_eq!((went(Went::Right), went(Went::Wrong), went(Went::Blank)), (22, 22, 21));
    assert_eq!(account.score.of, 50, "the others are on trial");
    assert_eq!(account.score.plus(account.trial).won, 22);
    assert_eq!((account.blank, account.elapsed_ms), (21, 650_000));
    assert!(lines.iter().all(|line| line.ms == 10_000), "each question has its time");
    let (low, high) = account.scaled;
    assert!(100 < low && low < high && high < account.pass, "{low} to {high}");
    assert_eq!(account.verdict, "Not a pass yet");
    // Answers are exposures: what was missed is due, and a blank is no answer.
    let answers = candidate.keeper.log.iter().filter(|entry| matches!(entry.what, What::Answer(_))).count();
    assert_eq!(answers, 44);
    let owed = candidate.keeper.progress.objectives.values().filter(|row| row.owed.is_some()).count();
    assert_eq!(owed, 22, "each miss makes its idea due");
    assert!(candidate.keeper.progress.objectives.values().all(|row| row.memory.is_none()), "no memory is moved");
}

#[test]
fn a_full_house_passes_and_an_empty_one_is_far_from_it() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    candidate.sit(&[true; 65]);
    let account = candidate.result().account;
    assert_eq!((account.score.won, account.verdict.as_str()), (50, "A pass"));
    assert!(account.scaled.0 > 900, "{:?}", account.scaled);
    assert!(account.domains.iter().all(|domain| domain.band == "meets competencies"));
}

#[test]
fn reading_the_result_lists_by_filter_and_opens_each_question_with_its_reasons() {
    let mut candidate = Candidate::begin(Wish { n: Some(10), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    for n in 0..10 {
        candidate.answer(n != 4);
        if n == 7 {
            candidate.send(Event::Flag);
        }
        candidate.turn(Turn::Next);
    }
    candidate.end();
    candidate.turn(Turn::Filter);
    let result = candidate.result();
    assert_eq!((result.listed.as_str(), result.lines.len(), result.lines[0].number), ("missed: 1", 1, 5));
    candidate.turn(Turn::Open);
    let stage = candidate.stage();
    assert!(stage.verdict.is_some_and(|verdict| verdict.explanation == "SECRET"));
    assert!(stage.sheet.rows.iter().all(|row| row.mark.as_ref().is_some_and(|mark| mark.why == "SECRET")));
    candidate.turn(Turn::Back);
    candidate.turn(Turn::Filter);
    assert_eq!(candidate.result().lines.iter().map(|line| line.number).collect::<Vec<_>>(), [8], "flagged");
    // What was missed is drilled at once: for a question that is kept for exams, a sibling in practice.
    let drill = candidate.result().drill;
    assert_eq!(drill.len(), 1);
    assert!(drill[0].ends_with("-p"), "{drill:?}");
    let selection = Selection { only: Some(drill), ..Selection::default() };
    start(&Start::Drill(selection), &mut candidate.keeper, noon()).unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn the_history_keeps_each_exam_with_its_marks() {
    let mut keeper = memory(fixture());
    for right in [false, true] {
        let mut candidate = Candidate::of(keeper, &Start::Exam(Wish { n: Some(10), ..Wish::of("T-1") }));
        candidate.turn(Turn::Open);
        candidate.sit(&[right; 10]);
        candidate.keeper.progress.exams.values().for_each(|row| assert!(matches!(row, ExamRow::Mock(_))));
        keeper = candidate.keeper;
        keeper.log.iter_mut().for_each(|entry| entry.at.utc_ms -= 86_400_000);
        keeper.progress = Progress::replay(&keeper.log, &keeper.bank);
    }
    let lines = whose::session::exam::list::lines(&keeper.bank, &keeper.progress);
    let said: Vec<String> =
        lines.iter().map(|line| format!("{} {}: {}", line.heading, line.name, line.aside)).collect();
    assert_eq!(
        said,
        [
            "sit T-1: 65 questions, 90 minutes",
            "sit T-1, a short paper: 20 questions, 27 minutes",
            "read again T-1, 3 Oct 2024: 10 of 10 right · 100 %, 100 more than before",
            "read again T-1, 2 Oct 2024: 0 of 10 right · 0 %",
        ]
    );
}
