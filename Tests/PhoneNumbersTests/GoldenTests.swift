import Foundation
import PhoneNumbers
import Testing

/// The answers of libphonenumber that `Golden/record.py` recorded.
struct GoldenTests {
  @Test func answersAsLibphonenumberDoes() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Golden/parse.tsv")
    let text = try String(contentsOf: file, encoding: .utf8)
    var rows = 0
    for line in text.utf8.split(separator: 0x0A) {
      let columns = line.split(separator: 0x09, omittingEmptySubsequences: false)
        .map { String($0)! }
      try #require(columns.count == 8)
      rows += 1
      #expect(answer(columns[0], columns[1]) == Array(columns[2...]), "\(columns[0])")
    }
    #expect(rows > 1_900)
  }

  private func answer(_ raw: String, _ region: String) -> [String] {
    do {
      let parsed = try PhoneNumber.parse(raw, defaultRegion: Region(region))
      let found = parsed.assessment
      return [
        parsed.number.e164, found.possibility.rawValue, found.isValid ? "1" : "0",
        found.kind.rawValue, found.region?.code ?? "", parsed.extensionDigits(in: raw),
      ]
    } catch {
      return [error.rawValue, "", "", "", "", ""]
    }
  }
}
