/// What the cells of one column came to, by their bytes: few values stand in many rows.
///
/// It only saves work: whether a cell is remembered changes no result. A column whose cells hardly repeat is forgotten,
/// and so is what no longer fits.
struct CellMemory {
  /// What a cell came to: a text, and a number whose meaning is that of the column.
  struct Entry {
    fileprivate var hash: UInt64
    fileprivate var key: Range<Int>
    fileprivate(set) var text: Range<Int>
    fileprivate(set) var code: Int
  }

  private var slots: [Int32] = []
  private var entries: [Entry] = []
  /// Cells and the texts that they came to.
  private(set) var bytes: [UInt8] = []
  /// Bytes that belong to entries; what stands behind them is the text of a cell that was not remembered.
  private var keptBytes = 0
  private var hits = 0
  private var misses = 0
  private var isOff = false

  private static let entryLimit = 1 << 14
  private static let keyLimit = 128
  /// Cells after which a column is judged.
  private static let trial = 4096

  /// What a cell came to when it was here before.
  mutating func find(_ cell: UnsafeBufferPointer<UInt8>) -> Entry? {
    if isOff || entries.isEmpty || cell.count > Self.keyLimit { return nil }
    let hash = Self.hash(cell)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, isEqual(entry.key, cell) {
        hits += 1
        return entry
      }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Remembers what a cell came to that `find` did not know.
  ///
  /// - Returns: the place of the text in `bytes`, until the next cell is remembered.
  @discardableResult
  mutating func insert(
    _ cell: UnsafeBufferPointer<UInt8>, text: UnsafeBufferPointer<UInt8>, code: Int = 0
  ) -> Range<Int> {
    bytes.removeSubrange(keptBytes...)
    judge()
    if isOff || cell.count > Self.keyLimit {
      bytes.append(contentsOf: text)
      return keptBytes..<bytes.count
    }
    if entries.count == Self.entryLimit { removeAll() }
    let key = bytes.count
    bytes.append(contentsOf: cell)
    let start = bytes.count
    bytes.append(contentsOf: text)
    keptBytes = bytes.count
    entries.append(
      Entry(hash: Self.hash(cell), key: key..<start, text: start..<bytes.count, code: code))
    if entries.count * 2 > slots.count {
      slots = [Int32](repeating: 0, count: max(64, slots.count * 2))
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
    return start..<bytes.count
  }

  private mutating func judge() {
    misses += 1
    guard misses == Self.trial else { return }
    if hits < misses, !isOff {
      isOff = true
      removeAll()
    }
    hits = 0
    misses = 0
  }

  private mutating func place(_ index: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entries[index].hash) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = Int32(index + 1)
  }

  private mutating func removeAll() {
    slots = []
    entries = []
    bytes.removeAll(keepingCapacity: true)
    keptBytes = 0
  }

  private func isEqual(_ key: Range<Int>, _ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard key.count == cell.count else { return false }
    for index in 0..<cell.count where bytes[key.lowerBound + index] != cell[index] { return false }
    return true
  }

  /// Eight bytes at a time; the same within one run only as long as the machine is.
  @inline(__always)
  private static func hash(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(cell.count) &* 0x9E37_79B9_7F4A_7C15
    let raw = UnsafeRawBufferPointer(cell)
    var index = 0
    while index + 8 <= raw.count {
      hash = mix(hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index += 8
    }
    var tail: UInt64 = 0
    while index < raw.count {
      tail = tail << 8 | UInt64(raw[index])
      index += 1
    }
    return mix(hash ^ tail)
  }

  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}
