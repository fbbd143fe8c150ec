internal import Audit
internal import Foundation
internal import Tabular

/// The full export of a side as files in a folder: `contacts`, `conversations` and `messages`, each one file or several
/// (`messages-1.csv`, `messages-2.csv`), in CSV or NDJSON, also gzipped.
struct ExportFolder: AuditSource {
  let side: AuditSide
  let rules: ExportRules

  private static let endings = [".csv", ".ndjson", ".jsonl"]

  /// - Throws: where there is no such folder: the side cannot be reached.
  init(_ side: AuditSide, _ rules: ExportRules) throws(AuditSourceError) {
    self.side = side
    self.rules = rules
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: rules.folder, isDirectory: &isFolder),
      isFolder.boolValue
    else {
      throw AuditSourceError(
        .unavailable,
        "\(rules.folder): no such folder, so the \(side.rawValue) side cannot be read; mount it, or correct "
          + "'folder' in audit.yaml")
    }
  }

  func takenAt() throws -> Moment { try ExportManifest.read(rules.folder).takenAt }

  func read(
    _ table: AuditTable, columns: [AuditColumn], _ body: (AuditRow) throws -> Void
  ) throws {
    let expected = try ExportManifest.read(rules.folder).rows[table] ?? 0
    var count = 0
    for name in try files(of: table) {
      count += try read(name, columns: columns, isEmpty: expected == 0, body)
    }
    guard count == expected else {
      throw AuditSourceError(
        .malformed,
        "\(rules.folder): \(count) rows of \(table.rawValue), but the manifest says \(expected): the export is "
          + "not whole; make it again")
    }
  }

  private func files(of table: AuditTable) throws(AuditSourceError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: rules.folder) else {
      throw AuditSourceError(
        .unavailable, "\(rules.folder): cannot be read; check its permissions")
    }
    let found = names.filter { name in
      let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
      guard let ending = Self.endings.first(where: plain.hasSuffix) else { return false }
      let stem = plain.dropLast(ending.count)
      return stem == table.rawValue || stem.hasPrefix(table.rawValue + "-")
    }
    guard !found.isEmpty else {
      throw AuditSourceError(
        .missing,
        "\(rules.folder): no \(table.rawValue).csv or .ndjson; put the export there whole")
    }
    return found.sorted()
  }

  /// A file that was cut within its last line has as many rows as it should.
  private func refuseHalfALine(_ path: String) throws {
    guard !path.hasSuffix(".gz"), let file = FileHandle(forReadingAtPath: path) else { return }
    defer { try? file.close() }
    let size = try file.seekToEnd()
    guard size > 0 else { return }
    try file.seek(toOffset: size - 1)
    guard try file.read(upToCount: 1)?.first != 0x0A else { return }
    throw AuditSourceError(
      .malformed, "\(path): its last line has no end, so it was cut short; make the export again")
  }

  /// - Returns: how many rows the file has.
  private func read(
    _ name: String, columns: [AuditColumn], isEmpty: Bool, _ body: (AuditRow) throws -> Void
  ) throws -> Int {
    let path = rules.folder + "/" + name
    var options = ReadOptions()
    options.format = name.contains(".csv") ? .csv : .ndjson
    options.hasHeader = true
    options.mendsRecords = false
    options.separatesTables = false
    options.repairsMisreadText = false
    options.nullText = ""
    options.isStrict = true
    var count = 0
    try refuseHalfALine(path)
    do {
      var reader = try TableReader(path: path, options: options)
      var places = Columns(rules)
      while let batch = try reader.next() {
        if let reject = batch.rejects.first {
          throw AuditSourceError(
            .malformed,
            "\(path):\(reject.position.line): \(reject.message); an export must be whole: make it again"
          )
        }
        places.update(reader.columns)
        for row in 0..<batch.count {
          let cells = places
          try body(
            AuditRow(place: "\(name):\(batch.positions[row].line)") { column in
              cells[column].map { batch.string(row: row, column: $0) } ?? ""
            })
        }
        count += batch.count
      }
      places.update(reader.columns)
      for column in columns where places[column] == nil && !(isEmpty && count == 0) {
        throw AuditSourceError(
          .malformed,
          "\(path): no column '\(rules.name(of: column))'; add it to the export, name the right one under 'columns', "
            + "or set the severity of what needs it to 'ignore' in audit.yaml")
      }
    } catch let error as ReadError {
      throw AuditSourceError(
        error.code == .missing || error.code == .unreadable ? .missing : .malformed,
        error.description)
    }
    return count
  }
}

/// Where the columns stand in a file.
private struct Columns {
  private let rules: ExportRules
  private var places: [Int?]
  private var known = 0

  init(_ rules: ExportRules) {
    self.rules = rules
    places = Array(repeating: nil, count: AuditColumn.allCases.count)
  }

  mutating func update(_ names: [String]) {
    guard names.count != known else { return }
    known = names.count
    for (index, column) in AuditColumn.allCases.enumerated() {
      places[index] = names.firstIndex(of: rules.name(of: column))
    }
  }

  subscript(column: AuditColumn) -> Int? { places[column.place] }
}
