import Testing

@testable import Reports

struct SizeTests {
  private let limit = 2_000_000

  @Test(arguments: [
    ("short", 10_000, 3), (String(repeating: "\"", count: 2_000), 1_000, 10),
    (String(repeating: "\u{202E}", count: 500), 1_000, 400), ("手機", 100, 10_000),
    // A single grapheme of many scalars.
    ("a" + String(repeating: "\u{301}", count: 5_000), 500, 100),
  ])
  func staysUnderTwoMegabytes(_ text: String, _ count: Int, _ columns: Int) {
    let page = renderReport(report(of: text, times: count, columns: columns))
    #expect(page.count < limit)
    #expect(html(page).contains(" more</p>"))
  }

  @Test func saysHowManyAreLeftOut() {
    let page = html(renderReport(report(of: "x", times: 10_000)))
    #expect(page.contains("and \(grouped(10_000 - 60)) more"))
    #expect(page.contains("\(grouped(10_000 - 11)) others"))
    #expect(page.contains("\(grouped(10_000 - 18)) further fields stand in the figures"))
  }

  @Test func aPageOfOneFileShowsAllItsColumns() {
    var report = sampleReport()
    report.inputs[0].columns = (0..<400).map {
      .init(header: "column \($0)", field: nil, how: nil, filled: $0)
    }
    let page = html(renderReport(report))
    for column in [0, 199, 399] { #expect(page.contains("<bdi>column \(column)</bdi>")) }
  }
}
