/// Judges each way of calling records together by the clusters that came of all of them: how many of
/// the joined pairs it finds by itself.
struct KeyRecall {
  private let clusters: [UInt32]
  private var joined: [UInt64] = []
  private var keys: [(name: String, pairs: Int, joined: [UInt64])] = []
  private var pairs = 0

  init(clusters: [UInt32]) { self.clusters = clusters }

  mutating func add(_ left: UInt32, _ right: UInt32) {
    pairs += 1
    if clusters[Int(left)] == clusters[Int(right)] {
      joined.append(UInt64(min(left, right)) << 32 | UInt64(max(left, right)))
    }
  }

  /// What was added since the last call was called together by the key of this name.
  mutating func end(_ name: String) {
    if pairs == 0 { return }
    if let index = keys.firstIndex(where: { $0.name == name }) {
      keys[index].pairs += pairs
      keys[index].joined += joined
    } else {
      keys.append((name, pairs, joined))
    }
    pairs = 0
    joined.removeAll(keepingCapacity: true)
  }

  /// In the order in which they were first used.
  consuming func result() -> [LinkageStatistics.Key] {
    keys.map { key in
      var pairs = key.joined
      radixSort(&pairs)
      var distinct = 0
      for index in pairs.indices where index == 0 || pairs[index] != pairs[index - 1] {
        distinct += 1
      }
      return LinkageStatistics.Key(name: key.name, pairs: key.pairs, joinedPairs: distinct)
    }
  }
}
