/// Reads contacts from vCards 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350): one card is one record; for the columns see
/// `VCardRow`.
///
/// - Lines end with LF, CRLF or CR; folded lines and the soft breaks of quoted-printable are joined.
/// - A line inside a card that is no property belongs to the value before it, as programs write that forget to fold.
/// - A card that is not closed, or whose first line is no property, is a `Reject`, as is text between cards; reading goes
///   on with the next card.
///
/// The same text gives the same records however it is cut. O(n) time; memory is bounded by the record limit.
struct VCardParser: RecordParser {
  private(set) var row = VCardRow()
  var columns: [String] { row.names }

  private let recordByteLimit: Int
  /// A line whose end is still to come.
  private var rest: [UInt8] = []
  /// How much of `rest` holds no line end.
  private var searched = 0
  private var offset: UInt64 = 0
  private var line: UInt64 = 1
  /// The rest of a line that is too long is passed over.
  private var dropsLine = false
  private var card: VCardReader?
  /// Text outside cards, as one reject.
  private var stray: Reject?
  private var bentLines: UInt64 = 0
  private var firstBent: RecordBatch.Position?

  init(recordByteLimit: Int) {
    self.recordByteLimit = max(64, recordByteLimit)
  }

  mutating func parse(_ chunk: Span<UInt8>, into batch: inout RecordBatch) {
    chunk.withUnsafeBufferPointer { rest.append(contentsOf: $0) }
    readLines(isFinal: false, into: &batch)
  }

  mutating func finish(into batch: inout RecordBatch) {
    readLines(isFinal: true, into: &batch)
    if let card { close(card, isTruncated: true, into: &batch) }
    card = nil
    endStray(into: &batch)
  }

  mutating func takeWarnings() -> [ReadWarning] {
    guard bentLines > 0 else { return [] }
    defer { bentLines = 0 }
    return [
      ReadWarning(
        kind: .lenientSyntax, count: bentLines, first: firstBent,
        message: "lines are no properties of a card and were added to the value before them")
    ]
  }

  // MARK: - Lines

  private mutating func readLines(isFinal: Bool, into batch: inout RecordBatch) {
    var bytes: [UInt8] = []
    swap(&bytes, &rest)
    var start = 0
    var index = searched
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x0A || byte == 0x0D else {
        index += 1
        continue
      }
      var next = index + 1
      if byte == 0x0D {
        // Whether LF follows shows only when it is there.
        if next == bytes.count, !isFinal { break }
        if next < bytes.count, bytes[next] == 0x0A { next += 1 }
      }
      take(bytes[start..<index], into: &batch)
      offset += UInt64(next - start)
      line += 1
      start = next
      index = next
    }
    if isFinal, start < bytes.count {
      take(bytes[start...], into: &batch)
      offset += UInt64(bytes.count - start)
      start = bytes.count
      index = start
    } else if index - start > recordByteLimit {
      take(bytes[start..<index], into: &batch)
      dropsLine = true
      offset += UInt64(index - start)
      start = index
    }
    searched = index - start
    bytes.removeFirst(start)
    swap(&bytes, &rest)
  }

  private mutating func take(_ text: ArraySlice<UInt8>, into batch: inout RecordBatch) {
    if dropsLine {
      dropsLine = false
      return
    }
    let place = RecordBatch.Position(line: line, byteOffset: offset)
    if card == nil {
      if Self.isMark("begin:vcard", text) {
        endStray(into: &batch)
        card = VCardReader(text, at: place)
      } else {
        addStray(text, at: place)
      }
      return
    }
    let outcome = card?.take(text, at: place, limit: recordByteLimit)
    switch outcome {
    case .ended:
      if let card { close(card, isTruncated: false, into: &batch) }
      card = nil
    case .interrupted:
      if let card { close(card, isTruncated: true, into: &batch) }
      card = VCardReader(text, at: place)
    case .open, nil: break
    }
  }

  /// Whether a line is `BEGIN:VCARD` or `END:VCARD`, in letters of any size, with blanks around the colon or at the ends.
  static func isMark(_ mark: StaticString, _ line: ArraySlice<UInt8>) -> Bool {
    guard line.count >= mark.utf8CodeUnitCount, line.count < 64 else { return false }
    var index = 0
    for byte in line where byte != 0x20 && byte != 0x09 {
      guard index < mark.utf8CodeUnitCount, byte | 0x20 == mark.utf8Start[index] | 0x20 else {
        return false
      }
      index += 1
    }
    return index == mark.utf8CodeUnitCount
  }

  // MARK: - Cards

  private mutating func close(
    _ card: consuming VCardReader, isTruncated: Bool, into batch: inout RecordBatch
  ) {
    card.endProperty()
    if card.bentLines > 0 {
      bentLines += card.bentLines
      firstBent = firstBent ?? card.start
    }
    var problem = card.problem
    if problem == nil, isTruncated {
      problem = (
        .truncated,
        "the card does not end before the next one or the end of the file; add END:VCARD"
      )
    }
    if problem == nil,
      !row.write(card.properties, isOld: card.isOld, at: card.start, into: &batch)
    {
      problem = (
        .tooManyCells,
        "the card's properties would make more than \(VCardRow.columnLimit) columns"
      )
    }
    guard let problem else { return }
    batch.reject(
      Reject(
        position: card.start, reason: problem.reason, message: problem.message,
        raw: Self.text(card.raw)))
  }

  private mutating func addStray(_ text: ArraySlice<UInt8>, at place: RecordBatch.Position) {
    guard text.contains(where: { $0 > 0x20 }) else { return }
    var reject =
      stray
      ?? Reject(
        position: place, reason: .notARecord,
        message: "the text stands outside a card; put it between BEGIN:VCARD and END:VCARD", raw: ""
      )
    let room = Reject.rawLimit - reject.raw.utf8.count - 1
    if room > 0 {
      if !reject.raw.isEmpty { reject.raw += "\n" }
      reject.raw += Self.text(Array(text.prefix(room)))
    }
    stray = reject
  }

  private mutating func endStray(into batch: inout RecordBatch) {
    if let stray { batch.reject(stray) }
    stray = nil
  }

  /// Text that may be cut inside a character.
  private static func text(_ bytes: [UInt8]) -> String {
    var end = bytes.count
    while end > 0, bytes.count - end < 3, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
    if end > 0, bytes[end - 1] >= 0xC0 {
      let whole = bytes[end - 1] >= 0xF0 ? 4 : bytes[end - 1] >= 0xE0 ? 3 : 2
      if bytes.count - end + 1 < whole {
        return String(decoding: bytes[..<(end - 1)], as: UTF8.self)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
