/// What forbids or limits a merge.
enum Objection: Equatable, Sendable {
  case none
  /// Two values where an entity has one only; the names of elder and younger.
  case veto(String)
  /// For a person to decide.
  case doubt(Doubt)
}

/// Why a pair is left to a person, whatever its odds.
enum Doubt: String, CaseIterable, Sendable {
  case namesDiffer = "names differ"
  case onlyNamesAgree = "only the names agree"
  case severalPeople = "the name fits several people"
  case otherKeys = "one address, but other phones or e-mails"
  case otherPlace = "other phones, e-mails and addresses"
  case generation = "one of them has Jr, Sr or the like"
  case genders = "male and female form of a name"

  /// Whether something speaks against one entity, and not only too little for it.
  var isContradiction: Bool {
    switch self {
    case .namesDiffer, .severalPeople, .generation, .genders: true
    case .onlyNamesAgree, .otherKeys, .otherPlace: false
    }
  }
}

/// Scores pairs of rows: the odds of one entity, and what stands against joining.
struct PairScorer: Sendable {
  var comparison: RowComparison
  let classes: LatentClasses
  /// What a person said of some pairs, and what follows for the others.
  var labels = PairLabels([], rowCount: 0)
  var tuning: LabelTuning?
  private let namesDecide: Bool
  private let exclusiveFields: [Int]

  init(comparison: RowComparison, classes: LatentClasses) {
    self.comparison = comparison
    self.classes = classes
    let fields = comparison.records.fields
    exclusiveFields = fields.indices.filter { fields[$0].kind == .exclusive }
    namesDecide = comparison.records.arePeopleWhoShareLines
  }

  /// What a pair counts for among the rows of a cluster, in log2 odds of one entity; nil where the two
  /// contradict each other.
  ///
  /// Where nothing but the lack of agreement speaks against it, it counts for little: another row of the
  /// cluster may well know both phones.
  mutating func bits(_ left: UInt32, _ right: UInt32) -> Float? {
    let vector = comparison.compare(Int(left), Int(right))
    let objection = objection(Int(left), Int(right), vector)
    if case .veto = objection { return nil }
    if let isSame = labels[left, right] { return isSame ? PairLabels.certainBits : nil }
    var bits = classes.bits(vector)
    if let tuning { bits = tuning.bits(vector, objection, bits, Int(left), Int(right)) }
    if case .doubt(let doubt) = objection, doubt.isContradiction { return bits }
    return max(bits, Clustering.silenceBits)
  }

  /// Rows from which on it is known how common a name is.
  private static let countedRows = 10_000

  /// Bits by which a name, with the city and the like, must be rarer than one in all rows: names are
  /// rarer by their words than they are, since families live in one place.
  private static let rareBits = 8
  /// The same for each phone, e-mail or address that differs, as those of two people do as a rule.
  private static let differingBits = 8

  /// Whether the names and the texts that agree are so rare together that nobody else is expected to
  /// have them, though so many keys or addresses differ.
  private func areRare(_ vector: PairVector, textBits: Int, differing: Int) -> Bool {
    let count = comparison.records.version?.rowCount ?? comparison.records.count
    guard count >= Self.countedRows,
      let part = comparison.parts.firstIndex(where: { $0.isName }), vector.level(part) >= 0
    else { return false }
    let bits = vector.rarity(part) + textBits - Self.rareBits - Self.differingBits * differing
    return bits > 0 && 1 << min(bits, 62) >= count
  }

