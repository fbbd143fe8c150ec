/// What the columns of one system's exports mean: a file of `Rules/profiles/`.
package struct VendorProfile: Sendable {
  /// What a profile says of a header.
  enum Meaning: Sendable {
    /// Position in the file: among several columns for one field the lowest wins.
    case field(Field, rank: Int)
    case inverted
    /// It may be an opt-out; `isInverted`: by its no.
    case undecided(isInverted: Bool)
    /// No field of a contact, and what it is instead.
    case carried(String)
  }

  /// Headers that a kind of export has, and the part of them that must be there.
  private struct Markers: Sendable {
    var keys: [String]
    var share: Double
  }

  /// The name of its file without the ending; `--profile` takes it.
  package let name: String
  /// The name of the system.
  package let title: String
  private var markers: [Markers] = []
  private var spellings = HeaderSpellings<Meaning>()
  private var prefixes: [String] = []
  private var suffixes: [String] = []

  package init(_ file: RuleNode, name: String) throws(RuleError) {
    self.name = name
    let keys = try file.entries(
      allowed: [
        "title", "markers", "prefixes", "suffixes", "fields", "inverted", "undecided",
        "undecided_inverted", "carry_along",
      ])
    guard let titleNode = keys["title"], let markerNode = keys["markers"],
      let fieldNode = keys["fields"]
    else {
      throw file.error(
        "a profile needs 'title', 'markers' and 'fields'", "copy the form of another profile")
    }
    title = try titleNode.string()
    for node in try markerNode.items() {
      let set = try node.entries(allowed: ["share", "headers"])
      guard let share = set["share"], let headers = set["headers"] else {
        throw node.error("markers need 'share' and 'headers'", "give both")
      }
      let list = try headers.strings()
      guard !list.isEmpty else {
        throw headers.error("no headers", "name some, or leave the set out")
      }
      markers.append(Markers(keys: list.map(fold), share: try share.double(in: 0.01...1)))
    }
    prefixes = try keys["prefixes"]?.strings().map(fold) ?? []
    suffixes = try keys["suffixes"]?.strings() ?? []
    var owners: [String: String] = [:]
    var rank = 0
    func add(_ node: RuleNode, to list: String, _ meaning: (Int) -> Meaning) throws(RuleError) {
      for spelling in try node.strings() {
        rank += 1
        guard spellings.add(spelling, meaning(rank)) != nil else {
          owners[fold(spelling)] = list
          continue
        }
        if let owner = owners[fold(spelling)], owner != list {
          throw node.error(
            "'\(spelling)' stands under '\(owner)' and '\(list)'", "keep it under one of them")
        }
      }
    }
    for (name, node) in try fieldNode.entries() {
      guard let field = Field(rawValue: name) else { throw node.unknownField(name) }
      try add(node, to: name) { .field(field, rank: $0) }
    }
    if let node = keys["inverted"] { try add(node, to: "inverted") { _ in .inverted } }
    if let node = keys["undecided"] {
      try add(node, to: "undecided") { _ in .undecided(isInverted: false) }
    }
    if let node = keys["undecided_inverted"] {
      try add(node, to: "undecided_inverted") { _ in .undecided(isInverted: true) }
    }
    for (reason, node) in try keys["carry_along"]?.entries() ?? [] {
      try add(node, to: reason) { _ in .carried(reason) }
    }
  }

  /// What the profile says of a header; `nil`: it does not know it.
  func meaning(of header: String) -> Meaning? {
    let key = fold(header)
    return spellings.spelled(key) ?? spellings.matching(key)
  }

  /// A header of a custom field without what the system puts around it; `nil`: it is none.
  func bare(_ header: String) -> String? {
    if let suffix = suffixes.first(where: header.hasSuffix) {
      return String(header.dropLast(suffix.count))
    }
    let key = fold(header)
    for prefix in prefixes where key.hasPrefix(prefix + " ") {
      return String(key.dropFirst(prefix.count + 1))
    }
    return nil
  }

  /// How well a header row fits: the number of columns that the profile knows, or 0 where its markers are missing or
  /// most columns are strange to it.
  func fit(_ columns: [String]) -> Int {
    let keys = Set(columns.map(fold))
    let isMarked = markers.contains { set in
      Double(set.keys.count { keys.contains($0) }) >= set.share * Double(set.keys.count)
    }
    guard isMarked else { return 0 }
    let known = columns.count { meaning(of: $0) != nil }
    return known * 2 >= columns.count ? known : 0
  }
}

/// Which profile a run is to use.
package enum ProfileChoice: Sendable, Codable, Equatable {
  /// The one whose headers are recognised.
  case recognised
  case none
  case named(String)
}

/// The profiles of all systems.
package struct VendorProfiles: Sendable {
  package let profiles: [VendorProfile]

  package static let folder = "profiles"

  package init(_ files: RuleFiles) throws(RuleError) {
    var profiles: [VendorProfile] = []
    for file in files.names(in: Self.folder) {
      let name = String(file.dropLast(RuleFiles.ending.count))
      profiles.append(try VendorProfile(files.open("\(Self.folder)/\(file)"), name: name))
    }
    self.profiles = profiles
  }

  package init(_ profiles: [VendorProfile] = []) {
    self.profiles = profiles
  }

  package var names: [String] { profiles.map(\.name) }

  /// The profile that knows most of the columns; of two equal ones the first by name.
  func profile(for columns: [String], _ choice: ProfileChoice) -> VendorProfile? {
    switch choice {
    case .none: return nil
    case .named(let name): return profiles.first { $0.name == name }
    case .recognised:
      var best: (profile: VendorProfile, fit: Int)?
      for profile in profiles {
        let fit = profile.fit(columns)
        if fit > best?.fit ?? 0 { best = (profile, fit) }
      }
      return best?.profile
    }
  }

  /// The field that a header names in exports of known systems.
  package func field(of header: String) -> Field? { common(header)?.field }

  /// The field that every system which knows a header means by it; an opt-out wherever one system means one.
  func common(_ header: String) -> (field: Field, rank: Int, isInverted: Bool)? {
    var found: (field: Field, rank: Int, isInverted: Bool)?
    var isDisputed = false
    for profile in profiles {
      let next: (field: Field, rank: Int, isInverted: Bool)
      switch profile.meaning(of: header) {
      case nil: continue
      case .field(let field, let rank): next = (field, rank, false)
      case .inverted: next = (.optOut, 0, true)
      case .undecided, .carried:
        isDisputed = true
        continue
      }
      if next.field == .optOut { return next }
      if let found, found.field != next.field { isDisputed = true }
      found = found ?? next
    }
    return isDisputed ? nil : found
  }
}
