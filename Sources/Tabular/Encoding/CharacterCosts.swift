/// What each pair of bytes is worth in an encoding of two bytes a character.
struct CharacterCosts: Sendable {
  /// Quarter bits by the pair, 255 where the encoding has no such pair.
  let costs: [UInt8]

  private static let gb18030 = CharacterCosts(.gb18030)
  private static let big5 = CharacterCosts(.big5)
  private static let shiftJIS = CharacterCosts(.shiftJIS)
  private static let eucJP = CharacterCosts(.eucJP)
  private static let eucKR = CharacterCosts(.eucKR)
  private static let johab = CharacterCosts(.johab)
  private static let eucTW = CharacterCosts(.eucTW)

  static func of(_ encoding: TextEncoding) -> CharacterCosts {
    switch encoding {
    case .big5: big5
    case .shiftJIS: shiftJIS
    case .eucJP: eucJP
    case .eucKR: eucKR
    case .johab: johab
    case .eucTW: eucTW
    default: gb18030
    }
  }

  private init(_ encoding: TextEncoding) {
    var costs = [UInt8](repeating: 255, count: 65536)
    for lead in 0x81...0xFE {
      for trail in 0x31...0xFE {
        guard let cost = Self.plain(UInt8(lead), UInt8(trail), in: encoding) else { continue }
        costs[lead << 8 | trail] = UInt8(cost)
      }
    }
    guard let encoder = IconvHandle(from: "UTF-8", to: encoding.iconvName) else {
      self.costs = costs
      return
    }
    for (text, first) in Self.ranked(encoding) {
      var rank = 0
      for scalar in text.unicodeScalars {
        defer { rank += 1 }
        guard let pair = encoder.convertWhole(Array(String(scalar).utf8)), pair.count == 2 else {
          continue
        }
        let index = Int(pair[0]) << 8 | Int(pair[1])
        // Frequencies fall with the rank (Zipf).
        costs[index] = min(costs[index], UInt8(first + Self.quarterBits(1 + rank / 12)))
      }
    }
    self.costs = costs
  }

  /// Lists of common characters, with what the first of each takes.
  private static func ranked(_ encoding: TextEncoding) -> [(String, Int)] {
    let punctuation = "，。、：；！？（）「」『』《》“”·—…　【】"
    switch encoding {
    case .gb18030:
      return [
        (CharacterRanks.simplified.description, 24), (CharacterRanks.traditional.description, 44),
        (punctuation, 24),
      ]
    case .big5, .eucTW:
      return [(CharacterRanks.traditional.description, 24), (punctuation, 24)]
    case .shiftJIS, .eucJP:
      return [(CharacterRanks.kanji.description, 26), ("、。「」・ー　（）", 22)]
    default:
      return [(CharacterRanks.hangul.description, 24)]
    }
  }

  /// Four times the binary logarithm.
  private static func quarterBits(_ number: Int) -> Int {
    var bits = 0
    var rest = number
    while rest >= 2 {
      rest /= 2
      bits += 4
    }
    // Linear between the powers of two is near enough.
    let power = 1 << (bits / 4)
    return bits + (number - power) * 4 / power
  }

  /// What a pair is worth by the part of the table in which it stands; `nil` if it stands in none.
  private static func plain(_ lead: UInt8, _ trail: UInt8, in encoding: TextEncoding) -> Int? {
    switch encoding {
    case .gb18030:
      guard (0x81...0xFE).contains(lead), trail >= 0x40, trail != 0x7F, trail != 0xFF else {
        return nil
      }
      guard trail >= 0xA1 else { return lead >= 0xA8 && lead <= 0xA9 ? 80 : 72 }
      switch lead {
      case 0xB0...0xD7: return 52
      case 0xA1, 0xA3: return 40
      // Kana, Greek, Cyrillic, accented Latin.
      case 0xA4...0xA5: return 56
      case 0xA7: return 44
      case 0xA8: return 50
      case 0xA2, 0xA6, 0xA9: return 64
      case 0xD8...0xF7: return 68
      default: return 90
      }
    case .big5:
      guard (0x87...0xFE).contains(lead), trail >= 0x40, trail < 0x7F || trail > 0xA0, trail != 0xFF
      else { return nil }
      switch lead {
      case 0xA4...0xC6: return 54
      case 0xA1: return 42
      case 0xA2, 0xA3: return 60
      case 0xC9...0xF9: return 70
      default: return 90
      }
    case .eucTW:
      guard lead >= 0xA1, lead <= 0xFE, trail >= 0xA1 else { return nil }
      switch lead {
      case 0xC4...0xE5: return 54
      case 0xA1...0xA4: return 44
      case 0xE6...0xFD: return 72
      default: return 90
      }
    case .shiftJIS:
      guard trail >= 0x40, trail != 0x7F, trail <= 0xFC else { return nil }
      switch lead {
      case 0x82 where trail >= 0x9F && trail <= 0xF1: return 27
      case 0x83 where trail <= 0x96: return 27
      case 0x81: return 44
      case 0x82: return 40
      case 0x83, 0x84: return 60
      case 0x88...0x97: return 50
      case 0x98...0x9F, 0xE0...0xEA: return 66
      case 0x87, 0xED...0xEE, 0xFA...0xFC: return 70
      case 0xF0...0xF9: return 96
      default: return nil
      }
    case .eucJP:
      guard lead >= 0xA1, lead <= 0xFE, trail >= 0xA1 else { return nil }
      switch lead {
      case 0xA4 where trail <= 0xF3: return 27
      case 0xA5 where trail <= 0xF6: return 27
      case 0xA1: return 44
      case 0xA3: return 40
      case 0xA2, 0xA6...0xA8, 0xAD: return 60
      case 0xB0...0xCF: return 50
      case 0xD0...0xF4: return 66
      case 0xF5...0xFE: return 90
      default: return nil
      }
    case .eucKR:
      guard lead >= 0x81, lead <= 0xFD else { return nil }
      if lead >= 0xA1, trail >= 0xA1 {
        switch lead {
        case 0xB0...0xC8: return 46
        case 0xA1, 0xA3: return 44
        case 0xA2, 0xA4...0xAC: return 64
        case 0xCA...0xFD: return 66
        default: return nil
        }
      }
      // Syllables that the Unified Hangul Code adds.
      let isLetter = (0x41...0x5A).contains(trail) || (0x61...0x7A).contains(trail)
      guard lead <= 0xC6, isLetter || trail >= 0x81 else { return nil }
      return 72
    default:
      // Johab: the syllables are put together of five bits each.
      guard trail >= 0x31, trail != 0x7F, trail != 0xFF else { return nil }
      switch lead {
      case 0x88...0xD3:
        guard trail >= 0x41 else { return nil }
        let (initial, medial, final) = (
          Int(lead >> 2) & 31, Int(lead & 3) << 3 | Int(trail >> 5), Int(trail & 31)
        )
        let fits =
          (2...20).contains(initial)
          && ((3...7).contains(medial) || (10...15).contains(medial) || (18...23).contains(medial)
            || (26...29).contains(medial))
          && ((1...17).contains(final) || (19...29).contains(final))
        return fits ? 58 : 96
      case 0x84...0x87: return 80
      case 0xD8...0xDE, 0xE0...0xF9:
        guard trail <= 0x7E || trail >= 0x91 else { return nil }
        return lead == 0xD9 ? 44 : 70
      default: return nil
      }
    }
  }
}
