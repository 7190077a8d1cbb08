//! Functions that are operations of their own, recognised by their symbol.

use crate::ops::Intrinsic;

/// The operation that stands for calls of the function with this symbol.
pub(crate) fn intrinsic(symbol: &str) -> Option<Intrinsic> {
    use Intrinsic as I;
    let (pkg, name) = symbol.rsplit_once('.')?;
    Some(match (pkg, name) {
        ("math", "Sqrt" | "sqrt") => I::Sqrt,
        ("math", "Floor") => I::Floor,
        ("math", "Ceil") => I::Ceil,
        ("math", "Trunc") => I::Trunc,
        ("math", "Abs") => I::Abs,
        ("math", "Copysign") => I::Copysign,
        ("math", "Float64bits" | "Float64frombits" | "Float32bits" | "Float32frombits") => I::Bits,
        (
            "math/bits",
            "LeadingZeros64" | "LeadingZeros32" | "LeadingZeros16" | "LeadingZeros8" | "LeadingZeros",
        ) => I::LeadingZeros,
        (
            "math/bits",
            "TrailingZeros64" | "TrailingZeros32" | "TrailingZeros16" | "TrailingZeros8" | "TrailingZeros",
        ) => I::TrailingZeros,
        ("math/bits", "OnesCount64" | "OnesCount32" | "OnesCount16" | "OnesCount8" | "OnesCount") => {
            I::OnesCount
        }
        ("math/bits", "ReverseBytes64" | "ReverseBytes32" | "ReverseBytes16" | "ReverseBytes") => {
            I::ReverseBytes
        }
        ("math/bits", "RotateLeft64" | "RotateLeft32" | "RotateLeft16" | "RotateLeft8" | "RotateLeft") => {
            I::RotateLeft
        }
        ("math/bits", "Mul64" | "Mul") => I::Mul64,
        ("math/bits", "Add64" | "Add") => I::Add64,
        ("math/bits", "Sub64" | "Sub") => I::Sub64,
        ("sync/atomic", n) => return atomic(n),
        ("internal/runtime/atomic", n) => return runtime_atomic(n),
        ("runtime", "KeepAlive") => I::KeepAlive,
        ("runtime", "getfp" | "getcallerfp_") => I::GetFp,
        ("runtime", "getgptr") => I::GetG,
        _ => return None,
    })
}

fn atomic(name: &str) -> Option<Intrinsic> {
    use Intrinsic as I;
    const TYPES: [&str; 6] = ["Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Pointer"];
    let strip = |prefix: &str| name.strip_prefix(prefix).is_some_and(|t| TYPES.contains(&t));
    Some(match () {
        () if strip("Load") => I::AtomicLoad,
        () if strip("Store") => I::AtomicStore,
        () if strip("Swap") => I::AtomicExchange,
        () if strip("Add") => I::AtomicAdd,
        () if strip("CompareAndSwap") => I::AtomicCas,
        () if strip("And") => I::AtomicAnd,
        () if strip("Or") => I::AtomicOr,
        () => return None,
    })
}

fn runtime_atomic(name: &str) -> Option<Intrinsic> {
    use Intrinsic as I;
    Some(match name {
        "Load" | "Load8" | "Load64" | "Loadp" | "LoadAcq" | "LoadAcq64" | "LoadAcquintptr" | "Loadint32"
        | "Loadint64" | "Loaduint" | "Loaduintptr" => I::AtomicLoad,
        "Store" | "Store8" | "Store64" | "StoreRel" | "StoreRel64" | "StoreReluintptr" | "Storeint32"
        | "Storeint64" | "Storeuintptr" | "StorepNoWB" => I::AtomicStore,
        "Xchg" | "Xchg64" | "Xchgint32" | "Xchgint64" | "Xchguintptr" => I::AtomicExchange,
        "Xadd" | "Xadd64" | "Xaddint32" | "Xaddint64" | "Xadduintptr" => I::AtomicAdd,
        "Cas" | "Cas64" | "CasRel" | "Casint32" | "Casint64" | "Casuintptr" | "Casp1" => I::AtomicCas,
        "And32" | "And64" | "Anduintptr" => I::AtomicAnd,
        "Or32" | "Or64" | "Oruintptr" => I::AtomicOr,
        _ => return None,
    })
}
