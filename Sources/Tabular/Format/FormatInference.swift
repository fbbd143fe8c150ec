/// Tells the form of a text from its first bytes: JSON and XML show by their brackets, everything else is CSV.
enum FormatInference {
  static func guess(_ window: Span<UInt8>) -> Format {
    let start = skipSpace(window, from: 0)
    guard start < window.count else { return .csv }
    if isVCard(window, from: start) { return .vcard }
    switch window[start] {
    case UInt8(ascii: "{"):
      let next = skipSpace(window, from: start + 1)
      guard next < window.count, window[next] == quote || window[next] == UInt8(ascii: "}") else {
        return .csv
      }
      return isFollowedByObject(window, from: start) ? .ndjson : .json
    case UInt8(ascii: "["):
      let next = skipSpace(window, from: start + 1)
      guard next < window.count else { return .json }
      // `[id],[name]` is how some databases head a CSV export.
      switch window[next] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"), quote, UInt8(ascii: "-"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        return .json
      default: return .csv
      }
    case UInt8(ascii: "<"):
      guard start + 1 < window.count else { return .csv }
      let next = window[start + 1]
      let isLetter = (0x61...0x7A).contains(next | 0x20)
      return isLetter || next >= 0x80
        || [UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "_")]
          .contains(next)
        ? .xml : .csv
    default: return .csv
    }
  }

  /// Whether a text is a web page, which some programs save under the name of a workbook.
  static func isHTML(_ window: Span<UInt8>) -> Bool {
    let start = skipSpace(window, from: 0)
    return ["<!doctype html", "<html"].contains { tag in
      let bytes = Array(tag.utf8)
      guard start + bytes.count <= window.count else { return false }
      return bytes.indices.allSatisfy { lowercased(window[start + $0]) == bytes[$0] }
    }
  }

  /// Whether the first line is `BEGIN:VCARD`, in letters of any size.
  private static func isVCard(_ window: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    for byte in "begin:vcard".utf8 {
      if byte == UInt8(ascii: ":") { index = skipBlanks(window, from: index) }
      guard index < window.count, lowercased(window[index]) == byte else { return false }
      index += 1
      if byte == UInt8(ascii: ":") { index = skipBlanks(window, from: index) }
    }
    index = skipBlanks(window, from: index)
    return index == window.count || window[index] == 0x0A || window[index] == 0x0D
  }

  private static func skipBlanks(_ window: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < window.count, window[index] == 0x20 || window[index] == 0x09 { index += 1 }
    return index
  }

  private static let quote = UInt8(ascii: "\"")

  /// Whether another object comes right behind the first one.
  private static func isFollowedByObject(_ window: Span<UInt8>, from start: Int) -> Bool {
    var depth = 0
    var index = start
    while index < window.count {
      let byte = window[index]
      index += 1
      switch byte {
      case quote: index = TextScan.stringEnd(window, from: index) + 1
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        guard depth == 0 else { continue }
        let next = skipSpace(window, from: index)
        return next < window.count && window[next] == UInt8(ascii: "{")
      default: break
      }
    }
    return false
  }

  private static func skipSpace(_ window: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < window.count, [0x20, 0x09, 0x0A, 0x0D].contains(window[index]) { index += 1 }
    return index
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
