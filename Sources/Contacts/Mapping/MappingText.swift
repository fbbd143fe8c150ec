/// A mapping as YAML to correct, with what it rests on beside each column.
package struct MappingText {
  /// Lines of UTF-8, ending with a line feed.
  package private(set) var text: String

  package init() {
    text = """
      # What the columns mean, as Rollcall inferred it. Correct 'field' where it is wrong, then give this file to
      # 'rollcall clean' with --mapping. 'why', 'confidence', 'candidate' and 'samples' are for you to read only.
      #
      # field: \(Field.allCases.map(\.rawValue).joined(separator: ", "));
      #   opt_out_inverted (yes means that contact is allowed), carry_along (kept as extra.NAME),
      #   carry_along_watched (the same, and a value that says opt-out is one),
      #   as_written (a column of Rollcall's own contacts.csv).
      # A column that is not named here is inferred again.
      inputs:

      """
  }

  /// - Parameters:
  ///   - profile: the name of the recognised profile.
  ///   - samples: masked cells, for each column.
  package mutating func add(
    file: String, profile: String?, columns: [ColumnMapping], samples: [[String]]
  ) {
    text += "  - file: \(Self.quoted(file))\n"
    text += "    profile: \(profile ?? "none")\n"
    text += "    columns:\(columns.isEmpty ? " []" : "")\n"
    for (mapping, samples) in zip(columns, samples) {
      text += "      - column: \(Self.quoted(mapping.header))\n"
      text += "        field: \(MappingFile.Choice(mapping).word)\n"
      if !mapping.why.isEmpty { text += "        why: \(Self.quoted(mapping.why))\n" }
      if mapping.score > 0 { text += "        confidence: \(mapping.score)\n" }
      if let candidate = mapping.candidate { text += "        candidate: \(candidate.rawValue)\n" }
      if !samples.isEmpty {
        text += "        samples: [\(samples.map(Self.quoted).joined(separator: ", "))]\n"
      }
    }
  }

  /// In double quotes; what YAML does not print is escaped (YAML 1.2 §5.1, §7.3.1).
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: quoted += "\\\(scalar)"
      case 0x09: quoted += "\\t"
      case 0x0A: quoted += "\\n"
      case 0x0D: quoted += "\\r"
      case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
