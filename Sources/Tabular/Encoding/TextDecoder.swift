import Glibc

/// Turns the bytes of an input into UTF-8, in pieces cut anywhere, and keeps account of where they stood.
///
/// UTF-8 passes through untouched. A sequence that is no text becomes U+FFFD and is counted.
struct TextDecoder: ~Copyable {
  /// What became of a piece.
  struct Step {
    /// Bytes that are done with; the rest begins a character and belongs before the next piece.
    var consumed: Int
    /// Whether the text is those bytes themselves, and nothing was written.
    var passesThrough: Bool
  }

  let encoding: TextEncoding
  private(set) var offsets: OffsetMap
  /// Sequences replaced by U+FFFD.
  private(set) var invalidCount: UInt64 = 0
  private(set) var firstInvalid: RecordBatch.Position?

  private let converter: IconvHandle?
  private var storedOffset: UInt64
  private var textOffset: UInt64 = 0
  private var lineCount: UInt64 = 1
  private var storedLines: LineStarts
  private var textLines = LineStarts(encoding: .utf8)
  /// Line starts of the input whose counterparts in the text are still to come, and the other way round.
  private var storedStarts: [UInt64] = []
  private var textStarts: [UInt64] = []

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// - Parameter markBytes: the length of the byte order mark, which the caller has taken off.
  init(encoding: TextEncoding, markBytes: Int, path: String) throws(ReadError) {
    guard encoding == .utf8 || encoding.isAvailable else {
      throw ReadError(
        .unsupported, path: path,
        problem: "the C library of this system cannot decode \(encoding.name)",
        remedy: "install its gconv modules, or convert the file to UTF-8")
    }
    self.encoding = encoding
    storedOffset = UInt64(markBytes)
    storedLines = LineStarts(encoding: encoding, offset: UInt64(markBytes))
    offsets = OffsetMap(firstStored: UInt64(markBytes), unitBytes: encoding.unitBytes)
    converter = encoding == .utf8 ? nil : IconvHandle(from: encoding.iconvName, to: "UTF-8")
  }

