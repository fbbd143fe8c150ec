/// The form of a cell without what it says: `+7 (912) 345-67-89` is `+9 (999) 999-99-99`, and
/// `Anna Smith` is `Aaaa Aaaa`.
///
/// Each digit is a `9`; a word is one of `Aaaa`, `aaaa`, `AAAA`, `AaAa`, `A`, `a`, however long it
/// is, `字` where it is written in ideographs, syllables or kana, and `xxxx` in a script without
/// capitals. Signs of ASCII stay as they are. At most 32 symbols; 32 bytes of them.
struct CellPattern: Sendable, Hashable {
  /// Symbols in their order, eight to a word, the first in the lowest byte; 0 behind the last.
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var count = 0

  static let symbolLimit = 32

  static func == (left: CellPattern, right: CellPattern) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }

  /// Evenly spread bits.
  var spread: UInt64 {
    mixed(words.0 ^ mixed(words.1 ^ mixed(words.2 ^ mixed(words.3 ^ 0x9E37_79B9_7F4A_7C15))))
  }

  /// What stands for a word or a sign beyond ASCII; other symbols are bytes of ASCII.
  private enum Symbol: UInt8, CaseIterable {
    case capitals = 1
    case capitalised, lowercase, mixed, ideograph, ideographs, caseless, otherDigit, otherSign
    case control, more

    var text: String {
      switch self {
      case .capitals: "AAAA"
      case .capitalised: "Aaaa"
      case .lowercase: "aaaa"
      case .mixed: "AaAa"
      case .ideograph: "字"
      case .ideographs: "字字"
      case .caseless: "xxxx"
      case .otherDigit: "\u{FF19}"
      case .otherSign: "·"
      case .control: "↵"
      case .more: "…"
      }
    }
  }

  /// As a person reads it.
  var text: String {
    var text = ""
    for position in 0..<count {
      let symbol = symbol(at: position)
      text +=
        Symbol(rawValue: symbol)?.text ?? String(Character(Unicode.Scalar(symbol)))
    }
    return text
  }

  private func symbol(at position: Int) -> UInt8 {
    let word =
      switch position >> 3 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return UInt8(truncatingIfNeeded: word >> UInt64((position & 7) * 8))
  }

  /// Linear in the cell, and no more than its first symbols are looked at.
  init(_ cell: Span<UInt8>) {
    var symbols = Symbols()
    var offset = 0
    while offset < cell.count {
      let room = Self.symbolLimit - 1 - symbols.count
      let bytes = EightBytes(cell, at: offset)
      if room == 0 {
        let isLast = offset + 1 == cell.count && bytes.lettersAhead == 0 && bytes.signsAhead == 1
        if isLast {
          symbols.append(bytes.signs, 1)
        } else {
          symbols.append(UInt64(Symbol.more.rawValue), 1)
        }
        break
      }
      if bytes.signsAhead > 0 {
        let count = min(bytes.signsAhead, room)
        symbols.append(bytes.signs, count)
        offset += count
      } else {
        let symbol = Self.readWord(cell, &offset, bytes)
        if symbol != 0 { symbols.append(UInt64(symbol), 1) }
      }
    }
    (words, count) = symbols.finished
  }

  /// Symbols while they are put together.
  private struct Symbols {
    private var full: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var word: UInt64 = 0
    private(set) var count = 0

    /// Appends the first `added` bytes of `symbols`, 1 to 8.
    @inline(__always)
    mutating func append(_ symbols: UInt64, _ added: Int) {
      let symbols = symbols & (UInt64.max >> UInt64(64 - 8 * added))
      let shift = UInt64((count & 7) * 8)
      word |= symbols &<< shift
      if (count & 7) + added >= 8 {
        flush()
        word = shift == 0 ? 0 : symbols >> (64 - shift)
      }
      count += added
    }

    private mutating func flush() {
      switch count >> 3 {
      case 0: full.0 = word
      case 1: full.1 = word
      case 2: full.2 = word
      default: full.3 = word
      }
    }

    var finished: ((UInt64, UInt64, UInt64, UInt64), Int) {
      var last = self
      if count & 7 != 0 { last.flush() }
      return (last.full, count)
    }
  }

  /// Up to eight bytes of a cell, looked at together.
  private struct EightBytes {
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    private let bytes: UInt64
    /// The top bit of each byte that is a letter of ASCII.
    private let letters: UInt64
    private let high: UInt64

    private static func each(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }

    @inline(__always)
    init(_ cell: Span<UInt8>, at offset: Int) {
      let left = cell.count - offset
      var bytes: UInt64 = 0
      if left >= 8 {
        bytes = UInt64(
          littleEndian: cell.bytes.unsafeLoadUnaligned(
            fromUncheckedByteOffset: offset, as: UInt64.self))
      } else {
        for place in 0..<left {
          bytes |= UInt64(cell[unchecked: offset + place]) &<< UInt64(8 * place)
        }
        // What lies behind the end is neither a sign nor a letter.
        bytes |= UInt64.max &<< UInt64(8 * left)
      }
      self.bytes = bytes
      high = bytes & Self.tops
      let small = (bytes | Self.each(0x20)) & ~Self.tops
      letters =
        (small &+ Self.each(0x80 - 0x61)) & ~(small &+ Self.each(0x80 - 0x7B)) & Self.tops & ~high
    }

    /// Bytes of ASCII that are no letters, before anything else.
    var signsAhead: Int { (letters | high).trailingZeroBitCount >> 3 }

    /// Letters of ASCII, before anything else.
    var lettersAhead: Int { (~letters & Self.tops).trailingZeroBitCount >> 3 }

    /// Whether the byte behind those letters is one beyond ASCII.
    func isHigh(behind letters: Int) -> Bool {
      letters < 8 && high >> UInt64(8 * letters + 7) & 1 != 0
    }

    /// Capitals among the first letters.
    func uppers(among count: Int) -> Int {
      let uppers = letters & ~(bytes << 2)
      return (uppers & (UInt64.max >> UInt64(64 - 8 * count))).nonzeroBitCount
    }

    /// The symbols of bytes that are signs.
    var signs: UInt64 {
      let low = bytes & ~Self.tops
      let digits = (low &+ Self.each(0x80 - 0x30)) & ~(low &+ Self.each(0x80 - 0x3A)) & Self.tops
      let controls = (~(low &+ Self.each(0x80 - 0x20)) | (low &+ Self.each(1))) & Self.tops
      let isDigit = (digits >> 7) &* 0xFF
      let isControl = (controls >> 7) &* 0xFF
      return (bytes & ~(isDigit | isControl)) | (Self.each(0x39) & isDigit)
        | (Self.each(UInt64(Symbol.control.rawValue)) & isControl)
    }
  }

  /// Takes the letters that stand together from `offset` on, or one sign beyond ASCII.
  ///
  /// - Returns: 0 where there is nothing to be shown.
  @inline(__always)
  private static func readWord(
    _ cell: Span<UInt8>, _ offset: inout Int, _ first: EightBytes
  ) -> UInt8 {
    let start = offset
    var bytes = first
    var uppers = 0
    while true {
      let ahead = bytes.lettersAhead
      if ahead > 0 { uppers += bytes.uppers(among: ahead) }
      offset += ahead
      if ahead == 8, offset < cell.count {
        bytes = EightBytes(cell, at: offset)
        continue
      }
      // The word goes on, or begins, with letters beyond ASCII.
      if offset < cell.count, bytes.isHigh(behind: ahead) {
        offset = start
        return readWideWord(cell, &offset)
      }
      break
    }
    return symbol(
      letters: offset - start, uppers: uppers, beginsUpper: cell[unchecked: start] < 0x60)
  }

  @inline(__always)
  private static func symbol(letters: Int, uppers: Int, beginsUpper: Bool) -> UInt8 {
    if letters == 1 { return beginsUpper ? 0x41 : 0x61 }
    if uppers == 0 { return Symbol.lowercase.rawValue }
    if uppers == letters { return Symbol.capitals.rawValue }
    return (uppers == 1 && beginsUpper ? Symbol.capitalised : .mixed).rawValue
  }

  private static func readWideWord(_ cell: Span<UInt8>, _ offset: inout Int) -> UInt8 {
    let (first, width) = LetterClass.read(cell, at: offset)
    offset += width
    switch first {
    case .sign: return Symbol.otherSign.rawValue
    case .digit: return Symbol.otherDigit.rawValue
    case .mark: return 0
    case .ideograph, .caseless:
      var isLong = false
      while offset < cell.count {
        let (next, width) = LetterClass.read(cell, at: offset)
        guard next == first || next == .mark else { break }
        isLong = isLong || next == first
        offset += width
      }
      let symbol: Symbol =
        first == .caseless ? .caseless : isLong ? .ideographs : .ideograph
      return symbol.rawValue
    case .upper, .lower:
      var (letters, uppers) = (1, first == .upper ? 1 : 0)
      while offset < cell.count {
        let (next, width) = LetterClass.read(cell, at: offset)
        if next == .upper {
          uppers += 1
          letters += 1
        } else if next == .lower {
          letters += 1
        } else if next != .mark {
          break
        }
        offset += width
      }
      return symbol(letters: letters, uppers: uppers, beginsUpper: first == .upper)
    }
  }
}

/// Spreads the bits of a word over all of it.
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
