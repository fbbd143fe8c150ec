extension PhoneNumber {
  /// The number as WhatsApp names an account: calling code and national number, digits only.
  ///
  /// It is an address of its own, not E.164: WhatsApp may know an account by one of
  /// `whatsAppAliases` instead. `init(whatsAppID:)` reads either back.
  public var whatsAppID: String { String(e164.dropFirst()) }

  /// Other names under which the same account may be known, without `whatsAppID`.
  ///
  /// - Mexico: until 2019 a 1 was dialled before mobiles, and older accounts keep it. The plan does
  ///   not tell fixed lines from mobiles there; the alias still names the same ten digits.
  /// - Brazil: mobiles whose eight digits began with 6 to 9 got a ninth digit, 9, by 2016; accounts
  ///   that are older go without it. Mobiles given out since (92 to 95 and others) never had the
  ///   short form, which is that of a fixed line (2 to 5).
  /// - Argentina: mobiles have a 9 after the calling code, which others leave out. The short form
  ///   is the name of the mobile only as long as it is not known to be that of a fixed line.
  ///
  /// A fixed line has none.
  ///
  /// Source: providers of the platform; Brazil and Mexico
  /// <https://support.gupshup.io/hc/en-us/articles/4407840924953>, Argentina and areas of Brazil
  /// <https://waha.devlike.pro/docs/apps/phone-numbers-argentina/>,
  /// <https://waha.devlike.pro/docs/apps/brazilian-phone-numbers/>.
  public var whatsAppAliases: [String] {
    guard let other = otherSpelling, other != self else { return [] }
    return [other.whatsAppID]
  }

  /// The number of the account that WhatsApp knows by an id: calling code and national number,
  /// digits only. Undoes `whatsAppID` and `whatsAppAliases`.
  ///
  /// An Argentine id without the 9 stays a fixed line where the plan has such a line: WhatsApp names
  /// mobiles with the 9, and an account on a fixed line must not become a mobile.
  ///
  /// Nil if the digits begin with no calling code or are no number by their length.
  public init?(whatsAppID id: some StringProtocol) {
    var bytes: [UInt8] = [UInt8(ascii: "+")]
    bytes.append(contentsOf: id.utf8)
    guard let number = PhoneNumber(e164: bytes.span) else { return nil }
    self = number.canonical
  }

  /// The number in the form that its plan has today, where this one is an older spelling of it.
  private var canonical: PhoneNumber {
    guard let other = otherSpelling else { return self }
    switch callingCode {
    case 52: return nationalLength < other.nationalLength ? self : other
    case 55: return nationalLength > other.nationalLength ? self : other
    case 54: return isValid || nationalLength > other.nationalLength ? self : other
    default: return self
    }
  }

  /// The second spelling of a line of which two are in use.
  private var otherSpelling: PhoneNumber? {
    guard leadingZeros == 0 else { return nil }
    let ten: UInt64 = 10_000_000_000
    switch (callingCode, nationalLength) {
    case (52, 10):
      return kind.mayBeMobile ? spelling(nationalNumber + ten) : nil
    case (52, 11) where nationalNumber / ten == 1:
      let short = spelling(nationalNumber - ten)
      return short.kind.mayBeMobile ? short : nil
    case (54, 11) where nationalNumber / ten == 9:
      return kind.mayBeMobile ? spelling(nationalNumber - 9 * ten) : nil
    case (54, 10):
      let long = spelling(nationalNumber + 9 * ten)
      return kind != .fixedLine && long.kind.mayBeMobile ? long : nil
    case (55, 10):
      return brazilianMobile(area: nationalNumber / 100_000_000, nationalNumber % 100_000_000).map {
        spelling($0)
      }
    case (55, 11) where nationalNumber / 100_000_000 % 10 == 9:
      let area = nationalNumber / 1_000_000_000
      let rest = nationalNumber % 100_000_000
      return brazilianMobile(area: area, rest) == nil ? nil : spelling(area * 100_000_000 + rest)
    default:
      return nil
    }
  }

  /// The national number with the ninth digit, if eight digits were a mobile's before it came.
  private func brazilianMobile(area: UInt64, _ rest: UInt64) -> UInt64? {
    guard rest >= 60_000_000 else { return nil }
    let national = (area * 10 + 9) * 100_000_000 + rest
    return spelling(national).kind.mayBeMobile ? national : nil
  }

  private func spelling(_ national: UInt64) -> PhoneNumber {
    PhoneNumber(callingCode: callingCode, nationalNumber: national)
  }
}
