import Linkage

/// A record as tests write it; empty strings are missing values.
struct Person: Sendable {
  var name = ""
  var phone = ""
  var email = ""
  var company = ""
  var address = ""
  var birthday = ""
  var identifier = ""
  var exclusive = ""

  var values: [String] {
    [name, phone, email, company, address, birthday, identifier, exclusive]
  }
}

let personColumns: [(name: String, kind: ColumnKind)] = [
  ("name", .name), ("phone", .phone), ("email", .email), ("company", .company),
  ("address", .address), ("birthday", .date), ("passport", .identifier), ("crm_id", .exclusive),
]

func columns(_ people: [Person]) -> RecordColumns {
  var columns = RecordColumns(kinds: personColumns)
  for person in people {
    for (column, value) in person.values.enumerated() {
      columns.add(Array(value.utf8).span, column: column)
    }
    columns.endRow()
  }
  return columns
}

func link(_ people: [Person]) -> LinkageResult { link(columns(people), rules: LinkageRules()) }

/// What became of two records among others.
func decision(_ left: Person, _ right: Person, beside others: [Person] = [])
  -> LinkedPair.Decision
{
  let result = link([left, right] + others)
  if result.clusters[0] == result.clusters[1] { return .merge }
  let isReviewed = result.reviewPairs.contains { $0.left == 0 && $0.right == 1 }
  return isReviewed ? .review : .apart
}

/// SplitMix64: the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Invented people with shared lines, short forms, slips and gaps: few values, many clashes.
func crowd(_ count: Int, seed: UInt64) -> [Person] {
  var random = SeededGenerator(seed: seed)
  let given = [
    "Anna", "Natalia", "Наталья", "Peter", "Petr", "J", "John", "Jon", "Jane", "Jürgen", "Juergen",
    "Alexander", "Alexandra", "王小明", "",
  ]
  let family = ["Ivanova", "Иванова", "Smith", "Smyth", "Müller", "Mueller", "Li", "Jones", ""]
  let suffixes = ["", "", "", "", "", "Jr", "Sr"]
  return (0..<count).map { _ in
    func some(_ share: Int, _ value: String) -> String {
      Int.random(in: 0..<100, using: &random) < share ? value : ""
    }
    let name = [
      given.randomElement(using: &random)!, family.randomElement(using: &random)!,
      suffixes.randomElement(using: &random)!,
    ].joined(separator: " ")
    return Person(
      name: some(90, name),
      phone: some(70, "+1202555\(1000 + Int.random(in: 0..<40, using: &random))"),
      email: some(50, "p\(Int.random(in: 0..<40, using: &random))@example.com"),
      company: some(30, ["Acme Ltd", "Globex", "ООО Ромашка"].randomElement(using: &random)!),
      address: some(20, "\(Int.random(in: 1..<9, using: &random)) High Street"),
      birthday: some(
        25,
        "19\(Int.random(in: 50..<70, using: &random))-0\(Int.random(in: 1..<9, using: &random))-11"
      ),
      identifier: some(5, "AB\(Int.random(in: 0..<20, using: &random))"),
      exclusive: some(10, "X\(Int.random(in: 0..<5, using: &random))"))
  }
}
