internal import PhoneNumbers

/// A contact as it is written: the survivors of one or more records.
package struct GoldenContact: Sendable {
  /// One text per `ContactColumn`, in order.
  package var values = [String](repeating: "", count: ContactColumn.allCases.count)
  /// Number of the extra column and value, by number.
  package var extras: [(name: UInt32, value: String)] = []
  /// All numbers, the one to use first.
  package var phones: [PhoneEntry] = []
  package var consent = MergedConsent(
    claim: ConsentClaim(), optOutRecord: nil, consentRecord: nil, channelRecord: nil,
    keptThroughMerge: false, overridden: false)
  package var flags: FlagSet = []

  package init() {}

  package subscript(column: ContactColumn) -> String {
    get { values[column.rawValue] }
    set { values[column.rawValue] = newValue }
  }

  /// Why the contact may not be messaged; `nil` when it may.
  package var obstacle: Obstacle? {
    if consent.claim.isOptedOut { return .optedOut }
    guard let phone = phones.first else {
      return self[.invalidPhones].isEmpty ? .noNumber : .invalidNumber
    }
    if flags.contains(.numberOptedOutByOther) { return .numberOptedOutByOther }
    if !phone.isUsable { return .invalidNumber }
    if self[.whatsappID].isEmpty { return .noMobileNumber }
    if consent.claim.effectiveTier == .none { return .noConsent }
    return nil
  }

  package enum Obstacle: String, Sendable, CaseIterable {
    case optedOut = "opted_out"
    case numberOptedOutByOther = "number_opted_out_by_other"
    case noNumber = "no_number"
    case invalidNumber = "invalid_number"
    case noMobileNumber = "no_mobile_number"
    case noConsent = "no_consent"

    package var explanation: String {
      switch self {
      case .optedOut: "opted out"
      case .numberOptedOutByOther: "another contact with the same number opted out"
      case .noNumber: "has no number"
      case .invalidNumber: "has no valid number"
      case .noMobileNumber: "has only a fixed line, which no column calls a WhatsApp number"
      case .noConsent: "gave no consent that is on record"
      }
    }
  }
}
