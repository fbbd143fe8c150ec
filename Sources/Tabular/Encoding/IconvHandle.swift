import Glibc

/// Owns a converter of the C library (POSIX `iconv`).
struct IconvHandle: ~Copyable {
  enum Stop {
    /// The input is used up.
    case done
    /// The output is full.
    case full
    /// A sequence that is invalid in the source encoding begins here.
    case invalid
    /// The input ends inside a character.
    case incomplete
  }

  private let handle: iconv_t

  /// `nil` when the C library does not know one of the encodings.
  init?(from source: String, to target: String) {
    let opened = iconv_open(target, source)
    guard let opened, Int(bitPattern: opened) != -1 else { return nil }
    handle = opened
  }

  deinit { iconv_close(handle) }

  /// Converts what fits; the offsets move on.
  func convert(
    _ input: UnsafeRawBufferPointer, from inputOffset: inout Int,
    into output: UnsafeMutableRawBufferPointer, at outputOffset: inout Int
  ) -> Stop {
    guard let inputBase = input.baseAddress, let outputBase = output.baseAddress else {
      return .done
    }
    var source: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
      mutating: (inputBase + inputOffset).assumingMemoryBound(to: CChar.self))
    var target: UnsafeMutablePointer<CChar>? = (outputBase + outputOffset)
      .assumingMemoryBound(to: CChar.self)
    var sourceLeft = input.count - inputOffset
    var targetLeft = output.count - outputOffset
    let result = iconv(handle, &source, &sourceLeft, &target, &targetLeft)
    let code = errno
    inputOffset = input.count - sourceLeft
    outputOffset = output.count - targetLeft
    guard result == -1 || result == Int.max else { return .done }
    switch code {
    case E2BIG: return .full
    case EINVAL: return .incomplete
    default: return .invalid
    }
  }

  /// Writes what the converter still holds back, at most a few bytes.
  func flush(into output: UnsafeMutableRawBufferPointer) -> Int {
    guard let base = output.baseAddress else { return 0 }
    var target: UnsafeMutablePointer<CChar>? = base.assumingMemoryBound(to: CChar.self)
    var left = output.count
    _ = iconv(handle, nil, nil, &target, &left)
    return output.count - left
  }

  /// As above, from and into bytes that are at hand.
  func convert(
    _ input: Span<UInt8>, from inputOffset: inout Int, into output: inout [UInt8],
    at outputOffset: inout Int
  ) -> Stop {
    input.withUnsafeBytes { source in
      output.withUnsafeMutableBytes { target in
        convert(source, from: &inputOffset, into: target, at: &outputOffset)
      }
    }
  }

  /// Converts a short text; `nil` where it has what the target lacks.
  func convertWhole(_ input: [UInt8]) -> [UInt8]? {
    var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
    var (taken, made) = (0, 0)
    let stop = convert(input.span, from: &taken, into: &output, at: &made)
    guard case .done = stop else { return nil }
    made += output.withUnsafeMutableBytes { target in
      flush(into: UnsafeMutableRawBufferPointer(rebasing: target[made...]))
    }
    return Array(output[..<made])
  }
}
