/// The form of a cell without what it says: `+7 (912) 345-67-89` is `+9 (999) 999-99-99`, and
/// `Anna Smith` is `Aaaa Aaaa`.
///
/// Each digit is a `9`; a word is one of `Aaaa`, `aaaa`, `AAAA`, `AaAa`, `A`, `a`, however long it
/// is, `字` where it is written in ideographs, syllables or kana, and `xxxx` in a script without
/// capitals. Signs of ASCII stay as they are. At most 24 symbols; 24 bytes.
struct CellPattern: Sendable, Hashable {
  /// Symbols in their order, eight to a word, the first in the lowest byte; 0 behind the last.
  private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
  private var count = 0

  static let symbolLimit = 24

  static func == (left: CellPattern, right: CellPattern) -> Bool { left.words == right.words }

  func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
  }

  /// Evenly spread bits.
  var spread: UInt64 {
    mixed(words.0 ^ mixed(words.1 ^ mixed(words.2 ^ 0x9E37_79B9_7F4A_7C15)))
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
      default: words.2
      }
    return UInt8(truncatingIfNeeded: word >> UInt64((position & 7) * 8))
  }

  @inline(__always)
  private mutating func append(_ symbol: UInt8) {
    let placed = UInt64(symbol) << UInt64((count & 7) * 8)
    switch count >> 3 {
    case 0: words.0 |= placed
    case 1: words.1 |= placed
    default: words.2 |= placed
    }
    count += 1
  }

  /// Linear in the cell, and no more than its first symbols are looked at.
  init(_ cell: Span<UInt8>) {
    var offset = 0
    let end = cell.count
    while offset < end {
      if count == Self.symbolLimit - 1 {
        let isLast = offset + 1 == end && cell[offset] < 0x80
        append(isLast ? Self.plain(cell[offset]) : Symbol.more.rawValue)
        return
      }
      let byte = cell[offset]
      if byte < 0x80, !LetterClass.isASCIILetter(byte) {
        append(Self.plain(byte))
        offset += 1
      } else {
        appendRun(cell, &offset)
      }
    }
  }

  /// Of a byte of ASCII; of a letter by itself.
  @inline(__always)
  private static func plain(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: 0x39
    case 0x41...0x5A: 0x41
    case 0x61...0x7A: 0x61
    case 0..<0x20, 0x7F: Symbol.control.rawValue
    default: byte
    }
  }

  /// Takes the letters that stand together from `offset` on, or one sign.
  private mutating func appendRun(_ cell: Span<UInt8>, _ offset: inout Int) {
    let (first, width) = LetterClass.read(cell, at: offset)
    offset += width
    switch first {
    case .sign: append(Symbol.otherSign.rawValue)
    case .digit: append(Symbol.otherDigit.rawValue)
    case .mark: break
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
      append(symbol.rawValue)
    case .upper, .lower:
      var (uppers, lowers) = (first == .upper ? 1 : 0, first == .lower ? 1 : 0)
      var laterUppers = 0
      while offset < cell.count {
        let (next, width) = LetterClass.read(cell, at: offset)
        if next == .upper {
          uppers += 1
          laterUppers += 1
        } else if next == .lower {
          lowers += 1
        } else if next != .mark {
          break
        }
        offset += width
      }
      switch (uppers, lowers) {
      case (1, 0): append(UInt8(ascii: "A"))
      case (0, 1): append(UInt8(ascii: "a"))
      case (_, 0): append(Symbol.capitals.rawValue)
      case (0, _): append(Symbol.lowercase.rawValue)
      default:
        append((laterUppers == 0 ? Symbol.capitalised : .mixed).rawValue)
      }
    }
  }
}

/// Spreads the bits of a word over all of it.
@inline(__always)
func mixed(_ word: UInt64) -> UInt64 {
  let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
