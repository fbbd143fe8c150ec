internal import Crypto

/// The hash chain through the consent ledger: each entry holds SHA-256 over its content and the hash before it.
///
/// Who the entry is about goes into the chain as keyed hashes, one of the address and one of the other texts that may
/// tell of a person. So an erasure can empty these texts, and the chain still holds.
struct LedgerChain {
  /// The hash of the last entry; zeros before the first.
  private(set) var head: [UInt8]
  private let keyedHash: KeyedHash
  private var content: [UInt8] = []

  static let start = [UInt8](repeating: 0, count: SHA256.byteCount)

  init(keyedHash: KeyedHash, head: [UInt8] = start) {
    self.keyedHash = keyedHash
    self.head = head
  }

  /// What an entry says of a person, hashed.
  struct Seal {
    var address: [UInt8]
    /// Of contact, source and proof together.
    var details: [UInt8]
  }

  mutating func seal(_ row: ConsentRow) -> Seal {
    content.removeAll(keepingCapacity: true)
    for text in [row.contactID, row.source, row.proof] { add(text) }
    return Seal(address: keyedHash(row.address), details: keyedHash(content))
  }

  /// Adds an entry to the chain. O(length of the entry).
  ///
  /// - Returns: its hash, which is the new head.
  mutating func append(
    _ row: ConsentRow, seal: Seal, runID: Int64, recordedAt: String
  ) -> [UInt8] {
    content.removeAll(keepingCapacity: true)
    content += head
    content += seal.address
    content += seal.details
    add(UInt64(bitPattern: runID))
    content.append(row.isOptedOut ? 1 : 0)
    for text in [recordedAt, row.kind, row.channel, row.purpose, row.tier, row.effectiveAt] {
      add(text)
    }
    head = Array(SHA256.hash(data: content))
    return head
  }

  /// A text and its length before it, so that "ab", "c" and "a", "bc" differ.
  private mutating func add(_ text: String) {
    add(UInt64(text.utf8.count))
    content.append(contentsOf: text.utf8)
  }

  /// Eight bytes, the least significant first.
  private mutating func add(_ number: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      content.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
