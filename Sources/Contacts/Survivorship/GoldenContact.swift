internal import PhoneNumbers

/// A contact as it is written: the survivors of one or more records.
///
/// One is made after the other in the same storage.
package struct GoldenContact: Sendable {
  package private(set) var texts = ContactTexts()
  /// Number of the extra column and place of the value in `texts.bytes`, by number.
  package private(set) var extraPlaces: [(name: UInt32, range: Range<Int>)] = []
  /// All numbers, the one to use first.
  package internal(set) var phones: [PhoneEntry] = []
  package internal(set) var consent = MergedConsent.nothing
  package var flags: FlagSet = []
  /// Identity of the record that states the contact's opt-out; 0 where none does.
  package var optOutKey: UInt64 = 0

  package init() {}

  package subscript(column: ContactColumn) -> String {
    get { texts[column] }
    set { texts[column] = newValue }
  }

  package func isEmpty(_ column: ContactColumn) -> Bool { texts.isEmpty(column) }

  /// Sets a text to what `write` appends.
  @inline(__always)
  package mutating func set(_ column: ContactColumn, write: (inout [UInt8]) -> Void) {
    texts.set(column, write: write)
  }

  /// Number of the extra column and value, by number.
  package var extras: [(name: UInt32, value: String)] {
    extraPlaces.map { ($0.name, String(decoding: texts.bytes[$0.range], as: UTF8.self)) }
  }

  mutating func addExtra(_ name: UInt32, write: (inout [UInt8]) -> Void) {
    extraPlaces.append((name, texts.append(write: write)))
  }

  /// Makes the contact empty again and keeps its storage.
  mutating func reset() {
    texts.removeAll()
    extraPlaces.removeAll(keepingCapacity: true)
    phones.removeAll(keepingCapacity: true)
    consent = .nothing
    flags = []
    optOutKey = 0
  }

  /// Why the contact may not be messaged; `nil` when it may.
  package var obstacle: Obstacle? {
    if consent.claim.isOptedOut { return .optedOut }
    guard let phone = phones.first else {
      return isEmpty(.invalidPhones) ? .noNumber : .invalidNumber
    }
    if flags.contains(.numberOptedOutByOther) { return .numberOptedOutByOther }
    if !phone.isUsable { return .invalidNumber }
    if isEmpty(.whatsappID) { return .noMobileNumber }
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
