//! Stacks side by side: at three sizes, by keys, by search, and as lines.

use crate::cli::{Run, folder};
use crate::keep::Memory;
use crate::screens::{Program, SIZES, samples, styles};
use whose::session::explore::Explore;
use whose::session::keeper::Keeper;
use whose::session::start::Opening;
use whose::tui::flow::Flow;

/// The program as `whose explore` opens it.
fn exploring<'k>(keeper: &'k mut Memory, names: &[&str], size: (u16, u16), color: bool) -> Program<'k> {
    let explore = Explore::of(&keeper.bank().matrix, names).expect("known services");
    Program::opening(keeper, size, color, &Opening::Explore(explore))
}

/// One snapshot a size, after the same keys.
fn at_three_sizes(name: &str, names: &[&str], keys: &str) {
    for size in SIZES {
        let mut keeper = samples("choice");
        let mut program = exploring(&mut keeper, names, size, true);
        program.press(keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), program.text());
    }
}

#[test]
fn three_stacks_side_by_side() {
    at_three_sizes("three", &[], "down down down down down down down down right right");
}

#[test]
fn a_layer_that_is_not_there_a_page_not_read_and_long_names() {
    at_three_sizes("lacking", &["lightsail", "ebs", "ec2-dedicated-host"], "right end up up up up up");
    at_three_sizes("shared", &["ecs-fargate", "direct-connect"], "right end up up");
}

#[test]
fn only_what_differs() {
    at_three_sizes("differing", &[], "m down right");
}

#[test]
fn a_search_as_one_types() {
    at_three_sizes("search", &[], "/ f a r g down");
    at_three_sizes("search_near", &["rds"], "a l a b m d a");
}

#[test]
fn colours_are_few_and_never_alone() {
    let mut keeper = samples("choice");
    let mut program = exploring(&mut keeper, &["ec2", "eks-mng"], (80, 24), true);
    program.press("down down down down down down down right");
    insta::assert_snapshot!("explore_in_colour", program.styled());
    let colored = program.text();
    let mut keeper = samples("choice");
    let mut program = exploring(&mut keeper, &["ec2", "eks-mng"], (80, 24), false);
    program.press("down down down down down down down right");
    assert_eq!(program.text(), colored, "without colour the same words and signs are there");
    let styles = styles(program.draw());
    assert!(!["Yellow", "Blue", "Magenta"].iter().any(|color| styles.contains(color)), "{styles}");
}

#[test]
fn explore_opens_from_home_and_goes_back() {
    let mut keeper = samples("choice");
    let mut program = Program::new(&mut keeper, (80, 24), true);
    assert_eq!(program.press("x"), Flow::Go);
    assert!(program.text().starts_with(" Explore"), "{}", program.text());
    program.press("esc down down down enter");
    assert!(program.text().starts_with(" Explore"), "{}", program.text());
    program.press("?");
    assert!(program.text().contains("only what differs"), "{}", program.text());
    program.press("esc q");
    assert!(program.text().contains("Today"), "{}", program.text());
}

#[test]
fn leaving_what_was_opened_first_leaves_the_program() {
    let mut keeper = samples("choice");
    let mut program = exploring(&mut keeper, &["rds"], (80, 24), true);
    assert_eq!(program.press("/ q esc"), Flow::Go, "letters of a search are no keys");
    assert_eq!(program.press("q"), Flow::Quit);
    assert_eq!(program.press("/ ctrl-c"), Flow::Quit);
}

#[test]
fn a_fourth_column_is_refused_and_said() {
    for size in SIZES {
        let mut keeper = samples("choice");
        let mut program = exploring(&mut keeper, &[], size, true);
        program.press("a");
        assert!(program.text().contains("! three at most; Backspace removes one"), "{}", program.text());
        program.press("right back a s q s enter");
        assert!(program.text().lines().next().is_some_and(|title| title.contains("EC2") && title.contains("▸SQS")));
    }
}

