import Glibc

/// What a cell looks like, for telling which column it belongs to: numbers of 64 bits that are equal for cells that are
/// written alike.
struct CellShape: Hashable {
  enum Kind: UInt8, CaseIterable {
    case empty, number, money, date, time, phone, email, url, code, word, text
  }

  var kind: Kind
  /// Every character by its class: `28/01/2018` and `31/12/2019` are alike.
  var exact: UInt64
  /// Runs of a class as one: `$6.31` and `$63.70` are alike.
  var loose: UInt64

  /// Bytes beyond this many do not count.
  private static let byteLimit = 48

  init(_ cell: UnsafeBufferPointer<UInt8>) {
    var exact: UInt64 = 0xCBF2_9CE4_8422_2325
    var loose = exact
    var previous: UInt8 = 0
    var digits = 0
    var letters = 0
    var spaces = 0
    var at = -1
    var dotAfterAt = false
    var colons = 0
    var slashes = 0
    var dashes = 0
    var dots = 0
    var others = 0
    let count = cell.count
    for index in 0..<count {
      let byte = cell[index]
      let sign = Self.sign(byte)
      if index < Self.byteLimit {
        exact = (exact ^ UInt64(sign)) &* 0x100_0000_01B3
        let kindOfByte = sign == 0x41 ? 0x61 : sign
        if kindOfByte != previous { loose = (loose ^ UInt64(kindOfByte)) &* 0x100_0000_01B3 }
        previous = kindOfByte
      }
      switch sign {
      case 0x39: digits += 1
      case 0x41, 0x61, 0x80: letters += 1
      case 0x20: spaces += 1
      case UInt8(ascii: "@"): at = at < 0 ? index : count
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "/"): slashes += 1
      case UInt8(ascii: "-"): dashes += 1
      case UInt8(ascii: "."):
        dots += 1
        if at >= 0, index > at + 1 { dotAfterAt = true }
      case UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","): break
      default: others += 1
      }
    }
    self.exact = exact
    self.loose = loose
    if count == 0 || spaces == count {
      kind = .empty
    } else if at > 0, at < count, dotAfterAt, spaces == 0 {
      kind = .email
    } else if letters > 0, spaces == 0, colons > 0, slashes > 1 {
      kind = .url
    } else if letters == 0, digits > 0 {
      if others > 0 {
        kind = others == 1 && count <= 16 ? .money : .text
      } else if colons > 0 {
        kind = slashes + dashes + dots > 1 && spaces > 0 ? .date : .time
      } else if (6...8).contains(digits), slashes == 2 || dashes == 2 || dots == 2, spaces == 0 {
        kind = .date
      } else if digits >= 7, spaces + dashes > 0 || cell[0] == UInt8(ascii: "+") || digits >= 9 {
        kind = .phone
      } else {
        kind = spaces > 0 || dashes > 1 || slashes > 0 ? .code : .number
      }
    } else if letters <= 2, digits >= 8, colons >= 2, dashes >= 2 {
      kind = .date
    } else if digits > 0, spaces == 0 {
      kind = letters == 0 ? .text : .code
    } else if spaces == 0, letters > 0, others == 0 {
      kind = .word
    } else {
      kind = .text
    }
  }

  /// Whether two bytes are of one word or one number.
  static func isRun(_ first: UInt8, _ second: UInt8) -> Bool {
    let (left, right) = (sign(first), sign(second))
    return left == right || left == 0x41 && right == 0x61
  }

  private static func sign(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: 0x39
    case 0x41...0x5A: 0x41
    case 0x61...0x7A: 0x61
    case 0x80...: 0x80
    default: byte
    }
  }
}

/// What the cells of one column look like, and how well another cell fits among them.
struct ColumnProfile {
  private(set) var count = 0
  private(set) var emptyCount = 0
  private var exact: [UInt64: Int] = [:]
  private var loose: [UInt64: Int] = [:]
  private var kinds = [Int](repeating: 0, count: CellShape.Kind.allCases.count)

  mutating func add(_ shape: CellShape) {
    count += 1
    kinds[Int(shape.kind.rawValue)] += 1
    if shape.kind == .empty {
      emptyCount += 1
      return
    }
    exact[shape.exact, default: 0] += 1
    loose[shape.loose, default: 0] += 1
  }

  /// Whether cells of the column are told from text by what they look like.
  var isTyped: Bool {
    let filled = count - emptyCount
    guard filled > 0 else { return false }
    let free =
      kinds[Int(CellShape.Kind.word.rawValue)] + kinds[Int(CellShape.Kind.text.rawValue)]
    return Double(filled - free) >= 0.9 * Double(filled)
  }

  var isEmpty: Bool { count == emptyCount }

  /// How surprising a cell is here, in bits: about 0 for what is always so, 10 for what never is.
  func surprise(_ shape: CellShape) -> Double {
    let total = Double(count) + 1
    if shape.kind == .empty {
      return min(10, -log2((Double(emptyCount) + 0.02) / total))
    }
    let known = Double(exact[shape.exact] ?? 0)
    let alike = Double(loose[shape.loose] ?? 0)
    let same = Double(likeness(shape.kind))
    // As often as a record so far brought something new (after Good and Turing).
    let newExact = min(1, (Double(exact.count) + 0.5) / total)
    let newLoose = min(1, (Double(loose.count) + 0.5) / total)
    let share = max(known, newExact * max(alike, newLoose * same))
    return min(10, -log2(max(share / total, 1e-9)))
  }

  /// How surprising a text is here that is written as no other.
  var textSurprise: Double {
    let total = Double(count) + 1
    let newExact = min(1, (Double(exact.count) + 0.5) / total)
    let newLoose = min(1, (Double(loose.count) + 0.5) / total)
    let share = newExact * newLoose * Double(likeness(.text)) / total
    return min(10, -log2(max(share, 1e-9)))
  }

  /// How many cells are of a kind; a word is a short text.
  private func likeness(_ kind: CellShape.Kind) -> Int {
    if kind == .word || kind == .text {
      return kinds[Int(CellShape.Kind.word.rawValue)] + kinds[Int(CellShape.Kind.text.rawValue)]
    }
    return kinds[Int(kind.rawValue)]
  }

  /// Whether a cell of the same kind was seen.
  func knowsKind(_ shape: CellShape) -> Bool {
    likeness(shape.kind) > 0
  }
}
