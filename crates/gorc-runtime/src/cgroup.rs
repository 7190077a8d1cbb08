//! How many CPUs the process may really use: affinity mask and the container's CPU quota (cgroup v1 and v2).
//!
//! The parsers are pure; only [`cpu_limit`] reads files. A quota counts rounded up, and never below two, so that the
//! collector and the program can run side by side (Go's rule).

use crate::sys;
use core::ffi::CStr;

/// The number of CPUs in the affinity mask.
pub fn affinity() -> i32 {
    let mut mask = [0u8; 1024];
    // SAFETY: the buffer is writable.
    let n = unsafe { sys::syscall3(sys::nr::SCHED_GETAFFINITY, 0, mask.len(), mask.as_mut_ptr() as usize) };
    if n <= 0 {
        return 1;
    }
    (mask[..n as usize].iter().map(|b| b.count_ones()).sum::<u32>() as i32).max(1)
}

/// CPUs allowed by quota, rounded up; `None` without one.
pub fn cpu_limit() -> Option<i32> {
    let mut buf = [0u8; 4096];
    let text = read_file(c"/proc/self/cgroup", &mut buf)?;
    let mut v2 = [0u8; 512];
    let mut v1 = [0u8; 512];
    let (n2, n1) = (copy(cgroup_path(text, None), &mut v2), copy(cgroup_path(text, Some(b"cpu")), &mut v1));
    let mut best: Option<i32> = None;
    let mut consider = |limit: Option<i32>| {
        if let Some(l) = limit {
            best = Some(best.map_or(l, |b: i32| b.min(l)));
        }
    };
    if let Some(n) = n1 {
        walk(
            &v1[..n],
            |dir, buf| {
                let mut file = [0u8; 1024];
                let mut buf2 = [0u8; 64];
                let quota =
                    read_file(join(&mut file, b"/sys/fs/cgroup/cpu", dir, b"/cpu.cfs_quota_us")?, buf)?;
                let mut file2 = [0u8; 1024];
                let period = read_file(
                    join(&mut file2, b"/sys/fs/cgroup/cpu", dir, b"/cpu.cfs_period_us")?,
                    &mut buf2,
                )?;
                ratio(number(quota)?, number(period)?)
            },
            &mut consider,
        );
    }
    if let Some(n) = n2 {
        walk(
            &v2[..n],
            |dir, buf| {
                let mut file = [0u8; 1024];
                parse_cpu_max(read_file(join(&mut file, b"/sys/fs/cgroup", dir, b"/cpu.max")?, buf)?)
            },
            &mut consider,
        );
    }
    best.map(|l| l.max(2))
}

/// Calls `limit` for the group `path` and each of its parents: the tightest quota counts.
fn walk(
    path: &[u8],
    limit: impl Fn(&[u8], &mut [u8]) -> Option<i32>,
    consider: &mut impl FnMut(Option<i32>),
) {
    let mut dir = path;
    let mut buf = [0u8; 64];
    loop {
        while dir.last() == Some(&b'/') {
            dir = &dir[..dir.len() - 1];
        }
        consider(limit(dir, &mut buf));
        match dir.iter().rposition(|&b| b == b'/') {
            Some(i) => dir = &dir[..i],
            None => return,
        }
    }
}

/// The path in `/proc/self/cgroup` for a v1 controller, or (`None`) of the v2 hierarchy `0::/path`.
fn cgroup_path<'a>(text: &'a [u8], controller: Option<&[u8]>) -> Option<&'a [u8]> {
    text.split(|&b| b == b'\n').find_map(|line| {
        let mut parts = line.splitn(3, |&b| b == b':');
        let (id, ctl, path) = (parts.next()?, parts.next()?, parts.next()?);
        let hit = match controller {
            None => id == b"0" && ctl.is_empty(),
            Some(c) => ctl.split(|&b| b == b',').any(|x| x == c),
        };
        hit.then_some(path)
    })
}

/// `cpu.max`: `max 100000` or `150000 100000`.
fn parse_cpu_max(text: &[u8]) -> Option<i32> {
    let mut parts = text.split(|b| b.is_ascii_whitespace()).filter(|p| !p.is_empty());
    ratio(number(parts.next()?)?, number(parts.next()?)?)
}

fn ratio(quota: i64, period: i64) -> Option<i32> {
    (quota > 0 && period > 0).then(|| ((quota + period - 1) / period).clamp(1, 1 << 20) as i32)
}

fn number(text: &[u8]) -> Option<i64> {
    let text = text.trim_ascii();
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    text.iter().try_fold(0i64, |n, &d| n.checked_mul(10)?.checked_add(i64::from(d - b'0')))
}

fn copy(src: Option<&[u8]>, dst: &mut [u8]) -> Option<usize> {
    let src = src?;
    dst.get_mut(..src.len())?.copy_from_slice(src);
    Some(src.len())
}

fn join<'a>(out: &'a mut [u8], base: &[u8], dir: &[u8], file: &[u8]) -> Option<&'a CStr> {
    let n = base.len() + dir.len() + file.len();
    if n + 1 > out.len() {
        return None;
    }
    out[..base.len()].copy_from_slice(base);
    out[base.len()..base.len() + dir.len()].copy_from_slice(dir);
    out[base.len() + dir.len()..n].copy_from_slice(file);
    out[n] = 0;
    CStr::from_bytes_with_nul(&out[..=n]).ok()
}

fn read_file<'a>(path: &CStr, buf: &'a mut [u8]) -> Option<&'a [u8]> {
    let fd = sys::open(path, 0x80000);
    if fd < 0 {
        return None;
    }
    let n = sys::read(fd as i32, buf);
    sys::close(fd as i32);
    (n >= 0).then(|| &buf[..n as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_max_texts() {
        assert_eq!(parse_cpu_max(b"max 100000\n"), None);
        assert_eq!(parse_cpu_max(b"150000 100000\n"), Some(2));
        assert_eq!(parse_cpu_max(b"50000 100000\n"), Some(1));
        assert_eq!(parse_cpu_max(b""), None);
    }

    #[test]
    fn cgroup_files() {
        let v1 = b"12:cpu,cpuacct:/docker/abc\n3:memory:/x\n";
        assert_eq!(cgroup_path(v1, Some(b"cpu")), Some(&b"/docker/abc"[..]));
        assert_eq!(cgroup_path(v1, None), None);
        assert_eq!(cgroup_path(b"0::/user.slice\n", None), Some(&b"/user.slice"[..]));
    }

    #[test]
    fn walks_to_the_root() {
        let mut seen = Vec::new();
        let dirs = std::cell::RefCell::new(&mut seen);
        walk(
            b"/a/b",
            |d, _| {
                dirs.borrow_mut().push(d.to_vec());
                None
            },
            &mut |_| {},
        );
        assert_eq!(seen, [b"/a/b".to_vec(), b"/a".to_vec(), b"".to_vec()]);
    }
}
