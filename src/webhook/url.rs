//! Where a webhook may go: to a public name, by https.

/// The most characters of a URL.
pub const MAX_URL: usize = 2048;

/// Names that mean nothing on the public internet, or something else: those of the registries of special-use domain names
/// (RFC 6761, RFC 6762 with its appendix G, RFC 7686, RFC 8375, RFC 9476) and what ICANN has reserved for private use.
const PRIVATE: [&str; 14] = [
    "alt",
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
    "test",
];

/// What is wrong with a URL, for whoever gave it. `is_local` stands for an installation on a developer's machine, whose
/// receivers are there too.
pub fn check_url(url: &str, is_local: bool) -> Result<(), &'static str> {
    let rest = match url.split_once("://") {
        Some(("https", rest)) => rest,
        Some(("http", rest)) if is_local => rest,
        _ if is_local => return Err("must be an http or https URL"),
        _ => return Err("must be an https URL"),
    };
    // Visible ASCII, and no backslash, which some readers take for a slash.
    if !url.bytes().all(|byte| byte.is_ascii_graphic()) || url.contains(['\\', '#']) {
        return Err("must be of visible ASCII characters, without a backslash or a fragment");
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("must have neither a user nor a password");
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port),
        _ => (authority, "443"),
    };
    if !is_port(port) {
        return Err("must have a port from 1 to 65535, or none");
    }
    match is_local {
        true if is_name(host) || is_ipv6(host) => Ok(()),
        true => Err("must name a host"),
        false if is_public(host) => Ok(()),
        false => Err("must name a public host: a domain name, no address, nothing private"),
    }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

/// No more than lets nothing else through: whoever sends there may do so.
fn is_ipv6(host: &str) -> bool {
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let is_part = |byte: u8| byte.is_ascii_hexdigit() || byte == b':';
    address.is_some_and(|text| text.contains(':') && text.bytes().all(is_part))
}

/// Letters, digits, hyphens and dots: nothing that is decoded later.
fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// No IPv4 address, whatever its form: the last label of one is a number, decimal or hexadecimal.
fn is_public(host: &str) -> bool {
    let Some((_, last)) = host.rsplit_once('.') else {
        return false;
    };
    let last = last.to_ascii_lowercase();
    is_name(host)
        && last.starts_with(|first: char| first.is_ascii_alphabetic())
        && !PRIVATE.contains(&&*last)
}
