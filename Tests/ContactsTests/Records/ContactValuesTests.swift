import Testing

@testable import Contacts

@Suite struct FlagSetTests {
  @Test func everyFlagHasABitOfItsOwnAndComesBack() {
    #expect(Flag.allCases.count <= 31)
    var all: FlagSet = []
    for flag in Flag.allCases {
      let set = FlagSet(flag)
      #expect(set.rawValue.nonzeroBitCount == 1)
      #expect(set.flags == [flag])
      #expect(all.isDisjoint(with: set))
      all.insert(flag)
    }
    #expect(all.flags == Flag.allCases)
    #expect(FlagSet(text: all.text) == all)
  }

  @Test func anySetComesBackFromItsText() {
    var seeded = Seeded(state: 11)
    for _ in 0..<200 {
      let bits = UInt32.random(in: 0..<(1 << UInt32(Flag.allCases.count)), using: &seeded)
      let set = FlagSet(rawValue: bits)
      #expect(FlagSet(text: set.text) == set)
    }
  }

  @Test func wordsThatAreNoFlagAreDropped() {
    #expect(FlagSet(text: "shared_number; nonsense; ").flags == [.sharedNumber])
    #expect(FlagSet(text: "") == [])
  }
}

@Suite struct ListItemsTests {
  @Test(arguments: [
    ("", []), ("one", ["one"]), ("one; two", ["one", "two"]), ("one;two", ["one;two"]),
    ("a;; b", ["a;", "b"]), ("a; ; b", ["a", "", "b"]), (";", [";"]), ("a;", ["a;"]),
    ("Köln; 台北", ["Köln", "台北"]), ("; a", ["", "a"]), ("a; ", ["a", ""]), ("a;  b", ["a", " b"]),
  ])
  func items(cell: String, expected: [String]) {
    #expect(listItems(cell) == expected)
  }

  @Test func joinedItemsComeApartAgain() {
    var seeded = Seeded(state: 5)
    for _ in 0..<300 {
      let items = (0..<Int.random(in: 1...5, using: &seeded)).map { _ in
        seeded.text().filter { $0 != ";" } + "x"
      }
      #expect(listItems(items.joined(separator: ContactColumn.separator)) == items)
    }
  }

  @Test func aDraftHoldsAValueOnce() {
    var draft = ContactDraft()
    for tag in ["a", "b", "", "a", "b"] { draft.add(tag, to: .tags) }
    #expect(draft[.tags] == "a; b")
  }
}

@Suite struct StableHashTests {
  /// Computed apart from this code, with FNV-1a and the finaliser of MurmurHash3.
  @Test(
    arguments: [
      ([], 0xefd0_1f60_ba99_2926), ([""], 0x1bbd_5c81_3c69_a8d7),
      (["contacts", "1049"], 0xb0b9_efd7_cb3b_eeae), (["Дарья Смирнова"], 0xd3cf_8abf_d328_4b21),
      (["ab", "c"], 0x04f3_60e5_0ae8_8219), (["a", "bc"], 0x0b1a_b3f8_db79_4b96),
    ] as [([String], UInt64)])
  func texts(texts: [String], value: UInt64) {
    var hash = StableHash()
    for text in texts { hash.combine(text) }
    #expect(hash.value == value)
  }

  @Test func words() {
    var hash = StableHash()
    hash.combine(1 as UInt64)
    #expect(hash.value == 0x4a3a_3a4b_a652_3826)
  }
}

@Suite struct ContactBatchTests {
  @Test func whatIsPutInComesOut() throws {
    let reading = try RowReading()
    var builder = ContactBatch.Builder()
    var drafts: [ContactDraft] = []
    for number in 0..<7 {
      let draft = reading.read([
        ("Id", "\(number)"), ("Name", "Анна \(number)"),
        ("Phone", number == 3 ? "" : "+49 30 231250"),
        ("Shoe size", number == 5 ? "" : "4\(number)"), ("City", number == 2 ? "" : "台北"),
      ]).draft
      builder.append(draft)
      drafts.append(draft)
    }
    let batch = builder.finish()
    var table = ContactTable()
    table.append(batch)
    table.append(ContactBatch.Builder().finish())
    table.append(batch)
    #expect(table.count == 14)
    for index in 0..<14 {
      let (at, row) = table.locate(index)
      let found = table.batches[at]
      let draft = drafts[index % 7]
      for column in ContactColumn.allCases {
        #expect(table.text(index, column) == draft[column])
        #expect(found.isEmpty(row, column) == draft[column].isEmpty)
        #expect(found.withBytes(row, column) { $0.count } == draft[column].utf8.count)
      }
      #expect(found.sourceID(row) == "\(index % 7)")
      #expect(Array(found.phones(row)) == draft.phones)
      #expect(found.extras(row).map(\.value) == draft.extras.map(\.value))
      #expect(table.facts(index).key == draft.facts.key)
    }
  }
}
