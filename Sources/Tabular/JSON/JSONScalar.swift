/// The grammar of JSON numbers and words (RFC 8259 §3 and §6).
enum JSONScalar {
  enum Outcome {
    /// The offset after it.
    case end(Int)
    case fault(at: Int, StaticString)
  }

  /// The offset after the number or word at `start`, or -1 where there is none.
  static func end(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    guard start < bytes.count else { return -1 }
    let outcome: Outcome
    switch bytes[unchecked: start] {
    case 0x2D, 0x30...0x39: outcome = number(bytes, start)
    case 0x74: outcome = word(bytes, start, "true")
    case 0x66: outcome = word(bytes, start, "false")
    case 0x6E: outcome = word(bytes, start, "null")
    default: return -1
    }
    if case .end(let end) = outcome { return end }
    return -1
  }

  /// Passes over a word whose first byte stands at `start`; a fault behind the end means that more must come.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, _ start: Int, _ text: StaticString) -> Outcome {
    for offset in 0..<text.utf8CodeUnitCount {
      guard start + offset < bytes.count else { return .fault(at: start + offset, "") }
      if bytes[unchecked: start + offset] != text.utf8Start[offset] {
        return .fault(at: start, "a value is none that JSON has")
      }
    }
    return .end(start + text.utf8CodeUnitCount)
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  @inline(__always)
  static func number(_ bytes: Span<UInt8>, _ start: Int) -> Outcome {
    let count = bytes.count
    var at = start
    if bytes[unchecked: at] == 0x2D { at += 1 }
    let whole = at
    at = digits(bytes, at)
    guard at > whole else { return .fault(at: at, "a number lacks its digits") }
    if at - whole > 1, bytes[unchecked: whole] == 0x30 {
      return .fault(
        at: whole, "a number begins with a superfluous 0; write it as a string")
    }
    if at < count, bytes[unchecked: at] == 0x2E {
      let fraction = at + 1
      at = digits(bytes, fraction)
      guard at > fraction else {
        return .fault(at: at, "a number lacks digits after its point")
      }
    }
    if at < count, bytes[unchecked: at] | 0x20 == 0x65 {
      at += 1
      if at < count, bytes[unchecked: at] == 0x2B || bytes[unchecked: at] == 0x2D { at += 1 }
      let exponent = at
      at = digits(bytes, exponent)
      guard at > exponent else { return .fault(at: at, "a number lacks its exponent") }
    }
    return .end(at)
  }

  @inline(__always)
  private static func digits(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < bytes.count, bytes[unchecked: at] &- 0x30 < 10 { at += 1 }
    return at
  }
}
