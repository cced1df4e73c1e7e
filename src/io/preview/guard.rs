//! What a request must be to be answered: its method, its host, where it comes from, and a path that is one.

use std::net::IpAddr;

/// Why a request is refused: the status and what is said.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal(pub u16, pub &'static str);

/// The path of a request, decoded once: no byte of it is decoded again, and nothing in it climbs.
///
/// # Errors
/// When it is no path of a site: an escape that is none, text that is not UTF-8, control characters, backslashes,
/// encoded slashes, empty, `.` and `..` segments.
pub fn path(raw: &str) -> Result<String, Refusal> {
    const BAD: Refusal = Refusal(400, "This is no address of a site.\n");
    if !raw.starts_with('/') || !raw.is_ascii() || raw.contains(['\\', '\0']) {
        return Err(BAD);
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| (byte? as char).to_digit(16);
        let (Some(high), Some(low)) = (digit(rest.next()), digit(rest.next())) else { return Err(BAD) };
        let decoded = (high * 16 + low) as u8;
        if matches!(decoded, b'/' | b'\\') {
            return Err(BAD);
        }
        bytes.push(decoded);
    }
    let path = String::from_utf8(bytes).map_err(|_| BAD)?;
    let inner = path[1..].strip_suffix('/').unwrap_or(&path[1..]);
    let climbs = |segment: &str| segment.is_empty() || segment == "." || segment == "..";
    if path.chars().any(char::is_control) || (path != "/" && inner.split('/').any(climbs)) {
        return Err(BAD);
    }
    Ok(path)
}

/// Whether a `Host` may be answered. A name that a stranger's name server points at this machine must not: only names
/// for the machine itself, and addresses in digits, which no name server gives out.
pub fn host(written: &str, bound: IpAddr) -> bool {
    let Some(name) = name(written) else { return false };
    let name = name.to_ascii_lowercase();
    let digits = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&name);
    match digits.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || address == bound || !bound.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

/// The host without its port.
fn name(written: &str) -> Option<&str> {
    let (name, port) = match written.rfind(':') {
        Some(at) if !written[at..].contains(']') => (&written[..at], Some(&written[at + 1..])),
        _ => (written, None),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok() && port.bytes().all(|byte| byte.is_ascii_digit());
    (!name.is_empty() && port.is_none_or(is_port)).then_some(name)
}

/// Whether a request for the preview's own addresses comes from its own pages, or from nowhere (typed, a program):
/// `Origin` and `Sec-Fetch-Site` as browsers send them.
pub fn own_page(host: &str, origin: Option<&str>, fetch_site: Option<&str>) -> bool {
    let same = |origin: &str| origin.strip_prefix("http://").is_some_and(|rest| rest.eq_ignore_ascii_case(host));
    origin.is_none_or(same) && fetch_site.is_none_or(|site| matches!(site, "same-origin" | "none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_decoded_once_and_does_not_climb() {
        assert_eq!(path("/"), Ok("/".into()));
        assert_eq!(path("/caf%C3%A9/a%20b/"), Ok("/café/a b/".into()));
        assert_eq!(path("/a%252e/"), Ok("/a%2e/".into()));
        let bad = [
            "",
            "a",
            "//",
            "/../",
            "/a/..",
            "/a/../b",
            "/%2e%2e/",
            "/a%2fb",
            "/a%5cb",
            "/a\\b",
            "/%",
            "/%4",
            "/%zz",
            "/%ff",
            "/%00",
            "/a//b",
            "/./a",
            "/%0a",
            "/a/./b",
            "/%c0%ae%c0%ae/",
            "/é",
            "//a",
        ];
        for raw in bad {
            assert!(path(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_hosts() {
        let (loopback, all): (IpAddr, IpAddr) = ("127.0.0.1".parse().unwrap(), "0.0.0.0".parse().unwrap());
        for good in ["localhost", "localhost:4000", "127.0.0.1:80", "[::1]:4000", "[::1]", "LOCALHOST:1", "a.localhost"]
        {
            assert!(host(good, loopback), "{good}");
        }
        let bad = [
            "",
            ":80",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.0.7:4000",
            "localhost:",
            "localhost:x",
            "localhost:99999",
            "::1",
            "notlocalhost",
            "localhost@evil.example",
            "0.0.0.0",
        ];
        for name in bad {
            assert!(!host(name, loopback), "{name}");
        }
        assert!(host("192.168.0.7:4000", all));
        assert!(!host("evil.example", all));
    }

    #[test]
    fn the_previews_own_addresses_answer_its_own_pages() {
        assert!(own_page("localhost:4000", None, None));
        assert!(own_page("localhost:4000", Some("http://localhost:4000"), Some("same-origin")));
        assert!(own_page("localhost:4000", None, Some("none")));
        assert!(!own_page("localhost:4000", Some("http://localhost:4001"), None));
        assert!(!own_page("localhost:4000", Some("https://localhost:4000"), None));
        assert!(!own_page("localhost:4000", Some("null"), None));
        assert!(!own_page("localhost:4000", None, Some("cross-site")));
        assert!(!own_page("localhost:4000", None, Some("same-site")));
    }
}
