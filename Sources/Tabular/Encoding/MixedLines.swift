/// Parts the lines of a sample into those that are UTF-8 and the others.
struct MixedLines {
  /// Characters beyond ASCII in lines of UTF-8.
  private(set) var utf8Characters = 0
  /// Quarter bits that they take, about as many as letters and ideographs take elsewhere.
  private(set) var utf8Cost = 0
  private(set) var legacy: EncodingSample

  private static let lineCost = 16

  init(_ sample: EncodingSample) {
    let bytes = sample.bytes.span
    var rest: [UInt8] = []
    var start = 0
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let line = bytes.extracting(start..<end)
      let validity = LineValidity(line)
      if validity.isUTF8 {
        utf8Characters += validity.characters
        if validity.characters > 0 { utf8Cost += validity.cost + Self.lineCost }
      } else {
        rest.append(contentsOf: sample.bytes[start..<end])
        rest.append(0x0A)
      }
      start = end + 1
    }
    legacy = EncodingSample(rest.span, highLimit: .max)
  }
}

/// How far a line is UTF-8.
struct LineValidity {
  private(set) var characters = 0
  private(set) var invalid = 0
  private(set) var cost = 0

  init(_ line: Span<UInt8>) {
    var index = 0
    while index < line.count {
      let (end, stop) = UTF8Validation.scan(line, from: index)
      for place in index..<end where line[place] >= 0xC0 {
        characters += 1
        cost += Self.cost(line, place)
      }
      switch stop {
      case .end: return
      case .incomplete:
        invalid += 1
        return
      case .invalid(let byteCount):
        invalid += 1
        index = end + byteCount
      }
    }
  }

  /// Valid, or valid but for damage: a text in another encoding has few places that happen to be UTF-8.
  var isUTF8: Bool { invalid == 0 || (characters >= 2 && characters >= 2 * invalid) }

  /// About what a letter or ideograph takes where its neighbours are of the same script; much for what is seldom used.
  private static func cost(_ line: Span<UInt8>, _ place: Int) -> Int {
    let lead = line[place]
    let trail = line[place + 1]
    switch lead {
    // Latin letters with accents; what lies between are signs.
    case 0xC3: return trail == 0x97 || trail == 0xB7 ? 52 : 34
    case 0xC2:
      return [0xA0, 0xA9, 0xAB, 0xAE, 0xB0, 0xB2, 0xB7, 0xBA, 0xBB].contains(trail) ? 36 : 60
    case 0xC4, 0xC5: return 38
    // Greek, Cyrillic, Hebrew, Arabic.
    case 0xCE, 0xCF, 0xD0, 0xD1, 0xD7, 0xD8, 0xD9:
      let sameScript =
        (place >= 2 && line[place - 2] ^ lead < 2)
        || (place + 2 < line.count && line[place + 2] ^ lead < 2)
      return sameScript ? 24 : 56
    case 0xC6...0xDF: return 70
    case 0xE0: return trail == 0xB8 || trail == 0xB9 ? 28 : 80
    case 0xE2: return trail == 0x80 ? 36 : 64
    case 0xE3: return trail < 0x84 ? 30 : 76
    case 0xE4: return trail >= 0xB8 ? 46 : 76
    case 0xE5...0xE9, 0xEA...0xED: return 46
    case 0xEE: return 120
    case 0xEF: return trail >= 0xBC ? 40 : 76
    default: return 72
    }
  }
}
