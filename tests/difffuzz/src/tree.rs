//! Generated programs as trees of text, which is all that shrinking needs.
//!
//! [`Node::Item`] is what can be left out (a statement, a declaration, a case), [`Node::Expr`] what can be replaced by a simpler expression
//! of the same type. Whether the result is still valid Go is for a compiler to say. [`edits`] lists what can be done to a
//! tree, large parts first; [`apply`] does one of them.

use std::rc::Rc;

/// A piece of a program.
#[derive(Clone, Debug)]
pub enum Node {
    /// Source text as it stands.
    Text(Rc<str>),
    /// One after the other.
    Seq(Vec<Node>),
    /// What can be left out.
    Item(Vec<Node>),
    /// An expression of a type (as text), and the shortest one of that type.
    Expr {
        /// The expression's parts.
        body: Vec<Node>,
        /// Its type; only compared.
        ty: Rc<str>,
        /// What can replace it.
        zero: Rc<str>,
    },
}

/// Text as a node.
pub fn text(s: impl AsRef<str>) -> Node {
    Node::Text(Rc::from(s.as_ref()))
}

/// Builds a `Vec<Node>` of nodes and texts.
#[macro_export]
macro_rules! nodes {
    ($($part:expr),* $(,)?) => { vec![$($crate::tree::Part::part($part)),*] };
}

/// What [`nodes!`] accepts.
pub trait Part {
    /// As a node.
    fn part(self) -> Node;
}

impl Part for Node {
    fn part(self) -> Node {
        self
    }
}

impl Part for &str {
    fn part(self) -> Node {
        text(self)
    }
}

impl Part for String {
    fn part(self) -> Node {
        text(self)
    }
}

impl Part for &String {
    fn part(self) -> Node {
        text(self)
    }
}

impl Part for Vec<Node> {
    fn part(self) -> Node {
        Node::Seq(self)
    }
}

impl Node {
    fn write(&self, out: &mut String) {
        match self {
            Node::Text(s) => out.push_str(s),
            Node::Seq(list) | Node::Item(list) | Node::Expr { body: list, .. } => {
                list.iter().for_each(|n| n.write(out));
            }
        }
    }

