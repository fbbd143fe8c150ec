internal import PhoneNumbers

/// A generator that repeats (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number below `bound`, which is small.
  mutating func below(_ bound: Int) -> Int { Int(next() >> 33) % bound }
}

/// Makes cells: random bytes, and pieces of numbers put together and damaged.
struct Inputs {
  /// Each in UTF-8; chosen so that every branch of a reader is taken often.
  private static let pieces: [[UInt8]] = [
    "+", "++", "＋", "00", "011", "810", "8~10", "0", "1", "8", "15", "9", "(0)", "(", ")", "[0]",
    "tel:", "TEL;TYPE=CELL:", "TEL;VALUE=uri:tel:", "wa.me/", "https://wa.me/",
    "whatsapp://send?phone=",
    "@c.us", "@s.whatsapp.net", ";phone-context=+44", ";phone-context=example.com",
    ";phone-context=",
    ";isub=12", ";ext=45", " ext. 12", "x", "X12", " доб. 5", "#", "~12", ",,12", ",12", ";", "-",
    "/", " / ", " or ", " и ", " oder ", ", ", "; ", "\n", "\r\n", "\t", " ", "  ", "\u{A0}",
    "\u{2009}",
    "\u{200B}", "\u{202A}", "\u{202C}", "\u{2060}", "\u{FEFF}", "\u{2011}", "\u{30FC}", ".", ".0",
    ",0",
    "E+11", "1.23457E+11", "4.4E+11", "'", "\"", "=", "\"\"", ":", "*", "|", "&", "_", "@", "²",
    "½",
    "٣", "٠١٢٣", "２", "０１２", "𝟎𝟏", "𑓐", "abc", "FLOWERS", "O", "o", "l", "I", "S", "B", "中", "電話",
    "é",
    "Ё", "Tel.", "Mobile: ", "WhatsApp ", "fax", "n/a", "none", "ext", "доб", "anexo 3",
    "extensión 4",
    "ｅｘｔ 7", "ıNT", "분기", "+1", "+44", "+39 0", "+7", "+52 1", "+54 9", "+55", "+225", "+800",
    "+883", "+979", "2025550123", "7946 0958", "020 7946 0958", "07700 900123", "07700900123",
    "11 2345-6789", "912345678", "5550100", "0000000000", "1234567890", "123456789", "9999999999",
    "2026-11-22", "22.11.2026", "4111 1111 1111 1111", "999999999999999999", "12", "3", "4567",
    " x302/x2303", "\\ x3", "BEGIN:VCARD", "END:VCARD", "\u{0}", "\u{7F}", "%2B", "+%2B",
  ].map { Array($0.utf8) }

  private static let regions: [Region?] = [nil] + Region.all
  private static let codes: [[UInt8]] = Region.all.map { Array(String($0.callingCode).utf8) }

  private var random: Seeded
  private(set) var bytes: [UInt8] = []
  private(set) var region: Region?

  /// The input of a round: the same seed and round give the same bytes and region.
  init(seed: UInt64, round: UInt64, _ corpus: Corpus) {
    random = Seeded(state: seed &* 0xD6E8_FEB8_6659_FD93 ^ round)
    region = random.below(8) == 0 ? nil : Self.regions[random.below(Self.regions.count)]
    let isTaken = corpus.count > 0 && random.below(2) == 0
    switch random.below(16) {
    case _ where isTaken:
      let row = random.below(corpus.count)
      bytes = corpus.cell(row)
      if random.below(4) != 0 { region = corpus.region(row) }
    case 0: noise()
    case 1: digits(random.below(30))
    case 2...7: number()
    default: soup()
    }
    if random.below(2) == 0 { damage() }
    if random.below(64) == 0 { lengthen() }
  }

  private mutating func noise() {
    for _ in 0..<random.below(random.below(16) == 0 ? 1000 : 60) {
      bytes.append(UInt8(truncatingIfNeeded: random.next()))
    }
  }

  private mutating func digits(_ count: Int) {
    for _ in 0..<count { bytes.append(UInt8(0x30 + random.below(10))) }
  }

  private mutating func piece() {
    bytes.append(contentsOf: Self.pieces[random.below(Self.pieces.count)])
  }

  private mutating func soup() {
    for _ in 0...random.below(8) {
      if random.below(3) == 0 { digits(1 + random.below(9)) } else { piece() }
    }
  }

  /// A number of the region or of another, with something before, inside or after it.
  private mutating func number() {
    if random.below(3) == 0 { piece() }
    let code = region.map { Array(String($0.callingCode).utf8) }
    switch random.below(6) {
    case 0, 1:
      bytes.append(UInt8(ascii: "+"))
      bytes.append(contentsOf: random.below(2) == 0 ? code ?? [] : Self.anyCode(&random))
    case 2:
      bytes.append(contentsOf: [0x30, 0x30])
      bytes.append(contentsOf: Self.anyCode(&random))
    case 3: bytes.append(contentsOf: code ?? [])
    case 4: bytes.append(0x30)
    default: break
    }
    for _ in 0...random.below(3) {
      if random.below(3) == 0 { bytes.append(random.below(2) == 0 ? 0x20 : 0x2D) }
      digits(2 + random.below(4))
    }
    if random.below(3) == 0 { piece() }
    if random.below(4) == 0 { digits(random.below(7)) }
  }

  private static func anyCode(_ random: inout Seeded) -> [UInt8] {
    codes[random.below(codes.count)]
  }

  private mutating func damage() {
    for _ in 0...random.below(3) {
      let at = random.below(bytes.count + 1)
      switch random.below(6) {
      case 0: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: at)
      case 1 where at < bytes.count: bytes[at] = UInt8(truncatingIfNeeded: random.next())
      case 2 where at < bytes.count: bytes.remove(at: at)
      case 3: bytes.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)], at: at)
      case 4 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.below(8))
      default: bytes.removeSubrange(at...)
      }
    }
  }

  /// To about the longest text that is read, or far beyond.
  private mutating func lengthen() {
    guard !bytes.isEmpty else { return }
    let wanted = [245, 250, 251, 256, 257, 300, 511, 513, 5000][random.below(9)]
    let part = bytes.count > 1 && random.below(2) == 0 ? Array(bytes.suffix(1)) : bytes
    while bytes.count < wanted { bytes.append(contentsOf: part.prefix(wanted - bytes.count)) }
  }
}
