package import PhoneNumbers

/// A number of a contact, with what is known about how it was read.
package struct PhoneEntry: Sendable, Hashable {
  /// Where the country of a number without a calling code came from.
  package enum CountryOrigin: String, Sendable, CaseIterable {
    /// The number carries its calling code.
    case number
    case row, column, option
  }

  package var number: PhoneNumber
  package var status: CellReading.Status
  package var origin: CountryOrigin
  /// The column says that it is a WhatsApp number.
  package var isWhatsApp: Bool
  /// The column says that it is a mobile number.
  package var isMobileField: Bool

  /// A number that WhatsApp can know: a mobile one, or one that its column calls so.
  package var mayHaveWhatsApp: Bool {
    isWhatsApp || number.kind == .mobile || number.kind == .fixedLineOrMobile
  }

  /// Valid, so that a message may be sent to it.
  package var isUsable: Bool { status == .valid || status == .repaired }
}

/// What is known of a source record besides its texts.
package struct RecordFacts: Sendable {
  /// Number of the input, line and byte of the record in it.
  package var input: UInt16 = 0
  package var line: UInt64 = 0
  package var byteOffset: UInt64 = 0
  /// Identity that does not depend on the order of rows: the source's own id, or the content.
  package var key: UInt64 = 0
  /// Unix seconds, if the record says when it was created and last changed.
  package var createdSeconds: Int64?
  package var updatedSeconds: Int64?
  package var flags: FlagSet = []
  package var claim = ConsentClaim()

  package init() {}
}

/// Contacts as read from source rows: normalised, not yet merged.
///
/// The text of all values stands in one buffer, so that a million contacts cost a few hundred bytes each and no
/// allocation of their own. A value is read in O(1).
package final class ContactBatch: Sendable {
  private let bytes: [UInt8]
  /// `ContactColumn.allCases.count` values and the source's id per row; value k is
  /// `bytes[starts[k] ..< starts[k + 1]]`.
  private let starts: [UInt32]
  private let phoneStarts: [UInt32]
  private let phoneEntries: [PhoneEntry]
  private let extraStarts: [UInt32]
  /// Number of the extra column and end of its value in `extraBytes`.
  private let extraCells: [(name: UInt32, end: UInt32)]
  private let extraBytes: [UInt8]
  package let facts: [RecordFacts]

  private static let width = ContactColumn.allCases.count + 1

  private init(_ builder: Builder) {
    bytes = builder.bytes
    starts = builder.starts
    phoneStarts = builder.phoneStarts
    phoneEntries = builder.phoneEntries
    extraStarts = builder.extraStarts
    extraCells = builder.extraCells
    extraBytes = builder.extraBytes
    facts = builder.facts
  }

  package var count: Int { facts.count }

  /// Collects contacts for a batch.
  package struct Builder {
    fileprivate var bytes: [UInt8] = []
    fileprivate var starts: [UInt32] = [0]
    fileprivate var phoneStarts: [UInt32] = [0]
    fileprivate var phoneEntries: [PhoneEntry] = []
    fileprivate var extraStarts: [UInt32] = [0]
    fileprivate var extraCells: [(name: UInt32, end: UInt32)] = []
    fileprivate var extraBytes: [UInt8] = []
    fileprivate var facts: [RecordFacts] = []

    package init() {}

    package mutating func append(_ draft: ContactDraft) {
      for value in draft.values {
        if !value.isEmpty { bytes.append(contentsOf: value.utf8) }
        starts.append(UInt32(bytes.count))
      }
      bytes.append(contentsOf: draft.sourceID.utf8)
      starts.append(UInt32(bytes.count))
      phoneEntries.append(contentsOf: draft.phones)
      phoneStarts.append(UInt32(phoneEntries.count))
      for (name, value) in draft.extras {
        extraBytes.append(contentsOf: value.utf8)
        extraCells.append((name, UInt32(extraBytes.count)))
      }
      extraStarts.append(UInt32(extraCells.count))
      facts.append(draft.facts)
    }

    package func finish() -> ContactBatch { ContactBatch(self) }
  }

  package func isEmpty(_ row: Int, _ column: ContactColumn) -> Bool {
    let cell = row * Self.width + column.rawValue
    return starts[cell] == starts[cell + 1]
  }

  package func text(_ row: Int, _ column: ContactColumn) -> String {
    text(cell: row * Self.width + column.rawValue)
  }

  /// The id that the record has in its source.
  package func sourceID(_ row: Int) -> String {
    text(cell: row * Self.width + Self.width - 1)
  }

  private func text(cell: Int) -> String {
    let range = Int(starts[cell])..<Int(starts[cell + 1])
    // Most values of most contacts are empty.
    return range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
  }

  /// The bytes of a value, without making a `String`.
  package func withBytes<R>(
    _ row: Int, _ column: ContactColumn, _ body: (Span<UInt8>) throws -> R
  ) rethrows -> R {
    let cell = row * Self.width + column.rawValue
    let range = Int(starts[cell])..<Int(starts[cell + 1])
    let bytes = bytes
    return try body(bytes.span.extracting(range))
  }

  package func phones(_ row: Int) -> ArraySlice<PhoneEntry> {
    phoneEntries[Int(phoneStarts[row])..<Int(phoneStarts[row + 1])]
  }

  /// Values of columns that are carried along: number of the extra column, text.
  package func extras(_ row: Int) -> [(name: UInt32, value: String)] {
    let cells = Int(extraStarts[row])..<Int(extraStarts[row + 1])
    return cells.map { cell in
      let start = cell == 0 ? 0 : Int(extraCells[cell - 1].end)
      let value = String(decoding: extraBytes[start..<Int(extraCells[cell].end)], as: UTF8.self)
      return (extraCells[cell].name, value)
    }
  }
}

/// One contact while it is being built from a row.
package struct ContactDraft {
  /// One text per `ContactColumn`, in order.
  package private(set) var values = [String](repeating: "", count: ContactColumn.allCases.count)
  package var phones: [PhoneEntry] = []
  package var extras: [(name: UInt32, value: String)] = []
  /// The id that the record has in its source.
  package var sourceID = ""
  package var facts = RecordFacts()
  /// Statuses and tags seen lately, and whether they mean an opt-out: there are few, in many rows.
  private(set) var optOutWords: [String: Bool] = [:]

  package init() {}

  mutating func remember(_ word: String, isOptOut: Bool) {
    if optOutWords.count >= 4096 { optOutWords.removeAll() }
    optOutWords[word] = isOptOut
  }

  package subscript(column: ContactColumn) -> String {
    get { values[column.rawValue] }
    set { values[column.rawValue] = newValue }
  }

  /// Makes the draft empty again and keeps its storage.
  package mutating func reset() {
    for index in values.indices { values[index] = "" }
    phones.removeAll(keepingCapacity: true)
    extras.removeAll(keepingCapacity: true)
    sourceID = ""
    facts = RecordFacts()
  }

  /// Adds a value to a column with several, unless it is there already.
  package mutating func add(_ value: String, to column: ContactColumn) {
    guard !value.isEmpty else { return }
    if self[column].isEmpty {
      self[column] = value
    } else if !listItems(self[column]).contains(value) {
      self[column] += ContactColumn.separator + value
    }
  }
}
