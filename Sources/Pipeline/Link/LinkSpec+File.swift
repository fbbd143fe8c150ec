package import Contacts
internal import Foundation
internal import Linkage

extension LinkSpec {
  /// A spec as the user writes it, checked against the columns of the table.
  ///
  /// Where it names columns it is the whole truth: what it does not name is left out. Where it names
  /// none, those of `inferred` stand but for what it leaves out.
  ///
  /// - Throws: `RuleError` with file and line for an unknown key, kind or column.
  package init(
    _ file: RuleNode, columns headers: [String], id: String, inferred: LinkSpec
  ) throws(RuleError) {
    let keys = try file.entries(allowed: ["columns", "name", "leave_out", "precision"])
    self.init()
    if let node = keys["precision"] { precision = try node.double(in: 0.5...0.9999) }
    var used: Set<String> = []
    func take(_ header: String, _ error: (String, String) -> RuleError) throws(RuleError) {
      if header == id {
        throw error(
          "'\(header)' is the column of ids (--id)", "take it out: ids say nothing about whom")
      }
      guard headers.contains(header) else {
        throw error(
          "the table has no column '\(header)'",
          nearest(to: header, in: headers).map { "did you mean '\($0)'?" }
            ?? "its columns are \(headers.joined(separator: ", "))")
      }
      guard used.insert(header).inserted else {
        throw error("'\(header)' stands twice", "keep one of the two")
      }
    }
    if let node = keys["name"] {
      let parts = try node.strings()
      guard !parts.isEmpty else {
        throw node.error("no column is named", "write [given_name, surname], in that order")
      }
      for part in parts { try take(part, node.error) }
      columns.append(Column(headers: parts, kind: .name))
    }
    if let node = keys["columns"] {
      for (header, kind) in try node.entries() {
        try take(header, kind.keyError)
        columns.append(Column(headers: [header], kind: try kind.choice(ColumnKind.self)))
      }
    }
    var left: [String] = []
    if let node = keys["leave_out"] {
      for header in try node.strings() {
        try take(header, node.error)
        left.append(header)
      }
    }
    if keys["name"] == nil, keys["columns"] == nil {
      for var column in inferred.columns {
        column.headers.removeAll(where: left.contains)
        if !column.headers.isEmpty { columns.append(column) }
      }
      leftOut = inferred.leftOut.filter { !left.contains($0.header) }
    } else {
      leftOut = headers.filter { $0 != id && !used.contains($0) }
        .map { LeftOut(header: $0, reason: "not in the spec") }
    }
    leftOut += left.map { LeftOut(header: $0, reason: "as the spec says") }
    guard !columns.isEmpty else {
      throw file.error("no column is left to link on", "name some under 'columns'")
    }
  }

  /// Reads a spec file.
  static func open(_ path: String) throws -> RuleNode {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PipelineError(
        .missingInput, "\(path): there is no such file that can be read; check the path of --spec")
    }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw RuleError(path: path, problem: "not UTF-8", remedy: "save the file as UTF-8")
    }
    return try RuleNode(yaml: text, path: path)
  }
}
