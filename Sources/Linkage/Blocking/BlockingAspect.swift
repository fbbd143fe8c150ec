/// One way of calling records together: the values of one aspect, such as the words of names.
struct BlockingAspect: Sendable {
  let name: String
  /// `value << 32 | row`, by ascending row; a row may have several values.
  var entries: [UInt64]
  /// Belongs to one person rather than to a place or a company: two aspects that do not are no
  /// reason to compare.
  let isPersonal: Bool
  /// Records of a block up to which all of its pairs are compared.
  let pairwiseLimit: Int
  /// For each value a hash of what it stands for, the same in every table; nil where values are
  /// such hashes.
  var contentKey: (@Sendable (UInt32) -> UInt32)?
}

/// What the records can be called together by, an aspect at a time: each is as large as the table.
func forEachBlockingAspect(_ records: Records, _ body: (consuming BlockingAspect) -> Void) {
  for (index, field) in records.fields.enumerated() {
    switch field.kind {
    case .phone, .identifier:
      body(values(field, field.name, personal: true, limit: 40))
      let halves = Halves(field.table)
      body(values(field, field.name + " end", personal: true, limit: 6) { halves.last[$0] })
      body(values(field, field.name + " start", personal: false, limit: 4) { halves.first[$0] })
    case .email:
      body(values(field, field.name, personal: true, limit: 40))
      let mailboxes = records.mailboxKeys
      body(values(field, "mailbox", personal: true, limit: 8) { mailboxes[$0] })
    case .name:
      body(words(records, field))
      body(prefixes(records, field))
    case .date, .birthday:
      body(values(field, field.name, personal: true, limit: 8))
    case .company, .address:
      var aspect = values(field, field.name, personal: false, limit: 8) {
        UInt32(records.agreementKey(index, $0))
      }
      let hashes = records.agreementHashes[index]
      aspect.contentKey = { max(1, UInt32(truncatingIfNeeded: hashes[Int($0)] >> 32)) }
      body(aspect)
    case .text:
      body(values(field, field.name, personal: false, limit: 4))
    case .exclusive, .source: break
    }
  }
}

/// The values themselves.
private func values(
  _ field: Field, _ name: String, personal: Bool, limit: Int
) -> BlockingAspect {
  var aspect = values(field, name, personal: personal, limit: limit) { UInt32($0) }
  let table = field.table
  aspect.contentKey = { hash32(table.bytes.span.extracting(table.range(Int($0)))) }
  return aspect
}

private func values(
  _ field: Field, _ name: String, personal: Bool, limit: Int, _ key: (Int) -> UInt32
) -> BlockingAspect {
  var aspect = BlockingAspect(
    name: name, entries: [], isPersonal: personal, pairwiseLimit: limit)
  for row in 0..<field.rowCount {
    for index in 0..<field.valueCount(row) {
      let value = key(field.value(row, index))
      if value != 0 { aspect.entries.append(UInt64(value) << 32 | UInt64(row)) }
    }
  }
  return aspect
}

/// The skeletons of a name's words, without initials.
private func words(_ records: Records, _ field: Field) -> BlockingAspect {
  var aspect = BlockingAspect(name: "name word", entries: [], isPersonal: true, pairwiseLimit: 6)
  let names = records.names
  let skeletons = names.words.skeletons
  aspect.contentKey = { hash32(skeletons.bytes.span.extracting(skeletons.range(Int($0)))) }
  for row in 0..<field.rowCount {
    let start = aspect.entries.count
    for index in 0..<field.valueCount(row) {
      for position in names.range(field.value(row, index)) {
        let word = names.word(at: position)
        if names.words.isAbbreviation(word) { continue }
        let entry = UInt64(names.words.skeleton(word)) << 32 | UInt64(row)
        if !aspect.entries[start...].contains(entry) { aspect.entries.append(entry) }
      }
    }
  }
  return aspect
}

/// The beginnings of a name's two longest words, in the order of their bytes: spared by most slips.
private func prefixes(_ records: Records, _ field: Field) -> BlockingAspect {
  var aspect = BlockingAspect(
    name: "name beginnings", entries: [], isPersonal: true, pairwiseLimit: 6)
  let names = records.names
  var hashes: [UInt64] = []
  for row in 0..<field.rowCount {
    for index in 0..<field.valueCount(row) {
      hashes.removeAll(keepingCapacity: true)
      for position in names.range(field.value(row, index)) {
        let word = names.word(at: position)
        if names.words.isAbbreviation(word) { continue }
        let range = names.words.skeletons.range(names.words.skeleton(word))
        if range.count < 3 { continue }
        var hash: UInt64 = 0
        for offset in 0..<3 {
          hash = hash << 8 | UInt64(names.words.skeletons.bytes[range.lowerBound + offset])
        }
        hashes.append(hash)
      }
      hashes.sort()
      for i in hashes.indices {
        for j in (i + 1)..<max(i + 1, hashes.count) {
          let value = max(1, mixed(hashes[i] << 24 ^ hashes[j]) >> 32)
          aspect.entries.append(value << 32 | UInt64(row))
        }
      }
    }
  }
  return aspect
}

/// Hashes of the first and the last digits of each value.
private struct Halves {
  var first: [UInt32] = [0]
  var last: [UInt32] = [0]

  init(_ table: StringTable) {
    let bytes = table.bytes.span
    for id in 1..<max(1, table.count) {
      let range = table.range(id)
      let middle = range.upperBound - (range.count + 1) / 2
      first.append(hash32(bytes.extracting(range.lowerBound..<middle)))
      last.append(hash32(bytes.extracting(middle..<range.upperBound)))
    }
  }
}

/// A hash of `value` that is not 0.
func hash32(_ value: Span<UInt8>) -> UInt32 {
  max(1, UInt32(truncatingIfNeeded: contentHash(value) >> 32))
}
