internal import Foundation
internal import Store
internal import Tabular

/// What is known of an input besides its rows; the store keeps it beside them, as JSON.
struct InputForm: Codable, Sendable {
  var dialect: Dialect
  var columns: [String]
  var warnings: [ReadWarning]
  /// Rows of `repairs.csv` for columns whose names were repaired.
  var nameRepairs: [[String]]
  /// What the user set of its columns.
  var mapping: InputMapping

  init(_ reader: borrowing TableReader, file: String, mapping: InputMapping) {
    self.mapping = mapping
    dialect = reader.dialect
    columns = reader.columns
    warnings = reader.warnings
    nameRepairs = reader.nameRepairRows(file: file)
  }

  init(_ input: StoredInput) throws(PipelineError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(input.form.utf8))
    } catch {
      throw PipelineError(
        .cannotWrite,
        "\(input.name): what the store keeps of it cannot be read; restore the store from a backup, "
          + "or clean the inputs again with --fresh")
    }
  }

  /// The same members in the same order, whenever it is written.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
