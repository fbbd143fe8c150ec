import Testing

@testable import Contacts

@Suite struct VCardHeaderTests {
  /// The columns that the reader makes of a vCard, as `Tabular/VCard` documents them.
  private static let columns: [(header: String, field: Field?)] = [
    ("Full name", .fullName), ("Last name", .lastName), ("First name", .firstName),
    ("Middle name", .middleName), ("Name prefix", nil), ("Name suffix", nil), ("Mobile", .mobile),
    ("Mobile 2", .mobile), ("WhatsApp", .whatsapp), ("Work phone", .phone), ("Home phone", .phone),
    ("Phone", .phone), ("Fax", nil), ("Email", .email), ("Email 2", .email), ("Company", .company),
    ("Department", nil), ("Job title", .jobTitle), ("Role", nil), ("Address", .address),
    ("City", .city), ("State", .region), ("Postal code", .postalCode), ("Country", .country),
    ("Birthday", .birthday), ("Notes", .notes), ("Tags", .tags), ("UID", .id),
    ("Updated", .updated), ("Website", nil), ("Language", .language), ("Record type", .recordType),
    ("PHOTO", nil),
  ]

  @Test func columnsOfVCardsAreRecognised() throws {
    let rules = try TemporaryRules.book().fields
    let mapped = rules.map(columns: Self.columns.map(\.header))
    #expect(mapped.map(\.field) == Self.columns.map(\.field))
  }
}
