/// The plain letter under a Latin letter with a mark: `É` → `e`, `ł` → `l`, `ộ` → `o`.
///
/// One ASCII lower-case letter per code point of U+00C0…U+024F and U+1E00…U+1EFF; `.` where
/// there is none. Source: the canonical decompositions of the Unicode Character Database.
enum LatinBases {
  /// The plain letter of a scalar, or nil. O(1).
  @inline(__always)
  static func base(of scalar: UInt32) -> UInt8? {
    let byte: UInt8
    switch scalar {
    case 0xC0..<0x250: byte = extended[Int(scalar - 0xC0)]
    case 0x1E00..<0x1F00: byte = additional[Int(scalar - 0x1E00)]
    default: return nil
    }
    return byte == 0x2E ? nil : byte
  }

  private static let extended: [UInt8] = Array(extendedLetters.utf8)
  private static let additional: [UInt8] = Array(additionalLetters.utf8)

  private static let extendedLetters =
    "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccdd"
    + "ddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkkkllllll..llnnnnnn.nnoooooo..rrrrrrssssss"
    + "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs..............e..ff.............oo.............u"
    + "u............................aaiioouuuuuuuuuueaaaa....ggkkoooo..j...gg..nnaa..oo"
    + "aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................"

  private static let additionalLetters =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
    + "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s...."
    + "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
    + "uuyyyyyyyy......"
}
