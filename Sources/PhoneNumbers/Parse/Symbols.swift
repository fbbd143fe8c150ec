import CNumberingPlan

/// What a symbol can be: bits of the generated class table.
///
/// Text is read as one byte for each character. ASCII stands for itself; digits of other scripts
/// are 0x80 to 0x89, and the other characters that mean something have the bytes below.
enum Symbol {
  static let digit: UInt16 = 1
  static let plus: UInt16 = 2
  static let punctuation: UInt16 = 4
  static let letter: UInt16 = 8
  static let word: UInt16 = 16
  static let label: UInt16 = 32
  static let body: UInt16 = 64
  static let semicolon: UInt16 = 128
  static let slash: UInt16 = 256
  /// A key of a phone: ASCII digits, letters, and letters whose upper case is ASCII.
  static let key: UInt16 = 512
  /// Digits and punctuation that no extension and no parameter begins with.
  static let plain: UInt16 = 1024

  static let noBreakSpace: UInt8 = 0x8C
  static let stopWide: UInt8 = 0x8D
  static let hashWide: UInt8 = 0x8E
  static let tildeWide: UInt8 = 0x8F
  static let eWide: UInt8 = 0x90
  static let xWide: UInt8 = 0x91
  static let tWide: UInt8 = 0x92
  static let nWide: UInt8 = 0x93
  static let iWide: UInt8 = 0x94
  static let cyrillicD: UInt8 = 0x95
  static let cyrillicO: UInt8 = 0x96
  static let cyrillicB: UInt8 = 0x97
  static let oAcute: UInt8 = 0x98
  static let acute: UInt8 = 0x99
  static let words: UInt8 = 0x9B
  static let other: UInt8 = 0x9C
  static let longVowel: UInt8 = 0x9D
  static let dotlessI: UInt8 = 0x9E
  static let longS: UInt8 = 0x9F
  static let dottedI: UInt8 = 0xA0

  @inline(__always)
  static func classes(_ symbol: UInt8) -> UInt16 { np_symbol_classes()[Int(symbol)] }

  /// The digit of a digit, the key of a letter.
  @inline(__always)
  static func value(_ symbol: UInt8) -> UInt8 { np_symbol_values()[Int(symbol)] }

  /// The symbol of a character beyond ASCII. O(1) for the blocks that cells are written in, else
  /// O(log n) in the tables.
  static func of(_ character: UInt32) -> UInt8 {
    if character < 0x10000 {
      let block = np_symbol_block_index()[Int(character >> 7)]
      switch block {
      case 0: break
      case wordBlock: return words
      case otherBlock: return other
      default: return np_symbol_blocks()[(Int(block) - 1) << 7 | Int(character & 127)]
      }
    }
    if let symbol = named(character) { return symbol }
    if let digit = decimalDigit(character) { return 0x80 + digit }
    return isWord(character) ? words : other
  }

  /// Blocks of 128 characters that are all words, or all mean nothing.
  private static let wordBlock: UInt8 = 255
  private static let otherBlock: UInt8 = 254

  private static func named(_ character: UInt32) -> UInt8? {
    let table = np_named_symbols()
    var low = 0
    var high = Int(NP_NAMED_SYMBOL_COUNT)
    while low < high {
      let middle = (low + high) / 2
      if table[middle].character < character { low = middle + 1 } else { high = middle }
    }
    guard low < NP_NAMED_SYMBOL_COUNT, table[low].character == character else { return nil }
    return table[low].symbol
  }

  /// The value of a decimal digit of any script (Unicode category Nd), or nil.
  static func decimalDigit(_ character: UInt32) -> UInt8? {
    let table = np_zeros()
    var low = 0
    var high = Int(NP_ZERO_COUNT)
    while low < high {
      let middle = (low + high) / 2
      if table[middle] <= character { low = middle + 1 } else { high = middle }
    }
    guard low > 0, character - table[low - 1] < 10 else { return nil }
    return UInt8(character - table[low - 1])
  }

  private static func isWord(_ character: UInt32) -> Bool {
    let table = np_word_ranges()
    var low = 0
    var high = Int(NP_WORD_RANGE_COUNT)
    while low < high {
      let middle = (low + high) / 2
      if table[middle].last < character { low = middle + 1 } else { high = middle }
    }
    return low < NP_WORD_RANGE_COUNT && table[low].first <= character
  }
}

/// Symbols of one text, without heap storage.
struct SymbolBuffer {
  static let capacity = 256

  private(set) var storage = InlineArray<256, UInt8>(repeating: 0)
  private(set) var count = 0

  /// Appends the symbols of a UTF-8 text; false if that makes more than `limit`.
  mutating func append(_ text: Span<UInt8>, limit: Int) -> Bool {
    var at = 0
    while at < text.count {
      guard count < limit else { return false }
      let byte = text[at]
      if byte < 0x80 {
        append(byte)
        at += 1
      } else {
        let (character, length) = decodeCharacter(text, at)
        append(character == 0 ? Symbol.other : Symbol.of(character))
        at += length
      }
    }
    return true
  }

  mutating func append(_ symbol: UInt8) {
    guard count < SymbolBuffer.capacity else { return }
    storage[count] = symbol
    count += 1
  }
}

/// The character beyond ASCII that begins at a place of a UTF-8 text, and its bytes.
///
/// Damaged bytes count one by one as character 0.
func decodeCharacter(_ text: Span<UInt8>, _ at: Int) -> (character: UInt32, length: Int) {
  let lead = text[at]
  let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
  guard lead >= 0xC2, lead < 0xF5, at + length <= text.count else { return (0, 1) }
  var character = UInt32(lead) & (0xFF >> UInt32(length + 1))
  for place in 1..<length {
    let byte = text[at + place]
    guard byte & 0xC0 == 0x80 else { return (0, 1) }
    character = character << 6 | UInt32(byte & 0x3F)
  }
  let smallest: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
  let isScalar = character < 0xD800 || character > 0xDFFF
  guard character >= smallest, character <= 0x10FFFF, isScalar else { return (0, 1) }
  return (character, length)
}
