/// The case of names that were typed in capitals or in small letters throughout.
///
/// Mixed case is its owner's and stays. The rules are those of English, Dutch, German, Romance,
/// Arabic and Russian usage: `MCDONALD` → `McDonald`, `o'brien` → `O'Brien`, `ANNA-MARIA` →
/// `Anna-Maria`, `VAN DER BERG` → `van der Berg`, `АЛЬ-ФАИСАЛ` → `аль-Фаисал`.
enum NameCase {
  /// A part of a name in its usual case; a family name may begin with a particle. Idempotent.
  static func mended(_ part: String, isFamily: Bool = false) -> String {
    var letters = 0
    var upper = 0
    var lower = 0
    for scalar in part.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A, 0x410...0x42F, 0x401: upper += 1
      case 0x61...0x7A, 0x430...0x44F, 0x451: lower += 1
      case 0..<0xAA, 0x2E80...0xA63F, 0xAC00...0xD7FF: continue
      default:
        if scalar.properties.isUppercase {
          upper += 1
        } else if scalar.properties.isLowercase {
          lower += 1
        } else {
          continue
        }
      }
      letters += 1
      if upper > 0, lower > 0 { break }
    }
    if letters == 0 || (upper > 0 && lower > 0) || (upper == 1 && lower == 0) { return part }
    return titled(part, isFamily: isFamily)
  }

  private static func titled(_ part: String, isFamily: Bool) -> String {
    let words = part.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
      .map { Substring($0) }
    var result = ""
    result.reserveCapacity(part.utf8.count)
    for (index, word) in words.enumerated() {
      if index > 0 { result += " " }
      let small = lowercased(word)
      if index > 0 || isFamily, index < words.count - 1, particles.contains(small) {
        result += small
      } else {
        appendTitled(small, to: &result)
      }
    }
    return result
  }

  /// Small letters, scalar by scalar: the dot of `İ` is not kept as a mark.
  private static func lowercased(_ word: Substring) -> String {
    var copy = String(word)
    let ascii: String? = copy.withUTF8 { bytes in
      for byte in bytes where byte >= 0x80 { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { output in
        for index in 0..<bytes.count {
          output[index] = (0x41...0x5A).contains(bytes[index]) ? bytes[index] | 0x20 : bytes[index]
        }
        return bytes.count
      }
    }
    if let ascii { return ascii }
    var result = String.UnicodeScalarView()
    for scalar in word.unicodeScalars {
      switch scalar.value {
      case 0x130: result.append("i")
      case 0x410...0x42F: result.append(Unicode.Scalar(scalar.value + 0x20) ?? scalar)
      case 0x430...0x44F: result.append(scalar)
      default: result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    if result.count > 1, result.last == "σ" {
      result.removeLast()
      result.append("ς")
    }
    return String(result)
  }

  /// Appends a word in small letters with its capitals: at the start, after a hyphen, after the
  /// apostrophe of a one-letter prefix, after `Mc`.
  private static func appendTitled(_ word: String, to result: inout String) {
    var isStart = true
    var sinceStart = 0
    let pieces = word.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
      .map { Substring($0) }
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result.unicodeScalars.append("-") }
      if index == 0, pieces.count > 1, articles.contains(String(piece)) {
        result += piece
        continue
      }
      isStart = true
      sinceStart = 0
      let isMc = piece.utf8.count > 4 && piece.hasPrefix("mc")
      for scalar in piece.unicodeScalars {
        if isStart || (isMc && sinceStart == 2) {
          result.unicodeScalars.append(contentsOf: capital(scalar))
          if Script(scalar.value) != .none || scalar.properties.isAlphabetic {
            isStart = false
            sinceStart += 1
          }
          continue
        }
        result.unicodeScalars.append(scalar)
        if scalar == "." || ((scalar == "'" || scalar == "’") && sinceStart == 1) {
          isStart = true
          sinceStart = 0
        } else {
          sinceStart += 1
        }
      }
    }
  }

  private static func capital(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    switch scalar.value {
    case 0x61...0x7A: String(Unicode.Scalar(UInt8(scalar.value) & 0xDF)).unicodeScalars
    case 0x430...0x44F:
      String(Unicode.Scalar(scalar.value - 0x20) ?? scalar).unicodeScalars
    default: scalar.properties.titlecaseMapping.unicodeScalars
    }
  }

  /// Kept small before the rest of a name.
  static let particles = table(
    "van von vom zum zur der den de del della delle dello degli di da das do dos du des la le los las "
      + "el al bin ibn bint ben ter ten te tot op af av och y und zu ван фон де дер ди да дю ле ла "
      + "ибн бин бен эль аль")

  private static let articles = table("al el as ash аль эль ал ас аш")

  private static func table(_ words: String) -> FoldedTable {
    var table = FoldedTable()
    for word in words.split(separator: " ") { table.insert(String(word), value: 1) }
    return table
  }
}
