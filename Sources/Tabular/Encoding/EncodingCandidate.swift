/// An encoding that bytes may be in, and how much less it is used than the most usual ones.
struct EncodingCandidate: Sendable {
  let encoding: TextEncoding
  /// Quarter bits: what the evidence must make up for.
  let rarity: Int

  /// In order of preference: the first of equals wins.
  static let singleByte: [EncodingCandidate] = common + standards

  private static let common: [EncodingCandidate] = {
    let ranked: [(TextEncoding, Int)] = [
      (.windows1252, 0), (.windows1251, 0), (.windows1250, 14), (.windows1254, 10),
      (.windows1253, 6), (.windows1255, 6), (.windows1256, 6), (.windows1257, 20),
      (.windows874, 6), (.windows1258, 20), (.koi8R, 10), (.koi8U, 14), (.ibm866, 10),
      (.macRoman, 20), (.ibm850, 20), (.ibm437, 24), (.ibm852, 24), (.macCyrillic, 24),
      (.macCentralEurope, 32), (.ibm855, 32), (.ibm857, 36), (.ibm862, 40), (.viscii, 64),
    ]
    return ranked.map { EncodingCandidate(encoding: $0.0, rarity: $0.1) }
  }()

  private static let standards: [EncodingCandidate] = {
    let ranked: [(Int, Int)] = [
      (2, 18), (5, 20), (7, 10), (15, 16), (8, 12), (6, 16), (13, 30), (4, 40), (16, 40), (3, 44),
      (14, 44), (10, 48),
    ]
    return ranked.compactMap { part, rarity in
      TextEncoding.iso8859[part].map { EncodingCandidate(encoding: $0, rarity: rarity) }
    }
  }()

  static let multiByte: [EncodingCandidate] = [
    EncodingCandidate(encoding: .gb18030, rarity: 0),
    EncodingCandidate(encoding: .big5, rarity: 2),
    EncodingCandidate(encoding: .shiftJIS, rarity: 2),
    EncodingCandidate(encoding: .eucKR, rarity: 2),
    EncodingCandidate(encoding: .eucJP, rarity: 10),
    EncodingCandidate(encoding: .johab, rarity: 40),
    EncodingCandidate(encoding: .eucTW, rarity: 40),
  ]
}
