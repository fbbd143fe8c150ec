internal import Foundation
internal import Tabular

/// What `rollcall read --account` prints: so many records, rejects by reason and passages by kind with their bytes, and
/// what is left.
struct AccountSummary: Encodable {
  struct Part: Encodable {
    var count: UInt64
    var bytes: UInt64

    init(_ entry: ByteAccount.Entry) {
      count = entry.count
      bytes = entry.bytes
    }
  }

  /// The bytes of the input after unpacking, as far as they are known.
  var bytes: UInt64
  var records: Part
  var rejects: [String: Part] = [:]
  /// What is neither a record nor a reject: the header, lines before the table, comments, blank lines.
  var passages: [String: Part] = [:]
  /// Bytes between them: brackets, commas and white space of JSON, tags of XML. None with CSV.
  var frame: UInt64
  /// Parts that claim the same bytes; more than 0 is a fault of the program.
  var overlaps: UInt64

  init(_ account: ByteAccount, _ reader: borrowing TableReader) {
    let (dialect, byteCount) = (reader.dialect, reader.byteCount)
    // Of what is packed only what was read is known.
    let isPacked = dialect.isGzipped || dialect.archiveMember != nil || dialect.format == .xlsx
    bytes = isPacked ? account.end : byteCount ?? account.end
    records = Part(account.records)
    for (reason, entry) in zip(Reject.Reason.allCases, account.rejects) where entry.count > 0 {
      rejects[reason.rawValue] = Part(entry)
    }
    for (kind, entry) in zip(Passage.Kind.allCases, account.passages) where entry.count > 0 {
      passages[kind.rawValue] = Part(entry)
    }
    frame = account.frame(upTo: bytes)
    overlaps = account.overlaps
  }

  var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }
}
