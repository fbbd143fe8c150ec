/// Remembers what was found out about cells, since the same texts come again and again: cities, answers, names.
///
/// Each text has one place, which the next one with the same place takes. Lookup is O(n) and allocates nothing.
struct KnownCells {
  private struct Entry {
    var hash: UInt64
    var text: [UInt8]
    var finding: MisreadText.Finding?
  }

  private static let capacity = 1024
  private static let longest = 64

  private var entries: [Entry?] = []

  /// What was found about a cell, of which there may be nothing; `nil` for a cell that is not known.
  func judgement(of cell: Span<UInt8>) -> MisreadText.Finding?? {
    guard !entries.isEmpty, cell.count <= Self.longest else { return nil }
    let hash = Self.hash(cell)
    guard let entry = entries[Int(hash) & (Self.capacity - 1)], entry.hash == hash,
      entry.text.count == cell.count
    else { return nil }
    for index in cell.indices where entry.text[index] != cell[index] { return nil }
    return .some(entry.finding)
  }

  mutating func note(_ cell: Span<UInt8>, _ finding: MisreadText.Finding?) {
    guard cell.count <= Self.longest else { return }
    if entries.isEmpty { entries = Array(repeating: nil, count: Self.capacity) }
    let hash = Self.hash(cell)
    let text = cell.withUnsafeBufferPointer { Array($0) }
    entries[Int(hash) & (Self.capacity - 1)] = Entry(hash: hash, text: text, finding: finding)
  }

  mutating func forgetAll() {
    entries.removeAll()
  }

  private static func hash(_ cell: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in cell.indices { hash = (hash ^ UInt64(cell[index])) &* 0x100_0000_01b3 }
    return (hash ^ hash >> 32) & UInt64(Int.max)
  }
}
