/// Contacts as read from source rows: normalised, not yet merged.
///
/// Only values that are there take room. Those of a record stand together in one buffer: first their lengths, by
/// column, then their bytes. A value is found in O(filled columns); whether there is one is told in O(1).
package final class ContactBatch: Sendable {
  private let bytes: [UInt8]
  private let rows: [PackedFacts]
  private let times: [Int64]
  private let phoneEntries: [PhoneEntry]
  /// Numbers of the extra columns that hold a value.
  package let usedExtras: Set<UInt32>

  /// Kept behind the columns: the source's id, and the values of extra columns.
  fileprivate static let sourceIDCell = UInt64(ContactColumn.allCases.count)
  fileprivate static let extrasCell = sourceIDCell + 1

  private init(_ builder: Builder) {
    bytes = builder.bytes
    rows = builder.rows
    times = builder.times
    phoneEntries = builder.phoneEntries
    usedExtras = builder.usedExtras
  }

  package var count: Int { rows.count }

  package func facts(_ row: Int) -> RecordFacts { rows[row].unpacked(times) }

  /// Line and byte among the facts.
  package func place(_ row: Int) -> (line: UInt64, byteOffset: UInt64) {
    (rows[row].line, rows[row].byteOffset)
  }

  /// The input among the facts.
  package func input(_ row: Int) -> UInt16 { rows[row].input }

  /// The key among the facts.
  package func key(_ row: Int) -> UInt64 { rows[row].key }

  package func phones(_ row: Int) -> ArraySlice<PhoneEntry> {
    let end = row + 1 < rows.count ? Int(rows[row + 1].phoneStart) : phoneEntries.count
    return phoneEntries[Int(rows[row].phoneStart)..<end]
  }
}

// MARK: - Texts

extension ContactBatch {
  package func isEmpty(_ row: Int, _ column: ContactColumn) -> Bool {
    rows[row].filled & (1 << UInt64(column.rawValue)) == 0
  }

  package func text(_ row: Int, _ column: ContactColumn) -> String {
    text(row, cell: UInt64(column.rawValue))
  }

  /// The id that the record has in its source.
  package func sourceID(_ row: Int) -> String { text(row, cell: Self.sourceIDCell) }

  private func text(_ row: Int, cell: UInt64) -> String {
    let range = range(row, cell: cell)
    return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
  }

  /// The bytes of a value, without making a `String`.
  @inline(__always)
  package func withBytes<R>(
    _ row: Int, _ column: ContactColumn, _ body: (Span<UInt8>) throws -> R
  ) rethrows -> R {
    try withBytes(row, cell: UInt64(column.rawValue), body)
  }

  package func withSourceID<R>(
    _ row: Int, _ body: (Span<UInt8>) throws -> R
  ) rethrows -> R {
    try withBytes(row, cell: Self.sourceIDCell, body)
  }

