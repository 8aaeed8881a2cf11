//! How much of anything: tries, joins, answers, connections. A whole classroom may sit behind one address, so what an
//! address may do grows with the room.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Addresses and seats that are remembered; a flood of new ones makes the oldest forgotten, not the memory full.
const REMEMBERED: usize = 8_192;

/// So many at once, and so many a second after that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// At once.
    pub burst: f64,
    /// A second.
    pub per_second: f64,
}

/// Buckets of tokens, one a key.
#[derive(Debug)]
pub struct Buckets<K> {
    rate: Rate,
    levels: HashMap<K, (f64, u64)>,
}

impl<K: Hash + Eq + Copy> Buckets<K> {
    /// Buckets that fill at this rate.
    pub fn new(rate: Rate) -> Self {
        Self { rate, levels: HashMap::new() }
    }

    /// Takes one; whether there was one. `now_ms` is any clock that does not go back.
    pub fn take(&mut self, key: K, now_ms: u64) -> bool {
        let level = self.level(key, now_ms);
        let granted = level >= 1.0;
        if self.levels.len() >= REMEMBERED && !self.levels.contains_key(&key) {
            self.forget(now_ms);
        }
        self.levels.insert(key, (if granted { level - 1.0 } else { level }, now_ms));
        granted
    }

    /// Whether there is one left, without taking it.
    pub fn has(&self, key: K, now_ms: u64) -> bool {
        self.level(key, now_ms) >= 1.0
    }

    /// Whether nothing was taken from it lately.
    pub fn is_full(&self, key: K, now_ms: u64) -> bool {
        self.level(key, now_ms) >= self.rate.burst
    }

    fn level(&self, key: K, now_ms: u64) -> f64 {
        let Some((level, at)) = self.levels.get(&key) else { return self.rate.burst };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a class are far below 2^52")]
        let seconds = now_ms.saturating_sub(*at) as f64 / 1_000.0;
        (level + seconds * self.rate.per_second).min(self.rate.burst)
    }

    /// Drops the full buckets, which say no more than none; if all are in use, all of them: a flood shall not fill the
    /// memory.
    fn forget(&mut self, now_ms: u64) {
        let rate = self.rate;
        self.levels.retain(|_, (level, at)| {
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of a class are far below 2^52")]
            let seconds = now_ms.saturating_sub(*at) as f64 / 1_000.0;
            *level + seconds * rate.per_second < rate.burst
        });
        if self.levels.len() >= REMEMBERED {
            self.levels.clear();
        }
    }
}

/// What is bounded.
#[derive(Debug)]
pub struct Limits {
    wrong_here: Mutex<Buckets<IpAddr>>,
    wrong_anywhere: Mutex<Buckets<()>>,
    joins_here: Mutex<Buckets<IpAddr>>,
    requests_here: Mutex<Buckets<IpAddr>>,
    answers: Mutex<Buckets<u64>>,
    connections: Mutex<HashMap<IpAddr, usize>>,
    /// Connections altogether.
    pub most: usize,
}

impl Limits {
    /// Limits for a room of so many people.
    pub fn of(room: usize) -> Arc<Self> {
        let people = f64::from(u32::try_from(room).unwrap_or(u32::MAX));
        let rate = |burst: f64, per_second: f64| Rate { burst, per_second };
        Arc::new(Self {
            // Five wrong tries, and one for every ten people behind the same address; one comes back in six seconds.
            wrong_here: Mutex::new(Buckets::new(rate(5.0 + people / 10.0, 1.0 / 6.0))),
            wrong_anywhere: Mutex::new(Buckets::new(rate(20.0 + people / 5.0, 5.0))),
            joins_here: Mutex::new(Buckets::new(rate(10.0 + 2.0 * people, 1.0))),
            requests_here: Mutex::new(Buckets::new(rate(200.0 + 20.0 * people, 50.0 + 5.0 * people))),
            answers: Mutex::new(Buckets::new(rate(20.0, 5.0))),
            connections: Mutex::default(),
            most: 4 * room + 64,
        })
    }

    /// Whether this address may try a code now; a wrong one is counted with [`Limits::wrong`]. Who has not tried a wrong
    /// one lately always may: those that come from elsewhere keep nobody out.
    pub fn may_try(&self, from: IpAddr, now_ms: u64) -> bool {
        let here = lock(&self.wrong_here);
        here.has(from, now_ms) && (here.is_full(from, now_ms) || lock(&self.wrong_anywhere).has((), now_ms))
    }

