//! stub
/// roots
pub fn mark_roots(_m: &mut crate::gc::mark::Marker) {}
