//! The forecast against made examinees, in small; `cargo bench --bench readiness` does it in full.

use crate::examinees::table::{Bounds, Table};
use crate::examinees::{FAMILIES, Family};

/// Looser than in the benchmark by what chance does among so few.
const BOUNDS: Bounds = Bounds { brier_over_truth: 0.05, ece: 0.09, covered: 0.7 };

fn holds(family: &Family) {
    let table = Table::of(family, 400, 1);
    let broken = table.broken(&BOUNDS);
    assert!(broken.is_empty(), "{}\n{table}", broken.join("\n"));
}

#[test]
fn the_forecast_comes_true_for_those_who_improve_steadily() {
    holds(&FAMILIES[0]);
}

#[test]
fn the_forecast_comes_true_for_those_who_forget() {
    holds(&FAMILIES[1]);
}
