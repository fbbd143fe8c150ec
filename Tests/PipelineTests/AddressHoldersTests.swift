import Testing

@testable import Pipeline

@Suite struct AddressHoldersTests {
  /// Beside a plain list of who holds what.
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func sharingIsThatOfAList(seed: UInt64) {
    var seeded = SeededBits(state: seed)
    var list: [(key: UInt64, contact: UInt32, isOptedOut: Bool)] = []
    let keys: [UInt64] = [0, 1, 2, .max, .max - 1, 1 << 63] + (0..<20).map { _ in seeded.next() }
    var holders = AddressHolders(capacity: 60)
    for _ in 0..<60 {
      let key = keys[Int(seeded.next() % UInt64(keys.count))]
      let contact = UInt32(seeded.next() % 8)
      // A contact opted out or not, whatever the address.
      let isOptedOut = contact % 3 == 0
      holders.add(key, contact, isOptedOut: isOptedOut)
      list.append((max(key, 1), contact, isOptedOut))
    }
    for key in keys {
      let found = list.filter { $0.key == max(key, 1) }
      for contact in 0..<8 as Range<UInt32> {
        let sharing = holders.sharing(key, besides: contact)
        #expect(sharing.isShared == (Set(found.map(\.contact)).count > 1))
        #expect(sharing.isOptedOut == found.contains { $0.isOptedOut && $0.contact != contact })
      }
    }
    let shared = Set(keys.map { max($0, 1) }).count { key in
      Set(list.filter { $0.key == key }.map(\.contact)).count > 1
    }
    #expect(holders.sharedCount == shared)
  }

  @Test func whoIsAbsentOptedOutForAll() {
    var holders = AddressHolders(capacity: 2)
    holders.addAbsentOptOut(7)
    #expect(holders.sharing(7, besides: 1) == (false, false))
    holders.add(7, 1, isOptedOut: false)
    holders.addAbsentOptOut(7)
    #expect(holders.sharing(7, besides: 1) == (false, true))
  }

  @Test(
    arguments: [
      (0, "c0000000000000"), (31, "c000000000000z"), (.max, "cfzzzzzzzzzzzz"),
      (0x0123_4567_89ab_cdef, "c028t5cy4tqkff"),
    ] as [(UInt64, String)])
  func idsAreWrittenInBase32(key: UInt64, id: String) {
    var ids = ContactIDs()
    ids.append(text: "given")
    ids.append(key: key)
    #expect(ids[1] == id)
    #expect(ids[0] == "given")
    var bytes: [UInt8] = []
    for contact in 0..<ids.count { ids.append(contact, to: &bytes) }
    #expect(String(decoding: bytes, as: UTF8.self) == "given" + id)
  }
}

/// A seeded generator.
private struct SeededBits: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
