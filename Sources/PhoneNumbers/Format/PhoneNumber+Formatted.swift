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
    let digits = digits
    guard let code = Plan.callingCode(callingCode) else {
      return append(digits, to: &bytes)
    }
    if format == .rfc3966 { bytes.append(contentsOf: "tel:".utf8) }
    if format != .national {
      var code = Digits()
      code.append(UInt64(callingCode), leadingZeros: 0)
      bytes.append(UInt8(ascii: "+"))
      append(code, to: &bytes)
      bytes.append(UInt8(ascii: format == .rfc3966 ? "-" : " "))
    }
    let rule = FormatRule(
      callingCode: callingCode, digits: digits, isNational: format == .national)
    if let rule {
      let separator = format == .rfc3966 ? UInt8(ascii: "-") : nil
      rule.append(digits, separator: separator, to: &bytes)
    } else {
      append(digits, to: &bytes)
    }
    guard !phoneExtension.isEmpty else { return }
    if format == .rfc3966 {
      bytes.append(contentsOf: ";ext=".utf8)
    } else {
      Plan.appendExtensionPrefix(of: code.pointee.first_territory, to: &bytes)
    }
    bytes.append(contentsOf: phoneExtension.utf8)
  }

  private func append(_ digits: borrowing Digits, to bytes: inout [UInt8]) {
    for at in digits.start..<digits.end { bytes.append(0x30 + digits.at(at)) }
  }
}

extension Plan {
  /// Appends what a territory writes between a number and its extension.
  fileprivate static func appendExtensionPrefix(of index: UInt8, to bytes: inout [UInt8]) {
    let prefix = territory(index).pointee.extension_prefix
    if prefix.0 == 0 {
      bytes.append(contentsOf: " ext. ".utf8)
      return
    }
    withUnsafeBytes(of: prefix) { text in
      for byte in text {
        if byte == 0 { return }
        bytes.append(byte)
      }
    }
  }
}
