import PhoneNumbers
import Testing

/// Reads a cell and compares what is read: E.164 of the numbers, parted by blanks.
func check(
  _ cell: String, _ region: String = "", _ numbers: String, _ rule: Rule,
  _ status: CellReading.Status = .repaired, sourceLocation: SourceLocation = #_sourceLocation
) {
  let reading = readPhoneCell(cell, defaultRegion: Region(region))
  let read = [reading.number].compactMap { $0 } + reading.further
  #expect(
    read.map(\.e164).joined(separator: " ") == numbers, "\(cell)", sourceLocation: sourceLocation)
  #expect(reading.rule == rule, "\(cell)", sourceLocation: sourceLocation)
  #expect(reading.status == status, "\(cell)", sourceLocation: sourceLocation)
  #expect((0...1).contains(reading.confidence), sourceLocation: sourceLocation)
}

/// A cell that holds no number.
func checkRefused(
  _ cell: String, _ region: String, _ rule: Rule, _ status: CellReading.Status = .invalid,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  check(cell, region, "", rule, status, sourceLocation: sourceLocation)
}
