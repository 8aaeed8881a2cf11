//! How study is fitted to the exam ahead: what belongs to it, how much is new a day, what its last days bring forward.

use crate::progress::day::Day;
use crate::progress::exam::aim;
use crate::progress::ledger::Progress;
use crate::quiz::bank::Bank;
use crate::quiz::exams::Exam;
use crate::quiz::question::Question;
use crate::quiz::syllabus::Objective;

/// New ideas a day, where no exam asks for more: a bank of 150 is met within three weeks.
pub const NEW_A_DAY: u32 = 8;

/// New ideas a day at most, however near the exam: about half an hour.
pub const MOST_NEW: u32 = 40;

/// From so many days before the exam on there is nothing new for who has begun before: what is met on the last evening
/// is not kept until the morning, and what was met needs the time.
const NOTHING_NEW: i32 = 1;

/// From so many days before the exam on, what would come back until its day comes back now.
const BRING_FORWARD: i32 = 3;

/// Study of one day, fitted to what the learner prepares for; by default to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fit<'b> {
    today: Day,
    exam: Option<(&'b Bank, &'b Exam)>,
    day: Option<Day>,
}

impl<'b> Fit<'b> {
    /// To the exam that lies ahead of this day. One that the bank does not know, or that is asked no more, fits nothing.
    pub fn of(bank: &'b Bank, progress: &Progress, today: Day) -> Self {
        let ahead = aim::ahead(progress, today);
        let exam = ahead.and_then(|ahead| bank.exam(ahead.exam)).filter(|exam| exam.is_current());
        Self { today, exam: exam.map(|exam| (bank, exam)), day: exam.and(ahead).and_then(|ahead| ahead.day) }
    }

    /// The exam.
    pub fn exam(&self) -> Option<&'b Exam> {
        self.exam.map(|(_, exam)| exam)
    }

    /// Whether an idea belongs to what is prepared for: by its own tasks, or by those of one of its questions. One that
    /// names no task, such as a learner's own, always does.
    pub fn takes(&self, objective: &Objective) -> bool {
        let Some((bank, exam)) = self.exam else { return true };
        is_of(exam, &objective.tasks) || bank.siblings(&objective.id).any(|question| is_of(exam, &question.tasks))
    }

    /// Whether a question is asked at the level of the exam.
    pub fn suits(&self, question: &Question) -> bool {
        self.exam.is_none_or(|(_, exam)| is_of(exam, &question.tasks))
    }

    /// The day until which what comes back is asked today.
    pub fn horizon(&self) -> Day {
        self.day.filter(|day| day.since(self.today) <= BRING_FORWARD).unwrap_or(self.today)
    }

    /// The day on which something is asked again that comes back on this day.
    pub fn returns(&self, due: Day) -> Day {
        match self.day {
            Some(day) if due <= day => due.min(day.plus(-BRING_FORWARD).max(self.today.plus(1))),
            _ => due,
        }
    }

    /// How many ideas are new today in all, if so many were never met, so many are new of today already, and so many were
    /// met before.
    pub fn new_today(&self, unmet: usize, met: u32, before: usize) -> u32 {
        let Some(left) = self.day.map(|day| day.since(self.today)) else { return NEW_A_DAY };
        if left <= NOTHING_NEW && before > 0 {
            return 0;
        }
        let days = u32::try_from(left - NOTHING_NEW).unwrap_or(0).max(1);
        let all = u32::try_from(unmet).unwrap_or(u32::MAX).saturating_add(met);
        all.div_ceil(days).clamp(NEW_A_DAY, MOST_NEW)
    }
}

fn is_of(exam: &Exam, tasks: &[String]) -> bool {
    tasks.is_empty() || tasks.iter().any(|task| exam.domain_of_task(task).is_some())
}

#[cfg(test)]
mod tests {
    use super::{Day, Fit, MOST_NEW, NEW_A_DAY};

    fn left(days: i32) -> Fit<'static> {
        Fit { today: Day(100), exam: None, day: Some(Day(100 + days)) }
    }

    #[test]
    fn what_is_new_a_day_lets_all_be_met_before_the_last_day() {
        assert_eq!(left(84).new_today(350, 0, 5), NEW_A_DAY, "no need to hurry");
        assert_eq!(left(21).new_today(350, 0, 5), 18, "20 days for 350");
        assert_eq!(left(21).new_today(341, 9, 5), 18, "nine of today's are done");
        assert_eq!(left(3).new_today(350, 0, 5), MOST_NEW);
        assert_eq!(Fit { day: None, ..left(0) }.new_today(350, 0, 5), NEW_A_DAY);
    }

    #[test]
    fn the_last_day_brings_nothing_new_unless_there_is_nothing_else() {
        assert_eq!(left(2).new_today(4, 0, 5), NEW_A_DAY);
        assert_eq!([1, 0].map(|days| left(days).new_today(350, 0, 5)), [0, 0]);
        assert_eq!(left(1).new_today(350, 0, 0), MOST_NEW, "who begins on the eve begins");
    }

    #[test]
    fn the_last_days_bring_forward_what_comes_back_until_the_exam() {
        assert_eq!([10, 4, 3, 1, 0].map(|days| left(days).horizon().since(Day(100))), [0, 0, 3, 1, 0]);
        let again = |days: i32, due: i32| left(days).returns(Day(100 + due)).since(Day(100));
        assert_eq!(again(10, 5), 5, "long before the exam");
        assert_eq!([again(10, 8), again(10, 10), again(10, 11)], [7, 7, 11], "three days before it, if before it");
        assert_eq!([again(2, 2), again(2, 1), again(2, 3)], [1, 1, 3], "tomorrow at the soonest");
    }
}
