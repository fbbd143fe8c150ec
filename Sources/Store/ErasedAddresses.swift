internal import Foundation
internal import GRDB

/// Addresses of people who asked to be erased, as keyed hashes: what is left so that a new import of them is refused.
package struct ErasedAddresses: Sendable {
  private let keyedHash: KeyedHash?
  private let keys: Set<[UInt8]>

  /// Nobody.
  package init() {
    keyedHash = nil
    keys = []
  }

  init(_ database: Database) throws {
    keyedHash = try KeyedHash(database)
    keys = Set(
      try Data.fetchAll(database, sql: "SELECT address_key FROM erasures WHERE blocks").map(
        Array.init))
  }

  package var isEmpty: Bool { keys.isEmpty }

  /// Whether an address is erased, or a person at an address that others have too. O(1), two hashes.
  ///
  /// - Parameter person: the name in a form that does not depend on case or order; may be empty.
  package func contains(_ address: String, person: String) -> Bool {
    guard let keyedHash, !keys.isEmpty else { return false }
    return keys.contains(keyedHash(address))
      || (!person.isEmpty && keys.contains(keyedHash(Self.text(address, person: person))))
  }

  /// What is hashed of a person at an address that others have too.
  static func text(_ address: String, person: String) -> String { address + "\u{1F}" + person }
}
