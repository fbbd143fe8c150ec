import Testing

@testable import Reports

struct ReportPageTests {
  @Test(arguments: [
    12_480, 9_731, 2_214, 535, 1_901, 137, 12_031, 4_017, 3_019, 2_011, 1_103, 10_007, 9_109, 8_803,
    7_321, 1_409, 809, 613, 5_501, 4_507, 3_307, 1_217, 319, 41, 2_113, 14, 2_801, 6_930, 1_117,
    1_033, 403, 29, 2_617, 5_997, 1_229, 87, 10_853, 9_967, 9_041, 12_401, 2_503, 511, 8_730,
  ])
  func showsEveryFigure(_ count: Int) {
    // Figures stand between tags or words, never inside another number.
    let page = html(renderReport(sampleReport()))
    let figure = grouped(count)
    let isShown = page.ranges(of: figure).contains { range in
      let before = page[..<range.lowerBound].unicodeScalars.last
      let after = page[range.upperBound...].unicodeScalars.first
      return !isPartOfNumber(before) && !isPartOfNumber(after)
    }
    #expect(isShown, "\(figure) is not on the page")
  }

  private func isPartOfNumber(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return "0123456789\u{202F}.".unicodeScalars.contains(scalar)
  }

  @Test(arguments: [
    "No country for Phone 2", "A column was carried along", "contacts-2019.csv", "windows-1251",
    "CSV, gzip", "Имя", "carried along", "the pattern of its name", "its values", "Taiwan (TW)",
    "QQ", "93.4% of the evidence", "no country clear enough", "day-month-year", "091•••45",
    "Too short", "c-18bb02", "11 rows and more", "Unsubscribed", "contacts-2019.csv:812",
    "shared_line", "numbering plan 9.0.43", "Rollcall 1.2.3", "80.2% → 93.6%",
    "Quality gate failed: invalid_numbers &lt; 5 %", "16.1% (1\u{202F}409 of 8\u{202F}730)",
    "Mistaken column.", "1 of 2 gates", "≈ 10\u{202F}853", "<code>AAAA Aaaa</code> 58.3%",
    "<code>+9 (999) 999-99-99</code> 40.1%", "<code>+99999999999</code> 58.3%", ";;9999-99-99;",
    "contacts-2018.csv", "+114", "99.3%",
  ])
  func showsEveryText(_ text: String) {
    #expect(html(renderReport(sampleReport())).contains(text))
  }

  @Test func putsTheGravestDecisionFirst() throws {
    let page = html(renderReport(sampleReport()))
    let must = try #require(page.firstRange(of: "No country for Phone 2"))
    let toKnow = try #require(page.firstRange(of: "A column was carried along"))
    #expect(must.lowerBound < toKnow.lowerBound)
    // The failed gate is one too.
    #expect(page.contains("2 decisions must be made"))
  }

  @Test(arguments: [
    (0, 0, 0, "No rows were read, so there is nothing to report."),
    (1, 1, 1, "1 row became 1 contact, which may be messaged."),
    (2, 1, 0, "2 rows became 1 contact; none of them may be messaged."),
    (3, 2, 2, "3 rows became 2 contacts, and all of them may be messaged."),
    (1_500, 1_000, 1, "1\u{202F}500 rows became 1\u{202F}000 contacts; 1 of them may be messaged."),
  ])
  func saysTheOutcome(rows: Int, contacts: Int, messageable: Int, verdict: String) {
    var report = CleanReport(version: "1", numberingPlanVersion: "9")
    report.totals = .init(rowsRead: rows, contacts: contacts, kept: contacts)
    report.consent.messageable = messageable
    #expect(html(renderReport(report)).contains("<h1>\(verdict)</h1>"))
  }

  @Test func saysSoWhereRowsDoNotAddUp() {
    var report = sampleReport()
    #expect(!html(renderReport(report)).contains("do not add up"))
    report.totals.rejected -= 1
    #expect(html(renderReport(report)).contains("do not add up"))
  }

  @Test func hangsLossesOnlyWhereTheyAddUp() {
    var report = sampleReport()
    #expect(html(renderReport(report)).contains("counted under its first reason"))
    report.consent.notMessageableBecause[0].count += 1
    let page = html(renderReport(report))
    #expect(page.contains("may have several reasons"))
    #expect(!page.contains("counted under its first reason"))
  }

  @Test func saysWhatIsEmpty() {
    let page = html(renderReport(CleanReport(version: "1", numberingPlanVersion: "9")))
    for line in [
      "Nothing is left for you to decide.", "No field was filled", "No phone numbers were found",
      "No two rows were recognised", "nobody may be messaged", "No file was read.",
      "No row was rejected.", "No contact carries a flag.", "There is no earlier run",
      "No gate is set",
    ] {
      #expect(page.contains(line), "\(line)")
    }
    #expect(!page.contains("<figure"))
  }

  @Test func reachesNothingOutsideItself() {
    let page = html(renderReport(sampleReport()))
    for trace in ["src=", "@import", "url(", "<link", "<script", "href=\"http", "<form"] {
      #expect(!page.contains(trace), "\(trace)")
    }
    #expect(page.contains("default-src 'none'"))
  }

  @Test func isTheSameEveryTime() {
    #expect(renderReport(sampleReport()) == renderReport(sampleReport()))
  }
}
