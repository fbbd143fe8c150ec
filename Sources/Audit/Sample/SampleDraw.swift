internal import Crypto

/// Draws the n ids of the smallest rank, where the rank of an id is SHA-256(seed ‖ id), both as UTF-8.
///
/// Whoever has the seed and the ids draws the same ones, with `sha256sum` too. Under a seed that is chosen independently
/// of the ids this is a simple random sample without replacement. O(log n) an id at worst and O(1) for most; memory for n
/// ids, whatever the number offered.
package struct SampleDraw {
  private let count: Int
  private let seedLength: Int
  /// Seed, and behind it the id in hand.
  private var bytes: [UInt8]
  /// The largest rank first: a binary heap.
  private var heap: [DrawnID] = []

  package init(seed: String, count: Int) {
    self.count = count
    bytes = Array(seed.utf8)
    seedLength = bytes.count
    heap.reserveCapacity(count)
  }

  /// Offers an id. One that is offered twice is drawn twice: a frame has each once.
  package mutating func offer(_ id: String) {
    guard count > 0 else { return }
    bytes.removeSubrange(seedLength...)
    bytes.append(contentsOf: id.utf8)
    let rank = Digest256(
      bytes.withUnsafeBytes { buffer in
        var hash = SHA256()
        hash.update(bufferPointer: buffer)
        return hash.finalize()
      })
    if heap.count < count {
      heap.append(DrawnID(id: id, rank: rank))
      siftUp(heap.count - 1)
    } else if rank < heap[0].rank {
      heap[0] = DrawnID(id: id, rank: rank)
      siftDown(0)
    }
  }

  /// What was drawn, by rank.
  package func drawn() -> [DrawnID] { heap.sorted { $0.rank < $1.rank } }

  private mutating func siftUp(_ start: Int) {
    var place = start
    while place > 0 {
      let parent = (place - 1) / 2
      guard heap[parent].rank < heap[place].rank else { return }
      heap.swapAt(parent, place)
      place = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var place = start
    while true {
      var largest = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[largest].rank < heap[child].rank {
        largest = child
      }
      if largest == place { return }
      heap.swapAt(place, largest)
      place = largest
    }
  }
}

/// An id that was drawn and its rank.
package struct DrawnID: Sendable, Hashable {
  package var id: String
  package var rank: Digest256
}
