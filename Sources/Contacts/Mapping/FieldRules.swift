/// `Rules/fields.yaml`: which spellings of a header mean which field, and which words of a header speak of consent.
package struct FieldRules: Sendable {
  struct Entry: Sendable {
    var field: Field
    /// Position in the file: among several columns for one field the lowest wins.
    var rank: Int
  }

  private var spellings = HeaderSpellings<Entry>()
  private var prefixes: [String] = []
  /// Words behind what a header names: `телефон клиента`.
  private var endings: Set<String> = []
  /// As written: `__c` would fold to a letter.
  private var suffixes: [String] = []
  private var inverted = HeaderSpellings<Bool>()
  private var companyTypes: Set<String> = []
  /// Folded, without blanks: what contains one of them may be an opt-out.
  private var optOutStems: [[UInt8]] = []
  private var consentStems: [[UInt8]] = []
  private var agreementStems: [[UInt8]] = []
  private var denialStems: [[UInt8]] = []
  /// Short words count as words only: "no" is in "notes".
  private var denialWords: Set<String> = []
  private var silentWords: Set<String> = []
  private var otherWords: Set<String> = []
  private var faxWords: Set<String> = []
  private var givenNames = FoldedTable()
  private var familyNames = FoldedTable()
  /// The score from which a column is taken for a field.
  let leastScore: Double

  package init(_ file: RuleNode) throws(RuleError) {
    let keys = try file.entries(
      allowed: [
        "prefixes", "suffixes", "endings", "inverted", "opt_out_stems", "consent_stems",
        "consent_agreements", "consent_denials", "silent", "others", "given_names",
        "family_names", "fax", "least_score", "company_types", "fields",
      ])
    func list(_ key: String) throws(RuleError) -> [String] { try keys[key]?.strings() ?? [] }
    prefixes = try list("prefixes").map(fold)
    suffixes = try list("suffixes")
    endings = Set(try list("endings").map(fold))
    for spelling in try list("inverted") { inverted.add(spelling, true) }
    optOutStems = try list("opt_out_stems").map(Self.joined)
    consentStems = try list("consent_stems").map(Self.joined)
    agreementStems = try list("consent_agreements").map(Self.joined)
    let denials = try list("consent_denials")
    denialWords = Set(denials.map(fold))
    denialStems = denials.filter {
      $0.unicodeScalars.count > 3 || ($0.utf8.first ?? 0) >= 0xE0
    }.map(Self.joined)
    companyTypes = Set(try list("company_types").map(fold))
    silentWords = Set(try list("silent").map { HeaderSpellings<Entry>.joined(fold($0)) })
    otherWords = Set(try list("others").map(fold))
    faxWords = Set(try list("fax").map(fold))
    for name in try list("given_names") { givenNames.insert(fold(name), value: 1) }
    for name in try list("family_names") { familyNames.insert(fold(name), value: 1) }
    leastScore = try keys["least_score"]?.double(in: 0...1) ?? 0.6
    guard let fields = keys["fields"] else {
      throw file.error("the key 'fields' is missing", "add the list of spellings for each field")
    }
    var rank = 0
    for (name, node) in try fields.entries() {
      guard let field = Field(rawValue: name) else {
        throw node.unknownField(name)
      }
      for spelling in try node.strings() {
        rank += 1
        let known = spellings.add(spelling, Entry(field: field, rank: rank))
        if let known, known.field != field {
          throw node.error(
            "'\(spelling)' stands under '\(known.field.rawValue)' and '\(field.rawValue)'",
            "keep it under one of them")
        }
      }
    }
  }

  /// Whether a value of `record_type` says that the record stands for a company.
  package func isCompanyType(_ text: String) -> Bool { companyTypes.contains(fold(text)) }

  func isGivenName(_ word: String) -> Bool { givenNames.contains(fold(word)) }

  func isFamilyName(_ word: String) -> Bool { familyNames.contains(fold(word)) }

  /// The field that a header names, whether or not another column takes it.
  package func field(of header: String) -> Field? { match(header)?.entry.field }

  /// What a header names, or nothing.
  func match(_ header: String) -> (entry: Entry, how: ColumnMapping.How, isInverted: Bool)? {
    let whole = fold(header)
    var keys = [whole]
    if spellings[whole] == nil, let suffix = suffixes.first(where: header.hasSuffix) {
      keys = [fold(String(header.dropLast(suffix.count)))]
    }
    for prefix in prefixes where keys[0].hasPrefix(prefix) {
      let rest = keys[0].dropFirst(prefix.count)
      // Words in Han characters stand without blanks.
      if rest.first == " " || prefix.utf8.first ?? 0 >= 0xE0 {
        keys.append(String(rest.drop { $0 == " " }))
      }
    }
    let words = keys[0].split(separator: " ")
    if words.count > 1, let last = words.last, endings.contains(String(last)) {
      keys.append(words.dropLast().joined(separator: " "))
    }
    for key in keys where !key.isEmpty {
      if inverted.spelled(key) != nil { return (Entry(field: .optOut, rank: 0), .name, true) }
      if let entry = spellings.spelled(key) { return (entry, .name, false) }
    }
    for key in keys {
      if let entry = spellings.matching(key) { return (entry, .pattern, false) }
    }
    if words.count > 1, let last = words.last, last.allSatisfy(\.isNumber),
      let entry = spellings[words.dropLast().joined(separator: " ")],
      entry.field.takesSeveralColumns
    {
      return (entry, .pattern, false)
    }
    // What might be an opt-out is one until a rule says otherwise.
    return maySayOptOut(header) ? (Entry(field: .optOut, rank: .max), .suspected, false) : nil
  }

  /// A field whose name is part of a header: `Customer phone (private)` speaks of a phone, but may say more.
  func hint(in header: String) -> Field? {
    let words = fold(header).split(separator: " ").prefix(8)
    for length in stride(from: min(4, words.count), through: 1, by: -1) {
      for start in (0...(words.count - length)).reversed() {
        let part = words[start..<(start + length)].joined(separator: " ")
        if part.utf8.count > 3, let entry = spellings[part] { return entry.field }
      }
    }
    guard words.count == 1, let word = words.first, word.utf8.contains(where: { $0 >= 0xE0 })
    else { return nil }
    // The head of a Chinese compound stands last: `常用手机号` is a kind of `手机号`.
    for start in word.indices.dropFirst() where word[start...].count > 1 {
      if let entry = spellings[String(word[start...])] { return entry.field }
    }
    return nil
  }
}

