/// The narrowest registered name under which another program reads the same text.
enum EncodingLabel {
  static func narrowest(_ guess: EncodingInference.Guess, _ window: Span<UInt8>) -> String {
    let encoding = guess.encoding
    let isMarked = guess.markBytes > 0
    switch encoding {
    case .utf8:
      return HighBytes.first(in: window, from: 0) == nil && guess.isSettled ? "us-ascii" : "utf-8"
    case .utf16LE, .utf16BE: return isMarked ? "utf-16" : encoding.name
    case .utf32LE, .utf32BE: return isMarked ? "utf-32" : encoding.name
    case .windows1252: return hasC1(window) ? encoding.name : "iso-8859-1"
    case .windows1254: return hasC1(window) ? encoding.name : "iso-8859-9"
    case .windows874: return hasC1(window, upTo: 0xA0) ? encoding.name : "tis-620"
    case .gb18030:
      let pairs = Pairs(window)
      if pairs.hasFour { return "gb18030" }
      return pairs.lowLead == 0 && pairs.lowTrail == 0 && pairs.highLead(above: 0xF7) == 0
        ? "gb2312" : "gbk"
    case .eucKR:
      let pairs = Pairs(window)
      return pairs.lowLead == 0 && pairs.lowTrail == 0 ? "euc-kr" : "cp949"
    case .big5:
      let pairs = Pairs(window)
      return pairs.lowLead == 0 ? "big5" : "big5-hkscs"
    case .shiftJIS:
      let pairs = Pairs(window, isShiftJIS: true)
      return pairs.hasLead(0x87) || pairs.highLead(above: 0xEC) > 0 ? "cp932" : "shift_jis"
    default: return encoding.name
    }
  }

  private static func hasC1(_ window: Span<UInt8>, upTo last: UInt8 = 0x9F) -> Bool {
    for index in 0..<window.count where window[index] >= 0x80 && window[index] <= last {
      return true
    }
    return false
  }

  /// Which lead and trail bytes occur.
  private struct Pairs {
    private var leads = [Int](repeating: 0, count: 256)
    private(set) var lowTrail = 0
    private(set) var hasFour = false

    init(_ window: Span<UInt8>, isShiftJIS: Bool = false) {
      var index = 0
      while index + 1 < window.count {
        let lead = window[index]
        if lead < 0x80 || (isShiftJIS && (0xA1...0xDF).contains(lead)) {
          index += 1
          continue
        }
        let trail = window[index + 1]
        leads[Int(lead)] += 1
        if trail < 0xA1 { lowTrail += 1 }
        if (0x30...0x39).contains(trail) { hasFour = true }
        index += (0x30...0x39).contains(trail) ? 4 : 2
      }
    }

    var lowLead: Int { leads[0x80..<0xA1].reduce(0, +) }
    func hasLead(_ lead: UInt8) -> Bool { leads[Int(lead)] > 0 }
    func highLead(above lead: Int) -> Int { leads[(lead + 1)...].reduce(0, +) }
  }
}
