/// The ids of the rows of a state, each of them once.
struct StoredIDs: Sendable {
  private(set) var bytes: Stored<UInt8>
  private(set) var ends: Stored<UInt64>
  /// Row + 1 by hash, open addressing, at most two thirds full; 0: free.
  private(set) var slots: Stored<UInt32>
  /// Slots of their own for rows that came since the state was opened.
  private var recent: [UInt64: UInt32] = [:]

  init() {
    bytes = Stored()
    ends = Stored([0])
    slots = Stored([UInt32](repeating: 0, count: 1 << 10))
  }

  init?(bytes: Stored<UInt8>, ends: Stored<UInt64>, slots: Stored<UInt32>) {
    guard ends.count > 0, ends[0] == 0, ends[ends.count - 1] == UInt64(bytes.count),
      slots.count.nonzeroBitCount == 1, slots.count > ends.count
    else { return nil }
    var last: UInt64 = 0
    for index in 0..<ends.count {
      if ends[index] < last { return nil }
      last = ends[index]
    }
    self.bytes = bytes
    self.ends = ends
    self.slots = slots
  }

  var count: Int { ends.count - 1 }

  /// The row of an id, nil if it is new. O(length).
  func row(of id: Span<UInt8>) -> Int? {
    let hash = contentHash(id)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    for _ in 0...mask {
      if slots[slot] == 0 { break }
      let row = Int(slots[slot]) - 1
      if row < count, equals(row, id) { return row }
      slot = (slot + 1) & mask
    }
    guard let row = recent[hash].map({ Int($0) }), equals(row, id) else { return nil }
    return row
  }

  /// Adds the id of the next row.
  mutating func append(_ id: Span<UInt8>) {
    recent[contentHash(id)] = UInt32(count)
    for index in id.indices { bytes.append(id[index]) }
    ends.append(UInt64(bytes.count))
  }

  /// Calls `body` with the id of a row.
  @inline(__always)
  func withID(_ row: Int, _ body: (Span<UInt8>) -> Void) {
    bytes.withElements(Int(ends[row])..<Int(ends[row + 1]), body)
  }

  /// Takes recent rows into the slots that are stored.
  mutating func settle() {
    if recent.isEmpty { return }
    var all = slots.array
    var first = count - recent.count
    if count * 3 > all.count * 2 {
      var size = all.count
      while count * 3 > size * 2 { size *= 2 }
      all = [UInt32](repeating: 0, count: size)
      first = 0
    }
    for row in first..<count {
      withID(row) { id in
        var slot = Int(truncatingIfNeeded: contentHash(id)) & (all.count - 1)
        while all[slot] != 0 { slot = (slot + 1) & (all.count - 1) }
        all[slot] = UInt32(row + 1)
      }
    }
    slots = Stored(all)
    recent = [:]
  }

  private func equals(_ row: Int, _ id: Span<UInt8>) -> Bool {
    var isEqual = false
    withID(row) { own in
      guard own.count == id.count else { return }
      for index in own.indices where own[index] != id[index] { return }
      isEqual = true
    }
    return isEqual
  }
}
