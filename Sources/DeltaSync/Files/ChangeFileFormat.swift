internal import Foundation
internal import Tabular

/// How the files are written that another system takes.
package enum ChangeFileFormat: String, Sendable, CaseIterable {
  /// One object a line, with the members that the write has.
  case ndjson
  /// One row a write; the columns are those that any write of the file has. An empty cell empties its column only if
  /// `changed` names that column.
  case csv

  func bytes(_ lines: [ChangeLine]) -> [UInt8] {
    switch self {
    case .ndjson:
      var json = JSONLineWriter()
      for line in lines {
        json.beginObject()
        for (name, value) in line.cells {
          switch value {
          case .text(let text): json.member(name, text)
          case .list(let texts): json.member(name, texts)
          }
        }
        json.endObject()
      }
      return json.bytes
    case .csv:
      var names: [String] = []
      var places: [String: Int] = [:]
      for (name, _) in lines.flatMap(\.cells) where places[name] == nil {
        places[name] = names.count
        names.append(name)
      }
      var csv = CSVWriter()
      csv.row(names + ["changed"])
      for line in lines {
        var row = Array(repeating: "", count: names.count)
        for (name, value) in line.cells {
          guard let place = places[name] else { continue }
          switch value {
          case .text(let text): row[place] = text
          case .list(let texts): row[place] = texts.joined(separator: "; ")
          }
        }
        csv.row(row + [line.changed.joined(separator: ";")])
      }
      return csv.bytes
    }
  }

  /// Whether a file has the write of a key: it stands at the beginning of its row, and nowhere else so.
  func contains(key: String, _ data: Data) -> Bool {
    switch self {
    case .ndjson:
      var json = JSONLineWriter()
      json.beginObject()
      json.member(ChangeLine.key, key)
      return data.range(of: Data(json.bytes)) != nil
    case .csv:
      var csv = CSVWriter()
      csv.row(["", key, ""])
      // Behind the end of a row: `,KEY,` with the first comma taken off.
      return data.range(of: Data([0x0D, 0x0A] + csv.bytes.dropFirst().dropLast(2))) != nil
    }
  }
}
