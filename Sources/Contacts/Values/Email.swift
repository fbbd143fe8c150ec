/// One e-mail address read from a cell.
package struct EmailReading: Sendable, Equatable {
  /// Why an address cannot be used.
  package enum Fault: String, Sendable {
    case noAtSign = "no_at_sign"
    case manyAtSigns = "many_at_signs"
    case badLocalPart = "bad_local_part"
    case badDomain = "bad_domain"
    case tooLong = "too_long"
    /// Characters that only look right: a full-width `＠`, a Cyrillic `а` among Latin letters.
    case lookAlike = "look_alike"
    /// An address that nobody reads: `noreply@…`, `test@test…`, `n/a`.
    case placeholder
  }

  /// The address in lower case, without `mailto:`, brackets, display name and trailing signs.
  package var address: String
  /// Nil where the address is valid.
  package var reason: Fault?
  package var isValid: Bool { reason == nil }
}

/// The e-mail addresses in a cell, each once, in their order.
///
/// Several may stand in a cell, separated by `,` `;` `/` `|` or blanks, with display names
/// (`Anna <anna@example.com>`) and `mailto:`. A cell that is not empty gives at least one reading,
/// so that nothing that was written goes unmentioned. Internationalised domains stay as they are.
/// Source: RFC 5321 §4.1.2 without quoted local parts and address literals; RFC 6531. O(length).
package func readEmails(_ cell: String) -> [EmailReading] {
  var copy = cell
  if let plain = copy.withUTF8({ plainAddress($0) }) {
    return [EmailReading(address: plain, reason: EmailSyntax.fault(in: plain))]
  }
  let text = tidy(cell)
  if text.isEmpty { return [] }
  var readings: [EmailReading] = []
  for piece in addressPieces(text) {
    let address = cleaned(piece)
    guard !address.isEmpty, !readings.contains(where: { $0.address == address }) else { continue }
    readings.append(EmailReading(address: address, reason: EmailSyntax.fault(in: address)))
  }
  return readings.isEmpty ? [EmailReading(address: text, reason: .noAtSign)] : readings
}

/// The lower-cased cell where it is one plain ASCII address and nothing else; nil otherwise.
private func plainAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
  guard isPlainAddress(bytes) else { return nil }
  return String(unsafeUninitializedCapacity: bytes.count) { output in
    for index in 0..<bytes.count {
      let byte = bytes[index]
      output[index] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
    return bytes.count
  }
}

private func isPlainAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var atSigns = 0
  for byte in bytes {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"), UInt8(ascii: "+"):
      continue
    case UInt8(ascii: "@"): atSigns += 1
    default: return false
    }
  }
  guard atSigns == 1, let last = bytes.last else { return false }
  return last != UInt8(ascii: ".") && bytes[0] != last && bytes[0] != UInt8(ascii: ".")
}

