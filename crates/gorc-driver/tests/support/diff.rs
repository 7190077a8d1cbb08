//! Differences of texts, for failure messages.

/// How many lines of each side are compared, from the first difference on: enough to see what is wrong.
const LIMIT: usize = 400;

/// How many equal lines are shown around a difference.
const CONTEXT: usize = 2;

/// The lines of two texts with `-` (only wanted), `+` (only got) or a space in front; long equal stretches are left out.
pub fn unified(want: &str, got: &str) -> String {
    let equal = want.lines().zip(got.lines()).take_while(|(a, b)| a == b).count();
    let part =
        |text| -> Vec<&str> { str::lines(text).skip(equal.saturating_sub(CONTEXT)).take(LIMIT).collect() };
    let (a, b) = (part(want), part(got));
    // lengths[i][j]: longest common subsequence of a[i..] and b[j..]
    let mut lengths = vec![vec![0u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] = match a[i] == b[j] {
                true => lengths[i + 1][j + 1] + 1,
                false => lengths[i + 1][j].max(lengths[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            lines.push(format!(" {}", a[i]));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && lengths[i + 1][j] >= lengths[i][j + 1]) {
            lines.push(format!("-{}", a[i]));
            i += 1;
        } else {
            lines.push(format!("+{}", b[j]));
            j += 1;
        }
    }
    let near = |at: usize| {
        let from = at.saturating_sub(CONTEXT);
        lines[from..lines.len().min(at + CONTEXT + 1)].iter().any(|l| !l.starts_with(' '))
    };
    let shown: Vec<&str> = (0..lines.len()).filter(|&at| near(at)).map(|at| lines[at].as_str()).collect();
    shown.join("\n") + "\n"
}

#[test]
fn differences_are_shown_with_context() {
    assert_eq!(unified("a\nb\nc\nd\ne\n", "a\nb\nx\nd\ne\n"), " a\n b\n-c\n+x\n d\n e\n");
    let long = "a\n".repeat(1000);
    assert_eq!(unified(&format!("{long}b\n"), &format!("{long}c\n")), " a\n a\n-b\n+c\n");
}
