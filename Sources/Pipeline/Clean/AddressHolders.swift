/// Who holds which address, by a hash of the address.
///
/// Two addresses with one hash would be taken for one that is shared: a message too few, never one too many. Of a
/// million addresses that is once in a hundred million runs.
struct AddressHolders: Sendable {
  private struct Holders {
    /// The first contact that holds the address.
    var first: UInt32
    /// The first contact that holds it and opted out.
    var optedOut: UInt32
    var isShared: Bool
    var hasSeveralOptedOut: Bool
  }

  /// Stands for whoever opted out in an earlier run and is not among the contacts.
  private static let absent = UInt32.max
  private static let nobody = UInt32.max - 1

  /// 0 is a place that is free.
  private var keys: [UInt64]
  private var holders: [Holders]
  /// Addresses that several contacts hold.
  private(set) var sharedCount = 0

  /// - Parameter capacity: the number of addresses at most.
  init(capacity: Int) {
    // A third of the places stays free, so that a search ends soon.
    let count = capacity + capacity / 2 + 8
    keys = [UInt64](repeating: 0, count: count)
    holders = [Holders](
      repeating: Holders(
        first: Self.nobody, optedOut: Self.nobody, isShared: false, hasSeveralOptedOut: false),
      count: count)
  }

  mutating func add(_ key: UInt64, _ contact: UInt32, isOptedOut: Bool) {
    let place = place(key)
    if keys[place] == 0 {
      keys[place] = max(key, 1)
      holders[place].first = contact
    } else if holders[place].first != contact, !holders[place].isShared {
      holders[place].isShared = true
      sharedCount += 1
    }
    guard isOptedOut, holders[place].optedOut != contact else { return }
    if holders[place].optedOut == Self.nobody {
      holders[place].optedOut = contact
    } else {
      holders[place].hasSeveralOptedOut = true
    }
  }

  /// Somebody who is not among the contacts opted out.
  mutating func addAbsentOptOut(_ key: UInt64) {
    let place = place(key)
    if keys[place] != 0, holders[place].optedOut == Self.nobody {
      holders[place].optedOut = Self.absent
    }
  }

  /// Whether others hold the address too, and whether one of them opted out.
  func sharing(_ key: UInt64, besides contact: UInt32) -> (isShared: Bool, isOptedOut: Bool) {
    let place = place(key)
    guard keys[place] != 0 else { return (false, false) }
    let found = holders[place]
    let isOptedOut =
      found.hasSeveralOptedOut || (found.optedOut != Self.nobody && found.optedOut != contact)
    return (found.isShared, isOptedOut)
  }

  /// The place of a key, or the free one where it belongs.
  private func place(_ key: UInt64) -> Int {
    let wanted = max(key, 1)
    var place = Int(key.multipliedFullWidth(by: UInt64(keys.count)).high)
    while keys[place] != 0, keys[place] != wanted {
      place += 1
      if place == keys.count { place = 0 }
    }
    return place
  }
}
