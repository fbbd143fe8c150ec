internal import Crypto
internal import Foundation
internal import GRDB

/// HMAC-SHA-256 under the random key of a store (RFC 2104): the same address gives the same 32 bytes in this store, and
/// other bytes in every other.
///
/// It stands for an address that must not be kept in clear. Whoever holds the whole store has the key too, and can try
/// all numbers: the store stays a file that others must not read.
package struct KeyedHash: Sendable {
  static let keySize = 32

  /// Has taken in the key, so that only the text is left to hash.
  private let keyed: HMAC<SHA256>

  init(key: [UInt8]) {
    keyed = HMAC(key: SymmetricKey(data: key))
  }

  /// The hash of some bytes.
  package func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    var code = keyed
    code.update(data: bytes)
    return Array(code.finalize())
  }

  /// The hash of a text as UTF-8. An address is hashed as the store spells it: E.164, or an e-mail address in its
  /// normal form.
  package func callAsFunction(_ text: String) -> [UInt8] { self(Array(text.utf8)) }

  static func randomKey() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<keySize).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  /// The hash under the key of a store.
  init(_ database: Database) throws {
    let key = try Data.fetchOne(database, sql: "SELECT key FROM ledger_key")
    guard let key, key.count == Self.keySize else {
      throw DatabaseError(
        resultCode: .SQLITE_CORRUPT, message: "the key of the consent ledger is missing")
    }
    self.init(key: Array(key))
  }
}
