//! Whose word on a client's address is believed: behind a proxy every connection comes from the proxy, and anybody
//! can write an `X-Forwarded-For`.

use std::net::IpAddr;
use std::str::FromStr;

use serde::Deserialize;

/// A range of addresses: `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether the address is in it.
    #[must_use]
    pub fn contains(self, address: IpAddr) -> bool {
        let same = |one: u128, other: u128, bits: u8| {
            let rest = u32::from(bits - self.prefix);
            rest == u32::from(bits) || one >> rest == other >> rest
        };
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                same(u128::from(own.to_bits()), u128::from(other.to_bits()), 32)
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => same(own.to_bits(), other.to_bits(), 128),
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "server.trusted_proxies holds \"{raw}\". Write addresses such as 127.0.0.1 and ranges such as 10.0.0.0/8"
            )
        };
        let (address, prefix) = raw.trim().split_once('/').unwrap_or((raw.trim(), ""));
        let address = address
            .parse::<IpAddr>()
            .map_err(|_| wrong())?
            .to_canonical();
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            "" => most,
            prefix => prefix.parse().map_err(|_| wrong())?,
        };
        if prefix > most {
            return Err(wrong());
        }
        Ok(Self { address, prefix })
    }
}

/// A list of networks, written as an array or, in the environment, separated by commas.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct TrustedProxies(Vec<Network>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Line(String),
    List(Vec<String>),
}

impl TryFrom<Written> for TrustedProxies {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let list = match written {
            Written::Line(line) => line.split(',').map(str::to_owned).collect(),
            Written::List(list) => list,
        };
        let named = list.iter().filter(|one| !one.trim().is_empty());
        named
            .map(|one| one.parse())
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl TrustedProxies {
    /// The client's address: the peer's own, unless the peer is a trusted proxy; then the last address in
    /// `forwarded` (the values of `X-Forwarded-For`, in order) that is not one. Each proxy appends whom it heard,
    /// so what stands before that is only what the client says of itself.
    #[must_use]
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl Iterator<Item = &'a str>) -> IpAddr {
        let is_trusted = |address: IpAddr| self.0.iter().any(|network| network.contains(address));
        let mut client = peer.to_canonical();
        if !is_trusted(client) {
            return client;
        }
        let heard: Vec<&str> = forwarded.flat_map(|value| value.split(',')).collect();
        for one in heard.into_iter().rev() {
            let Some(address) = parse(one) else { break };
            client = address;
            if !is_trusted(client) {
                break;
            }
        }
        client
    }
}

/// An address, perhaps in brackets, perhaps with a port.
fn parse(raw: &str) -> Option<IpAddr> {
    let raw = raw.trim();
    let with_port = || {
        raw.parse::<std::net::SocketAddr>()
            .ok()
            .map(|both| both.ip())
    };
    let bare = raw.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().ok().or_else(with_port)?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(trusted: &str, peer: &str, forwarded: &[&str]) -> String {
        let trusted = TrustedProxies::try_from(Written::Line(trusted.to_owned())).expect("a list");
        let peer = peer.parse().expect("an address");
        trusted.client(peer, forwarded.iter().copied()).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        for (trusted, peer, forwarded, expected) in [
            ("", "203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("127.0.0.1", "203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("127.0.0.1", "127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", "127.0.0.1", &[], "127.0.0.1"),
            (
                "127.0.0.1",
                "127.0.0.1",
                &["6.6.6.6, 198.51.100.1"],
                "198.51.100.1",
            ),
            (
                "127.0.0.1, 10.0.0.0/8",
                "127.0.0.1",
                &["6.6.6.6, 198.51.100.1", "10.1.2.3"],
                "198.51.100.1",
            ),
            ("127.0.0.1", "127.0.0.1", &["nonsense"], "127.0.0.1"),
            ("::1", "::1", &["[2001:db8::7]:4711"], "2001:db8::7"),
            (
                "10.0.0.0/8",
                "::ffff:10.9.9.9",
                &["198.51.100.1:80"],
                "198.51.100.1",
            ),
            (
                "0.0.0.0/0",
                "203.0.113.9",
                &["198.51.100.1"],
                "198.51.100.1",
            ),
        ] {
            assert_eq!(
                client(trusted, peer, forwarded),
                expected,
                "{trusted} {peer} {forwarded:?}"
            );
        }
    }

    #[test]
    fn what_is_no_network_is_refused_by_name() {
        for raw in ["proxy.example", "10.0.0.0/33", "10.0.0.0/x", "::/129"] {
            let error = raw.parse::<Network>().expect_err(raw);
            assert!(error.contains(raw), "{error}");
        }
    }
}
