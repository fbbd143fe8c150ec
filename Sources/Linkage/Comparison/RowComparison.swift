/// Compares two rows field by field: the vector of what each comparison came to.
struct RowComparison: Sendable {
  /// A comparison with its levels.
  enum Kind: Sendable, Equatable {
    case name
    case key(Int)
    case words(Int)
    case text(Int)
    case date(Int)
    case mailbox
  }
  struct Part: Sendable {
    let name: String
    let field: Int
    let kind: Kind
    let levels: [Level]
    /// Kind of its columns.
    let column: ColumnKind

    var isName: Bool { if case .name = kind { true } else { false } }
  }

  let records: Records
  private(set) var parts: [Part] = []
  private var cells: RowCells
  /// By part and value: what shows that values are far apart without looking at them.
  private var signatures: [[UInt64]] = []
  private let contrast: NameContrast
  private var fetched: [Int] = []
  private var fetchedSum: UInt64 = 0
  private var likely: [(left: Int, right: Int, name: LikelyName)] = []
  private let namesVeto: Bool
  private var namePart: Int?
  private var mailPart: Int?
  private var kinds: [Kind] = []
  private var keyParts: [Int] = []
  var names: NameComparison
  private(set) var keys: [KeyComparison] = []
  private(set) var words: [WordsComparison] = []
  private(set) var texts: [TextComparison] = []
  private(set) var dates: [DateComparison] = []
  private var mailbox: MailboxComparison?
  static let nameLevels = NameLevel.allCases.map { level in
    switch level {
    case .exact: Level("exact", 0.55, 0.01, 0.0001, rare: true, words: 2, othersLimit: 0.02)
    case .transliterated:
      Level("transliterated", 0.06, 0.002, 0.0001, rare: true, words: 2, othersLimit: 0.005)
    case .missingToken:
      Level("missing_token", 0.05, 0.003, 0.0001, rare: true, words: 2, othersLimit: 0.01)
    case .nickname: Level("nickname", 0.04, 0.001, 0.0001, rare: true, words: 2, othersLimit: 0.005)
    case .similarHigh:
      Level("similar_high", 0.10, 0.003, 0.0001, rare: true, words: 2, othersLimit: 0.01)
    case .initial: Level("initial", 0.05, 0.01, 0.001, rare: true, othersLimit: 0.03)
    case .exactSingle:
      Level("exact_single_word", 0.01, 0.002, 0.0001, rare: true, othersLimit: 0.02)
    case .single: Level("single_word", 0.05, 0.06, 0.005, rare: true, othersLimit: 0.1)
    case .similarLow: Level("similar_low", 0.02, 0.01, 0.005, rare: true, words: 2)
    case .suffixOneSided: Level("suffix_one_sided", 0.01, 0.02, 0.0001, rare: true, words: 2)
    case .weak: Level("weak", 0.01, 0.02, 0.01, 0.01, othersLimit: 0.05)
    case .otherScript: Level("other_script", 0.01, 0.01, 0.01, 0.02)
    case .missing: Level("missing", 1, 1, 1, 1)
    case .genderVariant:
      Level("gender_variant", 0.002, 0.03, 0.001, rare: true, sameLimit: 0.004)
    case .sharedWord: Level("shared_word", 0.01, 0.75, 0.03, rare: true, sameLimit: 0.04)
    case .different: Level("different", 0.002, 0.07, 0.95, 1, sameLimit: 0.03)
    case .suffixConflict:
      Level("suffix_conflict", 0.0001, 0.01, 0.0001, rare: true, words: 2, sameLimit: 0.001)
    }
  }

  init(_ records: Records, rules: LinkageRules) {
    self.records = records
    names = NameComparison(index: records.names, rules: rules)
    if let version = records.version { names.take(version) } else { names.measureSlips() }
    cells = RowCells(rowCount: 0, parts: 0)
    contrast = NameContrast(records.names, similarLow: rules.similarLow)
    namesVeto = records.arePeopleWhoShareLines
    for (index, field) in records.fields.enumerated() {
      let kind: Kind
      let levels: [Level]
      switch field.kind {
      case .name: (kind, levels) = (.name, Self.nameLevels)
      case .phone, .email, .identifier:
        (kind, levels) = (
          .key(keys.count),
          field.kind == .identifier ? KeyComparison.identifierLevels : KeyComparison.levels
        )
        keys.append(KeyComparison(records, field: index, names: &names))
      case .company, .address:
        (kind, levels) = (
          .words(words.count),
          field.kind == .company && records.nameField == nil
            ? WordsComparison.nameLevels : WordsComparison.levels
        )
        words.append(WordsComparison(records, field: index))
      case .date, .birthday:
        (kind, levels) = (.date(dates.count), DateComparison.levels)
        dates.append(DateComparison(records, field: index))
      case .text:
        (kind, levels) = (.text(texts.count), TextComparison.levels)
        texts.append(TextComparison(records, field: index))
      case .exclusive, .source: continue
      }
      parts.append(
        Part(name: field.name, field: index, kind: kind, levels: levels, column: field.kind))
    }
    if records.nameField != nil,
      let email = records.fields.firstIndex(where: { $0.kind == .email })
    {
      mailbox = MailboxComparison(records, field: email)
      parts.append(
        Part(
          name: "mailbox", field: email, kind: .mailbox, levels: MailboxComparison.levels,
          column: .email))
    }
    fillCells()
    kinds = parts.map(\.kind)
    for (part, definition) in parts.enumerated() {
      switch definition.kind {
      case .name: namePart = part
      case .key(let key):
        keyParts.append(part)
        if keys[key].kind == .email { mailPart = part }
      default: break
      }
    }
  }

