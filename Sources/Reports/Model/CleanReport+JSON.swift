import Foundation

/// The report as `report.json`: UTF-8, keys in alphabetical order, a line feed at the end.
///
/// - Throws: what `JSONEncoder` throws; a share that is not a finite number is written as text.
package func encodeReport(_ report: CleanReport) throws -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  return try [UInt8](encoder.encode(report)) + [UInt8(ascii: "\n")]
}
