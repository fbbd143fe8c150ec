/// Joins rows into clusters, best pairs first, and refuses what would put a contradiction into one
/// (union-find with the cannot-link constraints checked between whole clusters).
struct Clustering {
  enum Outcome { case joined, same, refused }

  private let records: Records
  private var parents: [UInt32]
  private var sizes: [UInt32]
  /// Rows of a cluster that differ in what can contradict, as a list from the root on.
  private var nextWitness: [UInt32]
  private static let end = UInt32.max

  init(records: Records) {
    self.records = records
    parents = Array(0..<UInt32(records.count))
    sizes = [UInt32](repeating: 1, count: records.count)
    nextWitness = [UInt32](repeating: Self.end, count: records.count)
  }

  /// Most probable first; ties by what the rows hold.
  func sortBestFirst(_ pairs: inout [ScoredPair]) {
    pairs.sort { a, b in
      if a.bits != b.bits { return a.bits > b.bits }
      if a.tie != b.tie { return a.tie < b.tie }
      return (a.left, a.right) < (b.left, b.right)
    }
  }

  /// Near O(1), and O(witnesses²) of name comparisons where clusters meet.
  mutating func join(_ pair: ScoredPair, scorer: inout PairScorer) -> Outcome {
    var a = root(pair.left)
    var b = root(pair.right)
    if a == b { return .same }
    if sizes[Int(a)] < sizes[Int(b)] { swap(&a, &b) }
    var outer = b
    while outer != Self.end {
      var inner = a
      while inner != Self.end {
        if scorer.contradict(Int(outer), Int(inner), despiteNames: pair.sharesIdentifier) {
          return .refused
        }
        inner = nextWitness[Int(inner)]
      }
      outer = nextWitness[Int(outer)]
    }
    addWitnesses(of: b, to: a)
    parents[Int(b)] = a
    sizes[Int(a)] += sizes[Int(b)]
    return .joined
  }

  private mutating func addWitnesses(of b: UInt32, to a: UInt32) {
    var outer = b
    while outer != Self.end {
      let following = nextWitness[Int(outer)]
      var last = a
      var isNew = true
      while true {
        if records.haveEqualProfile(Int(last), Int(outer)) {
          isNew = false
          break
        }
        if nextWitness[Int(last)] == Self.end { break }
        last = nextWitness[Int(last)]
      }
      if isNew {
        nextWitness[Int(last)] = outer
        nextWitness[Int(outer)] = Self.end
      }
      outer = following
    }
  }

  private mutating func root(_ row: UInt32) -> UInt32 {
    var x = row
    while parents[Int(x)] != x {
      parents[Int(x)] = parents[Int(parents[Int(x)])]
      x = parents[Int(x)]
    }
    return x
  }

  /// For each row the smallest row of its cluster.
  mutating func smallestRows() -> [UInt32] {
    var smallest = [UInt32](repeating: Self.end, count: parents.count)
    var result = [UInt32](repeating: 0, count: parents.count)
    for row in parents.indices {
      let root = Int(root(UInt32(row)))
      if smallest[root] == Self.end { smallest[root] = UInt32(row) }
      result[row] = smallest[root]
    }
    return result
  }
}
