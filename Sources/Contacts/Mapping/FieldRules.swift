/// `Rules/fields.yaml`: which spellings of a header mean which field.
package struct FieldRules: Sendable {
  struct Entry {
    var field: Field
    /// Position in the file: among several columns for one field the lowest wins.
    var rank: Int
  }

  /// Folded spelling to field.
  private var names: [String: Entry] = [:]
  /// Spellings with wildcards, as folded words; `*` stands for any words, or none, and `#` for a number.
  private var patterns: [(words: [Substring], entry: Entry)] = []
  private var prefixes: [String] = []
  /// As written: `__c` would fold to a letter.
  private var suffixes: [String] = []
  private var inverted: Set<String> = []
  private var companyTypes: Set<String> = []
  /// Folded, without blanks: what contains one of them may be an opt-out.
  private var optOutStems: [[UInt8]] = []

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(
      allowed: ["prefixes", "suffixes", "inverted", "opt_out_stems", "company_types", "fields"])
    if let node = keys["prefixes"] { prefixes = try node.strings().map(fold) }
    if let node = keys["suffixes"] { suffixes = try node.strings() }
    if let node = keys["inverted"] { inverted = Set(try node.strings().map(fold)) }
    if let node = keys["opt_out_stems"] { optOutStems = try node.strings().map(Self.joined) }
    if let node = keys["company_types"] { companyTypes = Set(try node.strings().map(fold)) }
    guard let fields = keys["fields"] else {
      throw file.error("the key 'fields' is missing", "add the list of spellings for each field")
    }
    var rank = 0
    for (name, node) in try fields.entries() {
      guard let field = Field(rawValue: name) else {
        let known = Field.allCases.map(\.rawValue)
        throw node.keyError(
          "unknown field '\(name)'",
          nearest(to: name, in: known).map { "did you mean '\($0)'?" }
            ?? "known fields are \(known.joined(separator: ", "))")
      }
      for spelling in try node.strings() {
        rank += 1
        try add(spelling, Entry(field: field, rank: rank), at: node)
      }
    }
  }

  private mutating func add(_ spelling: String, _ entry: Entry, at node: RuleNode)
    throws(RuleError)
  {
    if spelling.contains("*") || spelling.contains("\\d+") {
      let words = spelling.split(separator: " ").flatMap { word -> [Substring] in
        switch word {
        case "*": ["*"]
        case "\\d+": ["#"]
        default: Substring(fold(String(word))).split(separator: " ")
        }
      }
      patterns.append((words, entry))
      return
    }
    let key = fold(spelling)
    if let other = names[key], other.field != entry.field {
      throw node.error(
        "'\(spelling)' stands under '\(other.field.rawValue)' and '\(entry.field.rawValue)'",
        "keep it under one of them")
    }
    if names[key] == nil { names[key] = entry }
  }

  /// Whether a value of `record_type` says that the record stands for a company.
  package func isCompanyType(_ text: String) -> Bool { companyTypes.contains(fold(text)) }

  /// Whether a text may speak of an opt-out: "Opt-Out (WhatsApp)", `is_unsubscribed`, "DNC - legal".
  package func maySayOptOut(_ text: String) -> Bool {
    let text = Self.joined(text)
    return optOutStems.contains { stem in
      stem.count <= text.count
        && (0...(text.count - stem.count)).contains {
          text[$0..<($0 + stem.count)].elementsEqual(stem)
        }
    }
  }

  private static func joined(_ text: String) -> [UInt8] {
    fold(text).utf8.filter { $0 != UInt8(ascii: " ") }
  }

  /// The field that a header names, whether or not another column takes it.
  package func field(of header: String) -> Field? { match(header)?.entry.field }

  /// What a header means, or nothing.
  func match(_ header: String) -> (entry: Entry, how: ColumnMapping.How, isInverted: Bool)? {
    var key = fold(header)
    if names[key] == nil, let suffix = suffixes.first(where: header.hasSuffix) {
      key = fold(String(header.dropLast(suffix.count)))
    }
    if inverted.contains(key) { return (Entry(field: .optOut, rank: 0), .name, true) }
    if let entry = names[key] { return (entry, .name, false) }
    for prefix in prefixes where key.hasPrefix(prefix + " ") {
      key.removeFirst(prefix.count + 1)
      if let entry = names[key] { return (entry, .name, false) }
    }
    let words = key.split(separator: " ")
    for pattern in patterns where Self.matches(words[...], pattern.words[...]) {
      return (pattern.entry, .pattern, false)
    }
    if words.count > 1, let last = words.last, last.allSatisfy(\.isNumber),
      let entry = names[words.dropLast().joined(separator: " ")],
      entry.field.takesSeveralColumns
    {
      return (entry, .pattern, false)
    }
    // What might be an opt-out is one until a rule says otherwise.
    return maySayOptOut(header) ? (Entry(field: .optOut, rank: .max), .pattern, false) : nil
  }

  private static func matches(
    _ words: ArraySlice<Substring>, _ pattern: ArraySlice<Substring>
  ) -> Bool {
    guard let head = pattern.first else { return words.isEmpty }
    switch head {
    case "*":
      return (words.startIndex...words.endIndex).contains {
        matches(words[$0...], pattern.dropFirst())
      }
    case "#":
      return words.first?.allSatisfy(\.isNumber) == true
        && matches(words.dropFirst(), pattern.dropFirst())
    default:
      return words.first == head && matches(words.dropFirst(), pattern.dropFirst())
    }
  }
}