    /// The source text, indented by its braces.
    pub fn source(&self) -> String {
        let mut raw = String::new();
        self.write(&mut raw);
        let mut out = String::with_capacity(raw.len() * 2);
        let mut depth = 0usize;
        for line in raw.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let closing =
                line.starts_with(['}', ')']) || line.starts_with("case ") || line.starts_with("default:");
            for _ in 0..depth.saturating_sub(usize::from(closing)) {
                out.push('\t');
            }
            out.push_str(line);
            out.push('\n');
            for c in line.bytes() {
                match c {
                    b'{' | b'(' => depth += 1,
                    b'}' | b')' => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        out
    }

    fn children(&self) -> &[Node] {
        match self {
            Node::Text(_) => &[],
            Node::Seq(list) | Node::Item(list) | Node::Expr { body: list, .. } => list,
        }
    }

    /// Number of nodes, itself included.
    pub fn size(&self) -> usize {
        1 + self.children().iter().map(Node::size).sum::<usize>()
    }
}

/// Something to do to the node with a number in preorder.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Leave out the items with these numbers.
    Drop(Vec<usize>),
    /// Replace an item by the items inside of it.
    Hoist(usize),
    /// Replace an expression by the simplest one of its type.
    Zero(usize),
    /// Replace an expression by one inside of it that has the same type.
    Inner(usize, usize),
}

/// All edits of a tree: runs of neighbouring items first (long runs before short ones, late before early), then expressions.
pub fn edits(tree: &Node) -> Vec<Edit> {
    let mut found = Found::default();
    found.visit(tree, 0);
    let mut out = Vec::new();
    for list in found.lists.iter() {
        let mut run = list.len();
        while run > 1 {
            for part in list.chunks(run).rev() {
                out.push(Edit::Drop(part.to_vec()));
            }
            run = run.div_ceil(2);
        }
    }
    out.extend(found.lists.iter().flatten().rev().map(|i| Edit::Drop(vec![*i])));
    out.extend(found.lists.iter().flatten().map(|i| Edit::Hoist(*i)));
    for (at, (number, _, trivial)) in found.exprs.iter().enumerate() {
        if !trivial {
            out.push(Edit::Zero(*number));
            out.extend(found.inner[at].iter().rev().map(|inner| Edit::Inner(*number, *inner)));
        }
    }
    out
}

#[derive(Default)]
struct Found {
    /// Numbers of items that are neighbours.
    lists: Vec<Vec<usize>>,
    /// Number, type, and whether the expression is the simplest already.
    exprs: Vec<(usize, Rc<str>, bool)>,
    /// For each expression those below it with the same type.
    inner: Vec<Vec<usize>>,
}

impl Found {
    /// Returns the number after the last one of this node.
    fn visit(&mut self, node: &Node, number: usize) -> usize {
        let slot = if let Node::Expr { ty, zero, body } = node {
            let trivial = match body.as_slice() {
                [Node::Text(t)] => t == zero || t.bytes().all(|b| b.is_ascii_digit()),
                _ => false,
            };
            self.exprs.push((number, ty.clone(), trivial));
            self.inner.push(Vec::new());
            Some(self.exprs.len() - 1)
        } else {
            None
        };
        let mut next = number + 1;
        let mut items = Vec::new();
        for child in node.children() {
            if matches!(child, Node::Item(_)) {
                items.push(next);
            }
            next = self.visit(child, next);
        }
        if !items.is_empty() {
            self.lists.push(items);
        }
        if let Some(slot) = slot {
            let ty = self.exprs[slot].1.clone();
            self.inner[slot] = self.exprs[slot + 1..].iter().filter(|e| e.1 == ty).map(|e| e.0).collect();
        }
        next
    }
}

/// The tree after an edit.
pub fn apply(tree: &Node, edit: &Edit) -> Node {
    rebuild(tree, &mut 0, edit)
}

fn rebuild(node: &Node, number: &mut usize, edit: &Edit) -> Node {
    let mine = *number;
    let replaced = match edit {
        Edit::Drop(list) if list.contains(&mine) => Some(Node::Seq(Vec::new())),
        Edit::Hoist(n) if *n == mine => {
            let mut items = Vec::new();
            node.children().iter().for_each(|c| top_items(c, &mut items));
            Some(Node::Seq(items))
        }
        Edit::Zero(n) if *n == mine => match node {
            Node::Expr { ty, zero, .. } => {
                Some(Node::Expr { body: vec![Node::Text(zero.clone())], ty: ty.clone(), zero: zero.clone() })
            }
            other => Some(other.clone()),
        },
        Edit::Inner(n, inner) if *n == mine => {
            let mut at = mine;
            find(node, &mut at, *inner).cloned()
        }
        _ => None,
    };
    if let Some(new) = replaced {
        *number += node.size();
        return new;
    }
    *number += 1;
    let mut list = |children: &[Node]| children.iter().map(|c| rebuild(c, number, edit)).collect::<Vec<_>>();
    match node {
        Node::Text(s) => Node::Text(s.clone()),
        Node::Seq(children) => Node::Seq(list(children)),
        Node::Item(children) => Node::Item(list(children)),
        Node::Expr { body, ty, zero } => Node::Expr { body: list(body), ty: ty.clone(), zero: zero.clone() },
    }
}

fn top_items(node: &Node, out: &mut Vec<Node>) {
    match node {
        Node::Item(_) => out.push(node.clone()),
        Node::Expr { .. } | Node::Text(_) => {}
        Node::Seq(children) => children.iter().for_each(|c| top_items(c, out)),
    }
}

fn find<'a>(node: &'a Node, number: &mut usize, wanted: usize) -> Option<&'a Node> {
    if *number == wanted {
        return Some(node);
    }
    *number += 1;
    node.children().iter().find_map(|c| find(c, number, wanted))
}

#[cfg(test)]
mod tests {
    use super::{Edit, Node, apply, edits, text};

    fn expr(body: Vec<Node>) -> Node {
        Node::Expr { body, ty: "int".into(), zero: "0".into() }
    }

    #[test]
    fn edits_make_programs_smaller() {
        let inner = expr(nodes!["y"]);
        let tree = Node::Seq(vec![
            Node::Item(nodes!["x = ", expr(nodes!["(", inner, " + 1)"]), "\n"]),
            Node::Item(nodes!["if c {\n", Node::Item(nodes!["z()\n"]), "}\n"]),
        ]);
        assert_eq!(tree.source(), "x = (y + 1)\nif c {\n\tz()\n}\n");
        let results: Vec<String> = edits(&tree).iter().map(|e| apply(&tree, e).source()).collect();
        for wanted in [
            "",
            "x = (y + 1)\n",
            "x = 0\nif c {\n\tz()\n}\n",
            "x = y\nif c {\n\tz()\n}\n",
            "x = (y + 1)\nz()\n",
        ] {
            assert!(results.iter().any(|r| r == wanted), "{wanted:?} is not among {results:#?}");
        }
    }

    #[test]
    fn dropping_keeps_other_numbers_valid() {
        let tree = Node::Seq((0..4).map(|i| Node::Item(vec![text(format!("s{i}\n"))])).collect());
        assert_eq!(apply(&tree, &Edit::Drop(vec![1, 5])).source(), "s1\ns3\n");
    }
}
