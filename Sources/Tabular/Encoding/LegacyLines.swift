/// The lines of a UTF-8 text that are in another encoding: which one that is, how many there are, and the first.
struct LegacyLines: ~Copyable {
  private(set) var encoding: TextEncoding?
  /// Whether it was looked for; with no answer, bytes that are no UTF-8 are replaced.
  private(set) var isDecided = false
  private(set) var count: UInt64 = 0
  private(set) var first: RecordBatch.Position?
  private var converter: IconvHandle?

  /// Quarter bits for a byte beyond ASCII, above which nothing reads like text.
  private static let plausibleCost = 60

  mutating func setEncoding(_ encoding: TextEncoding) {
    isDecided = true
    self.encoding = encoding
    converter = IconvHandle(from: encoding.iconvName, to: "UTF-8")
  }

  /// Bytes that are no UTF-8 shall be replaced.
  mutating func leaveUndecided() { isDecided = true }

  /// Finds the encoding of those lines that are not UTF-8.
  mutating func decide(by evidence: Span<UInt8>) {
    isDecided = true
    let lines = MixedLines(EncodingSample(evidence, highLimit: 6000)).legacy
    guard let best = LegacyEncoding.rank(lines, declared: nil).first, lines.highCount > 0,
      best.cost < Self.plausibleCost * lines.highCount
    else { return }
    setEncoding(best.encoding)
  }

  /// Appends the text of a line.
  ///
  /// - Returns: the places of bytes that are no text there either and read as U+FFFD.
  mutating func decode(
    _ line: Span<UInt8>, at position: RecordBatch.Position, into text: inout [UInt8]
  ) -> [Int] {
    count += 1
    if first == nil { first = position }
    guard let encoding else { return [] }
    var invalid: [Int] = []
    var consumed = 0
    var buffer = [UInt8](repeating: 0, count: line.count * 4 + 16)
    while consumed < line.count {
      var made = 0
      let stop = run(line, from: &consumed, into: &buffer, made: &made)
      text.append(contentsOf: buffer[..<made])
      if case .done = stop { break }
      if case .full = stop { continue }
      invalid.append(consumed)
      text.append(contentsOf: [0xEF, 0xBF, 0xBD])
      consumed += encoding.invalidLength(line, at: consumed)
    }
    flush(into: &text)
    return invalid
  }

  private func run(
    _ line: Span<UInt8>, from consumed: inout Int, into buffer: inout [UInt8], made: inout Int
  ) -> IconvHandle.Stop {
    switch converter {
    case .some(let converter):
      converter.convert(line, from: &consumed, into: &buffer, at: &made)
    case .none: .done
    }
  }

  private func flush(into text: inout [UInt8]) {
    switch converter {
    case .some(let converter):
      var rest = [UInt8](repeating: 0, count: 16)
      let made = rest.withUnsafeMutableBytes { converter.flush(into: $0) }
      text.append(contentsOf: rest[..<made])
    case .none: break
    }
  }
}
