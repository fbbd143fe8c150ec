import Glibc

/// Turns the bytes of an input into UTF-8, in pieces cut anywhere, and keeps account of where they stood.
///
/// UTF-8 passes through untouched, but for lines that are in another encoding. A sequence that is no text becomes U+FFFD
/// and is counted. Where nothing but ASCII has come yet, the encoding is settled by the first bytes that are more.
struct TextDecoder: ~Copyable {
  /// What became of a piece.
  struct Step {
    /// Bytes that are done with; the rest begins a character or a line and belongs before the next piece.
    var consumed: Int
    /// Whether the text is those bytes themselves, and nothing was written.
    var passesThrough: Bool
  }

  private(set) var encoding: TextEncoding
  private(set) var offsets: OffsetMap
  /// Sequences replaced by U+FFFD.
  private(set) var invalidCount: UInt64 = 0
  private(set) var firstInvalid: RecordBatch.Position?
  /// What was found out after the window was passed.
  private(set) var lateGuess: EncodingInference.Guess?
  /// The lines that are not UTF-8, where the others are.
  private(set) var legacyLines = LegacyLines()

  private var converter: IconvHandle?
  private var hz = HZPairs()
  private var storedOffset: UInt64
  private var textOffset: UInt64 = 0
  private var lineCount: UInt64 = 1
  private var endsInCR = false
  private var storedLines: LineStarts
  private var textLines = LineStarts(encoding: .utf8)
  /// Line starts of the input whose counterparts in the text are still to come, and the other way round.
  private var storedStarts: [UInt64] = []
  private var textStarts: [UInt64] = []
  /// Whether bytes beyond ASCII were seen.
  private var isSettled: Bool
  /// Whether the piece goes on a line that was too long to be waited for.
  private var isInLongLine = false

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
  /// A line that is longer is not told apart from the others; what decides on an encoding is waited for up to so much.
  static let lineLimit = 64 << 10

  /// - Parameter guess: the encoding, the mark that the caller has taken off, whether that is final, and the encoding
  ///   of lines which are not UTF-8.
  init(_ guess: EncodingInference.Guess, path: String) throws(ReadError) {
    let encoding = guess.encoding
    guard encoding == .utf8 || encoding.isAvailable else {
      throw ReadError(
        .unsupported, path: path,
        problem: "the C library of this system cannot decode \(encoding.name)",
        remedy: "install its gconv modules, or convert the file to UTF-8")
    }
    self.encoding = encoding
    isSettled = guess.isSettled
    storedOffset = UInt64(guess.markBytes)
    storedLines = LineStarts(encoding: encoding, offset: storedOffset)
    offsets = OffsetMap(firstStored: storedOffset, unitBytes: encoding.unitBytes)
    converter = encoding == .utf8 ? nil : IconvHandle(from: encoding.iconvName, to: "UTF-8")
    if let fallback = guess.fallback { legacyLines.setEncoding(fallback) }
    if guess.isGiven { legacyLines.leaveUndecided() }
  }

