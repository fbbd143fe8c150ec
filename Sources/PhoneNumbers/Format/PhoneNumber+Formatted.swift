import CNumberingPlan

extension PhoneNumber {
  /// The number as libphonenumber's `format` writes it.
  ///
  /// A number need not be valid. One whose digits no rule of its calling code fits is written
  /// without groups, and one whose calling code is not assigned as its national number alone, but
  /// for E.164.
  public func formatted(
    _ format: PhoneNumberFormat, extension phoneExtension: String = ""
  ) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    appendFormatted(format, extension: phoneExtension, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends `formatted(_:extension:)`, without heap storage but what the array takes.
  public func appendFormatted(
    _ format: PhoneNumberFormat, extension phoneExtension: String = "",
    to bytes: inout [UInt8]
  ) {
    guard format != .e164 else { return appendE164(to: &bytes) }
    var text = FormattedText()
    let national = NationalText(self)
    let storage = national.storage
    let digits = storage.span.extracting(national.start...)
    guard let code = Plan.callingCode(callingCode) else {
      text.append(digits)
      return text.append(to: &bytes)
    }
    if format == .rfc3966 { text.append("tel:") }
    if format != .national {
      text.append(UInt8(ascii: "+"))
      text.append(decimal: callingCode)
      text.append(UInt8(ascii: format == .rfc3966 ? "-" : " "))
    }
    let rule = FormatRule(
      callingCode: callingCode, digits: digits, isNational: format == .national)
    if let rule {
      rule.append(digits, separator: format == .rfc3966 ? UInt8(ascii: "-") : nil, to: &text)
    } else {
      text.append(digits)
    }
    if !phoneExtension.isEmpty {
      if format == .rfc3966 {
        text.append(";ext=")
      } else {
        text.appendExtensionPrefix(of: code.pointee.first_territory)
      }
    }
    text.append(to: &bytes)
    bytes.append(contentsOf: phoneExtension.utf8)
  }
}

/// The national number as ASCII, with its leading zeros: all from `start` on.
private struct NationalText {
  private static let width = 64
  private(set) var storage = InlineArray<64, UInt8>(repeating: UInt8(ascii: "0"))
  let start: Int

  init(_ number: PhoneNumber) {
    let decimal = Decimal(number.nationalNumber)
    let zeros = NationalText.width - Decimal.width
    var bytes = storage.mutableSpan
    bytes.withUnsafeMutableBytes { decimal.writeASCII(to: $0, at: zeros) }
    start = max(zeros + decimal.start - Int(number.leadingZeros), 0)
  }
}

extension FormattedText {
  fileprivate mutating func append(decimal number: UInt16) {
    if number >= 100 { append(0x30 + UInt8(truncatingIfNeeded: number / 100 % 10)) }
    if number >= 10 { append(0x30 + UInt8(truncatingIfNeeded: number / 10 % 10)) }
    append(0x30 + UInt8(truncatingIfNeeded: number % 10))
  }

  /// Appends what a territory writes between a number and its extension.
  fileprivate mutating func appendExtensionPrefix(of index: UInt8) {
    let prefix = Plan.territory(index).pointee.extension_prefix
    if prefix.0 == 0 { return append(" ext. ") }
    withUnsafeBytes(of: prefix) { text in
      for byte in text {
        if byte == 0 { return }
        append(byte)
      }
    }
  }
}
