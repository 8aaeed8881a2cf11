//! Exams and practice beside one another: what is kept for exams, missed in them, or gone from the bank.

use crate::exam::*;

#[test]
fn a_question_that_is_gone_from_the_bank_is_passed_over_and_does_not_count() {
    for at in [1, 2] {
        let mut candidate = Candidate::begin(Wish { n: Some(5), ..Wish::of("T-1") });
        candidate.turn(Turn::Open);
        let What::Paper(paper) = &candidate.keeper.log[0].what else { panic!("no paper") };
        let gone = paper.items[1].question.rsplit('/').next().expect("a name").to_owned();
        (1..at).for_each(|_| candidate.turn(Turn::Next));
        candidate.keeper.bank = fixture_without(&gone);
        candidate.keeper.progress = Progress::replay(&candidate.keeper.log, &candidate.keeper.bank);
        let mut candidate = candidate.killed(1_000);
        if at == 2 {
            assert_eq!(candidate.review().cursor, 1, "what is gone is not on the table");
            candidate.turn(Turn::Figure(1));
            candidate.turn(Turn::Open);
        }
        assert_eq!(candidate.stage().number, 1);
        candidate.turn(Turn::Next);
        assert_eq!(candidate.stage().number, 3);
        candidate.turn(Turn::Previous);
        assert_eq!(candidate.stage().number, 1);
        candidate.turn(Turn::Review);
        candidate.turn(Turn::Figure(2));
        candidate.turn(Turn::Open);
        let notice = candidate.review().notice.expect("a word on it");
        assert_eq!(notice, "question 2 has changed or is gone, and does not count");
        candidate.end();
        let result = candidate.result();
        assert_eq!((result.lines[1].went, result.account.score.of + result.account.trial.of), (Went::Gone, 4));
    }
}

#[test]
fn what_was_missed_in_an_exam_is_drilled_by_its_sister() {
    let mut candidate = Candidate::begin(Wish { n: Some(5), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    candidate.sit(&[true, false, false, true, false]);
    let missed = Selection { missed: true, ..Selection::default() };
    assert_eq!(missed.count(&candidate.keeper.bank, &candidate.keeper.progress), 3);
    let mut drill = Candidate::of(candidate.keeper, &Start::Drill(missed.clone()));
    for _ in 0..3 {
        let sheet = drill.stage().sheet;
        for id in ["o0", "o1"].iter().take(sheet.of) {
            let row = sheet.rows.iter().position(|row| row.id == *id).expect("a row");
            drill.send(Event::Input(Input::Pick(row)));
        }
        drill.send(Event::Submit);
        drill.send(Event::Next);
    }
    assert_eq!(missed.count(&drill.keeper.bank, &drill.keeper.progress), 0, "answered, it is missed no more");
}

#[test]
fn an_open_exam_that_the_bank_does_not_know_stands_in_nobodys_way() {
    let mut candidate = Candidate::begin(Wish::of("T-1"));
    candidate.turn(Turn::Open);
    let mut keeper = candidate.keeper;
    keeper.bank = Arc::new(shipped_bank());
    let lines = whose::session::exam::list::lines(&keeper.bank, &keeper.progress);
    assert!(lines.iter().all(|line| line.heading == "sit"), "{lines:?}");
    assert!(start(&Start::Exam(Wish::of("CLF-C02")), &mut keeper, noon()).is_ok());
}

#[test]
fn practice_does_not_show_the_key_of_what_lies_on_the_table() {
    let (bank, every) = (fixture(), Selection::default());
    let all = every.count(&bank, &Progress::default());
    let mut candidate = Candidate::begin(Wish { n: Some(250), ..Wish::of("T-1") });
    candidate.turn(Turn::Open);
    let What::Paper(paper) = &candidate.keeper.log[0].what else { panic!("no paper") };
    let practised = paper.items.iter().filter(|item| item.question.ends_with("-p")).count();
    assert!(practised > 0, "so long a paper takes practice questions, too");
    assert_eq!(every.count(&bank, &candidate.keeper.progress), all - practised);
    let today = noon().study_day();
    let wish = whose::progress::plan::Wish { new: Some(1_000), ..Default::default() };
    let planned = whose::progress::plan::plan(&bank, &candidate.keeper.progress, today, &wish);
    let on_the_table: HashSet<&str> = paper.items.iter().map(|item| item.question.as_str()).collect();
    assert!(planned.items.iter().all(|item| !on_the_table.contains(item.question.id.as_str())));
    candidate.turn(Turn::Review);
    candidate.end();
    assert_eq!(every.count(&bank, &candidate.keeper.progress), all, "after the end they are practised again");
}
