//! What a learner asks of a mock exam.

use crate::progress::exam::paper::Timing;
use crate::quiz::exams::Exam;

/// A mock exam as it is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The exam, `CLF-C02`.
    pub exam: String,
    /// So many questions; the exam's own number if none is given.
    pub n: Option<usize>,
    /// More time, as test centres grant it.
    pub extra: Extra,
    /// Without a limit.
    pub untimed: bool,
    /// Which time counts.
    pub timing: Timing,
}

/// More time than the exam gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extra {
    /// None.
    #[default]
    None,
    /// So many minutes: 30 for those whose first language is another one.
    Minutes(u32),
    /// So many per cent of the exam's time.
    Percent(u32),
}

impl Extra {
    /// Reads `30m` or `1.5x`; the error says what is expected.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || format!("`{text}` is no extra time; write minutes, `30m`, or a factor from 1 to 4, `1.5x`");
        if let Some(minutes) = text.strip_suffix('m').and_then(|digits| digits.parse().ok()) {
            return if minutes <= 600 { Ok(Self::Minutes(minutes)) } else { Err(expected()) };
        }
        let (whole, part) =
            text.strip_suffix('x').map(|n| n.split_once('.').unwrap_or((n, ""))).ok_or_else(expected)?;
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit()) && text.len() <= 2;
        let hundredths = format!("{whole}{part:0<2}").parse().map_err(|_| expected())?;
        let good = !whole.is_empty() && digits(whole) && digits(part) && (100..=400).contains(&hundredths);
        if good { Ok(Self::Percent(hundredths)) } else { Err(expected()) }
    }
}

impl Wish {
    /// An exam as it is.
    pub fn of(exam: &str) -> Self {
        Self { exam: exam.to_owned(), ..Self::default() }
    }

    /// How many questions the paper has.
    pub fn questions(&self, exam: &Exam) -> usize {
        self.n.unwrap_or(usize::from(exam.questions))
    }

    /// Milliseconds allowed: the exam's, cut to the number of questions, and the extra time on top.
    pub fn limit_ms(&self, exam: &Exam) -> Option<u64> {
        if self.untimed {
            return None;
        }
        let (minutes, questions) = (u64::from(exam.minutes), u64::from(exam.questions).max(1));
        let own = minutes * 60_000 * self.questions(exam) as u64 / questions;
        Some(match self.extra {
            Extra::None => own,
            Extra::Minutes(extra) => own + u64::from(extra) * 60_000,
            Extra::Percent(percent) => own * u64::from(percent) / 100,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Extra, Wish};
    use crate::quiz::exams::Exam;

    #[test]
    fn extra_time_is_minutes_or_a_factor() {
        assert_eq!(Extra::parse("30m"), Ok(Extra::Minutes(30)));
        assert_eq!(Extra::parse("1.5x"), Ok(Extra::Percent(150)));
        assert_eq!(Extra::parse("2x"), Ok(Extra::Percent(200)));
        for bad in ["", "30", "x", "m", "0.5x", "5x", "1.555x", "-3m", "1.-5x", "9999m", "+3x"] {
            Extra::parse(bad).expect_err(bad);
        }
    }

    #[test]
    fn the_time_follows_the_number_of_questions() {
        let exam = Exam {
            code: "CLF-C02".into(),
            title: String::new(),
            status: "current".into(),
            questions: 65,
            scored: 50,
            minutes: 90,
            pass: 700,
            scale: (100, 1000),
            domains: Vec::new(),
        };
        let minutes = |wish: Wish| wish.limit_ms(&exam).map(|ms| ms / 60_000);
        assert_eq!(minutes(Wish::of("CLF-C02")), Some(90));
        assert_eq!(minutes(Wish { n: Some(13), ..Wish::default() }), Some(18));
        assert_eq!(minutes(Wish { extra: Extra::Minutes(30), ..Wish::default() }), Some(120));
        assert_eq!(minutes(Wish { extra: Extra::Percent(150), ..Wish::default() }), Some(135));
        assert_eq!(minutes(Wish { untimed: true, ..Wish::default() }), None);
    }
}