  func objection(_ left: Int, _ right: Int, _ vector: PairVector) -> Objection {
    let records = comparison.records
    if records.areOfOneSource(UInt32(left), UInt32(right)) {
      return .veto("both are of one source")
    }
    var sharesIdentifier = false
    for field in exclusiveFields {
      let a = records.fields[field].first(left)
      let b = records.fields[field].first(right)
      if a != 0 && b != 0 && a != b { return .veto("\(records.fields[field].name) differs") }
    }
    var nameLevel: NameLevel?
    var ties = 0
    var isOtherEntity = false
    var agreesElsewhere = false
    var sharesAddress = false
    var sharesMore = false
    var differingKeys = 0
    var differingAddresses = 0
    var textBits = 0
    for (part, definition) in comparison.parts.enumerated() {
      let level = vector.level(part)
      if level < 0 { continue }
      if case .mailbox = definition.kind {
        if level == 0 { ties += 2 }
        continue
      }
      // A city is no tie: two people of one name live there, but for names that nobody else may bear.
      if definition.column == .text {
        if definition.levels[level].isRare { textBits += vector.rarity(part) }
      } else if !definition.isName, definition.levels[level].speaksForOne {
        agreesElsewhere = true
      }
      switch definition.column {
      case .birthday where level >= DateLevel.partial.rawValue,
        .date where level == DateLevel.different.rawValue && classes.rulesOut(part, level):
        return .veto("\(definition.name) differs")
      case .company where records.nameField == nil:
        isOtherEntity = level >= WordsComparison.Number.restDiffers
      case .identifier: sharesIdentifier = sharesIdentifier || level <= KeyComparison.Number.many
      case .phone, .email:
        if level <= KeyComparison.Number.few { ties += 1 }
        if level < KeyComparison.Number.near {
          sharesMore = true
        } else if level == KeyComparison.Number.different {
          differingKeys += 1
        }
      case .address:
        sharesAddress = level <= WordsComparison.Number.part
        if level >= WordsComparison.Number.otherNumber { differingAddresses += 1 }
      case .company, .birthday:
        if definition.levels[level].speaksForOne { sharesMore = true }
      case .name: nameLevel = NameLevel(rawValue: UInt8(level))
      default: continue
      }
    }
    if sharesIdentifier { return .none }
    if isOtherEntity { return .doubt(.namesDiffer) }
    // Two shops of a chain.
    if records.nameField == nil, differingKeys > 0, differingAddresses > 0, !sharesMore {
      return .doubt(.otherPlace)
    }
    if !namesDecide { return .none }
    if !agreesElsewhere {
      agreesElsewhere = areRare(
        vector, textBits: textBits, differing: differingKeys + differingAddresses)
    }
    if sharesAddress && differingKeys > 0 && !sharesMore, nameLevel != .different {
      return .doubt(.otherKeys)
    }
    switch nameLevel {
    case .suffixConflict: return .veto("senior and junior")
    case .suffixOneSided: return .doubt(.generation)
    case .genderVariant: return .doubt(.genders)
    case .different: return .doubt(.namesDiffer)
    // One number alone is a household's; number and mailbox are one person's, who married or mistyped.
    case .sharedWord, .weak: return ties > 1 ? .none : .doubt(.namesDiffer)
    case .initial, .single, .exactSingle:
      if ties < 2 && comparison.isAmbiguous(left, right) {
        return .doubt(.severalPeople)
      }
      return agreesElsewhere ? .none : .doubt(.onlyNamesAgree)
    default: return agreesElsewhere ? .none : .doubt(.onlyNamesAgree)
    }
  }

  /// The pair's evidence in bits, which add up to its log2 odds: first what the share of pairs of one
  /// entity says before anything is compared, then each comparison against the likeliest other class.
  mutating func evidence(_ left: UInt32, _ right: UInt32) -> [Evidence] {
    let vector = comparison.compare(Int(left), Int(right))
    var result: [Evidence] = []
    var prior = Double(classes.bits(vector))
    for (part, definition) in comparison.parts.enumerated() {
      let level = vector.level(part)
      if level < 0 { continue }
      let bits = classes.evidenceBits(part, vector)
      prior -= bits
      result.append(
        Evidence(
          comparison: definition.name, level: definition.levels[level].name, weightBits: bits))
    }
    result.insert(
      Evidence(comparison: Evidence.prior, level: "any_pair", weightBits: prior), at: 0)
    if let labelled = labelEvidence(left, right, vector) { result.append(labelled) }
    return result
  }
}
