/// Recognises text that was decoded in a wrong encoding once and saved so, and gives back what was meant.
///
/// The way back must be exact: the bytes of the wrong reading are the text in another encoding, whole and without a
/// fault. And it must read clearly better, by the statistics that also tell encodings apart.
struct MisreadText {
  /// What was meant, and how it was spoilt.
  struct Finding: Equatable {
    var text: [UInt8]
    /// The encoding it was written in, and the one it was taken for.
    var written: String
    var readAs: String
  }

  private var scalars: [UInt32] = []
  /// How often text of one encoding was found to have been taken for another: what came twice may come again.
  private var seen: [Misreading: Int] = [:]
  /// Cells that are well, as long as nothing new is learnt.
  var cache = MisreadCache()

  private struct Misreading: Hashable {
    var written: String
    var readAs: String
  }

  /// Quarter bits that the text must gain by the repair. Bytes that happen to be UTF-8 are evidence of their own.
  private static let gainOfUTF8 = 48
  private static let gain = 80
  private static let gainOfSeen = 44
  /// A misreading that was found so often is expected again.
  private static let knownCount = 2
  /// Quarter bits that the next best reading must lie behind.
  private static let lead = 32

  /// What a cell was meant to be; `nil` for a cell that is well as it stands, which nearly all are. O(n).
  mutating func finding(in cell: Span<UInt8>) -> Finding? {
    guard MisreadLook.isSuspicious(cell, isCautious: !seen.isEmpty) else { return nil }
    scalars.removeAll(keepingCapacity: true)
    guard Self.decode(cell, into: &scalars), let finding = judgement(of: scalars) else {
      return nil
    }
    let misreading = Misreading(written: finding.written, readAs: finding.readAs)
    seen[misreading, default: 0] += 1
    // What was judged before may now be judged otherwise.
    if seen[misreading, default: 0] <= Self.knownCount { cache.removeAll() }
    return finding
  }

  private func judgement(of scalars: [UInt32]) -> Finding? {
    guard let first = once(scalars) else { return nil }
    // Some texts went the wrong way twice.
    var (finding, again) = (first, [UInt32]())
    for _ in 0..<2 {
      again.removeAll()
      guard finding.written == "utf-8", Self.decode(finding.text.span, into: &again),
        let next = once(again), next.written == "utf-8"
      else { break }
      finding = next
    }
    finding.readAs = first.readAs
    return finding
  }

  /// A reading and its gain beyond what is asked.
  private typealias Reading = (finding: Finding, gain: Int)

  private func once(_ scalars: [UInt32]) -> Finding? {
    let look = Look(scalars)
    var readings = utf8Readings(scalars, look) + legacyReadings(scalars, look)
    readings.sort { $0.gain > $1.gain }
    guard let best = readings.first, best.gain >= 0 else { return nil }
    // Where two texts may be meant, neither is certain.
    let next = readings.first { $0.finding.text != best.finding.text }
    return best.gain - (next?.gain ?? -Self.lead) >= Self.lead ? best.finding : nil
  }

  // MARK: UTF-8 taken for something else

  private func utf8Readings(_ scalars: [UInt32], _ look: Look) -> [Reading] {
    var readings: [Reading] = []
    for table in look.tablesOfUTF8 {
      guard let table, let bytes = Self.validUTF8(scalars, table) else { continue }
      let then = LineValidity(bytes.span)
      // Three letters of Russian may happen to be one ideograph.
      let isIdeograph = then.characters < 2 && bytes.contains { $0 >= 0xE0 }
      if isIdeograph, table.encoding == .ibm866 { continue }
      let now = SingleByteHypothesis.cost(of: EncodingSample(bytes.span), as: table.table)
      let finding = Finding(text: bytes, written: "utf-8", readAs: table.encoding.name)
      readings.append((finding, now - then.cost - Self.gainOfUTF8))
    }
    // The two code pages of DOS are equally likely.
    let ofDOS = readings.indices.filter {
      [TextEncoding.ibm437.name, TextEncoding.ibm850.name].contains(readings[$0].finding.readAs)
        && readings[$0].gain >= 0
    }
    let least = ofDOS.map { readings[$0].gain }.min() ?? 0
    for index in ofDOS { readings[index].gain = least }
    guard look.mayBeGBK, let bytes = IdeographsOfUTF8.bytes(of: scalars) else { return readings }
    let then = LineValidity(bytes.span)
    guard then.characters >= 2 else { return readings }
    let now = MultiByteHypothesis.cost(
      of: EncodingSample(Self.gbk(scalars).span), as: .gb18030)
    let finding = Finding(text: bytes, written: "utf-8", readAs: "gb18030")
    return readings + [(finding, now - then.cost - Self.gainOfUTF8)]
  }

