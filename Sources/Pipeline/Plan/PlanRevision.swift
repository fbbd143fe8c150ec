internal import Contacts
internal import Foundation
internal import PhoneNumbers
internal import Store

/// `rollcall numbers-plan --store`: the numbers of a store that the numbering plan in use judges
/// otherwise than the run that wrote them.
///
/// The store keeps what was known then; nothing in it is changed. Of the numbers that were refused,
/// those with a calling code of their own are read again; without one, their row's country would
/// be needed.
package struct PlanRevision {
  /// What is known of a number. The raw values are written to results.
  package enum Property: String, Sendable {
    /// `valid` or `invalid`.
    case validity
    /// Such as `MOBILE`; `UNKNOWN` where the number is not valid.
    case kind
    /// ISO 3166 letters, empty if there is none.
    case region
  }

  package struct Change: Sendable, Equatable {
    /// E.164.
    package var number: String
    package var property: Property
    package var before: String
    package var after: String
  }

  package struct Tally: Sendable, Equatable {
    /// Versions of the numbering plan that the store was written with.
    package var plansBefore: [String] = []
    package var planNow = NumberingPlan.version
    package var numbers = 0
    package var changedNumbers = 0
    /// Cells that were refused, without a calling code of their own.
    package var cellsWithoutCountry = 0
  }

  private var tally = Tally()
  private var changed: Set<String> = []
  private let report: (Change) -> Void

  /// Judges all numbers of a store again.
  ///
  /// - Parameter report: is given each change once, in the order of contact ids.
  /// - Throws: `PipelineError` if the store is missing or cannot be read.
  package static func run(
    storePath: String, _ report: @escaping (Change) -> Void
  ) throws(PipelineError) -> Tally {
    guard FileManager.default.fileExists(atPath: storePath) else {
      throw PipelineError(
        .missingInput,
        "\(storePath): no such store; name the rollcall.sqlite that rollcall clean wrote")
    }
    do {
      let store = try ContactStore(path: storePath, isReadOnly: true)
      var revision = PlanRevision(report: report)
      revision.tally.plansBefore = try store.numberingPlans()
      try store.readNumbers { revision.judge($0) }
      return revision.tally
    } catch {
      throw PipelineError(.badInput, error.description)
    }
  }

  private init(report: @escaping (Change) -> Void) {
    self.report = report
  }

  private mutating func judge(_ contact: ContactNumbers) {
    if !contact.phone.isEmpty {
      let status = CellReading.Status(rawValue: contact.status)
      let known = Known(
        isValid: status == .valid || status == .repaired, kind: contact.type,
        region: contact.country)
      compare(contact.phone, with: known)
    }
    // The store keeps neither kind nor region of further numbers, but only valid ones stand there.
    for number in listItems(contact.otherPhones) {
      compare(number, with: Known(isValid: true, kind: nil, region: nil))
    }
    for item in listItems(contact.invalidPhones) { judge(refused: item) }
  }

  /// What the store says of a number; nil if it says nothing.
  private struct Known {
    var isValid: Bool
    var kind: String?
    var region: String?
  }

  private mutating func compare(_ e164: String, with known: Known) {
    tally.numbers += 1
    let now = PhoneNumber(e164: e164)?.assessment
    let changes: [(Property, String?, String)] = [
      (.validity, Self.validity(known.isValid), Self.validity(now?.isValid ?? false)),
      (.kind, known.kind, (now?.kind ?? .unknown).rawValue),
      (.region, known.region, now?.region?.code ?? ""),
    ]
    let differing = changes.filter { $1 != nil && $1 != $2 }
    guard !differing.isEmpty, changed.insert(e164).inserted else { return }
    tally.changedNumbers += 1
    for (property, before, after) in differing {
      report(Change(number: e164, property: property, before: before ?? "", after: after))
    }
  }

  /// A cell that was refused, with the reason in parentheses behind it.
  private mutating func judge(refused item: String) {
    guard item.hasSuffix(")"), let open = item.range(of: " (", options: .backwards),
      let rule = Rule(rawValue: String(item[open.upperBound...].dropLast())),
      Self.dependingOnThePlan.contains(rule)
    else { return }
    let reading = readPhoneCell(String(item[..<open.lowerBound]), defaultRegion: nil)
    if reading.rule == .noCountry {
      tally.cellsWithoutCountry += 1
    } else if let number = reading.number {
      compare(
        number.e164, with: Known(isValid: false, kind: Kind.unknown.rawValue, region: nil))
    } else {
      tally.numbers += 1
    }
  }

  /// Refusals that another plan may lift.
  private static let dependingOnThePlan: Set<Rule> = [
    .notAssigned, .tooShort, .tooLong, .unknownCallingCode,
  ]

  private static func validity(_ isValid: Bool) -> String { isValid ? "valid" : "invalid" }
}
