package import Linkage

/// Which columns of a table are linked on, and as what.
package struct LinkSpec: Sendable, Equatable {
  /// One value of a record: that of a column, or of several joined with a space.
  package struct Column: Sendable, Equatable {
    package var headers: [String]
    package var kind: ColumnKind
  }

  package struct LeftOut: Sendable, Equatable {
    package var header: String
    /// Why, in words that go on from "left out:".
    package var reason: String
  }

  package var columns: [Column] = []
  package var leftOut: [LeftOut] = []
  /// The part of merges that shall be right; nil: as the rules say.
  package var precision: Double?

  /// What each kind is made of, a line each: `name: given_name + surname`.
  package var lines: [String] {
    var lines = ColumnKind.allCases.compactMap { kind -> String? in
      let names = columns.filter { $0.kind == kind }.map { $0.headers.joined(separator: " + ") }
      return names.isEmpty ? nil : "\(kind.rawValue): \(names.joined(separator: ", "))"
    }
    if !leftOut.isEmpty {
      let names = leftOut.map { "\($0.header) (\($0.reason))" }
      lines.append("left out: \(names.joined(separator: ", "))")
    }
    return lines
  }

  /// The spec as a file that reads back as the same.
  package var yaml: String {
    var text = "# What `rollcall link` takes the columns for; kinds are\n"
    text += "# \(ColumnKind.allCases.map(\.rawValue).joined(separator: ", ")).\n"
    if let precision { text += "precision: \(precision)\n" }
    for column in columns where column.headers.count > 1 {
      text += "\(column.kind.rawValue): ["
      text += column.headers.map { Self.scalar($0) }.joined(separator: ", ")
      text += "]\n"
    }
    let single = columns.filter { $0.headers.count == 1 }
    if !single.isEmpty { text += "columns:\n" }
    for column in single {
      text += "  \(Self.scalar(column.headers[0])): \(column.kind.rawValue)\n"
    }
    if !leftOut.isEmpty { text += "leave_out:\n" }
    for column in leftOut { text += "  - \(Self.scalar(column.header)) # \(column.reason)\n" }
    return text
  }

  /// A text as YAML: plain where nothing in it means anything there, else in double quotes.
  private static func scalar(_ text: String) -> String {
    let words: Set<String> = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"]
    let isPlain =
      text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
          true
        default: false
        }
      } && text.utf8.first.map { $0 > UInt8(ascii: "9") } == true
    if isPlain, !words.contains(text.lowercased()) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _
      where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x85
        || scalar.value == 0xFEFF || scalar.value == 0x2028 || scalar.value == 0x2029:
        let hex = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