/// Appends the address of a cell that is one plain ASCII address, usable as it stands, and nothing else.
///
/// - Returns: false, with nothing appended, for any other cell.
func appendPlainEmail(_ cell: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) -> Bool {
  guard isPlainAddress(cell) else { return false }
  let start = output.count
  for byte in cell { output.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
  let isUsable = output.withUnsafeBufferPointer {
    EmailSyntax.fault(inAddress: UnsafeBufferPointer(rebasing: $0[start...])) == nil
  }
  if !isUsable { output.removeSubrange(start...) }
  return isUsable
}

private func isAtSign(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "@" || scalar == "＠" || scalar == "﹫"
}

/// The parts of a cell that may be addresses; the whole cell where none holds an at sign.
private func addressPieces(_ text: String) -> [Substring] {
  var pieces: [Substring] = []
  var rest = text[...]
  while let open = rest.unicodeScalars.firstIndex(of: "<"),
    let close = rest.unicodeScalars[open...].firstIndex(of: ">")
  {
    pieces += separatedPieces(rest[..<open])
    pieces += separatedPieces(rest[rest.unicodeScalars.index(after: open)..<close])
    rest = rest[rest.unicodeScalars.index(after: close)...]
  }
  pieces += separatedPieces(rest)
  let addresses = pieces.filter { $0.unicodeScalars.contains(where: isAtSign) }
  return addresses.isEmpty ? [text[...]] : addresses
}

private func separatedPieces(_ text: Substring) -> [Substring] {
  text.unicodeScalars.split { scalar in
    switch scalar {
    case ",", ";", "/", "|", " ", "\n", "，", "；", "、", "｜": true
    default: false
    }
  }.map { Substring($0) }
}

private func cleaned(_ piece: Substring) -> String {
  var address = piece.unicodeScalars
  if let colon = address.firstIndex(of: ":"), piece[..<colon].lowercased().hasSuffix("mailto") {
    address = address[address.index(after: colon)...]
    if let query = address.firstIndex(of: "?") { address = address[..<query] }
  }
  let around: [Unicode.Scalar] = [
    "<", ">", "(", ")", "[", "]", "{", "}", "\"", "'", "«", "»", "“", "”", "‘", "’", ".", ",", ";",
    ":", "。", " ",
  ]
  while let first = address.first, around.contains(first) { address.removeFirst() }
  while let last = address.last, around.contains(last) { address.removeLast() }
  return tidy(Composition.canonical(String(address).lowercased()))
}

/// What makes an address usable.
enum EmailSyntax {
  static func fault(in address: String) -> EmailReading.Fault? {
    if isPlaceholderText(address) { return .placeholder }
    var copy = address
    return copy.withUTF8 { fault(inAddress: $0) }
  }

  /// The same for a text with an at sign.
  static func fault(inAddress bytes: UnsafeBufferPointer<UInt8>) -> EmailReading.Fault? {
    var at = -1
    var isASCII = true
    for index in 0..<bytes.count {
      if bytes[index] >= 0x80 { isASCII = false }
      if bytes[index] == UInt8(ascii: "@") {
        if at >= 0 { return .manyAtSigns }
        at = index
      }
    }
    let text = isASCII ? "" : String(decoding: bytes, as: UTF8.self)
    if !isASCII, hasLookAlikes(text) { return .lookAlike }
    guard at >= 0 else { return .noAtSign }
    if bytes.count > 254 || at > 64 || bytes.count - at - 1 > 253 { return .tooLong }
    if !isLocalPart(UnsafeBufferPointer(rebasing: bytes[..<at])) { return .badLocalPart }
    let domain = UnsafeBufferPointer(rebasing: bytes[(at + 1)...])
    if isPlaceholder(bytes, at: at) { return .placeholder }
    return isDomain(domain) ? nil : .badDomain
  }

  private static func isLocalPart(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous = UInt8(ascii: ".")
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        break
      case UInt8(ascii: "."): if previous == byte { return false }
      case UInt8(ascii: "!"), 0x23...0x27, UInt8(ascii: "*"), UInt8(ascii: "+"), 0x2D,
        UInt8(ascii: "="), UInt8(ascii: "?"), 0x5E...0x60, 0x7B...0x7E:
        break
      default: return false
      }
      previous = byte
    }
    return previous != UInt8(ascii: ".")
  }

  /// At least two labels of letters, digits and inner hyphens; the last not all digits.
  private static func isDomain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var labels = 0
    var start = 0
    var hasLetter = false
    for index in 0...bytes.count {
      if index == bytes.count || bytes[index] == UInt8(ascii: ".") {
        let length = index - start
        guard (1...63).contains(length), bytes[start] != UInt8(ascii: "-"),
          bytes[index - 1] != UInt8(ascii: "-")
        else { return false }
        labels += 1
        if index == bytes.count { return labels > 1 && length > 1 && hasLetter }
        start = index + 1
        hasLetter = false
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...: hasLetter = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): break
      default: return false
      }
    }
    return false
  }

  /// A full-width sign, scripts mixed in one label, or a part all of letters that look Latin.
  private static func hasLookAlikes(_ text: String) -> Bool {
    let parts = text.unicodeScalars.split { $0 == "." || $0 == "@" }
    for part in parts {
      var hasLatin = false
      var hasOther = false
      var isDeceptive = true
      for scalar in part {
        if (0xFF00...0xFFEF).contains(scalar.value) || isAtSign(scalar) { return true }
        switch Script(scalar.value) {
        case .latin: hasLatin = true
        case .cyrillic, .greek:
          hasOther = true
          if !"асеорхуіјѕԁһοανρυχκτ".unicodeScalars.contains(scalar) { isDeceptive = false }
        default: break
        }
      }
      if hasOther, hasLatin || isDeceptive { return true }
    }
    return false
  }

  /// `noreply@…`, and the same word on both sides of the sign: `test@test.com`, `none@none`.
  private static func isPlaceholder(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Bool {
    guard at <= 12 else { return false }
    let local = UnsafeBufferPointer(rebasing: bytes[..<at])
    if nobody.value(of: local) != nil { return true }
    guard bytes.count > at * 2 else { return false }
    for index in 0..<at where bytes[index] != bytes[at + 1 + index] { return false }
    let isWholeLabel = bytes.count == at * 2 + 1 || bytes[at * 2 + 1] == UInt8(ascii: ".")
    return isWholeLabel && words.value(of: local) != nil
  }

  private static func isPlaceholderText(_ address: String) -> Bool {
    if address.utf8.contains(UInt8(ascii: "@")) { return false }
    let key = fold(address)
    return key.isEmpty || words.contains(key)
  }

  private static let nobody = table([
    "noreply", "no-reply", "no.reply", "no_reply", "donotreply", "do-not-reply", "noemail",
    "no-email", "nomail", "no-mail", "none", "null", "unknown", "na", "notprovided",
  ])
  private static let words = table([
    "test", "none", "na", "n a", "no", "asdf", "qwerty", "email", "mail", "example", "null", "abc",
    "xxx", "a", "aa", "aaa", "unknown", "no email", "noemail", "нет", "无", "無", "没有", "沒有",
  ])

  private static func table(_ words: [String]) -> FoldedTable {
    var table = FoldedTable()
    for word in words { table.insert(word, value: 1) }
    return table
  }
}
