/// A conversation in the census of a side.
package struct CensusEntry: Sendable, Hashable {
  package var id: String
  package var digest: Digest256
  /// Where it stands in the tree: the first 64 bits of SHA-256 of its id.
  let key: UInt64

  package init(id: String, digest: Digest256) {
    self.id = id
    self.digest = digest
    var hash = ByteHash()
    hash.add(id)
    key = hash.digest.words.0
  }
}

/// A hash tree over the conversations of a side (R. C. Merkle, 1987): the leaves are the hashes of conversations whose
/// ids' hashes begin alike, and every node is the hash of its two children. Two sides with the same root have the same
/// conversations; where the roots differ, only the halves that differ are looked into.
package struct HashTree: Sendable {
  /// By key, equals by id.
  private let entries: [CensusEntry]
  /// Where each leaf begins in `entries`, and their end.
  private let starts: [Int]
  /// As a heap: the root is 1, the children of `n` are `2n` and `2n + 1`; leaves are the second half.
  private let nodes: [Digest256]
  package let depth: Int

  /// How deep the trees of two sides must be: some eight conversations in a leaf.
  package static func depth(for count: Int) -> Int {
    var depth = 0
    while (8 << depth) < count, depth < 40 { depth += 1 }
    return depth
  }

  /// - Parameter depth: the same for both sides, 0 to 40.
  /// - Complexity: O(n log n).
  package init(_ entries: [CensusEntry], depth: Int) {
    let sorted = entries.sorted { ($0.key, $0.id) < ($1.key, $1.id) }
    let leafCount = 1 << depth
    var starts: [Int] = []
    starts.reserveCapacity(leafCount + 1)
    var place = 0
    for leaf in 0..<leafCount {
      starts.append(place)
      while place < sorted.count, Self.leaf(of: sorted[place].key, depth) == leaf { place += 1 }
    }
    starts.append(place)
    var nodes = [Digest256](repeating: .zero, count: 2 * leafCount)
    for leaf in 0..<leafCount {
      var hash = ByteHash()
      for entry in sorted[starts[leaf]..<starts[leaf + 1]] {
        hash.addCounted(entry.id)
        hash.add(entry.digest)
      }
      nodes[leafCount + leaf] = hash.digest
    }
    for node in stride(from: leafCount - 1, to: 0, by: -1) {
      var hash = ByteHash()
      hash.add(nodes[2 * node])
      hash.add(nodes[2 * node + 1])
      nodes[node] = hash.digest
    }
    self.entries = sorted
    self.starts = starts
    self.nodes = nodes
    self.depth = depth
  }

  private static func leaf(of key: UInt64, _ depth: Int) -> Int {
    depth == 0 ? 0 : Int(key >> (64 - UInt64(depth)))
  }

  package var count: Int { entries.count }
  package var root: Digest256 { nodes[1] }

  /// Which conversations two sides do not have alike.
  package struct Differences: Sendable, Hashable {
    /// In the order of the tree.
    package var ids: [String] = []
    /// Nodes that were compared: it grows with the differences, not with the conversations.
    package var visitedNodes = 0
  }

  /// - Precondition: both trees have the same depth.
  /// - Complexity: O(d · depth) for d differences.
  package func differences(from other: HashTree) -> Differences {
    var found = Differences()
    compare(1, other, &found)
    return found
  }

  private func compare(_ node: Int, _ other: HashTree, _ found: inout Differences) {
    found.visitedNodes += 1
    if nodes[node] == other.nodes[node] { return }
    let leafCount = nodes.count / 2
    guard node >= leafCount else {
      compare(2 * node, other, &found)
      compare(2 * node + 1, other, &found)
      return
    }
    let leaf = node - leafCount
    let (mine, theirs) = (bucket(leaf), other.bucket(leaf))
    let mineByID = Dictionary(mine.map { ($0.id, $0.digest) }, uniquingKeysWith: { $1 })
    let theirsByID = Dictionary(theirs.map { ($0.id, $0.digest) }, uniquingKeysWith: { $1 })
    for entry in mine where theirsByID[entry.id] != entry.digest { found.ids.append(entry.id) }
    for entry in theirs where mineByID[entry.id] == nil { found.ids.append(entry.id) }
  }

  private func bucket(_ leaf: Int) -> ArraySlice<CensusEntry> {
    entries[starts[leaf]..<starts[leaf + 1]]
  }
}
