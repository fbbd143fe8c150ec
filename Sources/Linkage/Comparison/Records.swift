/// The records in hand, with what the rules make of their values.
final class Records: Sendable {
  let count: Int
  let fields: [Field]
  let names: NameIndex
  let nameField: Int?
  /// What was counted in an earlier table and stands for this one too; nil: this one is counted.
  let version: LinkageVersion?
  /// By field: who stands behind values of several people, as the version says.
  let sharedValues: [SharedValues]
  /// Rows that are one entity beyond doubt; none under a version.
  let groups: RowGroups
  /// By field and value: equal for values that agree. Empty where values agree only with
  /// themselves.
  private let agreementKeys: [[UInt32]]
  /// By field and agreement key: a hash of what it stands for.
  let agreementHashes: [[UInt64]]
  /// By field and value: a mailbox of a function.
  private let roleMailboxes: [[Bool]]
  /// By e-mail value: the letters of the mailbox, 0 when they are too few to tell.
  let mailboxKeys: [UInt32]
  /// Which list each row comes from; empty when there is one list only.
  let sourceOfRow: [UInt32]
  /// A hash of each row's content, the same wherever the row stands.
  let contentHashes: [UInt64]

  init(
    _ columns: consuming RecordColumns, rules: LinkageRules, version: LinkageVersion? = nil
  ) {
    let count = columns.count
    let nameField = columns.fields.firstIndex { $0.kind == .name }
    self.version = version
    sharedValues = version?.sharedValues(in: &columns.fields, nameField: nameField) ?? []
    let fields = columns.takeFields()
    self.fields = fields
    self.nameField = nameField
    self.count = count
    let names = NameIndex(
      names: nameField.map { fields[$0].table } ?? StringTable(), rules: rules)
    if let version {
      groups = RowGroups(rowCount: 0) { _ in }
      names.take(version)
    } else {
      groups = RowGroups(rowCount: count) { join in
        eachSureKey(fields, nameField, names, count: count, join)
      }
      if let nameField { names.count(fields[nameField].groupsOfValue(groups)) }
    }
    self.names = names
    let legalForms = foldedTexts(rules.legalForms)
    let wordKeysOfField = fields.map { field in
      switch field.kind {
      case .company: wordKeys(field.table, leavingOut: legalForms)
      case .address: wordKeys(field.table, leavingOut: StringTable())
      default: (keys: [UInt32](), hashes: [UInt64]())
      }
    }
    agreementKeys = wordKeysOfField.map(\.keys)
    agreementHashes = wordKeysOfField.map(\.hashes)
    mailboxKeys = fields.first { $0.kind == .email }.map { mailboxes($0.table) } ?? []
    sourceOfRow =
      fields.first { $0.kind == .source }.map { field in
        (0..<count).map { UInt32(field.first($0)) }
      } ?? []
    var roles = StringTable()
    for mailbox in rules.roleMailboxes { _ = roles.intern(Array(mailbox.utf8).span) }
    roleMailboxes = fields.map { field in
      field.kind == .email ? rolesAmong(field.table, roles) : []
    }
    contentHashes = rowHashes(fields, count: count)
  }

  /// What a value agrees by; 0 for a value that says nothing.
  @inline(__always)
  func agreementKey(_ field: Int, _ value: Int) -> Int {
    agreementKeys[field].isEmpty ? value : Int(agreementKeys[field][value])
  }

  /// Whether the rows are people with phones or birthdays: of two names on one line, each is somebody.
  var arePeopleWhoShareLines: Bool {
    nameField != nil && fields.contains { $0.kind == .birthday || $0.kind == .phone }
  }

  /// Rows of one list are never joined.
  @inline(__always)
  func areOfOneSource(_ left: UInt32, _ right: UInt32) -> Bool {
    !sourceOfRow.isEmpty && sourceOfRow[Int(left)] != 0
      && sourceOfRow[Int(left)] == sourceOfRow[Int(right)]
  }

  func isRoleMailbox(_ field: Int, _ value: Int) -> Bool {
    !roleMailboxes[field].isEmpty && roleMailboxes[field][value]
  }

  /// The row's first name, 0 when it has none.
  @inline(__always)
  func firstName(_ row: Int) -> Int {
    nameField.map { fields[$0].first(row) } ?? 0
  }
}

/// For each value the id of its words' skeletons without the words that say nothing; a hash by id.
private func wordKeys(
  _ table: StringTable, leavingOut empty: StringTable
) -> (keys: [UInt32], hashes: [UInt64]) {
  var keys: [UInt32] = [0]
  keys.reserveCapacity(table.count)
  var keyTable = StringTable()
  var builder = SkeletonBuilder()
  var key: [UInt8] = []
  for id in 1..<max(1, table.count) {
    let text = table.bytes.span.extracting(table.range(id))
    key.removeAll(keepingCapacity: true)
    var start = 0
    for index in 0...text.count where index == text.count || text[index] == 0x20 {
      if index > start, empty.find(text.extracting(start..<index)) == 0 {
        if !key.isEmpty { key.append(0x20) }
        builder.append(text.extracting(start..<index), to: &key)
      }
      start = index + 1
    }
    keys.append(UInt32(keyTable.intern(key.span)))
  }
  return (keys, (0..<keyTable.count).map { keyTable.contentHash(of: $0) })
}

/// A hash of each mailbox's letters, without digits, dots and what follows a plus.
private func mailboxes(_ table: StringTable) -> [UInt32] {
  var keys: [UInt32] = [0]
  var letters: [UInt8] = []
  let bytes = table.bytes.span
  for id in 1..<max(1, table.count) {
    letters.removeAll(keepingCapacity: true)
    for offset in table.range(id) {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "@") || byte == UInt8(ascii: "+") { break }
      if byte >= 0x61 { letters.append(byte) }
    }
    keys.append(letters.count < 5 ? 0 : hash32(letters.span))
  }
  return keys
}

/// For each key field, name and value together, as `hash << 32 | row`.
private func eachSureKey(
  _ fields: [Field], _ nameField: Int?, _ names: NameIndex, count: Int,
  _ body: (consuming [UInt64]) -> Void
) {
  guard let nameField else { return }
  for field in fields {
    guard [.phone, .email, .identifier, .date, .birthday].contains(field.kind) else { continue }
    var entries: [UInt64] = []
    for row in 0..<count {
      let name = fields[nameField].first(row)
      let key = names.key(name)
      if key == 0 || names.range(name).count < 2 { continue }
      for index in 0..<field.valueCount(row) {
        let hash = mixed(UInt64(key) << 32 | UInt64(field.value(row, index)))
        entries.append(hash & 0xFFFF_FFFF_0000_0000 | UInt64(row))
      }
    }
    body(entries)
  }
}

private func rolesAmong(_ table: StringTable, _ roles: StringTable) -> [Bool] {
  var result = [Bool](repeating: false, count: table.count)
  for id in 1..<max(1, table.count) {
    let range = table.range(id)
    let bytes = table.bytes.span
    if let at = range.first(where: { bytes[$0] == UInt8(ascii: "@") }) {
      result[id] = roles.find(bytes.extracting(range.lowerBound..<at)) != 0
    }
  }
  return result
}

private func rowHashes(_ fields: [Field], count: Int) -> [UInt64] {
  var hashes = [UInt64](repeating: 0, count: count)
  for (index, field) in fields.enumerated() {
    let salt = UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15
    for row in 0..<count {
      for value in 0..<field.valueCount(row) {
        hashes[row] &+= mixed(field.table.contentHash(of: field.value(row, value)) ^ salt)
      }
    }
  }
  return hashes
}
