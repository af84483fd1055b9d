//! Who sits at the machine, by the system's word.

/// The name of the operating-system user this process runs as: by the user database, else `USER`, else `uid` and the
/// number. The variable comes second because anybody can set it.
pub fn os_user() -> String {
    let uid = rustix::process::getuid().as_raw();
    let known = std::fs::read_to_string("/etc/passwd").ok().and_then(|users| named(&users, uid));
    known.or_else(|| std::env::var("USER").ok().filter(|name| !name.is_empty())).unwrap_or_else(|| format!("uid{uid}"))
}

/// The number of a system group; nothing when the system has none of that name.
pub fn group_id(name: &str) -> Option<u32> {
    std::fs::read_to_string("/etc/group").ok().and_then(|groups| numbered(&groups, name))
}

fn numbered(groups: &str, name: &str) -> Option<u32> {
    groups.lines().find_map(|line| {
        let mut parts = line.split(':');
        (parts.next() == Some(name)).then(|| parts.nth(1)?.parse().ok())?
    })
}

fn named(users: &str, uid: u32) -> Option<String> {
    users.lines().find_map(|line| {
        let mut parts = line.split(':');
        let name = parts.next()?;
        (parts.nth(1)?.parse() == Ok(uid) && !name.is_empty()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::{named, numbered};

    #[test]
    fn a_user_is_named_by_number() {
        let users = "root:x:0:0:root:/root:/bin/sh\n# a comment\nlin:x:1000:1000:Lin:/home/lin:/bin/sh\n";
        assert_eq!(named(users, 1000).as_deref(), Some("lin"));
        assert_eq!(named(users, 7), None);
    }

    #[test]
    fn a_group_is_numbered_by_name() {
        let groups = "root:x:0:\nkefu:x:1200:lin,mei\n";
        assert_eq!(numbered(groups, "kefu"), Some(1200));
        assert_eq!(numbered(groups, "kef"), None);
    }
}
