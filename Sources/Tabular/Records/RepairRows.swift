/// Repairs as the rows of a file, so that none is done in silence.
extension CellRepair {
  /// The columns of a file of repairs.
  package static let fileHeader = [
    "source_file", "source_line", "source_byte", "column", "raw", "text", "written_in", "read_as",
  ]
}

extension RecordBatch {
  /// A row of a file of repairs for each repair, in their order.
  package func repairRows(file: String, columns: [String]) -> [[String]] {
    repairs.map { repair in
      let place = positions[repair.row]
      let name = columns.indices.contains(repair.column) ? columns[repair.column] : ""
      return [
        file, "\(place.line)", "\(place.byteOffset)", name, repair.raw,
        string(row: repair.row, column: repair.column), repair.written, repair.readAs,
      ]
    }
  }
}

extension TableReader {
  /// A row of a file of repairs for each column whose name was repaired. The names stand on the line before the records.
  package func nameRepairRows(file: String) -> [[String]] {
    nameRepairs.map { repair in
      let name = columns.indices.contains(repair.column) ? columns[repair.column] : ""
      return [
        file, "\((dialect.skippedLines ?? 0) + 1)", "", name, repair.raw, name, repair.written,
        repair.readAs,
      ]
    }
  }
}
