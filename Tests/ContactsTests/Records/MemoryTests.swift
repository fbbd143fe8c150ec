import PhoneNumbers
import Testing

@testable import Contacts

/// Remembering cells saves work and changes nothing.
@Suite struct MemoryTests {
  private static let headers = [
    "Id", "First Name", "Last Name", "Company", "Phone", "Email", "Country", "City", "Language",
    "Tags", "Status", "Opt in", "Unsubscribed", "Consent date", "Notes", "Created", "Shoe size",
  ]

  private static let words = [
    "", "", "Anna", "ANNA", "Null", "Na", "Dr", "Jr.", "van", "de", "O'Brien", "Müller", "Иванов",
    "Иван",
    "王", "欧阳", "小明", "山田", "さくら", "김", "민수", "先生", "محمد", "e\u{301}va", "Anna Maria", "Ltd", "ООО",
    "n/a", "test", "-", "Germany", "Россия", "DE", "Narnia", "en", "pt_BR", "vip; b2b",
    "do-not-call",
    "Unsubscribed", "customer", "yes", "no", "Allow", "Do Not Allow", "maybe", "2024-03-01",
    "03/04/2024", "+49 30 231250", "030 231250", "123", "anna@example.com", "noreply@example.com",
    "a@b ::: c@example.com", "Line one\nLine two", "'=1+1", "x  y",
  ]

  @Test func aRowReadAmongOthersIsTheRowReadAlone() throws {
    let reading = try RowReading()
    var memory = ContactReader.Memory()
    var seeded = Seeded(state: 41)
    for number in 0..<3000 {
      let cells = Self.headers.map { ($0, Self.words.randomElement(using: &seeded) ?? "") }
      let alone = reading.read(cells, line: UInt64(number))
      let among = reading.read(cells, line: UInt64(number), &memory)
      #expect(alone.isContact == among.isContact)
      for column in ContactColumn.allCases {
        #expect(
          alone.draft[column].utf8.elementsEqual(among.draft[column].utf8), "\(column) of \(cells)")
      }
      #expect(alone.extras == among.extras)
      #expect(alone.phones == among.phones)
      #expect(alone.claim == among.claim)
      #expect(alone.flags == among.flags)
      #expect(alone.draft.facts.key == among.draft.facts.key)
    }
  }

  @Test func simpleNamesAreThoseOfTheNormaliser() throws {
    let reading = try RowReading()
    for first in Self.words where !first.isEmpty {
      for last in Self.words where !last.isEmpty {
        let draft = reading.read([("First Name", first), ("Last Name", last)]).draft
        let name = normaliseName(
          full: "", first: first, middle: "", last: last, words: reading.rules.words)
        let expected = [name.full, name.first, name.middle, name.last, name.title]
        let columns: [ContactColumn] = [.fullName, .firstName, .middleName, .lastName, .nameTitle]
        #expect(columns.map { Array(draft[$0].utf8) } == expected.map { Array($0.utf8) })
        #expect(
          draft.facts.flags.contains(.placeholderName) == name.flags.contains(.placeholderName))
        #expect(draft.facts.flags.contains(.companyInName) == name.flags.contains(.companyInName))
      }
    }
  }

  @Test func cellsThatArePartedElsewhereAreOthers() throws {
    let reading = try RowReading()
    var memory = ContactReader.Memory()
    for (first, last) in [("Anna 1", "B"), ("Anna", "1 B"), ("Anna 1 B", ""), ("", "Anna 1 B")] {
      let cells = [("First Name", first), ("Last Name", last)]
      let alone = reading.read(cells).draft
      let among = reading.read(cells, &memory).draft
      #expect(alone[.firstName] == among[.firstName])
      #expect(alone[.lastName] == among[.lastName])
    }
  }

  /// More different cells than are kept, some of them again and again.
  @Test func whatIsForgottenIsReadAgain() {
    var memory = CellMemory()
    func ask(_ cell: String) -> String {
      var copy = cell
      return copy.withUTF8 { cell in
        if let known = memory.find(cell) {
          #expect(known.code == cell.count)
          return String(decoding: memory.bytes[known.text], as: UTF8.self)
        }
        let text = Array(cell.reversed())
        let place = text.withUnsafeBufferPointer {
          memory.insert(cell, text: $0, code: cell.count)
        }
        return String(decoding: memory.bytes[place], as: UTF8.self)
      }
    }
    var seeded = Seeded(state: 42)
    for number in 0..<120_000 {
      let isOften = number < 60000 && number % 2 == 0
      let cell =
        "cell \(isOften ? Int.random(in: 0..<50, using: &seeded) : number)"
        + (number % 1000 == 1 ? String(repeating: "x", count: 200) : "")
      #expect(ask(cell) == String(cell.reversed()))
    }
  }
}
