extension PhoneNumber {
  /// The number as WhatsApp names an account: calling code and national number, digits only.
  public var whatsAppID: String { String(e164.dropFirst()) }

  /// Other names under which the same account may be known, without `whatsAppID`.
  ///
  /// Mexican mobiles may keep a 1 after the calling code, Argentine ones miss or have a 9, and
  /// Brazilian ones that are older than their ninth digit are named without it.
  public var whatsAppAliases: [String] {
    guard leadingZeros == 0 else { return [] }
    let national = String(nationalNumber)
    switch callingCode {
    case 52 where national.utf8.count == 10: return ["521\(national)"]
    case 54 where national.utf8.count == 11 && national.hasPrefix("9"):
      return ["54\(national.dropFirst())"]
    case 54 where national.utf8.count == 10 && kind.mayBeMobile: return ["549\(national)"]
    case 55 where national.utf8.count == 11 && kind.mayBeMobile:
      let area = national.prefix(2)
      let rest = national.dropFirst(3)
      return national.dropFirst(2).hasPrefix("9") ? ["55\(area)\(rest)"] : []
    default: return []
    }
  }
}
