internal import Audit
internal import Foundation

/// `manifest.json` beside the files of an export: when it was made, and how many rows each table has, so that a part that
/// is missing shows.
struct ExportManifest: Decodable {
  static let fileName = "manifest.json"

  var takenAt: Moment
  var rows: [AuditTable: Int]

  private enum CodingKeys: String, CodingKey {
    case takenAt = "exported_at"
    case rows
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let text = try container.decode(String.self, forKey: .takenAt)
    guard let moment = Moment(iso: text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .takenAt, in: container, debugDescription: "'\(text)' is no time")
    }
    takenAt = moment
    rows = [:]
    for (name, count) in try container.decode([String: Int].self, forKey: .rows) {
      if let table = AuditTable(rawValue: name) { rows[table] = count }
    }
  }

  /// Reads the manifest of a folder.
  static func read(_ folder: String) throws(AuditSourceError) -> ExportManifest {
    let path = folder + "/" + fileName
    guard let data = FileManager.default.contents(atPath: path) else {
      throw AuditSourceError(
        .missing,
        "\(path): missing, so nothing tells whether the export is whole; write it last: "
          + #"{"exported_at": "2026-11-30T02:00:00Z", "rows": {"contacts": 10, "conversations": 8, "messages": 25}}"#
      )
    }
    do {
      let manifest = try JSONDecoder().decode(ExportManifest.self, from: data)
      for table in AuditTable.allCases where manifest.rows[table] == nil {
        throw AuditSourceError(
          .malformed, "\(path): no number of \(table.rawValue); add it under 'rows'")
      }
      return manifest
    } catch let error as AuditSourceError {
      throw error
    } catch {
      throw AuditSourceError(
        .malformed,
        "\(path): not as expected (\(Self.words(error))); it takes 'exported_at' and 'rows'")
    }
  }

  private static func words(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .dataCorrupted(let context), .keyNotFound(_, let context),
      .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.debugDescription
    default: "no JSON"
    }
  }
}
