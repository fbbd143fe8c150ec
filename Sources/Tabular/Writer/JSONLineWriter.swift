internal import CByteScan

/// Writes JSON objects (RFC 8259), one a line, into memory. Members keep the order in which they are added.
public struct JSONLineWriter: Sendable {
  /// What was written since the last `removeAll()`.
  public private(set) var bytes: [UInt8] = []

  private var isFirstMember = true

  public init() {}

  public mutating func beginObject() {
    bytes.append(UInt8(ascii: "{"))
    isFirstMember = true
  }

  /// Ends the object and the line.
  public mutating func endObject() {
    bytes.append(UInt8(ascii: "}"))
    bytes.append(0x0A)
  }

  public mutating func member(_ key: String, _ value: String) {
    name(key)
    string(value)
  }

  /// Adds a member whose value is a string of UTF-8.
  public mutating func member(_ key: String, utf8 value: Span<UInt8>) {
    name(key)
    value.withUnsafeBufferPointer { string($0) }
  }

  public mutating func member(_ key: String, _ value: Bool) {
    name(key)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Adds a member whose value is a range, as an array of its two bounds.
  public mutating func member(_ key: String, _ range: Range<Int>) {
    name(key)
    bytes.append(contentsOf: "[\(range.lowerBound),\(range.upperBound)]".utf8)
  }

  public mutating func member(_ key: String, _ values: [String]) {
    name(key)
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      string(value)
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// A name that is written many times, made ready: with the comma before it and the colon behind.
  public static func frame(_ name: String) -> [UInt8] {
    var writer = JSONLineWriter()
    writer.isFirstMember = false
    writer.name(name)
    return writer.bytes
  }

  /// Adds a member whose value is a string of UTF-8.
  ///
  /// - Parameter frame: of its name.
  public mutating func member(frame: Span<UInt8>, utf8 value: Span<UInt8>) {
    add(frame)
    value.withUnsafeBufferPointer { string($0) }
  }

  /// Adds a member whose value is a boolean.
  public mutating func member(frame: Span<UInt8>, _ value: Bool) {
    add(frame)
    bytes.append(contentsOf: (value ? "true" : "false").utf8)
  }

  /// Adds a member whose value is an array of strings, parts of a text in UTF-8.
  public mutating func member(frame: Span<UInt8>, utf8 text: Span<UInt8>, parts: [Range<Int>]) {
    add(frame)
    bytes.append(UInt8(ascii: "["))
    for (index, part) in parts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      text.extracting(part).withUnsafeBufferPointer { string($0) }
    }
    bytes.append(UInt8(ascii: "]"))
  }

  /// Adds a frame, without its comma at the beginning of an object.
  private mutating func add(_ frame: Span<UInt8>) {
    let start = isFirstMember ? 1 : 0
    isFirstMember = false
    frame.extracting(start...).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
  }

  public mutating func null(_ key: String) {
    name(key)
    bytes.append(contentsOf: "null".utf8)
  }

  /// Adds a number as it is spelt, such as `0.93`; the caller answers for its grammar.
  public mutating func number(_ key: String, _ digits: String) {
    name(key)
    bytes.append(contentsOf: digits.utf8)
  }

  /// Adds an object for each row of a batch, with a string for each column; cells that a row lacks are empty. The same
  /// bytes as member by member, several times as fast.
  public mutating func objects(of batch: RecordBatch, columns: [String]) {
    guard !columns.isEmpty else {
      for _ in 0..<batch.count { bytes.append(contentsOf: "{}\n".utf8) }
      return
    }
    let (frames, frameEnds) = Self.frames(of: columns)
    frames.withUnsafeBufferPointer { frames in
      batch.forEachRow { row in
        // An escape takes six bytes.
        bytes.append(atMost: 6 * row.byteCount + frames.count + 3 + PlainRun.slack) { target in
          var target = target
          var frameStart = 0
          for column in columns.indices {
            Self.putFrame(frames, frameStart..<frameEnds[column], &target)
            frameStart = frameEnds[column]
            guard column < row.cellCount, let source = row.text.baseAddress else { continue }
            let cell = row.cell(column)
            Self.put(
              source + cell.lowerBound, count: cell.count,
              readable: row.text.count - cell.lowerBound, &target)
          }
          target[0] = UInt8(ascii: "\"")
          target[1] = UInt8(ascii: "}")
          target[2] = 0x0A
          return target + 3
        }
      }
    }
  }

  /// What stands before each value: the end of the one before, and the name up to the quotation mark behind it.
  private static func frames(of columns: [String]) -> (bytes: [UInt8], ends: [Int]) {
    var frames = JSONLineWriter()
    var ends: [Int] = []
    for column in columns {
      frames.bytes.append(UInt8(ascii: ends.isEmpty ? "{" : "\""))
      frames.isFirstMember = ends.isEmpty
      frames.name(column)
      frames.bytes.append(UInt8(ascii: "\""))
      ends.append(frames.bytes.count)
    }
    return (frames.bytes + repeatElement(0, count: PlainRun.slack), ends)
  }

  @inline(__always)
  private static func putFrame(
    _ frames: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ target: inout UnsafeMutablePointer<UInt8>
  ) {
    guard let base = frames.baseAddress else { return }
    target += PlainRun.copy(
      base + range.lowerBound, count: range.count, readable: frames.count - range.lowerBound,
      to: target, stops: { _ in 0 }, isStop: { _ in false })
  }

  @inline(__always)
  private static func put(
    _ source: UnsafePointer<UInt8>, count: Int, readable: Int,
    _ target: inout UnsafeMutablePointer<UInt8>
  ) {
    var done = 0
    while true {
      let copied = PlainRun.copy(
        source + done, count: count - done, readable: readable - done, to: target,
        stops: { rollcall_json_stops($0) }, isStop: { needsEscape($0) })
      target += copied
      done += copied
      if done == count { return }
      putEscape(source[done], &target)
      done += 1
    }
  }

  private static func putEscape(_ byte: UInt8, _ target: inout UnsafeMutablePointer<UInt8>) {
    var escaped = JSONLineWriter()
    escaped.escape(byte)
    for byte in escaped.bytes {
      target[0] = byte
      target += 1
    }
  }

  /// Forgets what was written, for example once it is in a file.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func name(_ key: String) {
    if !isFirstMember { bytes.append(UInt8(ascii: ",")) }
    isFirstMember = false
    string(key)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func string(_ text: String) {
    if text.isEmpty {
      bytes.append(UInt8(ascii: "\""))
      bytes.append(UInt8(ascii: "\""))
      return
    }
    var text = text
    text.withUTF8 { string($0) }
  }

  private mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    if Self.needsEscapes(text) {
      var runStart = 0
      for index in text.indices where Self.needsEscape(text[index]) {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
        runStart = index + 1
        escape(text[index])
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
    } else {
      bytes.append(contentsOf: text)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Without a branch a byte, so that it runs over several at a time.
  private static func needsEscapes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var isSpecial = false
    for byte in text { isSpecial = isSpecial || needsEscape(byte) }
    return isSpecial
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}
