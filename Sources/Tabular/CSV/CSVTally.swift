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
  private var comments = Entry()
  private var repairs = [Entry](repeating: Entry(), count: RepairKind.allCases.count)

  mutating func addShortRecord(at position: RecordBatch.Position) {
    shortRecords.add(1, at: position)
  }

  mutating func addTextAfterQuote(_ number: Int, at position: RecordBatch.Position) {
    textAfterQuote.add(number, at: position)
  }

  mutating func addNULBytes(_ number: Int, at position: RecordBatch.Position) {
    nulBytes.add(number, at: position)
  }

  mutating func addComment(at position: RecordBatch.Position) {
    comments.add(1, at: position)
  }

  mutating func add(_ repair: RepairKind, at position: RecordBatch.Position) {
    repairs[repair.rawValue].add(1, at: position)
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
    note(.commentLines, comments, "lines are comments and were left out")
    for kind in RepairKind.allCases {
      note(kind.warning, repairs[kind.rawValue], kind.message)
    }
    return warnings
  }
}

extension RepairKind {
  var warning: ReadWarning.Kind {
    switch self {
    case .strayQuote: .strayQuotes
    case .missingDelimiter: .missingDelimiters
    case .surplusDelimiter: .surplusDelimiters
    case .unquotedDelimiter: .unquotedDelimiters
    case .otherDelimiter: .otherDelimiters
    }
  }

  var message: String {
    switch self {
    case .strayQuote:
      "records have quotes that open or close no cell; they were read as text, but check whether "
        + "quotes inside cells are doubled"
    case .missingDelimiter:
      "records lack a delimiter; it was restored where the other records prove its place"
    case .surplusDelimiter:
      "records have a delimiter too many; it was left out where the other records prove its place"
    case .unquotedDelimiter:
      "records have delimiters inside a text without quotes; they were read as text"
    case .otherDelimiter: "records are written with another delimiter than the others"
    }
  }
}
