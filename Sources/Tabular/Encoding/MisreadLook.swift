/// Whether a cell may have been decoded wrongly, at first sight: signs among letters, letters with accents side by side,
/// capitals inside words, two scripts in a word. Hardly any cell that is well has these, and one pass over its bytes
/// finds them.
enum MisreadLook {
  private enum Kind: UInt8 {
    case other, latin, cyrillicLower, cyrillicUpper
    /// Letters of Western Europe.
    case western
    /// Other Latin letters, and typographic signs.
    case accented
    /// Signs of Latin-1.
    case sign
    case unbrokenSpace
    /// What wrong readings do not make.
    case distant
  }

  /// - Parameter isCautious: whether all Cyrillic is to be looked at, since some of it was misread before.
  static func isSuspicious(_ cell: Span<UInt8>, isCautious: Bool) -> Bool {
    cell.withUnsafeBufferPointer { isSuspicious($0, isCautious: isCautious) }
  }

  private static func isSuspicious(
    _ cell: UnsafeBufferPointer<UInt8>, isCautious: Bool
  ) -> Bool {
    let oddPairs = Self.oddPairs
    var before = Kind.other
    var westernRun = 0
    var isFirstIdeograph = true
    var index = 0
    while index < cell.count {
      let lead = cell[index]
      let kind: Kind
      switch lead {
      case 0..<0x80:
        if isOdd(before, Self.kind(ofASCII: lead), oddPairs) { return true }
        // ASCII beside ASCII is never odd: only the last of a run matters.
        repeat { index += 1 } while index < cell.count && cell[index] < 0x80
        before = Self.kind(ofASCII: cell[index - 1])
        westernRun = 0
        continue
      case 0xD0, 0xD1:
        if isCautious { return true }
        kind =
          lead == 0xD0 && index + 1 < cell.count && cell[index + 1] < 0xB0
          ? .cyrillicUpper : .cyrillicLower
        index += 2
      case 0xC2:
        kind = index + 1 < cell.count && cell[index + 1] == 0xA0 ? .unbrokenSpace : .sign
        index += 2
      case 0xC5:
        // The letters of windows-1252 that stand where other encodings have theirs.
        let next = index + 1 < cell.count ? cell[index + 1] : 0
        kind = next == 0x92 || next == 0x93 || next == 0xB8 ? .sign : .accented
        index += 2
      case 0xC3:
        kind = .western
        index += 2
      case 0xC4, 0xC6, 0xCB:
        kind = .accented
        index += 2
      case 0xC0..<0xE0:
        kind = .distant
        index += 2
      case 0xE2:
        kind = .accented
        index += 3
      case 0xE3...0xE9:
        if isFirstIdeograph, index + 2 < cell.count {
          let scalar =
            UInt32(lead & 0x0F) << 12 | UInt32(cell[index + 1] & 0x3F) << 6
            | UInt32(cell[index + 2] & 0x3F)
          if IdeographsOfUTF8.mayBegin(with: scalar) { return true }
          isFirstIdeograph = false
        }
        kind = .distant
        index += 3
      default:
        kind = .distant
        index += lead < 0xF0 ? 3 : 4
      }
      // Two accents side by side are common in some languages, three in none.
      westernRun = kind == .western ? westernRun + 1 : 0
      if westernRun == 3 || isOdd(before, kind, oddPairs) { return true }
      before = kind
    }
    return false
  }

  @inline(__always)
  private static func kind(ofASCII byte: UInt8) -> Kind {
    (byte | 0x20) &- 0x61 < 26 ? .latin : .other
  }

  @inline(__always)
  private static func isOdd(_ before: Kind, _ kind: Kind, _ oddPairs: UInt64) -> Bool {
    // What wrong readings do not make is odd beside nothing.
    guard before != .distant, kind != .distant else { return false }
    return oddPairs &>> (UInt64(before.rawValue) << 3 | UInt64(kind.rawValue)) & 1 != 0
  }

  /// Bit `before * 8 + kind` says whether the two are odd side by side.
  private static let oddPairs: UInt64 = {
    let kinds: [Kind] = [
      .other, .latin, .cyrillicLower, .cyrillicUpper, .western, .accented, .sign, .unbrokenSpace,
    ]
    var pairs: UInt64 = 0
    for before in kinds {
      for kind in kinds where isOddPair(before, kind) {
        pairs |= 1 << (UInt64(before.rawValue) << 3 | UInt64(kind.rawValue))
      }
    }
    return pairs
  }()

  private static func isOddPair(_ before: Kind, _ kind: Kind) -> Bool {
    let isBeforeCyrillic = before == .cyrillicLower || before == .cyrillicUpper
    let isCyrillic = kind == .cyrillicLower || kind == .cyrillicUpper
    let isBeforeMarked = before == .accented || before == .sign || before == .western
    let isMarked = kind == .accented || kind == .sign || kind == .western
    if isBeforeCyrillic {
      return kind == .latin || isMarked || (before == .cyrillicLower && kind == .cyrillicUpper)
    }
    if isCyrillic { return before == .latin || isBeforeMarked }
    if isBeforeMarked, isMarked { return !(before == .western && kind == .western) }
    if kind == .unbrokenSpace { return before == .western || before == .accented }
    return (before == .latin && kind == .sign) || (before == .sign && kind == .latin)
  }
}
