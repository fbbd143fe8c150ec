internal import Contacts
internal import PhoneNumbers

/// Which records of a table make which contact.
struct ContactClusters: Sendable {
  /// Records by contact: those of contact c are `members[starts[c] ..< starts[c + 1]]`.
  private let members: [UInt32]
  private let starts: [UInt32]
  /// The contact of each record.
  let contactOfRecord: [UInt32]

  /// - Parameter clusters: for each record the smallest record of its cluster.
  init(_ clusters: [UInt32]) {
    var contactOfRecord = [UInt32](repeating: 0, count: clusters.count)
    var sizes: [UInt32] = []
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
    var starts: [UInt32] = [0]
    starts.reserveCapacity(sizes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var next = starts
    var members = [UInt32](repeating: 0, count: clusters.count)
    for record in clusters.indices {
      let contact = Int(contactOfRecord[record])
      members[Int(next[contact])] = UInt32(record)
      next[contact] += 1
    }
    self.members = members
    self.starts = starts
    self.contactOfRecord = contactOfRecord
  }

  /// The number of contacts.
  var count: Int { starts.count - 1 }

  /// The records of a contact, in the order in which they were read.
  subscript(contact: Int) -> LazyMapCollection<ArraySlice<UInt32>, Int> {
    members[Int(starts[contact])..<Int(starts[contact + 1])].lazy.map { Int($0) }
  }
}

extension ContactClusters {
  /// The id of each contact: that of an earlier result if a record carries one, else made of the smallest identity
  /// among its records of the first input that has any, so that records of later inputs leave it as it is. The order of
  /// rows within an input does not matter; where contacts share an identity, as in a source that repeats its ids, their
  /// content tells them apart.
  func contactIDs(_ table: ContactTable) -> ContactIDs {
    var keys = [UInt64](repeating: .max, count: count)
    // Records stand in the order of their inputs.
    var inputs = [UInt16](repeating: .max, count: count)
    var hasGivenIDs = false
    table.forEachContact { record, contacts, row in
      let contact = Int(contactOfRecord[record])
      let input = contacts.input(row)
      if inputs[contact] == .max { inputs[contact] = input }
      if inputs[contact] == input { keys[contact] = min(keys[contact], contacts.key(row)) }
      if !contacts.isEmpty(row, .contactID) { hasGivenIDs = true }
    }
    let shared = Self.repeated(keys)
    var ids = ContactIDs()
    ids.reserve(count)
    guard hasGivenIDs || !shared.isEmpty else {
      for key in keys { ids.append(key: key) }
      return ids
    }
    var taken: Set<String> = []
    taken.reserveCapacity(count)
    for contact in 0..<count {
      let records = self[contact]
      let given = records.map { table.text($0, .contactID) }.first { !$0.isEmpty }
      let key = shared.contains(keys[contact]) ? Self.content(records, table) : keys[contact]
      let id = given ?? ContactIDs.name(key)
      if taken.insert(id).inserted {
        if given == nil { ids.append(key: key) } else { ids.append(text: id) }
        continue
      }
      // The same in every cell, and still not merged.
      var copy = 2
      while !taken.insert("\(id)-\(copy)").inserted { copy += 1 }
      ids.append(text: "\(id)-\(copy)")
    }
    return ids
  }

  /// Keys that stand more than once.
  private static func repeated(_ keys: [UInt64]) -> Set<UInt64> {
    let sorted = keys.sorted()
    return Set(zip(sorted, sorted.dropFirst()).lazy.filter { $0 == $1 }.map(\.0))
  }

  /// A hash of identity and values, the smallest among the records.
  private static func content(_ records: some Sequence<Int>, _ table: ContactTable) -> UInt64 {
    records.map { record in
      let (batch, row) = table.locate(record)
      let contacts = table.batches[batch]
      var hash = StableHash()
      hash.combine(contacts.key(row))
      for column in ContactColumn.allCases
      where column != .sourceRecords && column != .optOutScope {
        contacts.withBytes(row, column) { hash.combine($0) }
      }
      for phone in contacts.phones(row) { hash.combine(phone.number.e164) }
      return hash.value
    }.min() ?? 0
  }
}
