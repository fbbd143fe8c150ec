#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scores pairs of rows: the bits of every field's evidence, and what stands against a merge.
struct PairScorer: Sendable {
  let records: Records
  let rules: LinkageRules
  var names: NameComparison
  /// By field and value: different people behind a phone, e-mail or identifier; empty for other fields.
  private(set) var people: [[UInt32]]
  private var evidence: [FieldEvidence] = []
  private let mergeBits: Double
  private let reviewBits: Double
  private let similarHigh: String
  private let similarLow: String

  init(records: Records, rules: LinkageRules) {
    self.records = records
    self.rules = rules
    names = NameComparison(index: records.names, rules: rules)
    people = Array(repeating: [], count: records.fields.count)
    mergeBits = Self.bits(rules.mergeProbability)
    reviewBits = Self.bits(rules.reviewProbability)
    similarHigh = "jaro_winkler_\(rules.similarHigh)"
    similarLow = "jaro_winkler_\(rules.similarLow)"
  }

  mutating func setPeople(_ counts: [UInt32], field: Int) { people[field] = counts }

  private static func bits(_ probability: Double) -> Double {
    log2(probability) - log2(1 - probability)
  }

  /// Scores the pair in the upper (left) and lower (right) half of `candidate`.
  mutating func score(_ candidate: UInt64) -> ScoredPair {
    let left = Int(candidate >> 32)
    let right = Int(candidate & 0xFFFF_FFFF)
    var pair = ScoredPair(
      left: UInt32(left), right: UInt32(right), bits: 0, objection: .none, tie: 0,
      sharesIdentifier: false)
    compare(&pair)
    let a = records.contentHashes[left]
    let b = records.contentHashes[right]
    pair.tie = mixed(min(a, b) ^ mixed(max(a, b)))
    return pair
  }

  func decision(_ pair: ScoredPair) -> LinkedPair.Decision {
    if pair.objection.isVeto || pair.bits < reviewBits { return .apart }
    return pair.bits >= mergeBits && pair.objection == .none ? .merge : .review
  }

  /// The pair with its evidence in words.
  mutating func explain(_ pair: ScoredPair) -> LinkedPair {
    var again = pair
    compare(&again)
    let objection = pair.objection
    return LinkedPair(
      left: Int(pair.left), right: Int(pair.right), probability: 1 / (1 + exp2(-pair.bits)),
      evidence: evidence.map { item in
        Evidence(
          comparison: records.fields[item.field].name,
          level: item.level.description(similarHigh: similarHigh, similarLow: similarLow),
          weightBits: item.bits)
      },
      decision: objection == .clusters ? .review : decision(pair), veto: words(for: objection))
  }

  private func words(for objection: Objection) -> String? {
    switch objection {
    case .none: nil
    case .names: "names differ"
    case .gender: "male and female form of a name"
    case .generation: "senior and junior"
    case .suffix: "one of them has Jr, Sr or the like"
    case .field(let field): "\(records.fields[field].name) differs"
    case .clusters: "clusters contradict each other"
    }
  }

  private mutating func compare(_ pair: inout ScoredPair) {
    let left = Int(pair.left)
    let right = Int(pair.right)
    evidence.removeAll(keepingCapacity: true)
    pair.objection = .none
    var isKeyShared = false
    var isSole = false
    for field in records.fields.indices {
      switch records.fields[field].kind {
      case .name: continue
      case .phone, .email:
        if let item = sharedKey(field, left, right) {
          evidence.append(item)
          isKeyShared = isKeyShared || item.level != .hot
          isSole = isSole || item.level == .exact
        } else if isContradicted(field, left, right) {
          evidence.append(
            FieldEvidence(field: field, level: .different, bits: rules.keys.different))
        }
      case .identifier:
        if let item = sharedKey(field, left, right) {
          pair.sharesIdentifier = pair.sharesIdentifier || item.level != .hot
          evidence.append(item)
        }
      case .exclusive:
        if isContradicted(field, left, right) {
          pair.objection = .field(field)
          evidence.append(FieldEvidence(field: field, level: .different, bits: 0))
        }
      case .date: compareDate(field, left, right, &pair)
      case .company, .address, .text:
        if sharedValue(field, left, right) {
          evidence.append(
            FieldEvidence(field: field, level: .exact, bits: attributeBits(field)))
        }
      }
    }
    // Whoever is reached by one key may well have changed the other.
    if isKeyShared {
      evidence.removeAll { $0.level == .different && records.fields[$0.field].kind.isKey }
    }
    compareNames(left, right, isKeyShared: isKeyShared, isSole: isSole, &pair)
    pair.bits = rules.priorLog2Odds
    for item in evidence { pair.bits += item.bits }
  }

  private func attributeBits(_ field: Int) -> Double {
    switch records.fields[field].kind {
    case .company: rules.attributes.company
    case .address: rules.attributes.address
    default: rules.attributes.text
    }
  }

