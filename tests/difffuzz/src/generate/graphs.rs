//! Functions made of labels and jumps: graphs of blocks that no loop statements make, with several ways into a cycle, closures that
//! keep the variables of a block entered many times, and jumps out of nested statements.

use super::types::{INT, Ty};
use super::{Gen, Mode};
use crate::nodes;
use crate::tree::{Node, text};

impl Gen {
    /// Blocks that jump to each other as chance has it, until a counter stops them.
    pub(super) fn jump_graph(&mut self) -> Vec<Node> {
        let id = self.fresh();
        let ty = Ty::Int(self.int_kind());
        let name = self.name(&ty);
        let n = self.rng.between(2, 6);
        let first = self.expr(&ty, 1, Mode::Pure(false)).node;
        let second = self.expr(&ty, 1, Mode::Pure(false)).node;
        let entry = self.expr(&INT, 1, Mode::Pure(false)).node;
        let mut out = nodes![
            format!("guard({id}, func() {{\nvar x, y {name} = "),
            first,
            ", ",
            second,
            format!("\nvar kept []func() {name}\nsteps := 0\n_ = kept\nswitch uint(nn("),
            entry,
            format!(")) % {} {{\n", n + 1)
        ];
        // Every label is named here: it must be used, and this makes cycles with several entries.
        for k in 0..n {
            out.push(text(format!("case {k}:\ngoto L{k}\n")));
        }
        out.push(text("}\n"));
        for k in 0..n {
            out.push(text(format!("L{k}:\nif steps++; steps > 40 || !tick() {{\ngoto end\n}}\n")));
            for _ in 0..self.rng.between(1, 3) {
                let part = self.block_part(id, &ty, n);
                out.push(Node::Item(part));
            }
        }
        out.push(text(format!(
            "end:\ntr({id}, x)\ntr({id}, y)\ntr({id}, steps)\nfor _, f := range kept {{\ntr({id}, f())\n}}\n}})\n"
        )));
        out
    }

    fn block_part(&mut self, id: u32, ty: &Ty, n: usize) -> Vec<Node> {
        let to = self.rng.below(n);
        let name = self.name(ty);
        let condition = self.from(ty, &["x", "y"], &Ty::Bool, 2);
        match self.rng.below(11) {
            0 => nodes!["x = ", self.over(ty, &["x", "y"], 2), "\n"],
            1 => nodes!["y += ", self.over(ty, &["x", "y"], 2), "\n"],
            2 => nodes!["x, y = y, ", self.over(ty, &["x", "y"], 1), "\n"],
            3..6 => nodes!["if ", condition, format!(" {{\ngoto L{to}\n}}\n")],
            6 => nodes![
                "{\nz := ",
                self.over(ty, &["x", "y"], 1),
                format!("\nkept = append(kept, func() {name} {{\nz += x\nreturn z\n}})\nif "),
                condition,
                format!(" {{\ngoto L{to}\n}}\n}}\n")
            ],
            7 => nodes![
                format!("for i := range {name}(4) {{\nx ^= i\nif "),
                condition,
                format!(" {{\ngoto L{to}\n}}\n}}\n")
            ],
            8 => nodes![
                "switch {\ncase ",
                condition,
                ":\nx++\nfallthrough\ncase x > y:\ny--\n",
                format!("goto L{to}\ndefault:\nx -= 2\n}}\n")
            ],
            9 => nodes![
                format!("for n := range seq(3) {{\nif n == {} && ", self.rng.below(3)),
                condition,
                format!(" {{\ngoto L{to}\n}}\ny += {name}(n)\n}}\n")
            ],
            _ => nodes![format!("defer tr({id}, x)\n")],
        }
    }
}
