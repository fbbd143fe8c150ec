internal import Synchronization

/// What the 256 bytes mean in an encoding of one byte a character.
struct SingleByteTable: Sendable {
  enum Kind: UInt8, Sendable {
    /// ASCII that is no letter.
    case outside
    case lower, upper
    /// A letter of a script without capitals.
    case uncased
    /// Stands before a word, such as an opening quotation mark.
    case opening
    /// Stands behind a word or a number.
    case closing
    /// Stands between words: dashes and the unbroken space.
    case between
    /// An apostrophe inside a word, or a quotation mark behind it.
    case apostrophe
    /// Anything else that texts have now and then.
    case symbol
    /// What texts hardly ever have.
    case rare
    /// Lines and blocks, which come in rows.
    case drawing
    case control
    case undefined
  }

  let encoding: TextEncoding
  private(set) var scalars = [Unicode.Scalar](repeating: "\u{FFFD}", count: 256)
  private(set) var kinds = [Kind](repeating: .undefined, count: 256)
  /// For each language that the encoding can write: its index in `LanguageModel.all`, and the class of each byte.
  private(set) var languages: [(index: Int, classes: [UInt8])] = []

  /// The table of a candidate, made when it is first asked for: all of them take longer than a small file.
  static func of(_ encoding: TextEncoding) -> SingleByteTable? {
    candidates.first { $0.encoding == encoding }?.table
  }

  private static let candidates = EncodingCandidate.singleByte.map { Candidate($0.encoding) }

  private final class Candidate: Sendable {
    let encoding: TextEncoding
    private let made = Mutex<SingleByteTable??>(nil)

    init(_ encoding: TextEncoding) { self.encoding = encoding }

    var table: SingleByteTable? {
      made.withLock { made in
        if let table = made { return table }
        let table = SingleByteTable(encoding)
        made = .some(table)
        return table
      }
    }
  }

  init?(_ encoding: TextEncoding) {
    guard encoding.isAvailable else { return nil }
    self.encoding = encoding
    var lowered = scalars
    for byte in 0...255 {
      // Anew for each byte: some converters hold a letter back for the mark that may follow.
      guard let decoder = IconvHandle(from: encoding.iconvName, to: "UTF-8"),
        let text = decoder.convertWhole([UInt8(byte)]),
        let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first
      else { continue }
      scalars[byte] = scalar
      kinds[byte] = Self.kind(of: scalar)
      lowered[byte] = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    }
    let available = Set(lowered)
    for (index, model) in LanguageModel.all.enumerated() {
      let writable = model.letters.count(where: available.contains)
      guard writable * 5 >= model.letters.count * 4 || (model.language == "vi" && hasTones)
      else { continue }
      var classes = [UInt8](repeating: LanguageModel.outside, count: 256)
      for byte in 0...255 {
        switch kinds[byte] {
        case .lower, .upper, .uncased: classes[byte] = model.letterClass(lowered[byte])
        default: break
        }
      }
      languages.append((index, classes))
    }
  }

  private var hasTones: Bool { scalars.contains("\u{301}") }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x41...0x5A: return .upper
    case 0x61...0x7A: return .lower
    case 0..<0x80: return .outside
    case 0x80..<0xA0, 0xE000...0xF8FF: return .control
    case 0x2500...0x25A0, 0x2320, 0x2321: return .drawing
    case 0x200C...0x200F, 0xAD: return .rare
    default: break
    }
    switch scalar {
    case "«", "„", "“", "‘", "‚", "‹", "¿", "¡", "№", "§", "©", "€", "£", "•", "฿", "ª":
      return .opening
    case "»", "”", "…", "›", "®", "™", "°", "º", "²", "³", "½", "%", "،", "؛", "؟", "·":
      return .closing
    case "\u{A0}", "–", "—", "×", "±": return .between
    case "’": return .apostrophe
    case "¢", "¥", "¼", "¾", "¶", "÷", "µ", "₪", "¹", "†", "‰", "΅", "´", "ƒ": return .symbol
    default: break
    }
    switch scalar.properties.generalCategory {
    case .lowercaseLetter: return .lower
    case .uppercaseLetter: return .upper
    case .otherLetter, .nonspacingMark, .modifierLetter: return .uncased
    default: return .rare
    }
  }
}