  /// Decodes a piece; `text` is overwritten unless the piece passes through.
  mutating func decode(_ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8]) -> Step {
    text.removeAll(keepingCapacity: true)
    if !isSettled, let step = settle(piece, isFinal: isFinal) { return step }
    if encoding == .utf8 { return repair(piece, isFinal: isFinal, into: &text) }
    let consumed = convert(piece, isFinal: isFinal, into: &text)
    return Step(consumed: consumed, passesThrough: false)
  }

  /// Whether all text so far was UTF-8 and passed through.
  var isPassingThrough: Bool { isSettled && encoding == .utf8 && offsets.isShift }

  /// Goes on at a line of a text that stands in the input as it is, of which another one has read the part before.
  mutating func goOn(at stored: UInt64, text: UInt64, line: UInt64) {
    storedOffset = stored
    textOffset = text
    lineCount = line
    isInLongLine = false
  }

  /// Forgets how to lead back from before an offset of the text.
  mutating func forgetOffsets(before text: UInt64) {
    offsets.forget(before: text)
  }

  // MARK: The first bytes beyond ASCII

  /// Passes over ASCII, and waits at the first line with more until there is enough to decide by; `nil` once it is
  /// decided.
  private mutating func settle(_ piece: Span<UInt8>, isFinal: Bool) -> Step? {
    guard let high = HighBytes.first(in: piece, from: 0) else {
      // The beginning of a line speaks too when its end has more.
      let start = Lines.start(of: piece.count, in: piece)
      let waits = !isFinal && piece.count - start < Self.lineLimit
      return passed(piece, waits ? start : piece.count)
    }
    let start = Lines.start(of: high, in: piece)
    if start > 0, !isFinal { return passed(piece, start) }
    guard let evidence = Lines.evidence(piece, from: high, isFinal: isFinal) else {
      return Step(consumed: 0, passesThrough: true)
    }
    isSettled = true
    var guess = EncodingInference.guess(
      piece.extracting(evidence), isWhole: isFinal && evidence.upperBound == piece.count)
    guess.isSettled = true
    // UTF-16 or escapes do not begin in the middle of a text.
    if guess.encoding.form != .singleByte, guess.encoding.form != .multiByte {
      guess.encoding = .utf8
    }
    lateGuess = guess
    if guess.encoding == .utf8 {
      if let fallback = guess.fallback { legacyLines.setEncoding(fallback) }
    } else {
      encoding = guess.encoding
      converter = IconvHandle(from: encoding.iconvName, to: "UTF-8")
      storedLines = LineStarts(encoding: encoding, offset: storedOffset)
      textLines = LineStarts(encoding: .utf8, offset: textOffset)
    }
    return nil
  }

  private mutating func passed(_ piece: Span<UInt8>, _ count: Int) -> Step {
    if invalidCount == 0 || legacyLines.count == 0 {
      countLines(piece, upTo: count)
    }
    storedOffset += UInt64(count)
    textOffset += UInt64(count)
    return Step(consumed: count, passesThrough: true)
  }

  // MARK: UTF-8

  private mutating func repair(
    _ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8]
  ) -> Step {
    var (end, stop) = UTF8Validation.scan(piece, from: 0)
    if stop == .end || (stop == .incomplete && !isFinal) {
      return passed(piece, wholeLines(piece, upTo: end, isFinal: isFinal))
    }
    var start = 0
    while true {
      let isBad = stop != .end && (stop != .incomplete || isFinal)
      if isBad, let line = legacyLine(piece, around: end, from: start, isFinal: isFinal) {
        // The line is not there yet as a whole, or must be decoded by itself.
        if line.lowerBound > start || line.isEmpty {
          if text.isEmpty, !isFinal { return passed(piece, line.lowerBound) }
          copy(piece, start..<line.lowerBound, to: &text)
          start = line.lowerBound
          if line.isEmpty { break }
        }
        decodeLegacy(piece, line, to: &text)
        start = line.upperBound
      } else {
        let good =
          isBad
          ? end
          : start
            + wholeLines(
              piece.extracting(start..<piece.count), upTo: end - start, isFinal: isFinal)
        copy(piece, start..<good, to: &text)
        start = good
        guard isBad else { break }
        let bad = badLength(piece, end, stop)
        noteInvalid(line: lineCount, stored: storedOffset)
        text.append(contentsOf: Self.replacement)
        storedOffset += UInt64(bad)
        textOffset += UInt64(Self.replacement.count)
        start += bad
        offsets.add(text: textOffset, stored: storedOffset)
      }
      (end, stop) = UTF8Validation.scan(piece, from: start)
    }
    return Step(consumed: start, passesThrough: false)
  }

  private func badLength(_ piece: Span<UInt8>, _ end: Int, _ stop: UTF8Validation.Stop) -> Int {
    if case .invalid(let byteCount) = stop { return byteCount }
    return piece.count - end
  }

  private mutating func copy(_ piece: Span<UInt8>, _ range: Range<Int>, to text: inout [UInt8]) {
    let part = piece.extracting(range)
    part.withUnsafeBufferPointer { text.append(contentsOf: $0) }
    _ = passed(part, part.count)
  }

  /// How much of a valid piece is done with: a line at its end is kept back, since what follows in it may show another
  /// encoding.
  private mutating func wholeLines(_ piece: Span<UInt8>, upTo end: Int, isFinal: Bool) -> Int {
    let start = Lines.start(of: end, in: piece.extracting(0..<end))
    if start > 0 { isInLongLine = false }
    guard !isFinal, !isInLongLine else { return end }
    if piece.count - start < Self.lineLimit { return start }
    isInLongLine = true
    return end
  }

  /// The line around a bad place, if it is to be decoded by itself; an empty range at its beginning if more must come
  /// before that can be told.
  private mutating func legacyLine(
    _ piece: Span<UInt8>, around place: Int, from first: Int, isFinal: Bool
  ) -> Range<Int>? {
    let start = max(first, Lines.start(of: place, in: piece))
    if start > first || (start > 0 && Lines.isLineEnd(piece[start - 1])) { isInLongLine = false }
    if isInLongLine { return nil }
    let end = Lines.end(of: place, in: piece)
    if end == piece.count, !isFinal {
      if end - start < Self.lineLimit { return start..<start }
      isInLongLine = true
    }
    guard end - start < Self.lineLimit else { return nil }
    let line = piece.extracting(start..<end)
    guard !LineValidity(line).isUTF8 else { return nil }
    if !legacyLines.isDecided {
      guard let evidence = Lines.evidence(piece, from: start, isFinal: isFinal) else {
        return start..<start
      }
      legacyLines.decide(by: piece.extracting(evidence))
    }
    return legacyLines.encoding == nil ? nil : start..<end
  }

  private mutating func decodeLegacy(
    _ piece: Span<UInt8>, _ line: Range<Int>, to text: inout [UInt8]
  ) {
    offsets.add(text: textOffset, stored: storedOffset)
    let before = text.count
    let invalid = legacyLines.decode(
      piece.extracting(line), at: RecordBatch.Position(line: lineCount, byteOffset: storedOffset),
      into: &text)
    for place in invalid { noteInvalid(line: lineCount, stored: storedOffset + UInt64(place)) }
    storedOffset += UInt64(line.count)
    textOffset += UInt64(text.count - before)
    offsets.add(text: textOffset, stored: storedOffset)
  }

  /// Counts the line ends of a text that goes on where the last one ended: LF, CRLF and CR.
  private mutating func countLines(_ text: Span<UInt8>, upTo end: Int) {
    guard end > 0 else { return }
    text.withUnsafeBufferPointer { bytes in
      guard let base = UnsafeRawPointer(bytes.baseAddress) else { return }
      if endsInCR, bytes[0] == 0x0A { lineCount -= 1 }
      lineCount += Self.count(0x0A, in: base, end)
      // A CR counts where no LF follows it.
      var start = base
      while start < base + end, let found = memchr(start, 0x0D, base + end - start) {
        let next = UnsafeRawPointer(found) + 1
        if next == base + end || next.load(as: UInt8.self) != 0x0A { lineCount += 1 }
        start = next
      }
      endsInCR = bytes[end - 1] == 0x0D
    }
  }

  private static func count(_ byte: Int32, in base: UnsafeRawPointer, _ byteCount: Int) -> UInt64 {
    var start = base
    let end = base + byteCount
    var number: UInt64 = 0
    // Lines are long enough for the C library's search to beat a loop.
    while start < end, let found = memchr(start, byte, end - start) {
      number += 1
      start = UnsafeRawPointer(found) + 1
    }
    return number
  }

  // MARK: Other encodings

  private mutating func convert(
    _ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8]
  ) -> Int {
    var invalidOffsets: [Int] = []
    if encoding == .hz {
      let step = hz.unpack(piece, isFinal: isFinal)
      let consumed = transcode(step.bytes.span, isFinal: isFinal, into: &text, &invalidOffsets)
      hz.keep(step.bytes[consumed...])
      account(
        for: step.lines.span, as: text, isFinal: isFinal, invalidOffsets: invalidOffsets)
      return step.lines.count
    }
    let consumed = transcode(piece, isFinal: isFinal, into: &text, &invalidOffsets)
    account(
      for: piece.extracting(0..<consumed), as: text, isFinal: isFinal,
      invalidOffsets: invalidOffsets)
    return consumed
  }

  private mutating func transcode(
    _ piece: Span<UInt8>, isFinal: Bool, into text: inout [UInt8], _ invalidOffsets: inout [Int]
  ) -> Int {
    var consumed = 0
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
      case .invalid where encoding.form == .multiByte && consumed + 1 == piece.count && !isFinal:
        break converting
      case .invalid:
        let length = encoding.invalidLength(piece, at: consumed)
        invalidOffsets.append(consumed)
        text.append(contentsOf: Self.replacement)
        consumed += length
      }
    }
    if isFinal { text.append(contentsOf: flushed()) }
    return consumed
  }

  private func run(
    _ piece: Span<UInt8>, from consumed: inout Int, into buffer: inout [UInt8], made: inout Int
  ) -> IconvHandle.Stop {
    switch converter {
    case .some(let converter):
      converter.convert(piece, from: &consumed, into: &buffer, at: &made)
    case .none: .done
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

  /// Pairs the lines of the input with the lines of the text: the one that begins as the k-th here begins as the k-th
  /// there, since no encoding that is read has CR or LF inside a character.
  private mutating func account(
    for piece: Span<UInt8>, as text: [UInt8], isFinal: Bool, invalidOffsets: [Int]
  ) {
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
    // Also a last line without an end has one.
    if isFinal { offsets.add(text: textOffset, stored: storedOffset) }
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

extension TextEncoding {
  /// The length of a sequence that is no text: a lead byte takes its trail byte with it, unless that could be a
  /// delimiter or a letter of its own.
  func invalidLength(_ piece: Span<UInt8>, at index: Int) -> Int {
    if unitBytes > 1 { return min(unitBytes, piece.count - index) }
    return form == .multiByte && index + 1 < piece.count && piece[index + 1] >= 0x80 ? 2 : 1
  }
}