#[test]
fn a_drill_begins_at_the_column_and_comes_back_to_it() {
    let mut keeper = samples("choice");
    let mut program = exploring(&mut keeper, &["lightsail", "ec2"], (80, 24), true);
    program.press("enter");
    assert!(program.text().contains("! no question is about it yet"), "{}", program.text());
    program.press("right down enter");
    assert!(program.text().starts_with(" Drill · ec2  1 of "), "{}", program.text());
    // Whatever is asked first, so many digits answer it.
    for digit in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        if program.text().contains("Enter answer") {
            program.press(&format!("{digit} enter"));
        }
    }
    program.press("esc");
    assert!(program.text().contains("Drill · ec2: done"), "{}", program.text());
    assert_eq!(program.press("enter"), Flow::Go);
    assert!(program.text().contains("▸EC2"), "{}", program.text());
    program.press("enter esc");
    assert!(program.text().contains("▸EC2"), "an empty drill has nothing to sum up: {}", program.text());
    assert_eq!(program.press("esc"), Flow::Quit);
}

#[test]
fn no_size_breaks_it() {
    for (names, keys) in [
        (vec![], "right down"),
        (vec!["eks-mng"], "end"),
        (vec!["lightsail", "s3"], "m"),
        (vec!["ec2-dedicated-host", "ecs-ec2", "local-zone-ec2"], "right"),
        (vec!["rds"], "/ s down down down"),
        (vec!["rds"], "a z z z z z z"),
        (vec!["rds"], "?"),
    ] {
        let mut keeper = samples("choice");
        let mut program = exploring(&mut keeper, &names, (80, 24), true);
        program.press(keys);
        for width in 0..=120 {
            for height in (0..=40).step_by(3) {
                program.resize((width, height));
                program.draw();
            }
        }
    }
}

/// All rows and the reason are in view with the cursor anywhere; the source may be a line below.
#[test]
fn the_three_of_the_first_lesson_fit_on_the_usual_screen() {
    let mut keeper = samples("choice");
    let mut program = exploring(&mut keeper, &[], (80, 24), true);
    for keys in ["home", "home right", "home right"] {
        program.press(keys);
        for _ in 0..14 {
            let text = program.text();
            assert!(text.contains("(read 2026-11-22)") || text.contains(" ▼ 1 more line"), "{text}");
            program.press("down");
        }
    }
}

/// From the smallest screen on, at every width, each row ends before the edge and each service is told apart.
#[test]
fn every_width_shows_whole_rows_and_whole_names() {
    let names = ["ec2-dedicated-host", "local-zone-ec2", "lambda"];
    let mut keeper = samples("choice");
    let mut program = exploring(&mut keeper, &names, (80, 24), true);
    for width in 40..=120 {
        program.resize((width, 40));
        let text = program.text();
        assert!(text.lines().next().is_some_and(|title| title.contains("▸EC2 Ded. Host")), "{text}");
        assert!(text.lines().filter(|line| line.ends_with('≠')).count() >= 2, "{text}");
    }
}

#[test]
fn line_by_line_it_prints_and_ends() {
    let data = folder();
    let done = Run::new(data.path()).args(&["explore", "EC2", "Amazon RDS", "lambda"]).typing("s3\n").done();
    assert_eq!((done.code, done.err.as_str()), (Some(0), ""));
    assert!(!done.out.contains('\u{1b}'), "no escape reaches a pipe");
    insta::assert_snapshot!("plain_explore", done.out);
    assert!(std::fs::read_dir(data.path()).is_ok_and(|mut files| files.next().is_none()), "nothing is written");
    let without = Run::new(data.path()).args(&["explore"]).done();
    assert_eq!(without.out, done.out, "the three of the first lesson");
    let one = Run::new(data.path()).args(&["--plain", "explore", "lightsail"]).done();
    assert!(one.out.ends_with(", not read again; not drilled\n"), "{}", one.out);
    let home = Run::new(data.path()).typing("6\nebs,sqs\nq\nq\n").done();
    assert!(home.out.contains("guest OS: EBS has none, SQS AWS\n"), "{}", home.out);
}

#[test]
fn unknown_services_and_too_many_are_usage_errors() {
    let data = folder();
    let run = |args: &[&str]| {
        let done = Run::new(data.path()).args(args).done();
        assert_eq!((done.code, done.out.as_str()), (Some(2), ""), "{}", done.err);
        done.err
    };
    assert_eq!(run(&["explore", "rdz"]), "whose: there is no service `rdz`; did you mean `rds`?\n");
    let many = run(&["explore", "ec2", "rds", "s3", "sqs"]);
    assert_eq!(many, "whose: at most 3 services stand side by side; leave out 1\n");
}
