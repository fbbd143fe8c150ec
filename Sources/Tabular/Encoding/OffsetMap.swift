/// Leads from offsets in the decoded text back to offsets in the input as stored.
///
/// Checkpoints stand where both are known: at the beginnings of lines, and behind what was replaced. Between two of them
/// a byte of text counts for `unitBytes` bytes, which is exact for ASCII.
struct OffsetMap {
  private struct Checkpoint {
    var text: UInt64
    var stored: UInt64
  }

  private var checkpoints: [Checkpoint]
  /// Those before it are forgotten.
  private var head = 0
  private let unitBytes: UInt64

  init(firstStored: UInt64, unitBytes: Int) {
    checkpoints = [Checkpoint(text: 0, stored: firstStored)]
    self.unitBytes = UInt64(unitBytes)
  }

  /// Whether the text is the input, byte for byte.
  var isIdentity: Bool {
    checkpoints.count == 1 && checkpoints[0].stored == 0 && unitBytes == 1
  }

  /// Whether the text is the input from some byte on.
  var isShift: Bool { checkpoints.count == 1 && unitBytes == 1 }

  /// Offsets are added in ascending order.
  mutating func add(text: UInt64, stored: UInt64) {
    checkpoints.append(Checkpoint(text: text, stored: stored))
  }

  /// Never less for a later offset. O(log n) in the checkpoints that are not forgotten.
  func stored(for text: UInt64) -> UInt64 {
    let index = index(of: text)
    let checkpoint = checkpoints[index]
    let counted = checkpoint.stored + (max(text, checkpoint.text) - checkpoint.text) * unitBytes
    // Letters that take more bytes in the text than in the input must not lead beyond the next line.
    return index + 1 < checkpoints.count ? min(counted, checkpoints[index + 1].stored) : counted
  }

  /// Drops what only offsets before `text` need.
  mutating func forget(before text: UInt64) {
    head = index(of: text)
    if head > 8192, head * 2 > checkpoints.count {
      checkpoints.removeFirst(head)
      head = 0
    }
  }

  /// The last checkpoint at or before an offset.
  private func index(of text: UInt64) -> Int {
    var (low, high) = (head, checkpoints.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if checkpoints[middle].text <= text { low = middle } else { high = middle }
    }
    return low
  }
}
