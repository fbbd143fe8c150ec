/// The population of a week: every conversation with a message in it on either side, each in one stratum.
///
/// It is frozen by its hash: SHA-256 over the lines `id TAB stratum LF` in the order of the ids' UTF-8 bytes. The order in
/// which conversations are met does not matter.
package struct Frame: Sendable, Equatable {
  package struct Member: Sendable, Hashable {
    package var id: String
    /// Place in `strata`.
    package var stratum: Int

    package init(id: String, stratum: Int) {
      self.id = id
      self.stratum = stratum
    }
  }

  package let week: AuditWeek
  /// Names, in the order of the rules.
  package let strata: [String]
  /// By id.
  package let members: [Member]

  /// - Precondition: no id stands twice; each `stratum` is a place in `strata`.
  /// - Complexity: O(n log n).
  package init(week: AuditWeek, strata: [String], members: some Sequence<Member>) {
    self.week = week
    self.strata = strata
    self.members = members.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }

  package var count: Int { members.count }

  /// Conversations in each stratum.
  package var stratumCounts: [Int] {
    members.reduce(into: Array(repeating: 0, count: strata.count)) { $0[$1.stratum] += 1 }
  }

  /// The hash in hexadecimal.
  package var hash: String {
    var hash = ByteHash()
    for member in members {
      hash.add(member.id.escapedLine)
      hash.add("\t")
      hash.add(strata[member.stratum])
      hash.add("\n")
    }
    return hash.hex
  }
}

extension String {
  /// Without marks that end a line or a column: `%` and control bytes as `%` and two digits.
  package var escapedLine: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 == 0x25 }) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      if scalar.value < 0x20 || scalar == "%" {
        text += "%" + hexByte(UInt8(scalar.value))
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  /// Reads `escapedLine`.
  package var unescapedLine: String {
    guard utf8.contains(0x25) else { return self }
    var text = ""
    var rest = unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let digits = String(String.UnicodeScalarView(rest.prefix(2)))
      if scalar == "%", digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
        text.unicodeScalars.append(Unicode.Scalar(value))
        rest = rest.dropFirst(2)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }
}
