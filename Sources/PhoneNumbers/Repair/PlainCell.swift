import CNumberingPlan

/// The cells that need no repair and leave no doubt: `+447400123456`, `+44 7400 123456`,
/// `07400123456`.
///
/// They are many, and read in a third of the time. `CellReader` gives the same reading; where this
/// one is not sure, it gives none.
enum PlainCell {
  private static let digitCounts = 8...13

  static func read(_ text: Span<UInt8>, region: Region?, rules: RuleSet) -> CellReading? {
    guard text.count > digitCounts.lowerBound, text.count <= 20 else { return nil }
    var digits = Digits()
    let hasPlus = text[0] == UInt8(ascii: "+")
    guard hasPlus ? gather(text, into: &digits) : gatherNational(text, into: &digits),
      digitCounts.contains(digits.end),
      !rules.contains(.placeholder) || !Placeholder.isPattern(digits)
    else { return nil }
    let all = digits.storage.span.extracting(0..<digits.end)
    guard let parsed = try? NumberReader(seen: 0, region: region).read(all, hasPlus: hasPlus),
      parsed.assessment.isValid
    else { return nil }
    if hasPlus {
      // As written, without anything taken for a national prefix.
      guard let (code, length) = Prefixes.callingCode(all),
        parsed.number
          == PhoneNumber(
            callingCode: code.pointee.calling_code, digits: all.extracting(length...))
      else { return nil }
    } else if !parsed.usedDefaultRegion {
      return nil
    }
    if rules.contains(.placeholder), Placeholder.isPattern(parsed.number) { return nil }
    return CellReading(
      status: .valid, number: parsed.number, extensionDigits: "", rule: .none,
      confidence: Finding(parsed, rule: .none).confidence, further: [],
      usedDefaultRegion: parsed.usedDefaultRegion, bytes: 0..<text.count)
  }

  /// A plus sign, and digits that single blanks or single hyphens part.
  private static func gather(_ text: Span<UInt8>, into digits: inout Digits) -> Bool {
    var separator: UInt8 = 0
    var wasDigit = false
    for at in 1..<text.count {
      let byte = text[at]
      if byte >= 0x30 && byte <= 0x39 {
        digits.append(byte - 0x30)
        wasDigit = true
      } else {
        guard wasDigit, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-"),
          separator == 0 || separator == byte
        else { return false }
        separator = byte
        wasDigit = false
      }
    }
    return wasDigit
  }

  /// Nothing but digits, with one zero before them: too many for a date.
  private static func gatherNational(_ text: Span<UInt8>, into digits: inout Digits) -> Bool {
    guard text[0] == 0x30, text[1] != 0x30 else { return false }
    for at in 0..<text.count {
      guard text[at] >= 0x30 && text[at] <= 0x39 else { return false }
      digits.append(text[at] - 0x30)
    }
    return true
  }
}
