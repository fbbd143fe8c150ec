import Foundation
import PhoneNumbers
import Testing

/// Which version of the metadata is in: the one that is pinned, and that the notice names.
struct PlanVersionTests {
  private let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardized

  private func text(_ path: String) throws -> String {
    try String(contentsOf: repository.appending(path: path), encoding: .utf8)
  }

  @Test func theTablesAreThoseOfThePinnedVersion() throws {
    let pin = try text("Sources/PhoneNumbers/Plan/generator/requirements.txt")
    #expect(pin == "phonenumbers==\(NumberingPlan.version)  # \(NumberingPlan.date)\n")
  }

  @Test(arguments: ["libphonenumber", "phonenumbers"])
  func theNoticeNamesTheVersion(package: String) throws {
    let words = try text("NOTICE").split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("\(package) \(NumberingPlan.version) "))
  }
}