  @inline(__always)
  private func withBytes<R>(
    _ row: Int, cell: UInt64, _ body: (Span<UInt8>) throws -> R
  ) rethrows -> R {
    let range = range(row, cell: cell)
    return try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[range]).span)
    }
  }

  /// Every column that is filled, in order, with its value; `extra` is called with those of extra columns, by number.
  @inline(__always)
  func forEachFilled(
    _ row: Int, _ body: (_ column: Int, _ value: UnsafeBufferPointer<UInt8>) -> Void,
    extra: (_ name: UInt32, _ value: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let filled = rows[row].filled
    bytes.withUnsafeBufferPointer { buffer in
      var place = Int(rows[row].textStart)
      var start = place
      for _ in 0..<filled.nonzeroBitCount { _ = Self.length(buffer, &start) }
      var left = filled
      while left != 0 {
        let cell = left.trailingZeroBitCount
        let length = Self.length(buffer, &place)
        if cell < Self.sourceIDCell {
          body(cell, UnsafeBufferPointer(rebasing: buffer[start..<start + length]))
        } else if cell == Self.extrasCell {
          Self.forEachExtra(buffer, start..<start + length, extra)
        }
        start += length
        left &= left &- 1
      }
    }
  }

  /// Values of columns that are carried along: number of the extra column, text; by number, else as they came.
  package func extras(_ row: Int) -> [(name: UInt32, value: String)] {
    let range = range(row, cell: Self.extrasCell)
    var extras: [(name: UInt32, value: String)] = []
    bytes.withUnsafeBufferPointer {
      Self.forEachExtra($0, range) { extras.append(($0, $1.string)) }
    }
    return extras
  }

  private static func forEachExtra(
    _ buffer: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ body: (_ name: UInt32, _ value: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      let name = UInt32(truncatingIfNeeded: length(buffer, &place))
      let length = length(buffer, &place)
      body(name, UnsafeBufferPointer(rebasing: buffer[place..<place + length]))
      place += length
    }
  }

  private func range(_ row: Int, cell: UInt64) -> Range<Int> {
    let filled = rows[row].filled
    guard filled & (1 << cell) != 0 else { return 0..<0 }
    return bytes.withUnsafeBufferPointer { buffer in
      let before = (filled & ((1 << cell) &- 1)).nonzeroBitCount
      var place = Int(rows[row].textStart)
      var offset = 0
      for _ in 0..<before { offset += Self.length(buffer, &place) }
      let length = Self.length(buffer, &place)
      for _ in before + 1..<filled.nonzeroBitCount { _ = Self.length(buffer, &place) }
      return place + offset..<place + offset + length
    }
  }

  /// Reads a length and moves behind it: seven bits a byte, low ones first (LEB128).
  @inline(__always)
  private static func length(_ buffer: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int {
    var byte = buffer[place]
    place += 1
    if byte < 0x80 { return Int(byte) }
    var value = Int(byte & 0x7F)
    var shift = 7
    repeat {
      byte = buffer[place]
      place += 1
      value |= Int(byte & 0x7F) << shift
      shift += 7
    } while byte >= 0x80
    return value
  }
}

// MARK: - Building

extension ContactBatch {
  /// Collects contacts for a batch.
  package struct Builder {
    fileprivate var bytes: [UInt8] = []
    fileprivate var rows: [PackedFacts] = []
    fileprivate var times: [Int64] = []
    fileprivate var phoneEntries: [PhoneEntry] = []
    fileprivate var usedExtras: Set<UInt32> = []
    private var extraBytes: [UInt8] = []

    package init() {}

    package mutating func append(_ draft: ContactDraft) {
      let texts = draft.texts
      let extras = Self.sorted(draft.extraPlaces)
      var filled = texts.filled
      if !draft.sourceIDPlace.isEmpty { filled |= 1 << sourceIDCell }
      if !extras.isEmpty { filled |= 1 << extrasCell }
      rows.append(
        PackedFacts(
          draft.facts, filled: filled, textStart: bytes.count, phoneStart: phoneEntries.count,
          times: &times))
      phoneEntries.append(contentsOf: draft.phones)

      extraBytes.removeAll(keepingCapacity: true)
      for (name, range) in extras {
        Self.append(length: Int(name), to: &extraBytes)
        Self.append(length: range.count, to: &extraBytes)
        extraBytes.append(contentsOf: texts.bytes[range])
        if !usedExtras.contains(name) { usedExtras.insert(name) }
      }
      Self.forEachFilled(texts) { Self.append(length: $0.count, to: &bytes) }
      if !draft.sourceIDPlace.isEmpty {
        Self.append(length: draft.sourceIDPlace.count, to: &bytes)
      }
      if !extras.isEmpty { Self.append(length: extraBytes.count, to: &bytes) }

      texts.bytes.withUnsafeBufferPointer { source in
        Self.forEachFilled(texts) {
          bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[$0]))
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[draft.sourceIDPlace]))
      }
      bytes.append(contentsOf: extraBytes)
    }

    package func finish() -> ContactBatch { ContactBatch(self) }

    @inline(__always)
    private static func forEachFilled(_ texts: ContactTexts, _ body: (Range<Int>) -> Void) {
      var left = texts.filled
      while left != 0 {
        body(texts.range(filledColumn: left.trailingZeroBitCount))
        left &= left &- 1
      }
    }

    /// By number; the values of one column in the order in which they came.
    private static func sorted(
      _ extras: [(name: UInt32, range: Range<Int>)]
    ) -> [(name: UInt32, range: Range<Int>)] {
      if zip(extras, extras.dropFirst()).allSatisfy({ $0.name <= $1.name }) { return extras }
      return extras.enumerated()
        .sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        .map(\.element)
    }

    @inline(__always)
    private static func append(length: Int, to bytes: inout [UInt8]) {
      var left = length
      while left >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: left) | 0x80)
        left >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: left))
    }
  }
}
