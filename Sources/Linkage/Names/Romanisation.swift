/// Writes a folded word in Latin letters: Cyrillic (Russian, Ukrainian, Kazakh, Serbian …) and
/// Greek are romanised; Arabic and Hebrew lose what may go unwritten; every other script is left as
/// it is. The spelling is one of many; the
/// skeleton makes the many one.
func romanise(_ word: Span<UInt8>, into out: inout [UInt8]) {
  var index = 0
  while index < word.count {
    let byte = word[index]
    if byte < 0x80 {
      out.append(byte)
      index += 1
      continue
    }
    let scalar = decodeScalar(word, &index)
    switch scalar {
    case 0x430...0x45F: append(cyrillic[Int(scalar) - 0x430], to: &out)
    case 0x460...0x52F: append(cyrillicExtension(scalar), scalar, to: &out)
    case 0x3B1...0x3C9: appendGreek(scalar, in: word, &index, to: &out)
    case 0x590...0x6FF:
      let folded = AbjadLetters.folded(scalar)
      if folded != 0 { appendScalar(folded, to: &out) }
    default: appendScalar(scalar, to: &out)
    }
  }
}

private func append(_ letters: StaticString, to out: inout [UInt8]) {
  for index in 0..<letters.utf8CodeUnitCount { out.append(letters.utf8Start[index]) }
}

private func append(_ letters: StaticString?, _ scalar: UInt32, to out: inout [UInt8]) {
  if let letters { append(letters, to: &out) } else { appendScalar(scalar, to: &out) }
}

/// U+0430 to U+045F.
private let cyrillic: [StaticString] = [
  "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p",
  "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia",
  "e", "e", "dj", "g", "ie", "dz", "i", "i", "j", "lj", "nj", "ch", "k", "i", "v", "dzh",
]

/// Letters of Kazakh, Tatar, Bashkir and old Ukrainian spelling.
private func cyrillicExtension(_ scalar: UInt32) -> StaticString? {
  switch scalar {
  case 0x491, 0x493, 0x495: "g"
  case 0x497: "zh"
  case 0x499: "z"
  case 0x49B, 0x49D, 0x49F, 0x4A1: "k"
  case 0x4A3, 0x4A5: "n"
  case 0x4AB: "s"
  case 0x4AF, 0x4B1: "u"
  case 0x4B3, 0x4BB: "h"
  case 0x4D9: "a"
  case 0x4E9: "o"
  default: nil
  }
}

/// One Greek letter, or two that are one sound (ISO 843, ELOT 743 type 2); steps over the second.
private func appendGreek(
  _ scalar: UInt32, in word: Span<UInt8>, _ index: inout Int, to out: inout [UInt8]
) {
  let isFirst = index == 2
  var following = index
  let next = following < word.count ? decodeScalar(word, &following) : 0
  let pair: StaticString?
  switch (scalar, next) {
  case (0x3BF, 0x3C5): pair = "ou"
  case (0x3BC, 0x3C0): pair = isFirst ? "b" : "mp"
  case (0x3B3, 0x3B3): pair = "ng"
  case (0x3B3, 0x3BA): pair = isFirst ? "g" : "gk"
  case (0x3B3, 0x3BE): pair = "nx"
  case (0x3B3, 0x3C7): pair = "nch"
  case (0x3C4, 0x3B6): pair = "tz"
  case (0x3B1, 0x3C5), (0x3B5, 0x3C5), (0x3B7, 0x3C5):
    append(greek[Int(scalar) - 0x3B1], to: &out)
    let third = following < word.count ? decodeScalar(word, &following) : 0
    append(isVoiceless(third) ? "f" : "v", to: &out)
    index += 2
    return
  default: pair = nil
  }
  append(pair ?? greek[Int(scalar) - 0x3B1], to: &out)
  if pair != nil { index += 2 }
}

/// Before these, and at the end, `αυ` and `ευ` are af and ef.
private func isVoiceless(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0, 0x3B8, 0x3BA, 0x3BE, 0x3C0, 0x3C3, 0x3C2, 0x3C4, 0x3C6, 0x3C7, 0x3C8: true
  default: false
  }
}

/// U+03B1 to U+03C9.
private let greek: [StaticString] = [
  "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p",
  "r", "s", "s", "t", "y", "f", "ch", "ps", "o",
]
