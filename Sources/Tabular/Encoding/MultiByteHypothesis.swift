/// How well a sample reads in an encoding of one and more bytes a character: common characters take few bits, those
/// that the standard keeps for rare ones many.
enum MultiByteHypothesis {
  /// What a walk over the bytes found at a place.
  private struct Character {
    var length: Int
    /// Quarter bits.
    var cost: Int
  }

  private static let invalidCost = 130

  /// - Returns: quarter bits for the bytes beyond ASCII and those behind them; lower is better.
  static func cost(of sample: EncodingSample, as encoding: TextEncoding) -> Int {
    let ranks = CharacterCosts.of(encoding)
    return sample.bytes.withUnsafeBufferPointer { bytes in
      var cost = 0
      var index = 0
      var followsHigh = false
      var followsLetter = false
      while index < bytes.count {
        let byte = bytes[index]
        guard byte >= 0x80 else {
          let isLetter = (0x61...0x7A).contains(byte | 0x20)
          if followsHigh { cost += isLetter ? 26 : 8 }
          followsHigh = false
          followsLetter = isLetter
          index += 1
          continue
        }
        let character = character(bytes, at: index, in: encoding, ranks: ranks)
        cost += character.cost
        if followsLetter { cost += 14 }
        followsLetter = false
        followsHigh = true
        index += character.length
      }
      return cost
    }
  }

  private static func character(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, in encoding: TextEncoding,
    ranks: CharacterCosts
  ) -> Character {
    let invalid = Character(length: 1, cost: invalidCost)
    let lead = bytes[index]
    func byte(_ offset: Int) -> UInt8 {
      index + offset < bytes.count ? bytes[index + offset] : 0
    }
    func high(_ offset: Int) -> Bool { byte(offset) >= 0xA1 && byte(offset) <= 0xFE }
    let trail = byte(1)
    switch encoding {
    case .gb18030:
      if (0x81...0xFE).contains(lead), (0x30...0x39).contains(trail),
        (0x81...0xFE).contains(byte(2)), (0x30...0x39).contains(byte(3))
      {
        return Character(length: 4, cost: 72)
      }
      if lead == 0x80 { return Character(length: 1, cost: 60) }
    case .shiftJIS:
      if (0xA1...0xDF).contains(lead) {
        // Half-width kana come in rows.
        let before = index > 0 ? bytes[index - 1] : 0
        return Character(length: 1, cost: (0xA1...0xDF).contains(before) ? 26 : 40)
      }
    case .eucJP:
      if lead == 0x8E, (0xA1...0xDF).contains(trail) { return Character(length: 2, cost: 48) }
      if lead == 0x8F, high(1), high(2) { return Character(length: 3, cost: 76) }
    case .eucTW:
      if lead == 0x8E, (0xA1...0xB0).contains(trail), high(2), high(3) {
        return Character(length: 4, cost: 76)
      }
    default: break
    }
    let cost = Int(ranks.costs[Int(lead) << 8 | Int(trail)])
    return cost == 255 ? invalid : Character(length: 2, cost: cost)
  }
}
