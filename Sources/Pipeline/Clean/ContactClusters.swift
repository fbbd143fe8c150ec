internal import Contacts
internal import PhoneNumbers

/// Which records of a table make which contact.
struct ContactClusters: Sendable {
  /// Records by contact: those of contact c are `members[starts[c] ..< starts[c + 1]]`.
  private let members: [Int]
  private let starts: [Int]
  /// The contact of each record.
  let contactOfRecord: [UInt32]

  /// - Parameter clusters: for each record the smallest record of its cluster.
  init(_ clusters: [UInt32]) {
    var contactOfRecord = [UInt32](repeating: 0, count: clusters.count)
    var sizes: [Int] = []
    for record in clusters.indices {
      let first = Int(clusters[record])
      if first == record {
        contactOfRecord[record] = UInt32(sizes.count)
        sizes.append(1)
      } else {
        contactOfRecord[record] = contactOfRecord[first]
        sizes[Int(contactOfRecord[first])] += 1
      }
    }
    var starts = [0]
    starts.reserveCapacity(sizes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var next = starts
    var members = [Int](repeating: 0, count: clusters.count)
    for record in clusters.indices {
      let contact = Int(contactOfRecord[record])
      members[next[contact]] = record
      next[contact] += 1
    }
    self.members = members
    self.starts = starts
    self.contactOfRecord = contactOfRecord
  }

  /// The number of contacts.
  var count: Int { starts.count - 1 }

  /// The records of a contact, in the order in which they were read.
  subscript(contact: Int) -> ArraySlice<Int> { members[starts[contact]..<starts[contact + 1]] }
}

extension ContactClusters {
  /// The id of each contact: that of an earlier result if a record carries one, else made of the smallest identity
  /// among its records of the first input that has any, so that records of later inputs leave it as it is. The order of
  /// rows within an input does not matter; where contacts share an identity, as in a source that repeats its ids, their
  /// content tells them apart.
  func contactIDs(_ table: ContactTable) -> [String] {
    let keys = (0..<count).map { contact in
      let records = self[contact]
      let first = records.first.map { table.facts($0).input }
      return records.lazy.map { table.facts($0) }.prefix { $0.input == first }.map(\.key).min() ?? 0
    }
    var uses: [UInt64: Int] = [:]
    uses.reserveCapacity(count)
    for key in keys { uses[key, default: 0] += 1 }
    var taken: Set<String> = []
    taken.reserveCapacity(count)
    return (0..<count).map { contact in
      let records = self[contact]
      let given = records.lazy.map { table.text($0, .contactID) }.first { !$0.isEmpty }
      let isUnique = uses[keys[contact]] == 1
      let id = given ?? Self.name(isUnique ? keys[contact] : Self.content(records, table))
      if taken.insert(id).inserted { return id }
      // The same in every cell, and still not merged.
      var copy = 2
      while !taken.insert("\(id)-\(copy)").inserted { copy += 1 }
      return "\(id)-\(copy)"
    }
  }

  /// A hash of identity and values, the smallest among the records.
  private static func content(_ records: ArraySlice<Int>, _ table: ContactTable) -> UInt64 {
    records.map { record in
      let (batch, row) = table.locate(record)
      let contacts = table.batches[batch]
      var hash = StableHash()
      hash.combine(contacts.facts[row].key)
      for column in ContactColumn.allCases
      where column != .sourceRecords && column != .optOutScope {
        hash.combine(contacts.text(row, column))
      }
      for phone in contacts.phones(row) { hash.combine(phone.number.e164) }
      return hash.value
    }.min() ?? 0
  }

  private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// `c` and 13 letters of Crockford's base 32: short enough to be read out.
  private static func name(_ key: UInt64) -> String {
    var text: [UInt8] = [UInt8(ascii: "c")]
    for shift in stride(from: 60, through: 0, by: -5) {
      text.append(letters[Int((key >> UInt64(shift)) & 31)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
