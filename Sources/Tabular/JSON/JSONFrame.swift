/// Finds where a JSON value ends, by its brackets and quotation marks alone. The value may come in pieces, cut
/// anywhere.
struct JSONFrame {
  enum Outcome {
    /// The offset after the value.
    case end(Int)
    /// The bytes end inside the value.
    case incomplete
    /// At this offset a bracket closes another one than it should, or a line ends inside a string.
    case broken(Int)
  }

  private var depth = 0
  /// The kinds of the open brackets, the innermost lowest: 1 is `[`.
  private var kinds: UInt64 = 0
  /// Whether there were once more than 64, so that the kinds are no longer known.
  private var wasDeep = false
  private var isInString = false
  private var isEscaped = false
  private var isScalar = false
  private var isBegun = false

  init() {}

  /// Begins a value with its first byte, which is read again by `advance`.
  init(first byte: UInt8) {
    isScalar = byte != 0x7B && byte != 0x5B && byte != 0x22
  }

  /// Whether the value ends where the input does: a number or a word.
  var endsWithInput: Bool { isScalar && !isInString }

  mutating func advance(_ bytes: Span<UInt8>, from start: Int) -> Outcome {
    var at = start
    let count = bytes.count
    if isScalar, !isBegun, at < count {
      // Whatever it is, the first byte belongs to the value: there is always progress.
      isBegun = true
      at += 1
    }
    while at < count {
      if isInString {
        if isEscaped {
          isEscaped = false
          at += 1
          continue
        }
        at = TextScan.plainRun(bytes, from: at)
        guard at < count else { return .incomplete }
        switch bytes[unchecked: at] {
        case 0x22:
          isInString = false
          if depth == 0, !isScalar { return .end(at + 1) }
        case 0x5C: isEscaped = true
        case 0x0A where depth > 0: return .broken(at)
        case 0x0A: return .end(at)
        default: break
        }
        at += 1
        continue
      }
      let byte = bytes[unchecked: at]
      switch byte {
      case 0x22: isInString = true
      case 0x7B, 0x5B:
        if isScalar { return .end(at) }
        depth += 1
        wasDeep = wasDeep || depth > 64
        kinds = kinds << 1 | (byte == 0x5B ? 1 : 0)
      case 0x7D, 0x5D:
        if isScalar { return .end(at) }
        if !wasDeep, kinds & 1 != (byte == 0x5D ? 1 : 0) { return .broken(at) }
        depth -= 1
        kinds >>= 1
        if depth == 0 { return .end(at + 1) }
      case 0x2C where isScalar, 0x20 where isScalar, 0x09...0x0D where isScalar: return .end(at)
      default: break
      }
      at += 1
    }
    return .incomplete
  }
}
