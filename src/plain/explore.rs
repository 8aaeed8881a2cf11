//! Explore as lines of words: a layer a line, whose it is with each service, then notes and sources.

use crate::plain::Talk;
use crate::quiz::matrix::Matrix;
use crate::session::explore::{COLUMNS, Column, Comparison, Explore, Row};
use std::io;

/// Says the comparison; if it may ask, it goes on with other services until the learner has seen enough.
///
/// # Errors
/// If the input cannot be read or the output is gone.
pub fn run(matrix: &Matrix, mut explore: Explore, asks: bool, talk: &mut Talk<'_>) -> io::Result<()> {
    talk.say(&lines(&explore.comparison(matrix)))?;
    let prompt = format!("Services (up to {COLUMNS}, with commas between), a layer for its reasons, or q:");
    if !asks {
        return Ok(());
    }
    while let Some(line) = talk.ask(&prompt)? {
        match line.as_str() {
            "q" | "quit" => break,
            "" | "r" | "repeat" => talk.say(&lines(&explore.comparison(matrix)))?,
            line => talk.say(&answer(matrix, &mut explore, line))?,
        }
    }
    Ok(())
}

/// The reasons of a layer, or other services side by side, or why there are none.
fn answer(matrix: &Matrix, explore: &mut Explore, line: &str) -> Vec<String> {
    let comparison = explore.comparison(matrix);
    let is = |row: &&Row| row.short.eq_ignore_ascii_case(line) || row.title.eq_ignore_ascii_case(line);
    if let Some(row) = comparison.rows.iter().find(is) {
        return reasons(row, &comparison.columns);
    }
    let names: Vec<&str> = line.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    match Explore::of(matrix, &names) {
        Ok(found) => {
            *explore = found;
            lines(&explore.comparison(matrix))
        }
        Err(why) => vec![crate::plain::say::sentence(&why)],
    }
}

/// A comparison in words.
fn lines(comparison: &Comparison) -> Vec<String> {
    let shorts: Vec<&str> = comparison.columns.iter().map(|column| column.short.as_str()).collect();
    let mut lines = vec![format!("Whose each layer is, from data down to facilities: {}.", shorts.join(", "))];
    lines.extend(comparison.rows.iter().map(|row| layer(row, &comparison.columns)));
    lines.extend(differs(comparison));
    lines.extend(comparison.columns.iter().flat_map(about));
    lines
}

fn layer(row: &Row, columns: &[Column]) -> String {
    let whose = columns.iter().zip(&row.parts).map(|(column, part)| match part {
        Some(part) => format!("{} {}", column.short, part.owner.word()),
        None => format!("{} has none", column.short),
    });
    format!("{}: {}", row.short, whose.collect::<Vec<_>>().join(", "))
}

/// The layers that move, if there is something to compare.
fn differs(comparison: &Comparison) -> Option<String> {
    if comparison.columns.len() < 2 {
        return None;
    }
    let moving = comparison.rows.iter().filter(|row| row.differs);
    let moving = moving.map(|row| row.short.as_str()).collect::<Vec<_>>().join(", ");
    Some(if moving.is_empty() { "No layer differs.".to_owned() } else { format!("What differs: {moving}.") })
}

fn about(column: &Column) -> [String; 2] {
    let read = match &column.read {
        Some(day) => format!("read {day}"),
        None => "not read again; not drilled".to_owned(),
    };
    [format!("{}: {}", column.name, column.note), format!("Source: {}, {read}", column.source)]
}

fn reasons(row: &Row, columns: &[Column]) -> Vec<String> {
    let why = columns.iter().zip(&row.parts).map(|(column, part)| match part {
        Some(part) => format!("{}, {}: {}", column.short, part.owner.word(), part.reason),
        None => format!("{}: there is no such layer.", column.short),
    });
    [format!("{}.", row.title)].into_iter().chain(why).collect()
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::plain::Talk;
    use crate::quiz::load::{SourceFile, read};
    use crate::quiz::matrix::Matrix;
    use crate::session::explore::Explore;

    fn matrix() -> Matrix {
        let text = include_str!("../../questions/matrix.toml").to_owned();
        (*read(&SourceFile::new("matrix.toml", text)).matrix.expect("a matrix")).clone()
    }

    fn said(names: &[&str], asks: bool, typed: &str) -> String {
        let matrix = matrix();
        let (mut input, mut output) = (typed.as_bytes(), Vec::new());
        let explore = Explore::of(&matrix, names).expect("known services");
        run(&matrix, explore, asks, &mut Talk::new(&mut input, &mut output, true)).expect("it talks");
        String::from_utf8(output).expect("UTF-8")
    }

    #[test]
    fn a_layer_is_a_line_and_a_pipe_is_asked_nothing() {
        let said = said(&["ec2", "rds", "lambda"], false, "s3\n");
        assert!(said.contains("\nguest OS: EC2 customer, RDS AWS, Lambda AWS\n"), "{said}");
        assert!(!said.contains("Services (up to") && !said.contains("S3"), "{said}");
    }

    #[test]
    fn more_services_and_reasons_are_asked_for_by_name() {
        let said = said(&["ec2"], true, "guest os\nebs, lightsail\nnothing\nec2,rds,s3,sqs\nq\nec2\n");
        assert!(said.contains("EC2, customer: The customer has control of this operating system"), "{said}");
        assert!(said.contains("\nguest OS: EBS has none, Lightsail customer\n"), "{said}");
        assert!(said.contains(", not read again; not drilled\n"), "{said}");
        assert!(said.contains("There is no service `nothing`; it is one of ec2,"), "{said}");
        assert!(said.contains("At most 3 services stand side by side; leave out 1."), "{said}");
        assert_eq!(said.matches("Services (up to").count(), 5, "{said}");
    }
}
