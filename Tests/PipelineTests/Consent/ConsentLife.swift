import PhoneNumbers
import Store

@testable import Contacts
@testable import Pipeline

/// Numbers that depend on the seed alone.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ one: Int, in many: Int) -> Bool {
    Int.random(in: 0..<many, using: &self) < one
  }
}

/// A record of one import: who it names, and what it says.
struct LifeRecord {
  var key: UInt64
  var phones: [Int]
  var emails: [Int]
  var claim: ConsentClaim
  /// Day of the opt-out, if it has one.
  var optOutDay: Int?
  /// Records with one label become one contact.
  var label: Int
}

/// A few people over some imports, as a store goes through them: random records, merges, splits, conflicts.
struct ConsentLife {
  var imports: [[LifeRecord]]
  /// Channels whose opt-out ends messages at WhatsApp.
  var blocking: ConsentChannels

  /// Days that opt-ins and opt-outs may have: few, so that ties are frequent.
  static let days: [(text: String, seconds: Int64)] = (1...6).map {
    ("2024-01-0\($0)", 1_704_067_200 + Int64($0 - 1) * 86_400)
  }
  static let numbers = (0..<5).compactMap { PhoneNumber(e164: "+49171392000\($0)") }
  static let emails = (0..<3).map { "person\($0)@example.com" }

  init(_ random: inout SplitMix) {
    blocking = random.chance(2, in: 3) ? .all : [.whatsApp, .phone, .sms]
    let people = Int.random(in: 1...3, using: &random)
    let blocking = blocking
    imports = (0..<Int.random(in: 1...4, using: &random)).map { _ in
      var records: [LifeRecord] = []
      for person in 0..<people {
        for copy in 0..<Int.random(in: 0...2, using: &random) {
          records.append(Self.record(person, copy, blocking, &random))
        }
      }
      return records
    }
  }

  private static func record(
    _ person: Int, _ copy: Int, _ blocking: ConsentChannels, _ random: inout SplitMix
  ) -> LifeRecord {
    var claim = ConsentClaim()
    claim.tier =
      [nil, ConsentTier.none, .transactional, .transactional, .marketing, .marketing, .marketing]
      .randomElement(using: &random) ?? nil
    claim.hasProof = random.chance(3, in: 4)
    claim.consentChannels =
      [.all, .all, .all, .whatsApp, .email, [.whatsApp, .email]].randomElement(using: &random)
      ?? .all
    if random.chance(3, in: 4) {
      claim.consentSeconds = days.randomElement(using: &random)?.seconds
    }
    var optOutDay: Int?
    if random.chance(1, in: 3) {
      let channels: ConsentChannels =
        [.all, .all, .email, .phone, [.sms, .email], .whatsApp].randomElement(using: &random)
        ?? .all
      claim.optOut(of: channels, blocking: blocking)
      if random.chance(3, in: 4) {
        optOutDay = Int.random(in: days.indices, using: &random)
        claim.optOutSeconds = optOutDay.map { days[$0].seconds }
      }
    }
    // Each has a number of its own, and may have the line that all share, or a number that another gave up.
    var phones = random.chance(4, in: 5) ? [person] : []
    if random.chance(1, in: 4) { phones.append(4) }
    if random.chance(1, in: 8) { phones.append(Int.random(in: 0..<4, using: &random)) }
    return LifeRecord(
      // Mostly the id of its source; at times its content, which changes.
      key: random.chance(3, in: 4) ? UInt64(person * 8 + copy) : random.next() | 1 << 40,
      phones: phones, emails: random.chance(1, in: 2) ? [person] : [], claim: claim,
      optOutDay: optOutDay,
      // Mostly one person is one contact; at times split, at times two are merged.
      label: random.chance(4, in: 5) ? person : Int.random(in: 0..<4, using: &random))
  }
}

/// The store and the result of each import, made by the code that makes them in a run.
struct LifeRun {
  private(set) var suppressions: [SuppressionRow] = []

  struct Outcome {
    var contactID: String
    var records: [LifeRecord]
    var golden: GoldenContact
    var isMessageable: Bool { golden.obstacle == nil }
  }

  mutating func take(_ records: [LifeRecord], blocking: ConsentChannels) -> [Outcome] {
    var builder = ContactBatch.Builder()
    var firsts: [Int: UInt32] = [:]
    var clusters: [UInt32] = []
    for (index, record) in records.enumerated() {
      builder.append(Self.draft(record, line: index))
      clusters.append(firsts[record.label, default: UInt32(index)])
      if firsts[record.label] == nil { firsts[record.label] = UInt32(index) }
    }
    var table = ContactTable()
    table.append(builder.finish())
    let groups = ContactClusters(clusters)
    let ids = groups.contactIDs(table)
    let book = AddressBook(
      groups, ids: ids, table: table, succession: Succession(table, labels: ["crm"]),
      suppressions: suppressions, blocking: blocking)
    let outcomes = (0..<groups.count).map { contact in
      var golden = Self.survivorship.merge(
        groups[contact], of: table, standing: book.earlier.standing(contact))
      book.finish(&golden, contact: contact, ids: ids)
      return Outcome(
        contactID: ids[contact], records: groups[contact].map { records[$0] }, golden: golden)
    }
    suppressions.removeAll { book.earlier.replacedRows.contains($0) }
    suppressions += book.earlier.reduced
    for outcome in outcomes {
      for row in ConsentRecords(outcome.golden, rules: Self.rules).suppressions {
        suppressions.removeAll {
          $0.address == row.address && $0.contactID == row.contactID
        }
        suppressions.append(row)
      }
    }
    suppressions.sort { ($0.address, $0.contactID) < ($1.address, $1.contactID) }
    return outcomes.sorted { $0.contactID < $1.contactID }
  }

  private static func draft(_ record: LifeRecord, line: Int) -> ContactDraft {
    var draft = ContactDraft()
    draft[.fullName] = "Anna Berg"
    draft.facts.key = record.key
    draft.facts.line = UInt64(line)
    draft.facts.claim = record.claim
    draft.phones = record.phones.map {
      PhoneEntry(
        number: ConsentLife.numbers[$0], status: .valid, origin: .number, isWhatsApp: true,
        isMobileField: true)
    }
    draft[.email] = record.emails.first.map { ConsentLife.emails[$0] } ?? ""
    if let day = record.optOutDay { draft[.optOutAt] = ConsentLife.days[day].text }
    return draft
  }

  private static let book = try? RuleBook(RuleFiles(folder: repository + "/Rules"))
  private static let survivorship: Survivorship = {
    guard let book else { preconditionFailure("the delivered rules cannot be read") }
    return Survivorship(rules: book.survivorship, inputLabels: ["crm"])
  }()
  private static let rules: ConsentRules = {
    guard let book else { preconditionFailure("the delivered rules cannot be read") }
    return book.consent
  }()
}
