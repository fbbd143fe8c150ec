internal import Foundation

/// What is taken for the same on both sides, stated before the comparison and printed in the report.
package struct Normalisation: Sendable, Hashable {
  /// Texts are brought to the composed form of Unicode (NFC, UAX #15).
  package var composesUnicode = true
  /// CR and CR LF are LF.
  package var joinsLineEnds = true
  /// White space at the beginning and end does not count.
  package var trims = true
  /// Times are rounded down to a multiple of so many seconds.
  package var timeUnitSeconds: Int64 = 1

  package init() {}

  /// The form of a text of which the hash is taken.
  package func text(_ text: String) -> String {
    var result = text
    if joinsLineEnds, result.utf8.contains(0x0D) {
      result = result.replacingOccurrences(of: "\r\n", with: "\n")
        .replacingOccurrences(of: "\r", with: "\n")
    }
    if composesUnicode, result.utf8.contains(where: { $0 >= 0x80 }) {
      result = result.precomposedStringWithCanonicalMapping
    }
    return trims ? trimmed(result) : result
  }

  func time(_ moment: Moment) -> String { moment.floored(toSeconds: timeUnitSeconds).iso }

  /// In words, for the report.
  package var words: String {
    var parts: [String] = []
    if composesUnicode { parts.append("Unicode composed (NFC)") }
    if joinsLineEnds { parts.append("line ends as LF") }
    if trims { parts.append("white space around a text left out") }
    parts.append(
      timeUnitSeconds == 1
        ? "times to the second" : "times to a multiple of \(timeUnitSeconds) seconds")
    return parts.joined(separator: ", ")
  }
}
