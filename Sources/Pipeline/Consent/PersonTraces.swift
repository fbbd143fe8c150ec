internal import Contacts
internal import Foundation
internal import PhoneNumbers
internal import Store

/// The texts by which a person can be found in the store and in the results.
struct PersonTraces: Sendable {
  /// Ids of contacts.
  let contactIDs: Set<String>
  /// Numbers and e-mail addresses that nobody else has.
  let addresses: Set<String>
  /// Source rows, as `file:line`.
  let places: Set<String>
  /// The full name, empty if there is none.
  let name: String
  private let emails: [String]
  /// National numbers: what every spelling of a number ends in.
  private let nationalNumbers: [[UInt8]]

  init(_ person: StoredPerson) {
    contactIDs = Set(person.contactIDs)
    addresses = Set(person.addresses)
    places = Set(person.places)
    name = person.name
    emails = person.addresses.filter { $0.contains("@") }.map { $0.lowercased() }
    nationalNumbers = person.addresses.compactMap {
      PhoneNumber(e164: $0).map { Array($0.nationalDigits.utf8) }
    }
  }

  /// What to look for once the person is gone: each must be nowhere.
  var needles: [String] {
    addresses.sorted().map { $0.hasPrefix("+") ? String($0.dropFirst()) : $0 }
      + (name.unicodeScalars.count < 4 ? [] : [name])
  }

  /// Whether a text holds one of the addresses in any spelling: e-mail in any case, digits with whatever stands between
  /// them. O(length).
  func isMentioned(in text: String) -> Bool {
    if !emails.isEmpty, text.utf8.contains(UInt8(ascii: "@")) {
      let text = text.lowercased()
      if emails.contains(where: text.contains) { return true }
    }
    guard !nationalNumbers.isEmpty else { return false }
    return Self.digitRuns(text).contains { run in
      nationalNumbers.contains { number in
        number.count <= run.count
          && (0...(run.count - number.count)).contains {
            run[$0..<($0 + number.count)].elementsEqual(number)
          }
      }
    }
  }

  /// Digits that belong together: blanks and signs of numbers between them do not part them.
  private static func digitRuns(_ text: String) -> [[UInt8]] {
    var runs: [[UInt8]] = []
    var run: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): run.append(byte)
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"), UInt8(ascii: "/"), UInt8(ascii: "+"):
        // A plus begins another number.
        if byte == UInt8(ascii: "+"), !run.isEmpty {
          runs.append(run)
          run = []
        }
      default:
        if !run.isEmpty { runs.append(run) }
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }
}

extension PersonTraces {
  /// Whether a text holds a needle that no letter or digit prolongs: `Anna Berg` does not stand in `Anna Bergmann`.
  static func stands(_ needle: String, in text: String) -> Bool {
    let (text, needle) = (text.lowercased(), needle.lowercased())
    guard let first = needle.first, let last = needle.last else { return false }
    var rest = text[...]
    while let range = rest.range(of: needle) {
      let before =
        range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      if !(isWord(first) && isWord(before)), !(isWord(last) && isWord(after)) { return true }
      rest = text[text.index(after: range.lowerBound)...]
    }
    return false
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }
}