// MARK: - Consent

extension FieldRules {
  /// What the words of a header say about consent.
  enum ConsentSmell: Sendable {
    /// They refuse it: `Declined newsletter`.
    case refusal
    /// They give it: `Agrees to SMS`.
    case agreement
    /// They speak of it, and do not tell which of the two a yes means.
    case unclear
  }

  /// Whether a text may speak of an opt-out: "Opt-Out (WhatsApp)", `is_unsubscribed`, "DNC - legal".
  package func maySayOptOut(_ text: String) -> Bool {
    Self.contains(optOutStems, in: Self.joined(text))
  }

  func consentSmell(of header: String) -> ConsentSmell? {
    let text = Self.joined(header)
    if Self.contains(optOutStems, in: text) { return .refusal }
    let agrees = Self.contains(agreementStems, in: text)
    guard agrees || Self.contains(consentStems, in: text) else { return nil }
    let isDenied =
      Self.contains(denialStems, in: text)
      || fold(header).split(separator: " ").contains { denialWords.contains(String($0)) }
    if isDenied { return .refusal }
    return agrees ? .agreement : .unclear
  }

  private static func contains(_ stems: [[UInt8]], in text: [UInt8]) -> Bool {
    stems.contains { stem in
      stem.count <= text.count
        && (0...(text.count - stem.count)).contains {
          text[$0] == stem[0] && text[$0..<($0 + stem.count)].elementsEqual(stem)
        }
    }
  }

  fileprivate static func joined(_ text: String) -> [UInt8] {
    fold(text).utf8.filter { $0 != UInt8(ascii: " ") }
  }
}

// MARK: - Headers that say nothing of the contact

extension FieldRules {
  /// Whether a header is a place only: `Field 7`, `column_3`, `C`, `12`, or nothing.
  func isSilent(_ header: String) -> Bool {
    var key = HeaderSpellings<Entry>.joined(fold(header))
    while let last = key.last, last.isNumber { key.removeLast() }
    return key.isEmpty || (key.utf8.count == 1) || silentWords.contains(key)
  }

  /// Whether a header speaks of somebody or something else: `Assistant phone`, `Fax`, `Created by`.
  func speaksOfOthers(_ header: String) -> Bool {
    let key = fold(header)
    let words = key.split(separator: " ").map(String.init)
    if words.contains(where: otherWords.contains) { return true }
    if words.count > 1,
      zip(words, words.dropFirst()).contains(where: { otherWords.contains("\($0) \($1)") })
    {
      return true
    }
    let joined = HeaderSpellings<Entry>.joined(key)
    return otherWords.contains {
      $0.utf8.count > 4 && joined.contains(HeaderSpellings<Entry>.joined($0))
    }
  }
}

extension FieldRules {
  /// Whether the label of a number says that it is a fax or a pager, which nobody is messaged at.
  func isFax(_ label: String) -> Bool {
    !label.isEmpty && fold(label).split(separator: " ").contains { faxWords.contains(String($0)) }
  }
}

extension RuleNode {
  /// The error for a key or value that names no field.
  func unknownField(_ name: String, further: [String] = []) -> RuleError {
    let known = Field.allCases.map(\.rawValue) + further
    return keyError(
      "unknown field '\(name)'",
      nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? "known fields are \(known.joined(separator: ", "))")
  }
}
