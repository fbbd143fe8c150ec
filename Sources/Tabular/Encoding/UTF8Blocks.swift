internal import CByteMasks

/// Checks UTF-8 (RFC 3629 §4) 64 bytes at a time, saying no more than whether all of it is.
enum UTF8Blocks {
  struct Finding: Equatable {
    var isValid: Bool
    var isASCII: Bool
  }

  /// A character that the end cuts is no fault. O(n).
  ///
  /// - Parameter text: readable for 64 bytes behind `count`.
  static func check(_ text: UnsafePointer<UInt8>, count: Int) -> Finding {
    let answer = rollcall_utf8_check(text, Int64(count))
    return Finding(isValid: answer > 0, isASCII: answer == 1)
  }
}
