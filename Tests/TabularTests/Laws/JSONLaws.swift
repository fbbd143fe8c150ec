@testable import Tabular

/// Laws of JSON: the cut changes nothing, every byte is accounted for, what passes the strict reader has no faults for
/// the lenient one, what is written is read back the same.
enum JSONLaws {
  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    var options = ReadOptions()
    var path: [String]?
    switch variant {
    case 1: options.recordByteLimit = 30
    case 2, 3: options.isStrict = true
    case 4: path = ["data"]
    case 5: (options.format, path) = (.json, [])
    case 6: path = ["data", "rows"]
    case 7: (options.format, path, options.recordByteLimit) = (.json, [], 100)
    default: break
    }
    return broken(bytes, options, path)
  }

  static func brokenByLines(_ bytes: [UInt8], _ variant: Int) -> String? {
    var options = ReadOptions()
    options.format = .ndjson
    options.isStrict = variant == 2
    options.recordByteLimit = variant % 2 == 1 ? 30 : 16 << 20
    return broken(bytes, options, nil)
  }

  private static func broken(
    _ bytes: [UInt8], _ options: ReadOptions, _ path: [String]?
  ) -> String? {
    var whole = read(bytes, options, path)
    if let law = whole.broken(byteCount: bytes.count, lineCount: Reading.lineCount(bytes)) {
      return law
    }
    var cut = read(bytes, options, path, InputLaws.pieces(bytes))
    if options.recordByteLimit < Reject.rawLimit {
      // Of a record that is over the limit, no more than that is kept where it comes in pieces.
      whole.shortenRaw(to: options.recordByteLimit)
      cut.shortenRaw(to: options.recordByteLimit)
    }
    // A fault of the grammar ends the reading before or after the records of the same piece.
    var isFault = options.isStrict && whole.error != nil && whole.error == cut.error
    // Of brackets that do not match in a record over the limit, more is known where more of it is in hand.
    let faults: Set = Set((whole.rejects + cut.rejects).map(\.reason)).subtracting([.recordTooLong])
    if options.recordByteLimit < Reject.rawLimit, !faults.isEmpty { isFault = true }
    if !isFault, let difference = cut.difference(from: whole) {
      return "the cut changes nothing: \(difference)"
    }
    if whole.error == nil, options.format != nil {
      let frame = whole.frame(of: bytes)
      let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let odd = frame.dropFirst(isMarked ? 3 : 0).first { byte in
        !" \t\r\n,[]".utf8.contains(byte)
      }
      if let odd { return "every byte is accounted for (\(odd))" }
    }
    if options.isStrict, whole.error == nil {
      var lenient = options
      lenient.isStrict = false
      let faults: [Reject.Reason] = [.invalidJSON, .truncated]
      let reading = read(bytes, lenient, path)
      if let reject = reading.rejects.first(where: { faults.contains($0.reason) }) {
        return "what is well-formed has no faults: \(reject.message)"
      }
      if reading.warnings.contains(where: { $0.kind == .lenientSyntax }) {
        return "what is well-formed needs no leniency"
      }
    }
    return brokenRoundTrip(whole)
  }

  private static func read(
    _ bytes: [UInt8], _ options: ReadOptions, _ path: [String]?, _ pieces: [Int] = [1 << 20]
  ) -> Reading {
    let parser = JSONRecordParser(recordPath: path, window: bytes.span, options: options)
    return Reading(bytes, parser, pieces: pieces)
  }

  /// Cells by the names of their columns, written as lines and read.
  static func brokenRoundTrip(_ reading: Reading) -> String? {
    let width = reading.columns.count
    guard width < 1000, !reading.rows.isEmpty, Set(reading.columns).count == width else {
      return nil
    }
    var writer = JSONLineWriter()
    let rows = reading.rows.indices.map { reading.row($0, width: width) }
    for row in rows {
      writer.beginObject()
      for (name, cell) in zip(reading.columns, row) where !cell.isEmpty {
        cell.withUnsafeBufferPointer { writer.member(name, utf8: $0.span) }
      }
      writer.endObject()
    }
    var options = ReadOptions()
    options.format = .ndjson
    let again = read(writer.bytes, options, nil)
    guard again.rejects.isEmpty, again.rows.count == rows.count else {
      return "what is written is read back: \(again.rejects.first?.message ?? "")"
    }
    for (index, row) in rows.enumerated() {
      let found = again.row(index, width: again.columns.count)
      for (name, cell) in zip(reading.columns, row) {
        let column = again.columns.firstIndex(of: name)
        guard cell == (column.map { found[$0] } ?? []) else {
          return "what is written is read back the same (row \(index), \(name))"
        }
      }
    }
    return nil
  }
}
