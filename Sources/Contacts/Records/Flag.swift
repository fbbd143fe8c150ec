/// What a user should know about a contact; `name` stands in the column `flags`.
package enum Flag: UInt32, Sendable, CaseIterable {
  case numberInvalid, numberRepaired, numberPossible, numberAmbiguous, countryFromRow
  case countryFromColumn, countryFromOption, emailInvalid, sharedNumber, sharedEmail
  case numberOptedOutByOther, emailOptedOutByOther, optOutKept, optOutUnclear
  case optOutOverridden, optInWithoutProof, companyRecord, companyInName, placeholderName
  case ambiguousDate, unreadableDate, unknownCountry
  case optInUnclear, optInUnconfirmed, optInForOtherChannel, consentDateInFuture
  case emailDomainMistyped

  package var name: String {
    switch self {
    case .numberInvalid: "number_invalid"
    case .numberRepaired: "number_repaired"
    case .numberPossible: "number_possible"
    case .numberAmbiguous: "number_ambiguous"
    case .countryFromRow: "country_from_row"
    case .countryFromColumn: "country_from_column"
    case .countryFromOption: "country_from_option"
    case .emailInvalid: "email_invalid"
    case .sharedNumber: "shared_number"
    case .sharedEmail: "shared_email"
    case .numberOptedOutByOther: "number_opted_out_by_other"
    case .emailOptedOutByOther: "email_opted_out_by_other"
    case .optOutKept: "opt_out_kept"
    case .optOutUnclear: "opt_out_unclear"
    case .optOutOverridden: "opt_out_overridden"
    case .optInWithoutProof: "opt_in_without_proof"
    case .companyRecord: "company_record"
    case .companyInName: "company_in_name"
    case .placeholderName: "placeholder_name"
    case .ambiguousDate: "ambiguous_date"
    case .unreadableDate: "unreadable_date"
    case .unknownCountry: "unknown_country"
    case .optInUnclear: "opt_in_unclear"
    case .optInUnconfirmed: "opt_in_unconfirmed"
    case .optInForOtherChannel: "opt_in_for_other_channel"
    case .consentDateInFuture: "consent_date_in_future"
    case .emailDomainMistyped: "email_domain_mistyped"
    }
  }

  package init?(name: String) {
    guard let flag = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = flag
  }

  package var explanation: String {
    switch self {
    case .numberInvalid:
      "A number that cannot be dialled; it stands with its reason in invalid_phones."
    case .numberRepaired: "The number was damaged in the export and repaired by a stated rule."
    case .numberPossible:
      "A number of possible length, but in no range that its country assigns; it stands in invalid_phones."
    case .numberAmbiguous: "The cell can be read as different numbers; none was chosen."
    case .countryFromRow:
      "The number had no country code; the country of its own row was used."
    case .countryFromColumn:
      "The number had no country code; the country that the rest of its column shows was used."
    case .countryFromOption:
      "The number had no country code; the country given by --country was used."
    case .emailInvalid:
      "An e-mail address that cannot be used; it stands with its reason in invalid_emails."
    case .sharedNumber: "Several different contacts have this number: a family or office line."
    case .sharedEmail: "Several different contacts have this e-mail address."
    case .numberOptedOutByOther:
      "Another contact with this number opted out, so nothing is sent to the number."
    case .emailOptedOutByOther:
      "Another contact with this e-mail address opted out; check whether it is the same person."
    case .optOutKept: "One of the merged records opted out; the opt-out holds for the contact."
    case .optOutUnclear:
      "The opt-out column holds something that is neither yes nor no; it is taken as an opt-out."
    case .optOutOverridden: "A newer proven opt-in came after the opt-out and replaces it."
    case .optInWithoutProof:
      "An opt-in without date or source: not enough for marketing messages."
    case .companyRecord: "The record stands for a company, not for a person."
    case .companyInName: "The name looks like a company's."
    case .placeholderName: "The name was a placeholder such as 'test' and was emptied."
    case .ambiguousDate:
      "A date could be read day first or month first; it was left as it stood, in an extra column."
    case .unreadableDate: "A date could not be read; it was left as it stood, in an extra column."
    case .unknownCountry: "A country could not be recognised; it stands in an extra column."
    case .optInUnclear:
      "Beside a yes, another consent column holds something that is neither yes nor no; it is not taken as a yes."
    case .optInUnconfirmed:
      "The double opt-in was not confirmed: not enough for marketing messages."
    case .optInForOtherChannel:
      "The opt-in is for another channel, such as e-mail: not enough for marketing at WhatsApp."
    case .consentDateInFuture:
      "The consent is dated after the run; the date proves nothing."
    case .emailDomainMistyped:
      "The domain of an e-mail address is one slip away from a well-known one; it was left as it stands."
    }
  }
}

/// A set of flags in 32 bits.
package struct FlagSet: OptionSet, Sendable, Hashable {
  package var rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  package init(_ flag: Flag) {
    rawValue = 1 << flag.rawValue
  }

  package mutating func insert(_ flag: Flag) {
    formUnion(FlagSet(flag))
  }

  package func contains(_ flag: Flag) -> Bool {
    isSuperset(of: FlagSet(flag))
  }

  /// In the order of `Flag.allCases`.
  package var flags: [Flag] {
    rawValue == 0 ? [] : Flag.allCases.filter(contains)
  }

  /// As it stands in the column `flags`.
  package var text: String {
    rawValue == 0 ? "" : flags.map { $0.name }.joined(separator: ContactColumn.separator)
  }

  /// Appends `text`.
  package func appendText(to bytes: inout [UInt8]) {
    var left = rawValue
    while left != 0 {
      if left != rawValue { bytes.append(contentsOf: ContactColumn.separator.utf8) }
      if let flag = Flag(rawValue: UInt32(left.trailingZeroBitCount)) {
        bytes.append(contentsOf: flag.name.utf8)
      }
      left &= left &- 1
    }
  }

  /// Flags that follow from other contacts and are set anew in each run.
  static let relational: FlagSet = [
    FlagSet(.sharedNumber), FlagSet(.sharedEmail), FlagSet(.numberOptedOutByOther),
    FlagSet(.emailOptedOutByOther),
  ]

  /// Reads the column `flags` back; words that are no flag are dropped.
  package init(text: String) {
    self = listItems(text).compactMap(Flag.init(name:)).reduce(into: FlagSet()) {
      $0.insert($1)
    }
  }
}
