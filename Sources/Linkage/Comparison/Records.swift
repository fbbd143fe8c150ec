/// The records in hand, with what the rules make of their values.
struct Records: Sendable {
  let count: Int
  let fields: [Field]
  let names: NameIndex
  let nameField: Int?
  /// By field and value: equal for values that agree. Empty where values agree only with
  /// themselves.
  private let agreementKeys: [[UInt32]]
  /// By field and value: a mailbox of a function.
  private let roleMailboxes: [[Bool]]
  /// A hash of each row's content, the same wherever the row stands.
  let contentHashes: [UInt64]

  init(_ columns: RecordColumns, rules: LinkageRules) {
    let fields = columns.paddedFields()
    let nameField = fields.firstIndex { $0.kind == .name }
    self.fields = fields
    self.nameField = nameField
    count = columns.count
    names = NameIndex(names: nameField.map { fields[$0].table } ?? StringTable(), rules: rules)
    let legalForms = foldedTexts(rules.attributes.legalForms)
    agreementKeys = fields.map { field in
      switch field.kind {
      case .company: wordKeys(field.table, leavingOut: legalForms)
      case .address: wordKeys(field.table, leavingOut: StringTable())
      default: []
      }
    }
    var roles = StringTable()
    for mailbox in rules.keys.roleMailboxes { _ = roles.intern(Array(mailbox.utf8).span) }
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

  func isRoleMailbox(_ field: Int, _ value: Int) -> Bool {
    !roleMailboxes[field].isEmpty && roleMailboxes[field][value]
  }

  /// The row's first name, 0 when it has none.
  @inline(__always)
  func firstName(_ row: Int) -> Int {
    nameField.map { fields[$0].first(row) } ?? 0
  }

  /// Whether both rows hold the same single values in every field that can contradict.
  func haveEqualProfile(_ left: Int, _ right: Int) -> Bool {
    for field in fields {
      switch field.kind {
      case .name, .date, .exclusive:
        if field.first(left) != field.first(right) { return false }
        if field.hasSeveral(left) || field.hasSeveral(right) { return false }
      default: continue
      }
    }
    return true
  }
}

/// For each value the id of its words' skeletons without the words that say nothing.
private func wordKeys(_ table: StringTable, leavingOut empty: StringTable) -> [UInt32] {
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
  return keys
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
