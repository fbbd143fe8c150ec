import CNumberingPlan

/// A phone number: calling code and national (significant) number, ITU-T E.164 §6.
///
/// 12 bytes, without heap storage. A number need not be valid: see `assessment`.
public struct PhoneNumber: Sendable, Hashable {
  /// National number without its leading zeros, at most 17 digits.
  public var nationalNumber: UInt64
  /// 1 to 999.
  public var callingCode: UInt16
  /// Zeros that belong to the national number, as in Italy.
  public var leadingZeros: UInt8

  public init(callingCode: UInt16, nationalNumber: UInt64, leadingZeros: UInt8 = 0) {
    self.nationalNumber = nationalNumber
    self.callingCode = callingCode
    self.leadingZeros = leadingZeros
  }

  /// The number with these national digits, 0 to 9 each. The last one is never counted as a leading
  /// zero.
  @inline(__always)
  init(callingCode: UInt16, digits: Span<UInt8>) {
    var zeros = 0
    while zeros &+ 1 < digits.count, digits[unchecked: zeros] == 0 { zeros &+= 1 }
    var number: UInt64 = 0
    for place in zeros..<digits.count {
      number = number &* 10 &+ UInt64(digits[unchecked: place])
    }
    self.init(
      callingCode: callingCode, nationalNumber: number,
      leadingZeros: UInt8(truncatingIfNeeded: zeros))
  }

  /// The number that E.164 digits after a plus sign spell; nothing is stripped or repaired.
  ///
  /// Nil if the calling code is not assigned or the national number has not 2 to 17 digits.
  public init?(e164 text: Span<UInt8>) {
    guard text.count > 3, text.count <= 21, text[0] == UInt8(ascii: "+") else { return nil }
    var digits = Digits()
    for at in 1..<text.count {
      guard text[at] >= 0x30, text[at] <= 0x39 else { return nil }
      digits.append(text[at] - 0x30)
    }
    let storage = digits.storage
    let all = storage.span.extracting(0..<digits.end)
    guard let (code, length) = Prefixes.callingCode(all), NumberReader.lengths ~= all.count - length
    else { return nil }
    self.init(callingCode: code.pointee.calling_code, digits: all.extracting(length...))
  }

  /// As `init(e164: Span)`, from a string.
  public init?(e164 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(e164: bytes.span)
  }

  var digits: Digits {
    var digits = Digits()
    digits.append(nationalNumber, leadingZeros: leadingZeros)
    return digits
  }

  /// All that the plan says of the number, from one walk through it.
  public var assessment: Assessment {
    Assessment(callingCode: callingCode, digits: digits)
  }

  /// Whether the length of the number fits its calling code.
  public var possibility: Possibility { assessment.possibility }

  /// Whether the number fits the numbering plan of its region.
  public var isValid: Bool { assessment.isValid }

  /// What the number is used for, `unknown` if it is not valid.
  public var kind: Kind { assessment.kind }

  /// The region of the number itself, nil if none fits.
  public var region: Region? { assessment.region }

  /// The national number with its leading zeros.
  public var nationalDigits: String {
    spelled { text, national in
      String(decoding: UnsafeRawBufferPointer(rebasing: text[national...]), as: UTF8.self)
    }
  }

  /// `+`, calling code and national number, ITU-T E.164 §6.2.
  public var e164: String {
    spelled { text, _ in String(decoding: text, as: UTF8.self) }
  }

  /// Appends `e164`.
  @inline(__always)
  public func appendE164(to bytes: inout [UInt8]) {
    spelled { text, _ in bytes.append(contentsOf: text) }
  }

  /// Appends calling code and national number without a plus sign.
  public func appendInternationalDigits(to bytes: inout [UInt8]) {
    spelled { text, _ in bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[1...])) }
  }

  /// Calls back with `e164` as ASCII, and with the place where the national number begins in it.
  private func spelled<Result>(
    _ body: (_ text: UnsafeRawBufferPointer, _ national: Int) -> Result
  ) -> Result {
    let margin = 16
    return withUnsafeTemporaryAllocation(byteCount: margin + Decimal.width, alignment: 8) {
      buffer in
      // Before the digits are zeros, as many as fit beside a plus sign and any 16-bit code.
      let decimal = Decimal(nationalNumber)
      buffer.storeBytes(of: 0x3030_3030_3030_3030, as: UInt64.self)
      buffer.storeBytes(of: 0x3030_3030_3030_3030, toByteOffset: 8, as: UInt64.self)
      decimal.writeASCII(to: buffer, at: margin)
      let national = max(margin + decimal.start - Int(leadingZeros), 6)
      var start = national
      var code = callingCode
      repeat {
        start -= 1
        buffer[start] = 0x30 + UInt8(truncatingIfNeeded: code % 10)
        code /= 10
      } while code > 0
      start -= 1
      buffer[start] = UInt8(ascii: "+")
      let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start...])
      return body(text, national - start)
    }
  }
}

extension PhoneNumber: CustomStringConvertible {
  public var description: String { e164 }
}
