/// Proves what became of every byte of an input: each belongs to one record, one reject, one passage, or to the frame
/// between them (brackets and commas of JSON, tags of XML around the records). CSV has no frame.
///
/// Batches are added in their order. O(n) in the records; no memory grows.
public struct ByteAccount: Sendable {
  /// So many of a kind, and their bytes in the input as stored (after unpacking).
  public struct Entry: Sendable, Equatable {
    public var count: UInt64 = 0
    public var bytes: UInt64 = 0

    mutating func add(_ byteCount: UInt64) {
      count += 1
      bytes += byteCount
    }
  }

  public private(set) var records = Entry()
  /// By reason, as in `Reject.Reason.allCases`.
  public private(set) var rejects = [Entry](
    repeating: Entry(), count: Reject.Reason.allCases.count)
  /// By kind, as in `Passage.Kind.allCases`.
  public private(set) var passages = [Entry](
    repeating: Entry(), count: Passage.Kind.allCases.count)
  /// Parts that begin before the one before them ends: 0, or the account does not hold.
  public private(set) var overlaps: UInt64 = 0
  /// How far the input is accounted for.
  public private(set) var end: UInt64 = 0
  /// Bytes between two parts.
  private var gaps: UInt64 = 0

  public init() {}

  /// The bytes of all records, rejects and passages.
  public var total: UInt64 {
    records.bytes + rejects.reduce(0) { $0 + $1.bytes } + passages.reduce(0) { $0 + $1.bytes }
  }

  /// The bytes of an input of this size that nothing takes.
  public func frame(upTo byteCount: UInt64) -> UInt64 {
    gaps + (byteCount > end ? byteCount - end : 0)
  }

  public mutating func add(_ batch: RecordBatch) {
    let reasons = Reject.Reason.allCases
    let kinds = Passage.Kind.allCases
    var (row, reject, passage) = (0, 0, 0)
    while true {
      let next = row < batch.count ? batch.positions[row].byteOffset : .max
      let nextReject =
        reject < batch.rejects.count ? batch.rejects[reject].position.byteOffset : .max
      let nextPassage =
        passage < batch.passages.count ? batch.passages[passage].position.byteOffset : .max
      let first = min(next, nextReject, nextPassage)
      guard first < .max else { return }
      // What takes no byte cannot stand in the way.
      if first == next {
        records.add(UInt64(batch.byteCounts[row]))
        take(first, UInt64(batch.byteCounts[row]))
        row += 1
      } else if first == nextReject {
        let part = batch.rejects[reject]
        if let place = reasons.firstIndex(of: part.reason) { rejects[place].add(part.byteCount) }
        take(first, part.byteCount)
        reject += 1
      } else {
        let part = batch.passages[passage]
        if let place = kinds.firstIndex(of: part.kind) { passages[place].add(part.byteCount) }
        take(first, part.byteCount)
        passage += 1
      }
    }
  }

  private mutating func take(_ start: UInt64, _ byteCount: UInt64) {
    if start < end { overlaps += 1 } else { gaps += start - end }
    end = max(end, start + byteCount)
  }
}
