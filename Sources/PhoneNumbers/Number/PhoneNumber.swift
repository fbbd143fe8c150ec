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

  /// The number with these national digits. The last digit is never counted as a leading zero.
  init(callingCode: UInt16, digits: borrowing Digits) {
    var zeros: UInt8 = 0
    var number: UInt64 = 0
    let end = digits.end
    for at in digits.start..<end {
      let digit = digits.at(at)
      if number == 0 && digit == 0 && at + 1 < end { zeros &+= 1 }
      number = number &* 10 &+ UInt64(digit)
    }
    self.init(callingCode: callingCode, nationalNumber: number, leadingZeros: zeros)
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
    guard let code = digits.takeCallingCode(), digits.count >= 2, digits.count <= 17 else {
      return nil
    }
    self.init(callingCode: code, digits: digits)
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
    var bytes: [UInt8] = []
    appendNationalDigits(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `+`, calling code and national number, ITU-T E.164 §6.2.
  public var e164: String {
    String(unsafeUninitializedCapacity: 24) { buffer in
      buffer[0] = UInt8(ascii: "+")
      return 1 + writeDigits(to: buffer, at: 1)
    }
  }

  /// Appends `e164`.
  public func appendE164(to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "+"))
    appendInternationalDigits(to: &bytes)
  }

  /// Appends calling code and national number without a plus sign.
  public func appendInternationalDigits(to bytes: inout [UInt8]) {
    var all = Digits()
    all.append(UInt64(callingCode), leadingZeros: 0)
    all.append(nationalNumber, leadingZeros: leadingZeros)
    for at in 0..<all.end { bytes.append(0x30 + all.at(at)) }
  }

  private func appendNationalDigits(to bytes: inout [UInt8]) {
    let digits = digits
    for at in 0..<digits.end { bytes.append(0x30 + digits.at(at)) }
  }

  private func writeDigits(to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    var all = Digits()
    all.append(UInt64(callingCode), leadingZeros: 0)
    all.append(nationalNumber, leadingZeros: leadingZeros)
    let count = min(all.end, buffer.count - start)
    for at in 0..<count { buffer[start + at] = 0x30 + all.at(at) }
    return count
  }
}

extension PhoneNumber: CustomStringConvertible {
  public var description: String { e164 }
}
