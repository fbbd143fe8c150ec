/// The contacts that a cycle works on, found by identifiers and keys: what the store knows, and over it what the cycle
/// has read.
///
/// Contacts are nodes, identifiers and keys the edges between their records. A changed number adds a key to the same
/// contact; the old one stays until both sides agree on the new one.
package struct IdentityGraph {
  package private(set) var links: [Int64: Link] = [:]
  private var byRemoteID = Sides<[String: Int64]>(crm: [:], messaging: [:])
  private var byKey: [IdentityKey: Set<Int64>] = [:]
  private var nextNewID: Int64 = -1

  package init() {}

  /// Takes in a link of the store, unless the cycle has it already.
  package mutating func load(_ link: Link) {
    if links[link.id] == nil { update(link) }
  }

  package func link(_ side: Side, _ remoteID: String) -> Link? {
    byRemoteID[side][remoteID].flatMap { links[$0] }
  }

  /// The contacts that have one of the keys, or had it before.
  package func links(sharing keys: Set<IdentityKey>) -> [Link] {
    let ids = keys.reduce(into: Set<Int64>()) { $0.formUnion(byKey[$1] ?? []) }
    return ids.sorted().compactMap { links[$0] }
  }

  /// Puts a new state of a contact in place of the one before.
  package mutating func update(_ link: Link) {
    if let before = links[link.id] { unindex(before) }
    links[link.id] = link
    for side in Side.allCases {
      if let id = link.remoteIDs[side] { byRemoteID[side][id] = link.id }
    }
    for key in link.keys.union(link.formerKeys) { byKey[key, default: []].insert(link.id) }
  }

  /// A contact that nobody knew; its number is negative until it is stored.
  package mutating func makeLink() -> Link {
    defer { nextNewID -= 1 }
    return Link(id: nextNewID)
  }

  /// Gives a link that was stored its number.
  package mutating func renumber(_ id: Int64, to stored: Int64) {
    guard var link = links[id] else { return }
    unindex(link)
    links[id] = nil
    link.id = stored
    update(link)
  }

  private mutating func unindex(_ link: Link) {
    for side in Side.allCases {
      if let id = link.remoteIDs[side], byRemoteID[side][id] == link.id {
        byRemoteID[side][id] = nil
      }
    }
    for key in link.keys.union(link.formerKeys) { byKey[key]?.remove(link.id) }
  }
}
