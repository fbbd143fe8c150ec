internal import Foundation
internal import Tabular

/// Copies a file of the result without some of its records, or with others in their place; the rest keeps its bytes.
struct RecordFilter {
  private let data: Data

  /// What becomes of a record.
  enum Fate {
    case stays, goes
    /// Bytes that take its place, line end and all.
    case becomes([UInt8])
  }

  /// - Throws: what Foundation says of a file that cannot be read.
  init(path: String) throws {
    data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
  }

  /// The bytes of a text stand in the file, whatever is around them.
  func contains(_ text: String) -> Bool { Self.contains(text, data) }

  /// Copies a CSV file (RFC 4180) that begins with a header.
  ///
  /// - Parameters:
  ///   - path: where to write, asked only if a record does not stay; nil to count only.
  ///   - keys: a record that holds none of these texts stays without being taken apart; nil: all are.
  ///   - fate: what becomes of a record, asked with its cells by the names of their columns.
  /// - Returns: how many records do not stay.
  func copyCSV(
    to path: (() -> String)?, holding keys: [String]?,
    fate: ([String: String]) -> Fate
  ) throws -> Int {
    var header: [String]?
    return try copy(to: path, ends: ends(ofCSV: true)) { record in
      guard let header else {
        header = Self.cells(record)
        return .stays
      }
      if let keys, !keys.contains(where: { Self.contains($0, record) }) { return .stays }
      return fate(Dictionary(zip(header, Self.cells(record))) { first, _ in first })
    }
  }

  /// Copies a file of JSON lines.
  ///
  /// - Parameter path: as with ``copyCSV(to:holding:fate:)``.
  /// - Returns: how many lines go.
  func copyLines(to path: (() -> String)?, drops: (Data) -> Bool) throws -> Int {
    try copy(to: path, ends: ends(ofCSV: false)) { drops($0) ? .goes : .stays }
  }

  private func copy(
    to path: (() -> String)?, ends: [Int], fate: (Data) -> Fate
  ) throws -> Int {
    var changes: [(range: Range<Int>, bytes: [UInt8])] = []
    var start = data.startIndex
    for end in ends + [data.endIndex] where end > start {
      switch fate(data[start..<end]) {
      case .stays: break
      case .goes: changes.append((start..<end, []))
      case .becomes(let bytes): changes.append((start..<end, bytes))
      }
      start = end
    }
    guard !changes.isEmpty, let path else { return changes.count }
    let sink = try FileSink(path: path())
    start = data.startIndex
    for change in changes {
      try write(start..<change.range.lowerBound, to: sink)
      try sink.write(change.bytes)
      start = change.range.upperBound
    }
    try write(start..<data.endIndex, to: sink)
    try sink.close()
    return changes.count
  }

  private func write(_ range: Range<Int>, to sink: FileSink) throws {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start + 1 << 20)
      try sink.write([UInt8](data[start..<end]))
      start = end
    }
  }

  /// Where each record ends: behind a line feed, which in CSV no quotes surround.
  private func ends(ofCSV isCSV: Bool) -> [Int] {
    var ends: [Int] = []
    var isQuoted = false
    data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
      for (index, byte) in bytes.enumerated() {
        if isCSV, byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if byte == 0x0A, !isQuoted {
          ends.append(index + 1)
        }
      }
    }
    return ends
  }

  /// The cells of one record, with or without its line end.
  static func cells(_ record: Data) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var bytes = record.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      // A quote that is doubled ends the quotes and begins them again.
      case UInt8(ascii: "\""):
        if !isQuoted, !cell.isEmpty { cell.append(byte) }
        isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
      case 0x0A where !isQuoted, 0x0D where !isQuoted: break
      default: cell.append(byte)
      }
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    return cells
  }

  static func contains(_ text: String, _ data: Data) -> Bool {
    let needle = Array(text.utf8)
    return data.withUnsafeBytes { bytes in
      guard var place = bytes.baseAddress, !needle.isEmpty else { return false }
      let end = place + bytes.count
      while end - place >= needle.count,
        let hit = memchr(place, CInt(needle[0]), end - place - needle.count + 1)
      {
        if memcmp(hit, needle, needle.count) == 0 { return true }
        place = UnsafeRawPointer(hit) + 1
      }
      return false
    }
  }
}