  private mutating func fillCells() {
    let parts = parts.prefix { $0.kind != .mailbox }
    cells = RowCells(rowCount: records.count, parts: parts.count)
    for (part, definition) in parts.enumerated() {
      let column = records.fields[definition.field]
      var own: [UInt64] = []
      switch definition.kind {
      case .key(let key): own = (0..<column.table.count).map { keys[key].signature($0) }
      case .words(let index): own = (0..<column.table.count).map { words[index].signature($0) }
      case .name, .text, .date, .mailbox: break
      }
      signatures.append(own)
      for row in 0..<records.count {
        cells.set(row, part, column.first(row), isSeveral: column.hasSeveral(row))
      }
    }
  }

  /// The pairs of `pairs`, each `left << 32 | right`, that may come to be joined or reviewed, with
  /// their vectors; others are left out: their names are two people's and they share no phone,
  /// address or other key.
  ///
  /// What many pairs will look at is read ahead, so that the waits for memory overlap.
  mutating func compareLikely(
    _ pairs: ArraySlice<UInt64>, into compared: inout [(left: Int, right: Int, vector: PairVector)]
  ) {
    compared.removeAll(keepingCapacity: true)
    fetchNames(pairs)
    likely.removeAll(keepingCapacity: true)
    for pair in pairs {
      let left = Int(pair >> 32)
      let right = Int(pair & 0xFFFF_FFFF)
      guard let name = likelyName(left, right) else { continue }
      likely.append((left, right, name))
      fetchValues(right)
    }
    for (left, right, name) in likely {
      compared.append((left, right, compare(left, right, name: name)))
    }
  }

  private mutating func fetchNames(_ pairs: ArraySlice<UInt64>) {
    guard let part = namePart, namesVeto else { return }
    fetched.removeAll(keepingCapacity: true)
    for pair in pairs { fetched.append(cells[Int(pair & 0xFFFF_FFFF), part].value) }
    for index in fetched.indices { fetched[index] = contrast.start(fetched[index]) }
    for index in fetched.indices { fetched[index] = Int(contrast.fetch(fetched[index])) }
  }

  private mutating func fetchValues(_ row: Int) {
    var sum: UInt64 = 0
    for part in signatures.indices where !signatures[part].isEmpty {
      sum &+= signatures[part][cells[row, part].value]
    }
    fetchedSum &+= sum
  }

  /// How the names of a pair agree, where it may come to be joined or reviewed: nil where they are
  /// two people's and no phone, address or other key is shared.
  private mutating func likelyName(_ left: Int, _ right: Int) -> LikelyName? {
    guard namesVeto, let part = namePart, !sharesKey(left, right) else { return .unknown }
    let a = cells[left, part]
    let b = cells[right, part]
    if a.value == 0 || b.value == 0 || a.isSeveral || b.isSeveral { return .unknown }
    if contrast.areTwo(a.value, b.value) { return nil }
    let agreement = names.compare(a.value, b.value)
    switch agreement.level {
    case .sharedWord, .different, .weak, .suffixConflict, .genderVariant: return nil
    default: return .known(agreement)
    }
  }
  private enum LikelyName {
    case unknown
    case known(NameAgreement)
  }

  private func sharesKey(_ left: Int, _ right: Int) -> Bool {
    for part in keyParts {
      let a = cells[left, part]
      let b = cells[right, part]
      if a.isSeveral || b.isSeveral || (a.bits == b.bits && a.value != 0) { return true }
    }
    return false
  }

  mutating func compare(_ left: Int, _ right: Int) -> PairVector {
    compare(left, right, name: .unknown)
  }