    /// A wrong code came from this address.
    pub fn wrong(&self, from: IpAddr, now_ms: u64) {
        lock(&self.wrong_here).take(from, now_ms);
        lock(&self.wrong_anywhere).take((), now_ms);
    }

    /// Takes a join of this address.
    pub fn join(&self, from: IpAddr, now_ms: u64) -> bool {
        lock(&self.joins_here).take(from, now_ms)
    }

    /// Takes a request of this address.
    pub fn request(&self, from: IpAddr, now_ms: u64) -> bool {
        lock(&self.requests_here).take(from, now_ms)
    }

    /// Takes an answer of this token, by its hash.
    pub fn answer(&self, token: u64, now_ms: u64) -> bool {
        lock(&self.answers).take(token, now_ms)
    }

    /// A connection of this address, until it is dropped; none if it has too many. No address may have more than are
    /// left for all others: one can take half of all places, two together three quarters, and so on.
    pub fn connect(self: &Arc<Self>, from: IpAddr) -> Option<Connected> {
        let mut connections = lock(&self.connections);
        let free = self.most.saturating_sub(connections.values().sum());
        let here = connections.get(&from).copied().unwrap_or(0);
        if here >= free {
            return None;
        }
        connections.insert(from, here + 1);
        Some(Connected { limits: Arc::clone(self), from })
    }
}

/// A connection that counts.
#[derive(Debug)]
pub struct Connected {
    limits: Arc<Limits>,
    from: IpAddr,
}

impl Drop for Connected {
    fn drop(&mut self) {
        let mut connections = lock(&self.limits.connections);
        if let Some(here) = connections.get_mut(&self.from) {
            *here -= 1;
            if *here == 0 {
                connections.remove(&self.from);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Buckets, Limits, REMEMBERED, Rate};
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn a_bucket_gives_a_burst_and_fills_again() {
        let mut buckets = Buckets::new(Rate { burst: 3.0, per_second: 2.0 });
        let granted = |buckets: &mut Buckets<u8>, at| (0..5).filter(|_| buckets.take(1, at)).count();
        assert_eq!(granted(&mut buckets, 0), 3);
        assert_eq!(granted(&mut buckets, 1_000), 2);
        assert_eq!(granted(&mut buckets, 60_000), 3);
        assert!(buckets.take(2, 60_000), "another key has a bucket of its own");
    }

    #[test]
    fn a_flood_of_keys_does_not_fill_the_memory() {
        let mut buckets = Buckets::new(Rate { burst: 3.0, per_second: 0.001 });
        for key in 0..100_000u32 {
            buckets.take(key, 0);
        }
        assert!(buckets.levels.len() <= REMEMBERED);
    }

    #[test]
    fn wrong_codes_from_everywhere_keep_out_only_those_who_tried_one() {
        let limits = Limits::of(10);
        let address = |n: u8| IpAddr::V4(Ipv4Addr::new(10, 0, 0, n));
        let tries = |n: u8, at| {
            (0..50).take_while(|_| limits.may_try(address(n), at)).map(|_| limits.wrong(address(n), at)).count()
        };
        assert_eq!((1..=6).map(|n| tries(n, 0)).collect::<Vec<_>>(), [6, 6, 6, 4, 1, 1]);
        assert!(!limits.may_try(address(5), 0) && limits.may_try(address(7), 0));
        assert_eq!(tries(1, 5_999), 0, "one comes back in six seconds");
        assert_eq!(tries(1, 6_000), 1);
    }

    #[test]
    fn greedy_addresses_leave_places_for_others() {
        let limits = Limits::of(10);
        let address = |n: u8| IpAddr::V4(Ipv4Addr::new(10, 0, 0, n));
        let takes = |n: u8| (0..500).map_while(|_| limits.connect(address(n))).collect::<Vec<_>>();
        let held: Vec<_> = (1..=3).map(takes).collect();
        assert_eq!(held.iter().map(Vec::len).collect::<Vec<_>>(), [52, 26, 13]);
        let others: Vec<_> = (4..30).map_while(|n| limits.connect(address(n))).collect();
        assert_eq!(others.len(), 13, "who has none gets any place that is left");
        assert!(limits.connect(address(40)).is_none());
        drop(held);
        assert!(limits.connect(address(1)).is_some());
    }

    #[test]
    fn connections_of_an_address_are_bounded_and_come_back() {
        let limits = Limits::of(10);
        let from = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let held: Vec<_> = (0..100).map_while(|_| limits.connect(from)).collect();
        assert_eq!(held.len(), 52);
        drop(held);
        assert!(limits.connect(from).is_some());
    }
}
