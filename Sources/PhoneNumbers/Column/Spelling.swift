/// How the digits of a number are grouped, and with which signs.
struct Spelling {
  private(set) var count = 0
  /// Bit n: signs or blanks stand between digit n - 1 and digit n.
  private var pending: UInt32 = 0
  private var groupStarts: UInt32 = 0
  private var running: UInt64 = 0xCBF2_9CE4_8422_2325
  private var signs: UInt64 = 0

  init() {}

  /// The spelling of an ASCII text that holds one number and nothing else.
  init(_ text: Span<UInt8>) {
    for at in 0..<text.count {
      if text[at] >= 0x30 && text[at] <= 0x39 { appendDigit() } else { append(text[at]) }
    }
  }

  mutating func appendDigit() {
    if pending != 0 {
      groupStarts |= pending
      pending = 0
    }
    count += 1
    mix(UInt8(ascii: "0"))
    signs = running
  }

  mutating func append(_ sign: UInt8) {
    if count > 0 && count < 32 { pending = 1 << UInt32(count) }
    if count > 0 || sign == UInt8(ascii: "(") { mix(sign) }
  }

  private mutating func mix(_ byte: UInt8) {
    running = (running ^ UInt64(byte)) &* 0x100_0000_01B3
  }

  var isGrouped: Bool { groupStarts != 0 }

  /// Equal for numbers of one length with the same groups, whatever signs part them.
  var groups: UInt64 { UInt64(groupStarts) << 8 | UInt64(count) }

  /// Equal for numbers that are written alike, sign by sign.
  var exact: UInt64 { signs | 1 << 63 }
}
