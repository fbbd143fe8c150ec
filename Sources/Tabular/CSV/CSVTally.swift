/// Counts what a CSV reader let pass, with the place of the first of each.
struct CSVTally {
  private struct Entry {
    var count: UInt64 = 0
    var first: RecordBatch.Position?

    mutating func add(_ number: Int, at position: RecordBatch.Position) {
      count += UInt64(number)
      if first == nil { first = position }
    }
  }

  private var shortRecords = Entry()
  private var textAfterQuote = Entry()
  private var nulBytes = Entry()

  mutating func addShortRecord(at position: RecordBatch.Position) {
    shortRecords.add(1, at: position)
  }

  mutating func addTextAfterQuote(_ number: Int, at position: RecordBatch.Position) {
    textAfterQuote.add(number, at: position)
  }

  mutating func addNULBytes(_ number: Int, at position: RecordBatch.Position) {
    nulBytes.add(number, at: position)
  }

  /// Everything counted so far; the tally begins anew.
  mutating func take() -> [ReadWarning] {
    defer { self = CSVTally() }
    var warnings: [ReadWarning] = []
    func note(_ kind: ReadWarning.Kind, _ entry: Entry, _ message: String) {
      guard entry.count > 0 else { return }
      warnings.append(
        ReadWarning(kind: kind, count: entry.count, first: entry.first, message: message))
    }
    note(
      .shortRecords, shortRecords,
      "records have fewer cells than there are columns; the missing cells are read as empty")
    note(
      .textAfterQuote, textAfterQuote,
      "cells have text after their closing quote; it is kept, but check whether quotes inside "
        + "cells are doubled")
    note(.nulBytes, nulBytes, "NUL bytes were dropped; export the file again if text is missing")
    return warnings
  }
}
