/// Which contact a record of a side is.
package enum IdentityResolution: Sendable, Hashable {
  /// The record is known under its own identifier, or under the key it was made with.
  case known(Int64)
  /// A contact that had no record on this side, or whose record there is gone: the record takes its place.
  case linked(Int64)
  /// Nobody that is known.
  case new
  /// It may be one of several contacts; a person must say which.
  case ambiguous([Int64])
  /// The side has another record for this contact already.
  case duplicate(of: Int64)
}

/// Decides which contact a record is, by keys from the most to the least certain. A pure function; it does not depend on
/// the order of the candidates.
///
/// - Parameters:
///   - candidates: every link that shares a key with the record.
///   - isFree: whether the link has no living record on the side.
package func resolveIdentity(
  of values: FieldValues, among candidates: [Link], isFree: (Link) -> Bool
) -> IdentityResolution {
  func former(_ keys: Set<IdentityKey>) -> [Link] {
    candidates.filter { link in
      isFree(link) && !link.formerKeys.isDisjoint(with: keys) && isSamePerson(values, link)
    }
  }
  var occupied: Int64?
  for kind in IdentityKey.Kind.allCases where !values[kind.field].isEmpty {
    let key = IdentityKey(kind: kind, value: values[kind.field])
    let sharing = candidates.filter { link in
      link.keys.contains(key) && (kind == .businessScopedID || isSamePerson(values, link))
    }
    // A living contact goes before one that is gone.
    let free = sharing.filter(isFree)
    let living = free.filter { !$0.isTombstone }
    if living.isEmpty, !free.isEmpty {
      // Who is there and had the number before goes before one who is gone with it.
      let former = former([key]).filter { !$0.isTombstone }
      if former.count == 1, let link = former.first { return .linked(link.id) }
    }
    let fitting = living.isEmpty ? free : living
    if fitting.count == 1, let link = fitting.first { return .linked(link.id) }
    if fitting.count > 1 {
      return living.isEmpty
        ? .linked(fitting.map(\.id).max() ?? 0) : .ambiguous(fitting.map(\.id).sorted())
    }
    if let link = sharing.min(by: { $0.id < $1.id }) { occupied = occupied ?? link.id }
  }
  if let occupied { return .duplicate(of: occupied) }
  // Somebody of the same name had the number before, and has no record here.
  return former(IdentityKey.keys(of: values)).max {
    ($0.isTombstone ? 0 : 1, $0.id) < ($1.isTombstone ? 0 : 1, $1.id)
  }
  .map { .linked($0.id) } ?? .new
}

/// Whether the names that either side has for the contact speak for it.
private func isSamePerson(_ values: FieldValues, _ link: Link) -> Bool {
  let known = Side.allCases.compactMap { link.values(on: $0) }
  return (known.isEmpty ? [link.base] : known).contains { namesAreCompatible(values, $0) }
}