  /// Decodes a piece; `text` is overwritten unless the piece passes through.
  mutating func decode(_ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8]) -> Step {
    text.removeAll(keepingCapacity: true)
    if encoding == .utf8 { return repair(piece, isFinal: isFinal, into: &text) }
    let consumed = convert(piece, isFinal: isFinal, into: &text)
    return Step(consumed: consumed, passesThrough: false)
  }

  /// Forgets how to lead back from before an offset of the text.
  mutating func forgetOffsets(before text: UInt64) {
    offsets.forget(before: text)
  }

  // MARK: UTF-8

  private mutating func repair(
    _ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8]
  ) -> Step {
    var (end, stop) = UTF8Validation.scan(piece, from: 0)
    if stop == .end || (stop == .incomplete && !isFinal) {
      if invalidCount == 0 { lineCount += Self.newlineCount(piece, upTo: end) }
      storedOffset += UInt64(end)
      textOffset += UInt64(end)
      return Step(consumed: end, passesThrough: true)
    }
    var start = 0
    while true {
      if invalidCount == 0 {
        lineCount += Self.newlineCount(piece.extracting(start..<end), upTo: end - start)
      }
      piece.extracting(start..<end).withUnsafeBufferPointer { text.append(contentsOf: $0) }
      start = end
      let bad: Int
      switch stop {
      case .end: bad = 0
      case .incomplete: bad = isFinal ? piece.count - end : 0
      case .invalid(let byteCount): bad = byteCount
      }
      if bad == 0 { break }
      noteInvalid(line: lineCount, stored: storedOffset + UInt64(end))
      text.append(contentsOf: Self.replacement)
      start = end + bad
      offsets.add(
        text: textOffset + UInt64(text.count), stored: storedOffset + UInt64(start))
      (end, stop) = UTF8Validation.scan(piece, from: start)
    }
    storedOffset += UInt64(start)
    textOffset += UInt64(text.count)
    return Step(consumed: start, passesThrough: false)
  }

  /// Line ends in a text: LF and CRLF, or CR where there is no LF.
  private static func newlineCount(_ text: Span<UInt8>, upTo end: Int) -> UInt64 {
    let number = count(0x0A, in: text, upTo: end)
    return number > 0 ? number : count(0x0D, in: text, upTo: end)
  }

  private static func count(_ byte: Int32, in text: Span<UInt8>, upTo end: Int) -> UInt64 {
    text.withUnsafeBufferPointer { bytes in
      guard var start = UnsafeRawPointer(bytes.baseAddress) else { return 0 }
      let end = start + end
      var number: UInt64 = 0
      // Lines are long enough for the C library's search to beat a loop.
      while start < end, let found = memchr(start, byte, end - start) {
        number += 1
        start = UnsafeRawPointer(found) + 1
      }
      return number
    }
  }

  // MARK: Other encodings

  private mutating func convert(
    _ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8]
  ) -> Int {
    var consumed = 0
    var invalidOffsets: [Int] = []
    var buffer = [UInt8](repeating: 0, count: max(4096, piece.count * 2))
    converting: while consumed < piece.count {
      var made = 0
      let stop = run(piece, from: &consumed, into: &buffer, made: &made)
      text.append(contentsOf: buffer[..<made])
      switch stop {
      case .done: break converting
      case .full: continue
      case .incomplete where !isFinal: break converting
      case .incomplete:
        invalidOffsets.append(consumed)
        text.append(contentsOf: Self.replacement)
        consumed = piece.count
      // Whether the next byte goes with it shows only when that is there.
      case .invalid where isDoubleByte && consumed + 1 == piece.count && !isFinal:
        break converting
      case .invalid:
        let length = invalidLength(piece, at: consumed)
        invalidOffsets.append(consumed)
        text.append(contentsOf: Self.replacement)
        consumed += length
      }
    }
    if isFinal { text.append(contentsOf: flushed()) }
    account(for: piece.extracting(0..<consumed), as: text, invalidOffsets: invalidOffsets)
    return consumed
  }

  private func run(
    _ piece: Span<UInt8>, from consumed: inout Int, into buffer: inout [UInt8], made: inout Int
  ) -> IconvHandle.Stop {
    switch converter {
    case .some(let converter):
      return piece.withUnsafeBytes { source in
        buffer.withUnsafeMutableBytes { target in
          converter.convert(source, from: &consumed, into: target, at: &made)
        }
      }
    case .none: return .done
    }
  }

  private func flushed() -> [UInt8] {
    switch converter {
    case .some(let converter):
      var rest = [UInt8](repeating: 0, count: 16)
      let made = rest.withUnsafeMutableBytes { converter.flush(into: $0) }
      return Array(rest[..<made])
    case .none: return []
    }
  }

  private var isDoubleByte: Bool {
    encoding.form == .multiByte
  }

  /// A lead byte takes its trail byte with it, unless that could be a delimiter or a letter of its own.
  private func invalidLength(_ piece: Span<UInt8>, at index: Int) -> Int {
    if encoding.unitBytes > 1 { return min(encoding.unitBytes, piece.count - index) }
    return isDoubleByte && index + 1 < piece.count && piece[index + 1] >= 0x80 ? 2 : 1
  }

  /// Pairs the lines of the input with the lines of the text: the one that begins as the k-th here begins as the k-th
  /// there, since no encoding that is read has CR or LF inside a character.
  private mutating func account(for piece: Span<UInt8>, as text: [UInt8], invalidOffsets: [Int]) {
    let known = storedStarts.count
    storedLines.scan(piece, into: &storedStarts)
    textLines.scan(text.span, into: &textStarts)
    for offset in invalidOffsets {
      let stored = storedOffset + UInt64(offset)
      var line = lineCount
      if firstInvalid == nil {
        for start in storedStarts[known...] where start <= stored { line += 1 }
      }
      noteInvalid(line: line, stored: stored)
    }
    lineCount += UInt64(storedStarts.count - known)
    storedOffset += UInt64(piece.count)
    textOffset += UInt64(text.count)
    let pairs = min(storedStarts.count, textStarts.count)
    for index in 0..<pairs { offsets.add(text: textStarts[index], stored: storedStarts[index]) }
    storedStarts.removeFirst(pairs)
    textStarts.removeFirst(pairs)
  }

  private mutating func noteInvalid(line: UInt64, stored: UInt64) {
    invalidCount += 1
    if firstInvalid == nil {
      firstInvalid = RecordBatch.Position(line: line, byteOffset: stored)
    }
  }
}