  private mutating func compareNames(
    _ left: Int, _ right: Int, isKeyShared: Bool, isSole: Bool, _ pair: inout ScoredPair
  ) {
    let level = nameLevel(left, right)
    // A missing name fits whoever answers a shared key, and says nothing without one.
    if level == .missing && !isKeyShared { return }
    if let field = records.nameField {
      evidence.append(
        FieldEvidence(
          field: field, level: .name(level), bits: level.bits(rules.name, isSoleName: isSole)))
    } else if isKeyShared {
      // A table without names: a key with nobody's name behind it has one owner.
      evidence.append(
        FieldEvidence(field: 0, level: .name(.missing), bits: rules.name.missingSole))
    }
    if pair.objection.isVeto || pair.sharesIdentifier { return }
    switch level {
    case .suffixConflict: pair.objection = .generation
    case .suffixOneSided: pair.objection = .suffix
    case .different: pair.objection = .names
    case .genderVariant: pair.objection = .gender
    default: break
    }
  }

  /// The best level among the rows' names.
  mutating func nameLevel(_ left: Int, _ right: Int) -> NameLevel {
    guard let field = records.nameField else { return .missing }
    let a = records.fields[field].first(left)
    let b = records.fields[field].first(right)
    if !records.fields[field].hasSeveral(left) && !records.fields[field].hasSeveral(right) {
      return names.compare(a, b)
    }
    var best = NameLevel.suffixConflict
    for i in 0..<records.fields[field].valueCount(left) {
      for j in 0..<records.fields[field].valueCount(right) {
        let level = names.compare(
          records.fields[field].value(left, i), records.fields[field].value(right, j))
        if level.rawValue < best.rawValue { best = level }
      }
    }
    return a == 0 || b == 0 ? .missing : best
  }

  private mutating func compareDate(
    _ field: Int, _ left: Int, _ right: Int, _ pair: inout ScoredPair
  ) {
    guard let level = dateLevel(field, left, right) else { return }
    switch level {
    case .equal:
      evidence.append(FieldEvidence(field: field, level: .exact, bits: rules.attributes.date))
    case .transposed:
      evidence.append(
        FieldEvidence(field: field, level: .transposed, bits: rules.attributes.dateTransposed))
    case .similar:
      evidence.append(
        FieldEvidence(field: field, level: .similar, bits: rules.attributes.dateSimilar))
    case .different:
      pair.objection = .field(field)
      evidence.append(FieldEvidence(field: field, level: .different, bits: 0))
    }
  }

  private func dateLevel(_ field: Int, _ left: Int, _ right: Int) -> DateLevel? {
    let column = records.fields[field]
    let a = column.first(left)
    let b = column.first(right)
    if a == 0 || b == 0 { return nil }
    if sharedValue(field, left, right) { return .equal }
    let bytes = column.table.bytes.span
    return compareDates(
      bytes.extracting(column.table.range(a)), bytes.extracting(column.table.range(b)))
  }

  /// The strongest value of a phone, e-mail or identifier field that both rows hold.
  private func sharedKey(_ field: Int, _ left: Int, _ right: Int) -> FieldEvidence? {
    var best: FieldEvidence?
    for i in 0..<records.fields[field].valueCount(left) {
      let value = records.fields[field].value(left, i)
      for j in 0..<records.fields[field].valueCount(right)
      where records.fields[field].value(right, j) == value {
        let item = keyEvidence(field, value)
        if best.map({ $0.bits < item.bits }) ?? true { best = item }
      }
    }
    return best
  }

  private func keyEvidence(_ field: Int, _ value: Int) -> FieldEvidence {
    let count = people[field].isEmpty ? 1 : Int(people[field][value])
    let kind = records.fields[field].kind
    if count > rules.blocking.fanOutLimit(kind) {
      return FieldEvidence(field: field, level: .hot, bits: 0)
    }
    if kind == .identifier {
      return FieldEvidence(field: field, level: .exact, bits: rules.keys.identifier)
    }
    if records.isRoleMailbox(field, value) {
      return FieldEvidence(field: field, level: .role, bits: rules.keys.roleEmail)
    }
    let full = kind == .phone ? rules.keys.phone : rules.keys.email
    return FieldEvidence(
      field: field, level: count > 1 ? .shared : .exact,
      bits: max(0, full - log2(Double(max(1, count)))))
  }

  private func sharedValue(_ field: Int, _ left: Int, _ right: Int) -> Bool {
    let a = records.fields[field].first(left)
    let b = records.fields[field].first(right)
    if a == 0 || b == 0 { return false }
    let key = records.agreementKey(field, a)
    if key != 0 && key == records.agreementKey(field, b) { return true }
    if !records.fields[field].hasSeveral(left) && !records.fields[field].hasSeveral(right) {
      return false
    }
    for i in 0..<records.fields[field].valueCount(left) {
      let key = records.agreementKey(field, records.fields[field].value(left, i))
      if key == 0 { continue }
      for j in 0..<records.fields[field].valueCount(right)
      where records.agreementKey(field, records.fields[field].value(right, j)) == key {
        return true
      }
    }
    return false
  }

  private func isContradicted(_ field: Int, _ left: Int, _ right: Int) -> Bool {
    records.fields[field].first(left) != 0 && records.fields[field].first(right) != 0
      && !sharedValue(field, left, right)
  }

  /// Whether the rows cannot be one entity, so that no cluster may hold both.
  mutating func contradict(_ left: Int, _ right: Int, despiteNames: Bool) -> Bool {
    for field in records.fields.indices {
      switch records.fields[field].kind {
      case .exclusive: if isContradicted(field, left, right) { return true }
      case .date: if dateLevel(field, left, right) == .different { return true }
      default: continue
      }
    }
    if despiteNames { return false }
    let level = nameLevel(left, right)
    return level.isConflict || level == .genderVariant
  }
}
