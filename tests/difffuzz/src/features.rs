//! What is generated, and how often: one table, so that coverage can be read off and changed in one place.

/// Kinds of statements (and their templates), with weights. Order matters: a seed chooses by position.
pub const STATEMENTS: &[(&str, u32)] = &[
    ("declare", 14),
    ("declare several", 4),
    ("assign", 16),
    ("op-assign", 10),
    ("increment", 4),
    ("swap", 4),
    ("if", 9),
    ("for 3-clause", 6),
    ("for condition", 3),
    ("for endless", 2),
    ("range int", 4),
    ("range slice", 5),
    ("range array", 3),
    ("range string", 3),
    ("range map", 3),
    ("range func", 4),
    ("switch value", 4),
    ("switch true", 3),
    ("type switch", 4),
    ("labelled loops", 3),
    ("goto", 2),
    ("defer", 3),
    ("recover", 4),
    ("closure", 5),
    ("call", 7),
    ("call with several results", 4),
    ("map update", 4),
    ("append", 5),
    ("copy", 2),
    ("comma ok", 4),
    ("panic", 2),
    ("channel", 3),
    ("select", 2),
    ("goroutine", 2),
    ("block with shadowing", 3),
    ("trace", 6),
    ("string building", 3),
    ("local const", 2),
    ("local type", 2),
    ("break or continue", 5),
    ("return", 3),
    ("recursion", 2),
    ("clear", 1),
    ("runtime error", 3),
    ("generic container", 2),
    ("method value", 3),
    ("loop closures", 3),
    ("arithmetic loop", 5),
    ("struct juggling", 3),
    ("linked list", 1),
    ("index loop", 7),
    ("matrix", 3),
    ("words", 3),
    ("many variables", 2),
    ("anonymous struct", 2),
    ("embedding", 3),
    ("defer in loop", 2),
    ("select send", 1),
    ("iterators", 3),
    ("workers", 1),
    ("containers", 2),
    ("broken text", 2),
    ("float edges", 2),
    ("array values", 3),
    ("unwinding", 6),
    ("misused iterator", 2),
    ("pulled iterator", 1),
    ("jump graph", 4),
    ("aliasing", 3),
    ("comparisons", 2),
    ("select operands", 2),
    ("generic type switch", 2),
    ("promotion", 3),
    ("generic method", 5),
];

/// Kinds of integer expressions, with weights.
pub const INTEGERS: &[(&str, u32)] = &[
    ("int leaf", 18),
    ("int binary", 30),
    ("int unary", 6),
    ("int shift", 12),
    ("int divide", 9),
    ("int conversion", 14),
    ("int of float", 3),
    ("int len", 4),
    ("int min max", 3),
    ("int bits", 4),
    ("int call", 14),
    ("int of bool", 2),
    ("int func literal", 2),
    ("int sum", 2),
    ("int fold", 1),
    ("int context shift", 2),
    ("int assertion", 2),
];

/// Kinds of expressions of other types are chosen evenly where they are written; these count them.
pub const OTHERS: &[&str] = &[
    "float binary",
    "float call",
    "complex binary",
    "bool compare",
    "bool logic",
    "string op",
    "array literal",
    "slice op",
    "map literal",
    "struct literal",
    "pointer",
    "func value",
    "interface value",
    "generic function",
    "generic type",
    "method with type parameters",
    "method",
    "embedded struct",
    "constants with iota",
    "globals in order",
    "parameter arithmetic",
    "variadic",
    "named results",
];

/// How often each feature has been generated.
#[derive(Clone, Debug, Default)]
pub struct Counts(std::collections::BTreeMap<&'static str, u64>);

impl Counts {
    /// One more of a feature.
    pub fn add(&mut self, feature: &'static str) {
        *self.0.entry(feature).or_default() += 1;
    }

    /// Adds what another program has.
    pub fn merge(&mut self, other: &Counts) {
        for (feature, n) in &other.0 {
            *self.0.entry(feature).or_default() += n;
        }
    }

    /// The table: each known feature with its weight and count.
    pub fn table(&self) -> String {
        let rows = STATEMENTS.iter().chain(INTEGERS).map(|(f, w)| (*f, Some(*w)));
        let rows = rows.chain(OTHERS.iter().map(|f| (*f, None)));
        let row = |(f, w): (&str, Option<u32>)| {
            let weight = w.map_or(String::from("-"), |w| w.to_string());
            format!("{f:<28} {weight:>6} {:>10}\n", self.0.get(f).copied().unwrap_or(0))
        };
        rows.map(row).collect()
    }

    /// Features in the table that no program has had.
    pub fn missing(&self) -> Vec<&'static str> {
        let all = STATEMENTS.iter().chain(INTEGERS).map(|(f, _)| *f).chain(OTHERS.iter().copied());
        all.filter(|f| !self.0.contains_key(f)).collect()
    }
}
