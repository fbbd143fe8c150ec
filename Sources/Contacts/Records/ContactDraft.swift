/// One contact while it is being built from a row.
package struct ContactDraft {
  package private(set) var texts = ContactTexts()
  package var phones: [PhoneEntry] = []
  /// Number of the extra column, and the place of the value in `texts.bytes`.
  private(set) var extraPlaces: [(name: UInt32, range: Range<Int>)] = []
  /// Place of the id that the record has in its source.
  private(set) var sourceIDPlace = 0..<0
  package var facts = RecordFacts()

  package init() {}

  package subscript(column: ContactColumn) -> String {
    get { texts[column] }
    set { texts[column] = newValue }
  }

  package func isEmpty(_ column: ContactColumn) -> Bool { texts.isEmpty(column) }

  /// What a column holds, as bytes.
  func withBytes<Result>(
    _ column: ContactColumn, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    texts.withBytes(column) { $0.withUnsafeBufferPointer(body) }
  }

  @inline(__always)
  mutating func set(_ column: ContactColumn, write: (inout [UInt8]) -> Void) {
    texts.set(column, write: write)
  }

  /// Makes the draft empty again and keeps its storage.
  package mutating func reset() {
    texts.removeAll()
    phones.removeAll(keepingCapacity: true)
    extraPlaces.removeAll(keepingCapacity: true)
    sourceIDPlace = 0..<0
    facts = RecordFacts()
  }

  /// Adds a value to a column with several, unless it is there already.
  package mutating func add(_ value: String, to column: ContactColumn) {
    guard !value.isEmpty else { return }
    if isEmpty(column) {
      self[column] = value
    } else if !listItems(self[column]).contains(value) {
      self[column] += ContactColumn.separator + value
    }
  }
}

// MARK: - Beside the columns

extension ContactDraft {
  /// The id that the record has in its source.
  package var sourceID: String {
    get { String(decoding: texts.bytes[sourceIDPlace], as: UTF8.self) }
    set { setSourceID { $0.append(contentsOf: newValue.utf8) } }
  }

  mutating func setSourceID(write: (inout [UInt8]) -> Void) {
    sourceIDPlace = texts.append(write: write)
  }

  /// Values of columns that are carried along, in the order in which they came.
  package var extras: [(name: UInt32, value: String)] {
    extraPlaces.map { ($0.name, String(decoding: texts.bytes[$0.range], as: UTF8.self)) }
  }

  mutating func addExtra(_ name: UInt32, _ text: UnsafeBufferPointer<UInt8>) {
    extraPlaces.append((name, texts.append { $0.append(contentsOf: text) }))
  }
}

// MARK: - Memory

extension ContactDraft {
  /// Sets a column to the text of a cell that was here before.
  mutating func set(_ column: ContactColumn, _ known: CellMemory.Entry, of memory: CellMemory) {
    set(column, known.text, of: memory)
  }

  /// Sets a column to a text of the memory.
  mutating func set(_ column: ContactColumn, _ place: Range<Int>, of memory: CellMemory) {
    memory.bytes.withUnsafeBufferPointer { known in
      texts.set(column) { $0.append(contentsOf: UnsafeBufferPointer(rebasing: known[place])) }
    }
  }

  /// Remembers that a cell came to what the column holds.
  func remember(
    _ column: ContactColumn, for cell: UnsafeBufferPointer<UInt8>, code: Int = 0,
    in memory: inout CellMemory
  ) {
    withBytes(column) { _ = memory.insert(cell, text: $0, code: code) }
  }
}
