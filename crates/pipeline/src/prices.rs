//! List prices of hosted runners, by label, as of [`DATE`].
//!
//! GitHub: docs, "Actions runner pricing": every job is rounded up to whole minutes, runners of private repositories;
//! public ones run free on standard runners. GitLab: docs, "Compute minutes": the factor counts, more minutes at $10 per
//! 1,000.

use crate::runner::Runner;
use crate::service::Service;

/// The day from which the prices hold.
pub const DATE: &str = "2026-01-01";

/// The price of a hosted runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// Who offers it.
    pub service: Service,
    /// `runs-on`, or the tag. Larger runners of GitHub have the names that their owner gives them: the ones here are those
    /// that GitHub suggests, and [`find`] understands others by their cores.
    pub label: &'static str,
    /// Logical cores.
    pub cores: u32,
    /// Millionths of a dollar a minute.
    pub price: u64,
    /// How many minutes of the quota a minute takes, in thousandths.
    pub factor_permille: u32,
    /// Whether its minutes come out of those that the plan includes.
    pub is_included: bool,
}

/// All prices, by service, then by kind, the smallest first.
pub const PRICES: &[Price] = &[
    standard("ubuntu-slim", 1, 2_000),
    standard("ubuntu-latest", 2, 6_000),
    standard("ubuntu-26.04", 2, 6_000),
    standard("ubuntu-24.04", 2, 6_000),
    standard("ubuntu-22.04", 2, 6_000),
    standard("ubuntu-26.04-arm", 2, 5_000),
    standard("ubuntu-24.04-arm", 2, 5_000),
    standard("ubuntu-22.04-arm", 2, 5_000),
    standard("windows-latest", 2, 10_000),
    standard("windows-2025", 2, 10_000),
    standard("windows-2022", 2, 10_000),
    standard("macos-latest", 3, 62_000),
    standard("macos-26", 3, 62_000),
    standard("macos-15", 3, 62_000),
    standard("macos-14", 3, 62_000),
    larger("ubuntu-latest-4-cores", 4, 12_000),
    larger("ubuntu-latest-8-cores", 8, 22_000),
    larger("ubuntu-latest-16-cores", 16, 42_000),
    larger("ubuntu-latest-32-cores", 32, 82_000),
    larger("ubuntu-latest-64-cores", 64, 162_000),
    larger("ubuntu-latest-96-cores", 96, 252_000),
    larger("ubuntu-latest-arm-4-cores", 4, 8_000),
    larger("ubuntu-latest-arm-8-cores", 8, 14_000),
    larger("ubuntu-latest-arm-16-cores", 16, 26_000),
    larger("ubuntu-latest-arm-32-cores", 32, 50_000),
    larger("ubuntu-latest-arm-64-cores", 64, 98_000),
    gitlab("saas-linux-small-amd64", 2, 1_000),
    gitlab("saas-linux-medium-amd64", 4, 2_000),
    gitlab("saas-linux-large-amd64", 8, 3_000),
    gitlab("saas-linux-xlarge-amd64", 16, 6_000),
    gitlab("saas-linux-2xlarge-amd64", 32, 12_000),
];

const fn standard(label: &'static str, cores: u32, price: u64) -> Price {
    Price { service: Service::GitHub, label, cores, price, factor_permille: 1000, is_included: true }
}

const fn larger(label: &'static str, cores: u32, price: u64) -> Price {
    Price { is_included: false, ..standard(label, cores, price) }
}

const fn gitlab(label: &'static str, cores: u32, factor_permille: u32) -> Price {
    Price { service: Service::GitLab, label, cores, price: 10_000, factor_permille, is_included: true }
}

/// The price of a label: its own, or, for a larger runner of GitHub with a name of its owner's, that of as many cores
/// (`linux-8-core`, `ubuntu-24.04-arm-16-cores`). `None` where nothing says, as of runners of one's own.
pub fn find(service: Service, label: &str) -> Option<&'static Price> {
    let of_service = || PRICES.iter().filter(move |price| price.service == service);
    let label = label.to_ascii_lowercase();
    of_service().find(|price| price.label == label).or_else(|| {
        let is_linux = label.contains("ubuntu") || label.contains("linux");
        let words: Vec<&str> = label.split(['-', '_']).collect();
        let is_arm = words.iter().any(|word| word.starts_with("arm"));
        let with_unit = words.windows(2).find(|pair| pair[1].starts_with("core")).map(|pair| pair[0]);
        let in_one = words.iter().find_map(|word| word.strip_suffix("core").or_else(|| word.strip_suffix("cores")));
        let cores: u32 = with_unit.or(in_one)?.parse().ok()?;
        of_service().find(|price| {
            is_linux && !price.is_included && price.cores == cores && price.label.contains("arm") == is_arm
        })
    })
}

impl Price {
    /// A runner at this price, which is there at once.
    pub fn runner(&self) -> Runner {
        Runner {
            label: self.label.to_owned(),
            cores: Some(self.cores),
            price: self.price,
            factor_permille: self.factor_permille,
            is_included: self.is_included,
            ..Runner::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(service: Service, label: &str, expected: Option<(u32, u64, bool)>) {
        let found = find(service, label).map(|price| (price.cores, price.price, price.is_included));
        assert_eq!(found, expected, "{label}");
    }

    #[test]
    fn ok_standard_runners_are_found_by_label() {
        check(Service::GitHub, "ubuntu-24.04", Some((2, 6_000, true)));
        check(Service::GitHub, "Windows-latest", Some((2, 10_000, true)));
        check(Service::GitLab, "saas-linux-large-amd64", Some((8, 10_000, true)));
        check(Service::GitLab, "ubuntu-24.04", None);
    }

    #[test]
    fn ok_larger_runners_are_found_by_cores() {
        check(Service::GitHub, "ubuntu-24.04-8-cores", Some((8, 22_000, false)));
        check(Service::GitHub, "linux_16core_arm64", Some((16, 26_000, false)));
        check(Service::GitHub, "linux-7-core", None);
        check(Service::GitHub, "windows-8-cores", None);
        check(Service::GitHub, "self-hosted", None);
        check(Service::Forgejo, "docker", None);
    }

    #[test]
    fn ok_labels_are_unique() {
        for (place, price) in PRICES.iter().enumerate() {
            assert!(PRICES[..place].iter().all(|other| other.label != price.label), "{}", price.label);
        }
    }
}