  private static func gbk(_ scalars: [UInt32]) -> [UInt8] {
    IdeographsOfUTF8.gbkBytes(of: scalars) ?? []
  }

  /// The bytes, if they are UTF-8 with more than ASCII; gives up at the first that are not.
  private static func validUTF8(_ scalars: [UInt32], _ table: ReverseTable) -> [UInt8]? {
    var bytes: [UInt8] = []
    var expected = 0
    for scalar in scalars {
      guard let byte = table.byte(for: scalar) else { return nil }
      if expected > 0 {
        guard byte & 0xC0 == 0x80 else { return nil }
        expected -= 1
      } else {
        switch byte {
        case 0..<0x80: break
        case 0xC2...0xDF: expected = 1
        case 0xE0...0xEF: expected = 2
        case 0xF0...0xF4: expected = 3
        default: return nil
        }
      }
      bytes.append(byte)
    }
    guard expected == 0, UTF8Validation.scan(bytes.span, from: 0).stop == .end else { return nil }
    return bytes
  }

  // MARK: A legacy encoding taken for another

  private func legacyReadings(_ scalars: [UInt32], _ look: Look) -> [Reading] {
    var readings: [Reading] = []
    for (table, writtenIn) in tablesOfLegacy(look) {
      guard let table, let bytes = table.bytes(of: scalars) else { continue }
      let sample = EncodingSample(bytes.span)
      let now = SingleByteHypothesis.cost(of: sample, as: table.table)
      for encoding in writtenIn {
        let then = LegacyEncoding.cost(of: sample, as: encoding)
        let isKnown = isSeen(encoding, table)
        let wanted = isKnown ? Self.gainOfSeen : Self.gain
        guard now - then > wanted - Self.lead, then * 5 <= now * (isKnown ? 4 : 3),
          let decoder = IconvHandle(from: encoding.iconvName, to: "UTF-8"),
          let text = decoder.convertWhole(bytes),
          // The rarest of Latin letters, but in Cyrillic text one of the most frequent: it proves nothing.
          !text.indices.dropLast().contains(where: { text[$0] == 0xC3 && text[$0 + 1] == 0xBF })
        else { continue }
        readings.append(
          (
            Finding(text: text, written: encoding.name, readAs: table.encoding.name),
            now - then - wanted
          ))
      }
    }
    return readings
  }

  private func isSeen(_ written: TextEncoding, _ readAs: ReverseTable) -> Bool {
    seen[Misreading(written: written.name, readAs: readAs.encoding.name)] ?? 0 >= Self.knownCount
  }

  /// What a text may be at first sight, and, where the cells before it were misread, what they were.
  private func tablesOfLegacy(_ look: Look) -> [(ReverseTable?, [TextEncoding])] {
    guard look.tablesOfLegacy.isEmpty, look.isCyrillic, !seen.isEmpty else {
      return look.tablesOfLegacy
    }
    return Look.cyrillic.filter { readAs, written in
      readAs.map { table in written.contains { isSeen($0, table) } } ?? false
    }
  }

  /// False for what is no UTF-8, or has U+FFFD: the way back is lost.
  private static func decode(_ cell: Span<UInt8>, into scalars: inout [UInt32]) -> Bool {
    var index = 0
    while index < cell.count {
      let lead = UInt32(cell[index])
      let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      guard index + length <= cell.count else { return false }
      var scalar = length == 1 ? lead : lead & (0x7F >> UInt32(length))
      for offset in 1..<max(1, length) {
        scalar = scalar << 6 | UInt32(cell[index + offset] & 0x3F)
      }
      if scalar == 0xFFFD { return false }
      scalars.append(scalar)
      index += length
    }
    return true
  }
}

/// What a text looks like at first sight: leaves out nearly all that is well at little cost.
private struct Look {
  private(set) var tablesOfUTF8: [ReverseTable?] = []
  private(set) var tablesOfLegacy: [(ReverseTable?, [TextEncoding])] = []
  private(set) var mayBeGBK = false
  private(set) var isCyrillic = false

  static let cyrillic: [(ReverseTable?, [TextEncoding])] = [
    (.windows1251, [.koi8R, .ibm866, .macCyrillic]),
    (.koi8R, [.windows1251, .ibm866]),
    (.ibm866, [.windows1251, .koi8R]),
  ]

