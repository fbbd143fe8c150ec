/// What forbids or limits a merge.
enum Objection: Equatable, Sendable {
  case none
  /// Two values where an entity has one only; the names of elder and younger.
  case veto(String)
  /// For a person to decide.
  case doubt(String)
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

  /// log2 odds of one entity; nil where the two contradict each other.
  mutating func bits(_ left: UInt32, _ right: UInt32) -> Float? {
    let vector = comparison.compare(Int(left), Int(right))
    let objection = objection(Int(left), Int(right), vector)
    if case .veto = objection { return nil }
    if let isSame = labels[left, right] { return isSame ? PairLabels.certainBits : nil }
    let bits = classes.bits(vector)
    return tuning?.bits(vector, objection, bits, Int(left), Int(right)) ?? bits
  }

  /// Rows from which on it is known how common a name is.
  private static let countedRows = 10_000

  /// Whether less than half another person of the table is expected to bear the name.
  private func isRareName(_ vector: PairVector) -> Bool {
    let count = comparison.records.version?.rowCount ?? comparison.records.count
    guard count >= Self.countedRows,
      let part = comparison.parts.firstIndex(where: { $0.isName }), vector.level(part) >= 0
    else { return false }
    return 1 << vector.rarity(part) >= 2 * count
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
    var keysDiffer = false
    for (part, definition) in comparison.parts.enumerated() {
      let level = vector.level(part)
      if level < 0 { continue }
      if case .mailbox = definition.kind {
        if level == 0 { ties += 2 }
        continue
      }
      // A city is no tie: two people of one name live there, but for names that nobody else may bear.
      if !definition.isName, definition.levels[level].speaksForOne,
        definition.column != .text || isRareName(vector)
      {
        agreesElsewhere = true
      }
      switch definition.column {
      case .birthday where level >= DateLevel.partial.rawValue:
        return .veto("\(definition.name) differs")
      case .company where records.nameField == nil:
        isOtherEntity = level >= WordsComparison.Number.restDiffers
      case .identifier: sharesIdentifier = sharesIdentifier || level <= KeyComparison.Number.many
      case .phone, .email:
        if level <= KeyComparison.Number.few { ties += 1 }
        if level < KeyComparison.Number.near {
          sharesMore = true
        } else if level == KeyComparison.Number.different {
          keysDiffer = true
        }
      case .address: sharesAddress = level <= WordsComparison.Number.part
      case .company, .birthday:
        if definition.levels[level].speaksForOne { sharesMore = true }
      case .name: nameLevel = NameLevel(rawValue: UInt8(level))
      default: continue
      }
    }
    if sharesIdentifier { return .none }
    if isOtherEntity { return .doubt("names differ") }
    if !namesDecide { return .none }
    if sharesAddress && keysDiffer && !sharesMore, nameLevel != .different {
      return .doubt("one address, but other phones or e-mails")
    }
    switch nameLevel {
    case .suffixConflict: return .veto("senior and junior")
    case .suffixOneSided: return .doubt("one of them has Jr, Sr or the like")
    case .genderVariant: return .doubt("male and female form of a name")
    case .different: return .doubt("names differ")
    // One number alone is a household's; number and mailbox are one person's, who married or mistyped.
    case .sharedWord, .weak: return ties > 1 ? .none : .doubt("names differ")
    case .initial, .single, .exactSingle:
      if ties < 2 && comparison.isAmbiguous(left, right) {
        return .doubt("the name fits several people")
      }
      return agreesElsewhere ? .none : .doubt("only the names agree")
    default: return agreesElsewhere ? .none : .doubt("only the names agree")
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
