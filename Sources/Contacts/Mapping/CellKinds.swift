internal import PhoneNumbers

/// What one cell looks like, whatever its column's header says. Kinds do not exclude each other.
struct CellKinds: OptionSet, Sendable {
  let rawValue: UInt32

  /// A valid e-mail address.
  static let email = CellKinds(rawValue: 1 << 0)
  static let url = CellKinds(rawValue: 1 << 1)
  /// A valid number with its country code.
  static let internationalPhone = CellKinds(rawValue: 1 << 2)
  /// Digits that a country would make a number.
  static let nationalPhone = CellKinds(rawValue: 1 << 3)
  /// Digits written as only a number is dialled: `(030) 123-45`, `0912345678`.
  static let dialled = CellKinds(rawValue: 1 << 4)
  static let date = CellKinds(rawValue: 1 << 5)
  /// A date with a time of day.
  static let timestamp = CellKinds(rawValue: 1 << 6)
  /// Yes or no.
  static let truth = CellKinds(rawValue: 1 << 7)
  /// A word that allows or forbids contact: `subscribed`, `Do Not Allow`.
  static let permission = CellKinds(rawValue: 1 << 8)
  /// A word that forbids it.
  static let optOut = CellKinds(rawValue: 1 << 9)
  static let country = CellKinds(rawValue: 1 << 10)
  static let language = CellKinds(rawValue: 1 << 11)
  /// A form of address alone: `Mr.`
  static let title = CellKinds(rawValue: 1 << 12)
  /// Two to four capitalised words without digits, or a name in Han characters.
  static let severalWords = CellKinds(rawValue: 1 << 13)
  /// One capitalised word without digits.
  static let oneWord = CellKinds(rawValue: 1 << 14)
  /// A common given name or family name is among its words.
  static let knownName = CellKinds(rawValue: 1 << 15)
  /// A legal form of companies begins or ends it.
  static let company = CellKinds(rawValue: 1 << 16)
  /// No digit in it.
  static let wordsOnly = CellKinds(rawValue: 1 << 17)

  static let count = 18
}

/// What cells are recognised by. Of all columns alike, so that one serves a whole run.
struct CellSense: Sendable {
  let words: Words
  let countries: CountryTable
  let languages: LanguageTable
  let consent: ConsentRules
  let fields: FieldRules

  /// What a cell shows; `nil` where it stands for nothing (`n/a`). O(length).
  ///
  /// - Returns: its kinds, and the year where it is a date.
  func read(_ cell: String) -> (kinds: CellKinds, year: Int?)? {
    let shape = CellShape(cell)
    if shape.length == 0 { return nil }
    if shape.ats > 0, readEmails(cell).contains(where: { $0.isValid }) { return (.email, nil) }
    if shape.isURL { return (.url, nil) }
    if shape.length > 160 { return (shape.digits == 0 ? .wordsOnly : [], nil) }
    if shape.digits >= 4, shape.letters <= 12, let found = date(cell, shape) { return found }
    if (5...18).contains(shape.digits), !shape.isCode, let kinds = phone(cell, shape) {
      return (kinds, nil)
    }
    return shortText(cell, shape).map { ($0, nil) }
  }

  private func date(_ cell: String, _ shape: CellShape) -> (CellKinds, Int?)? {
    let isPlain = shape.digits == shape.length
    if isPlain, !(shape.length == 8 && shape.beginsLikeAYear) { return nil }
    let reading = readDate(cell, rules: DateRules())
    switch reading.status {
    case .read:
      let hasTime = shape.colons > 0
      let year = Int(reading.text.prefix(4))
      return (hasTime ? [.date, .timestamp] : .date, year)
    case .ambiguous: return (shape.colons > 0 ? [.date, .timestamp] : .date, shape.year)
    case .empty, .invalid: return nil
    }
  }

  private func phone(_ cell: String, _ shape: CellShape) -> CellKinds? {
    let reading = readPhoneCell(cell.utf8Span.span, defaultRegion: nil)
    if reading.number != nil, reading.status == .valid || reading.status == .repaired {
      return [.internationalPhone, .dialled]
    }
    guard reading.rule == .noCountry, shape.digits >= 7 else { return nil }
    return shape.isDialled ? [.nationalPhone, .dialled] : .nationalPhone
  }