  private static let latin: [ReverseTable?] = [
    .windows1252, .windows1250, .macRoman, .ibm437, .ibm850,
  ]
  private static let drawing: [ReverseTable?] = [
    .macRoman, .ibm437, .ibm850, .ibm866, .koi8R, .windows1252,
  ]
  private static let ofCyrillic: [ReverseTable?] = [.windows1251, .ibm866, .koi8R]

  private static let writtenWhereLatin: [TextEncoding] = [
    .windows1251, .koi8R, .ibm866, .windows1253, .windows1255, .windows1256, .windows874, .gb18030,
    .big5, .shiftJIS, .eucKR,
  ]
  private static let writtenInLatin: [TextEncoding] = [.windows1250, .windows1254, .windows1257]

  init(_ scalars: [UInt32]) {
    var latinRun = 0
    var longestLatinRun = 0
    var signsInLatin = false
    var capitalsInside = 0
    var signsInside = 0
    var isBesideLatin = false
    var hasLookalikes = false
    var first: UInt32 = 0
    var before: UInt32 = 0x20
    for scalar in scalars {
      if first == 0, scalar >= 0x80 { first = scalar }
      latinRun = Self.isOfWindows1252(scalar) ? latinRun + 1 : 0
      longestLatinRun = max(longestLatinRun, latinRun)
      if Self.isLatinSign(scalar) ? Self.isASCIILetter(before) : Self.isLatinSign(before) {
        signsInLatin = signsInLatin || Self.isASCIILetter(before) || Self.isASCIILetter(scalar)
      }
      let isLetter = Self.isCyrillicLetter(scalar)
      if isLetter || Self.isCyrillicLetter(before) {
        if Self.isLower(before), Self.isUpper(scalar) { capitalsInside += 1 }
        if Self.isASCIILetter(before) || Self.isASCIILetter(scalar) { isBesideLatin = true }
        if isLetter, Self.lookalikes.contains(scalar) { hasLookalikes = true }
        if isLetter ? Self.isSign(before) : Self.isSign(scalar) { signsInside += 1 }
      }
      before = scalar
    }
    isCyrillic = Self.isCyrillicLetter(first)
    switch first {
    case 0x80...0x24F, 0x2C6...0x2DD, 0x2010...0x20AC: tablesOfUTF8 = Self.latin
    case 0x400...0x45F: tablesOfUTF8 = Self.ofCyrillic
    case 0x2100...0x25FF: tablesOfUTF8 = Self.drawing
    case 0x3400...0x9FFF: mayBeGBK = IdeographsOfUTF8.mayBegin(with: first)
    default: break
    }
    if longestLatinRun >= 3 { tablesOfLegacy.append((.windows1252, Self.writtenWhereLatin)) }
    if signsInLatin { tablesOfLegacy.append((.windows1252, Self.writtenInLatin)) }
    if capitalsInside > 0 || signsInside > 1 { tablesOfLegacy += Self.cyrillic }
    if isBesideLatin, !hasLookalikes { tablesOfLegacy.append((.windows1251, [.windows1252])) }
  }

  /// Cyrillic letters that people type in Latin words by mistake.
  private static let lookalikes = "аеорсухіѕјАВЕКМНОРСТХІЅЈ".unicodeScalars.map(\.value)

  private static func isASCIILetter(_ scalar: UInt32) -> Bool {
    (0x61...0x7A).contains(scalar | 0x20)
  }

  private static func isCyrillicLetter(_ scalar: UInt32) -> Bool {
    (0x400...0x45F).contains(scalar)
  }

  private static func isLower(_ scalar: UInt32) -> Bool { (0x430...0x45F).contains(scalar) }

  private static func isUpper(_ scalar: UInt32) -> Bool { (0x400...0x42F).contains(scalar) }

  /// What lies beyond ASCII and is no Cyrillic letter.
  private static func isSign(_ scalar: UInt32) -> Bool {
    scalar >= 0x80 && !isCyrillicLetter(scalar)
  }

  /// Signs, fractions and the like, which seldom touch letters.
  private static func isLatinSign(_ scalar: UInt32) -> Bool {
    (0xA1...0xBF).contains(scalar) || scalar == 0x153 || scalar == 0x152 || scalar == 0x178
  }

  private static func isOfWindows1252(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0xFF, 0x152...0x192, 0x2C6, 0x2DC, 0x2013...0x203A, 0x20AC, 0x2122: true
    default: false
    }
  }
}
