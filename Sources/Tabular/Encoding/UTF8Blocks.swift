/// Says of a block of text whether it is UTF-8 (RFC 3629 §4), and whether all of it is ASCII.
enum UTF8Blocks {
  struct Finding: Equatable {
    var isValid: Bool
    var isASCII: Bool
  }

  /// A character that the end cuts is no fault. O(n).
  static func check(_ text: UnsafeBufferPointer<UInt8>) -> Finding {
    guard let high = HighBytes.first(in: text, 0..<text.count) else {
      return Finding(isValid: true, isASCII: true)
    }
    switch UTF8Validation.scan(text.span, from: high).stop {
    case .end, .incomplete: return Finding(isValid: true, isASCII: false)
    case .invalid: return Finding(isValid: false, isASCII: false)
    }
  }
}