  private mutating func compare(_ left: Int, _ right: Int, name known: LikelyName) -> PairVector {
    var vector = PairVector()
    for part in kinds.indices {
      let kind = kinds[part]
      if kind == .mailbox {
        if let mailbox, let namePart, let mailPart {
          let agreement = mailbox.compare(
            names: cells[left, namePart].value, cells[right, namePart].value,
            mails: cells[left, mailPart].value, cells[right, mailPart].value, records)
          vector.set(part, agreement)
        }
        continue
      }
      let a = cells[left, part]
      let b = cells[right, part]
      if a.value == 0 || b.value == 0 { continue }
      if a.isSeveral || b.isSeveral {
        vector.set(part, compareSeveral(part, left, right))
        continue
      }
      let x = a.value
      let y = b.value
      switch kind {
      case .name:
        let name: NameAgreement
        if case .known(let agreement) = known {
          name = agreement
        } else {
          name = names.compare(x, y)
        }
        if name.level != .missing {
          vector.set(part, Agreement(level: Int(name.level.rawValue), rarity: name.rarity))
        }
      case .key(let key):
        let comparison = keys[key]
        if x != y,
          KeyComparison.areFarApart(
            signatures[part][x], signatures[part][y], kind: comparison.kind)
        {
          vector.set(part, Agreement(level: KeyComparison.Number.different, rarity: 0))
        } else {
          let agreement = comparison.compare(x, y, left, right, records)
          if !saysNoMoreThanNames(agreement.level, key, x, y, left, right) {
            vector.set(part, agreement)
          }
        }
      case .words(let index):
        let keyX = records.agreementKey(words[index].field, x)
        let keyY = records.agreementKey(words[index].field, y)
        if keyX != keyY, areFarApart(signatures[part][x], signatures[part][y]) {
          vector.set(part, Agreement(level: WordsComparison.Number.different, rarity: 0))
        } else {
          vector.set(part, words[index].compare(x, y, keys: keyX, keyY))
        }
      case .text(let index):
        vector.set(part, texts[index].compare(x, y))
      case .date(let index):
        vector.set(part, dates[index].compare(x, y))
      case .mailbox: continue
      }
    }
    return vector
  }

  /// Whether two mailboxes are alike since they are made of the rows' names: what the names have in
  /// common, and a slip in them, is not to be counted twice.
  private func saysNoMoreThanNames(
    _ level: Int, _ key: Int, _ x: Int, _ y: Int, _ left: Int, _ right: Int
  ) -> Bool {
    guard level == KeyComparison.Number.near || level == KeyComparison.Number.similar,
      keys[key].kind == .email, let mailbox, let namePart
    else { return false }
    let a = cells[left, namePart].value
    let b = cells[right, namePart].value
    if mailbox.isMadeOf(x, a, records.names), mailbox.isMadeOf(y, b, records.names) { return true }
    return level == KeyComparison.Number.near
      && keys[key].areOfOneName(x, y)
      && mailbox.isNamedAfter(x, a, records.names) && mailbox.isNamedAfter(y, b, records.names)
  }

  private func areFarApart(_ x: UInt64, _ y: UInt64) -> Bool {
    (x & y) >> 32 == 0 && ((x ^ y) & 0xFFFF_FFFF).nonzeroBitCount > 6
  }

  private mutating func compareSeveral(_ part: Int, _ left: Int, _ right: Int) -> Agreement {
    switch parts[part].kind {
    case .name:
      let name = nameAgreement(left, right)
      return name.level == .missing
        ? .missing : Agreement(level: Int(name.level.rawValue), rarity: name.rarity)
    case .key(let key): return keys[key].compare(left, right, records)
    case .words(let index): return words[index].compare(left, right, records)
    case .text(let index): return texts[index].compareRows(left, right)
    case .date(let index): return dates[index].compareRows(left, right)
    case .mailbox: return .missing
    }
  }

  /// Whether the name of one of the rows fits several people behind a value that both have.
  func isAmbiguous(_ left: Int, _ right: Int) -> Bool {
    for part in keyParts {
      guard case .key(let key) = parts[part].kind, cells[left, part].value != 0,
        cells[left, part].value == cells[right, part].value
      else { continue }
      if keys[key].isAnyone(left) != keys[key].isAnyone(right) { return true }
    }
    return false
  }

  /// The best level among the rows' names.
  mutating func nameAgreement(_ left: Int, _ right: Int) -> NameAgreement {
    guard let field = records.nameField else { return NameAgreement(level: .missing, rarity: 0) }
    let column = records.fields[field]
    let a = column.first(left)
    let b = column.first(right)
    if !column.hasSeveral(left) && !column.hasSeveral(right) { return names.compare(a, b) }
    var best = NameAgreement(level: .suffixConflict, rarity: 0)
    for i in 0..<column.valueCount(left) {
      for j in 0..<column.valueCount(right) {
        let agreement = names.compare(column.value(left, i), column.value(right, j))
        if agreement.level.rawValue < best.level.rawValue { best = agreement }
      }
    }
    return a == 0 || b == 0 ? NameAgreement(level: .missing, rarity: 0) : best
  }
}

/// What the comparisons of a pair came to, each in a byte and a half: level and rarity in bits.
struct PairVector: Sendable, Hashable {
  /// 0: missing; otherwise 1 + level * 32 + rarity in whole bits, at most 31.
  private(set) var codes = SIMD16<UInt16>()

  mutating func set(_ index: Int, _ agreement: Agreement) {
    if agreement.level < 0 { return }
    let rarity = UInt16(max(0, min(31, agreement.rarity.rounded())))
    codes[index] = 1 + UInt16(agreement.level) * 32 + rarity
  }

  @inline(__always)
  func level(_ index: Int) -> Int { codes[index] == 0 ? -1 : Int(codes[index] - 1) / 32 }

  @inline(__always)
  func rarity(_ index: Int) -> Int { Int(codes[index] - 1) % 32 }

  func isBefore(_ other: PairVector) -> Bool {
    for index in codes.indices where codes[index] != other.codes[index] {
      return codes[index] < other.codes[index]
    }
    return false
  }
}
