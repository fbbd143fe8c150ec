/// `Rules/survivorship.yaml`: which of several records gives a merged contact its values.
package struct SurvivorshipRules: Sendable {
  /// Values that survive together, so that no contact gets one person's street in another's city.
  package enum Group: String, Sendable, CaseIterable {
    case name
    case company
    case jobTitle = "job_title"
    case phone, email
    /// Country, region, city, address and postal code.
    case address
    case birthday, language, tags, owner, status
    case sourceSystem = "source_system"
    case notes

    package var columns: [ContactColumn] {
      switch self {
      case .name: [.fullName, .firstName, .middleName, .lastName, .nameTitle]
      case .company: [.company]
      case .jobTitle: [.jobTitle]
      case .phone: []
      case .email: [.email]
      case .address: [.country, .region, .city, .address, .postalCode]
      case .birthday: [.birthday]
      case .language: [.language]
      case .tags: [.tags]
      case .owner: [.owner]
      case .status: [.status]
      case .sourceSystem: [.sourceSystem]
      case .notes: [.notes]
      }
    }
  }

  package enum Strategy: String, Sendable, CaseIterable {
    /// The record changed last, or else created last.
    case mostRecent = "most_recent"
    /// The record of the source that stands first under `sources`.
    case mostTrusted = "most_trusted"
    /// The record that fills the most, then the longest value.
    case mostComplete = "most_complete"
    /// The longest value; what could not be read as its column demands is no value.
    case longestValid = "longest_valid"
    /// The value that most records have.
    case majority
    /// Every value, once.
    case all
  }

  private var strategies: [Strategy]
  /// Folded names of inputs (without folder and endings) or of source systems, the most trusted first.
  private var sources: [String]

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(allowed: ["sources", "fields"])
    sources = try keys["sources"]?.strings().map(fold) ?? []
    strategies = [Strategy](repeating: .mostRecent, count: Group.allCases.count)
    guard let fields = keys["fields"] else { return }
    let entries = try fields.entries(allowed: Group.allCases.map(\.rawValue))
    for (index, group) in Group.allCases.enumerated() {
      guard let node = entries[group.rawValue] else { continue }
      strategies[index] = try node.choice(Strategy.self)
      if strategies[index] == .all, ![.tags, .notes].contains(group) {
        throw node.error(
          "'all' does not fit '\(group.rawValue)'",
          "choose one record; further numbers and e-mail addresses are kept in any case")
      }
      if [.mostComplete, .longestValid].contains(strategies[index]), group == .phone {
        throw node.error(
          "'\(strategies[index].rawValue)' does not fit 'phone'",
          "no number is more complete than another: write most_recent, most_trusted or majority")
      }
    }
  }

  package func strategy(for group: Group) -> Strategy {
    strategies[Group.allCases.firstIndex(of: group) ?? 0]
  }

  /// Position of a source in the order of trust; unknown sources come after all known ones.
  package func rank(inputLabel: String, sourceSystem: () -> String) -> Int {
    guard !sources.isEmpty else { return 0 }
    let known = [fold(inputLabel), fold(sourceSystem())].compactMap { sources.firstIndex(of: $0) }
    return known.min() ?? sources.count
  }
}
