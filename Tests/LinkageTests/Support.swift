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
  ("address", .address), ("birthday", .birthday), ("passport", .identifier), ("crm_id", .exclusive),
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

/// Invented people in several spellings, with shared lines, slips and gaps: few values, many
/// clashes.
func crowd(_ count: Int, seed: UInt64) -> [Person] {
  var random = SeededGenerator(seed: seed)
  let spellings = [
    ["Natalia Ivanova", "Наталья Иванова", "N Ivanova", "Natalia", "Natalya Ivanov"],
    ["Peter Smith", "Petr Smyth", "P. Smith", "Smith", "Piter Smitth"],
    ["John Smith Jr", "John Smith", "Jon Smith Sr", "Smith, J."],
    ["Jürgen Müller", "Juergen Mueller", "J Muller", "Jürgen Karl Müller"],
    ["Alexander Li", "Alexandra Li", "Alex Li", "Li"],
    ["王小明", "小明 王", "王", "Xiaoming Wang"],
    ["Jane Jones", "Jane Smith", "", "Jane M Jones"],
  ]
  return (0..<count).map { _ in
    func number(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    func some(_ share: Int, _ value: String) -> String { number(100) < share ? value : "" }
    let person = number(60)
    let group = spellings[person % spellings.count]
    let name = group[number(group.count)]
    let line = number(5) == 0 ? number(60) : person
    let mailbox = number(5) == 0 ? number(60) : person
    return Person(
      name: some(90, name), phone: some(70, "+1202555\(1000 + line)"),
      email: some(50, "p\(mailbox)@example.com"),
      company: some(30, ["Acme Ltd", "Globex", "ООО Ромашка"][number(3)]),
      address: some(20, "\(number(9)) High Street"),
      birthday: some(25, "19\(50 + person % 20 + number(2) * 15)-0\(1 + person % 9)-11"),
      identifier: some(5, "AB\(person)"), exclusive: some(10, "X\(number(5))"))
  }
}
