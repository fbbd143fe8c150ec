import Testing

@testable import Reports

struct FiguresTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1\u{202F}000"), (12_480, "12\u{202F}480"),
    (1_234_567, "1\u{202F}234\u{202F}567"), (-1_000, "−1\u{202F}000"),
    (Int.min, "−9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
  ])
  func groupsThousands(_ count: Int, _ expected: String) {
    #expect(grouped(count) == expected)
  }

  @Test(arguments: [
    (0, 10, "0%"), (10, 10, "100%"), (1, 3, "33.3%"), (1, 2, "50.0%"), (1, 100_000, "<0.1%"),
    (99_999, 100_000, ">99.9%"), (999, 1_000, "99.9%"), (0, 0, "–"), (3, 0, "–"), (3, 2, "150.0%"),
  ])
  func percentagesAreHonest(_ part: Int, _ whole: Int, _ expected: String) {
    #expect(percentage(part, of: whole) == expected)
  }

  @Test(arguments: [
    (0.0, 1, "0"), (12.34, 1, "12.3"), (-2.5, 1, "-2.5"), (3.0, 2, "3"), (0.05, 2, "0.05"),
    (.nan, 1, "–"), (.infinity, 1, "–"), (1e300, 1, "–"),
  ])
  func roundsDecimals(_ value: Double, _ places: Int, _ expected: String) {
    #expect(decimal(value, places: places) == expected)
  }

  @Test(arguments: [
    ("TOO_SHORT", "Too short"), ("too_short", "Too short"), ("phone_e164", "Phone E.164"),
    ("same e-mail", "Same e-mail"), ("whatsapp_id", "WhatsApp ID"), ("", ""), ("ß", "SS"),
    ("офис_2", "Офис 2"),
  ])
  func humanisesCodes(_ code: String, _ expected: String) {
    #expect(humanised(code) == expected)
  }

  @Test(arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows")])
  func agreesInNumber(_ count: Int, _ expected: String) {
    #expect(counted(count, "row", "rows") == expected)
  }

  @Test func namesCountries() {
    #expect(countryName("TW") == "Taiwan (TW)")
    #expect(countryName("CI") == "Côte d'Ivoire (CI)")
    #expect(countryName("QQ") == "QQ")
  }
}
