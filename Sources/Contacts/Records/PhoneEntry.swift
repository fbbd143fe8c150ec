package import PhoneNumbers

/// A number of a contact, with what is known about how it was read.
package struct PhoneEntry: Sendable, Hashable {
  /// Where the country of a number without a calling code came from.
  package enum CountryOrigin: String, Sendable, CaseIterable {
    /// The number carries its calling code.
    case number
    case row, column, option
  }

  package var number: PhoneNumber
  package var status: CellReading.Status
  package var origin: CountryOrigin
  /// The column says that it is a WhatsApp number.
  package var isWhatsApp: Bool
  /// The column says that it is a mobile number.
  package var isMobileField: Bool

  /// A number that WhatsApp can know: a mobile one, or one that its column calls so.
  package var mayHaveWhatsApp: Bool {
    isWhatsApp || number.kind == .mobile || number.kind == .fixedLineOrMobile
  }

  /// Valid, so that a message may be sent to it.
  package var isUsable: Bool { status == .valid || status == .repaired }
}