  private func shortText(_ cell: String, _ shape: CellShape) -> CellKinds? {
    if shape.length <= 24, words.isPlaceholder(cell) { return nil }
    var kinds: CellKinds = shape.digits == 0 ? .wordsOnly : []
    if shape.length <= 48 {
      if shape.length <= 24, words.truth(of: cell) != nil { kinds.insert(.truth) }
      let permission = words.permission(of: cell)
      if permission == false || consent.optOutWords.contains(fold(cell))
        || fields.maySayOptOut(cell)
      {
        kinds.formUnion([.permission, .optOut])
      } else if words.isPlainPermission(cell) {
        kinds.insert(.permission)
      }
      if shape.digits == 0, shape.letters > 1 {
        if countries.code(for: cell) != nil { kinds.insert(.country) }
        if languages.tag(for: cell) != nil { kinds.insert(.language) }
        if words.titleKeys.contains(fold(cell)) { kinds.insert(.title) }
      }
    }
    if NameAffixes.isCompany(tidy(cell), words: words) { kinds.insert(.company) }
    if shape.digits == 0, shape.length <= 80 { kinds.formUnion(name(cell)) }
    return kinds
  }

  /// Whether a text without digits is written as a name is.
  private func name(_ cell: String) -> CellKinds {
    let tokens = blankSeparated(tidy(cell))
    guard (1...5).contains(tokens.count) else { return [] }
    var kinds: CellKinds = tokens.count == 1 ? .oneWord : .severalWords
    for token in tokens {
      for scalar in token.unicodeScalars {
        switch scalar {
        case ".", "-", "'", "’", ",": continue
        default: if Script(scalar.value) == .none { return [] }
        }
      }
      // "van", "de", "bin" stand in small letters in the middle of a name.
      if let first = token.unicodeScalars.first, first.properties.isLowercase,
        token.unicodeScalars.count > 3 || tokens.count == 1
      {
        return []
      }
    }
    if let split = EastAsianNames.split(cell) {
      return fields.isFamilyName(split.last) ? [.severalWords, .knownName] : kinds
    }
    if tokens.contains(where: { fields.isGivenName(String($0)) }) { kinds.insert(.knownName) }
    if tokens.count > 2, tokens.contains(where: { RussianNames.isPatronymic($0) }) {
      kinds.insert(.knownName)
    }
    return kinds
  }
}

/// The bytes of a cell, counted.
private struct CellShape {
  var length = 0
  var digits = 0
  var letters = 0
  var ats = 0
  var colons = 0
  var isDialled = false
  var isURL = false
  /// Letters and digits in one word, as in an identifier, or many letters.
  var isCode = false
  var beginsLikeAYear = false
  /// The first run of four digits, read as a year.
  var year: Int?

  init(_ cell: String) {
    var signs = 0
    var first: UInt8 = 0
    var run = 0
    var number = 0
    func yearOfRun() -> Int? { run == 4 ? number : nil }
    for byte in cell.utf8 {
      if length == 0, byte <= 0x20 || byte == UInt8(ascii: "'") { continue }
      if length == 0 { first = byte }
      length += 1
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        digits += 1
        run += 1
        number = run <= 4 ? number * 10 + Int(byte - UInt8(ascii: "0")) : number
        continue
      }
      year = year ?? yearOfRun()
      run = 0
      number = 0
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0xC0...:
        letters += 1
      case UInt8(ascii: "@"): ats += 1
      case UInt8(ascii: ":"): colons += 1
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "-"), UInt8(ascii: " "): signs += 1
      default: break
      }
    }
    year = year ?? yearOfRun()
    isCode = letters > 8 || (letters > 0 && signs + colons == 0)
    isDialled =
      first == UInt8(ascii: "+") || signs >= 2 || (first == UInt8(ascii: "0") && digits >= 9)
    beginsLikeAYear = first == UInt8(ascii: "1") || first == UInt8(ascii: "2")
    guard letters >= 3 else { return }
    let start = cell.prefix(12).lowercased()
    isURL = ["http://", "https://", "www."].contains { start.hasPrefix($0) }
  }
}
