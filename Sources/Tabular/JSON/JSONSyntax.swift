/// Checks that a text is well-formed JSON and nothing else (RFC 8259; for lines, a value or nothing on each). It
/// may come in pieces, cut anywhere.
///
/// O(n); memory is a bit a level of nesting, at most `depthLimit` of them.
struct JSONSyntax {
  static let depthLimit = 1 << 20

  /// The first place that breaks the grammar, from the beginning of what was checked.
  struct Fault: Error, Equatable {
    var line: UInt64
    var byteOffset: UInt64
    var problem: String
  }

  private enum State {
    case start, value, firstElement, firstKey, key, colon, afterValue
    case string, escape, hex
    case literal
    case minus, zero, whole, point, fraction, exponent, exponentSign, exponentDigits
  }

  private let isLines: Bool
  private var state = State.start
  /// A bit a level, the innermost lowest in the last word: 1 is an object.
  private var kinds: [UInt64] = []
  private var depth = 0
  private var isKey = false
  private var hexLeft = 0
  private var literal: StaticString = "null"
  private var literalAt = 0
  private var line: UInt64 = 1
  private var offset: UInt64 = 0

  init(isLines: Bool) {
    self.isLines = isLines
  }

  mutating func check(_ bytes: Span<UInt8>) throws(Fault) {
    var at = 0
    while at < bytes.count {
      if state == .string {
        at = TextScan.plainRun(bytes, from: at)
        guard at < bytes.count else { break }
      }
      let byte = bytes[unchecked: at]
      if let problem = step(byte) {
        throw Fault(line: line, byteOffset: offset + UInt64(at), problem: problem)
      }
      if byte == 0x0A { line += 1 }
      at += 1
    }
    offset += UInt64(bytes.count)
  }

  /// Ends the text.
  func finish() throws(Fault) {
    let problem: String
    switch state {
    case .start where isLines: return
    case .start: problem = "there is no value"
    case .afterValue, .zero, .whole, .fraction, .exponentDigits:
      if depth == 0 { return }
      problem = "the input ends before its brackets are closed"
    default: problem = "the input ends inside a value"
    }
    throw Fault(line: line, byteOffset: offset, problem: problem)
  }

  // MARK: - Grammar

  /// Takes a byte; what is wrong with it, if anything.
  private mutating func step(_ byte: UInt8) -> String? {
    switch state {
    case .string: return string(byte)
    case .escape: return escape(byte)
    case .hex: return hex(byte)
    case .literal:
      guard byte == literal.utf8Start[literalAt] else { return "a value is none that JSON has" }
      literalAt += 1
      if literalAt == literal.utf8CodeUnitCount { state = .afterValue }
      return nil
    case .minus, .zero, .whole, .point, .fraction, .exponent, .exponentSign, .exponentDigits:
      return number(byte)
    default: break
    }
    switch byte {
    case 0x20, 0x09, 0x0D: return nil
    case 0x0A:
      guard isLines else { return nil }
      guard depth == 0 else { return "the line ends before the brackets of its value are closed" }
      state = .start
      return nil
    default: return structure(byte)
    }
  }

  private mutating func structure(_ byte: UInt8) -> String? {
    switch (state, byte) {
    case (.firstElement, 0x5D), (.firstKey, 0x7D): close()
    case (.start, _), (.value, _), (.firstElement, _): return value(byte)
    case (.firstKey, 0x22), (.key, 0x22):
      isKey = true
      state = .string
    case (.firstKey, _), (.key, _): return "a key in quotation marks is missing"
    case (.colon, 0x3A): state = .value
    case (.colon, _): return "':' is missing after a key"
    case (.afterValue, _) where depth == 0:
      return isLines
        ? "text follows the value of the line"
        : "text follows the value; several values are NDJSON, one a line"
    case (.afterValue, 0x2C): state = isInObject ? .key : .value
    case (.afterValue, 0x7D) where isInObject, (.afterValue, 0x5D) where !isInObject: close()
    default: return "',' or the closing bracket is missing after a value"
    }
    return nil
  }

  private mutating func value(_ byte: UInt8) -> String? {
    switch byte {
    case 0x22:
      isKey = false
      state = .string
    case 0x7B, 0x5B:
      guard depth < Self.depthLimit else { return "the value is nested too deep" }
      if depth & 63 == 0 { kinds.append(0) }
      kinds[depth >> 6] = kinds[depth >> 6] << 1 | (byte == 0x7B ? 1 : 0)
      depth += 1
      state = byte == 0x7B ? .firstKey : .firstElement
    case 0x2D: state = .minus
    case 0x30: state = .zero
    case 0x31...0x39: state = .whole
    case 0x74: begin("true")
    case 0x66: begin("false")
    case 0x6E: begin("null")
    default: return "a value is missing, or is none that JSON has"
    }
    return nil
  }

  private mutating func begin(_ literal: StaticString) {
    self.literal = literal
    literalAt = 1
    state = .literal
  }

  private var isInObject: Bool { depth > 0 && kinds[(depth - 1) >> 6] & 1 == 1 }

  private mutating func close() {
    depth -= 1
    if depth & 63 == 0 { kinds.removeLast() } else { kinds[depth >> 6] >>= 1 }
    state = .afterValue
  }

  private mutating func string(_ byte: UInt8) -> String? {
    switch byte {
    case 0x22: state = isKey ? .colon : .afterValue
    case 0x5C: state = .escape
    case 0..<0x20: return "a control character stands unescaped in a string"
    default: break
    }
    return nil
  }

  private mutating func escape(_ byte: UInt8) -> String? {
    switch byte {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: state = .string
    case 0x75:
      hexLeft = 4
      state = .hex
    default: return "a string has an escape that JSON does not know"
    }
    return nil
  }

  private mutating func hex(_ byte: UInt8) -> String? {
    switch byte {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66:
      hexLeft -= 1
      if hexLeft == 0 { state = .string }
      return nil
    default: return "a string has an escape that JSON does not know"
    }
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number(_ byte: UInt8) -> String? {
    let isDigit = byte &- 0x30 < 10
    switch (state, byte) {
    case (.minus, 0x30): state = .zero
    case (.minus, _) where isDigit: state = .whole
    case (.minus, _): return "a number lacks its digits"
    case (.zero, _) where isDigit: return "a number begins with a superfluous 0"
    case (.whole, _) where isDigit: break
    case (.zero, 0x2E), (.whole, 0x2E): state = .point
    case (.point, _) where isDigit: state = .fraction
    case (.point, _): return "a number lacks digits after its point"
    case (.fraction, _) where isDigit: break
    case (.zero, 0x45), (.zero, 0x65), (.whole, 0x45), (.whole, 0x65), (.fraction, 0x45),
      (.fraction, 0x65):
      state = .exponent
    case (.exponent, 0x2B), (.exponent, 0x2D): state = .exponentSign
    case (.exponent, _) where isDigit, (.exponentSign, _) where isDigit,
      (.exponentDigits, _) where isDigit:
      state = .exponentDigits
    case (.exponent, _), (.exponentSign, _): return "a number lacks its exponent"
    default:
      state = .afterValue
      return step(byte)
    }
    return nil
  }
}
