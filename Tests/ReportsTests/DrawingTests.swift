import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Parses every drawing of `page` as XML and expects a role, a title and a description in each.
func expectWellFormedDrawings(_ page: String) throws {
  var rest = page[...]
  var count = 0
  while let start = rest.firstRange(of: "<svg"), let end = rest.firstRange(of: "</svg>") {
    let drawing = String(rest[start.lowerBound..<end.upperBound])
    let reader = DrawingReader()
    let parser = XMLParser(data: Data(drawing.utf8))
    parser.delegate = reader
    let isWellFormed = parser.parse()
    #expect(isWellFormed, "\(parser.parserError.debugDescription): \(drawing.prefix(400))")
    #expect(reader.isDescribed)
    rest = rest[end.upperBound...]
    count += 1
  }
  #expect(count > 0)
}

private final class DrawingReader: NSObject, XMLParserDelegate {
  private var names: [String] = []
  private var identifiers: Set<String> = []
  private var label: [String] = []
  private var role: String?

  /// Labelled by a title and a description that exist.
  var isDescribed: Bool {
    role == "img" && label.count == 2 && identifiers.isSuperset(of: label)
      && names.contains("title") && names.contains("desc")
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String] = [:]
  ) {
    names.append(name)
    if let identifier = attributes["id"] { identifiers.insert(identifier) }
    if name == "svg" {
      role = attributes["role"]
      label = attributes["aria-labelledby"].map { $0.split(separator: " ").map(String.init) } ?? []
    }
  }
}

struct DrawingTests {
  @Test func areWellFormedXML() throws {
    try expectWellFormedDrawings(html(renderReport(sampleReport())))
    try expectWellFormedDrawings(html(renderReview([samplePair()])))
  }

  @Test func identifiersAreUnique() {
    let pages = [renderReport(sampleReport()), renderReview([samplePair(), samplePair()])]
    for page in pages {
      let identifiers = html(page).split(separator: " id=\"").dropFirst().map {
        $0.prefix { $0 != "\"" }
      }
      #expect(Set(identifiers).count == identifiers.count)
    }
  }

  @Test func lossesHangFromOneAnother() {
    let drawing = waterfall(
      "w", title: "T",
      steps: [
        Step(label: "All", count: 100, kind: .level, tone: .plain),
        Step(label: "Lost", count: 25, kind: .loss, tone: .bad),
        Step(label: "Left", count: 75, kind: .level, tone: .good),
      ], whole: 100, wholeName: "all", countName: "Rows"
    ).html
    #expect(drawing.contains(#"class="bad" x="46.5%" y="65" width="15.5%""#))
    #expect(drawing.contains(#"class="good" x="0%" y="109" width="46.5%""#))
  }

  @Test func absurdCountsStayInTheDrawing() throws {
    var report = sampleReport()
    report.totals = .init(rowsRead: 1, contacts: .max, kept: .max, merged: .max, rejected: -5)
    report.numbers.byStatus = [.init(status: "valid", count: .max), .init(status: "x", count: -1)]
    report.completeness[0].filledAfter = .max
    report.duplicates.clusterSizes = [.init(size: 2, clusters: .max), .init(size: 3, clusters: 9)]
    try expectWellFormedDrawings(html(renderReport(report)))
  }
}
