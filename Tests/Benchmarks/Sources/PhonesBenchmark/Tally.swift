internal import CAllocations
internal import PhoneNumbers

/// What is done with each cell.
enum Mode: String, CaseIterable {
  /// Parse, validity, E.164.
  case e164
  /// The values of all columns of `rollcall numbers --strict`.
  case full
  /// `readPhoneCell`, E.164.
  case repair
}

/// What came of a range of cells; the sums keep the work from being optimised away.
struct Tally: Sendable {
  /// Cells in which a number was found.
  var found = 0
  var valid = 0
  /// Numbers of possible length, and mobile ones (only mode full).
  var possible = 0
  var mobile = 0
  /// Bytes written: E.164, and in mode full region and extension.
  var bytes = 0
  /// Heap blocks asked for during the work.
  var allocations: UInt64 = 0

  mutating func add(_ other: Tally) {
    found += other.found
    valid += other.valid
    possible += other.possible
    mobile += other.mobile
    bytes += other.bytes
    allocations += other.allocations
  }

  /// Works through a range of the cells.
  static func of(_ cells: Cells, _ range: Range<Int>, _ mode: Mode) -> Tally {
    var tally = Tally()
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1024)
    let before = allocations_of_this_thread()
    switch mode {
    case .e164: tally.e164(cells, range, &buffer)
    case .full: tally.full(cells, range, &buffer)
    case .repair: tally.repair(cells, range, &buffer)
    }
    tally.allocations = allocations_of_this_thread() - before
    return tally
  }

  private mutating func e164(_ cells: Cells, _ range: Range<Int>, _ buffer: inout [UInt8]) {
    let all = cells.bytes
    let text = all.span
    for row in range {
      let cell = text.extracting(cells.ranges[row])
      guard let parsed = try? PhoneNumber.parse(cell, defaultRegion: cells.regions[row]) else {
        continue
      }
      found += 1
      if parsed.assessment.isValid { valid += 1 }
      buffer.removeAll(keepingCapacity: true)
      parsed.number.appendE164(to: &buffer)
      bytes += buffer.count
    }
  }

  private mutating func full(_ cells: Cells, _ range: Range<Int>, _ buffer: inout [UInt8]) {
    let all = cells.bytes
    let text = all.span
    for row in range {
      let cell = text.extracting(cells.ranges[row])
      guard let parsed = try? PhoneNumber.parse(cell, defaultRegion: cells.regions[row]) else {
        continue
      }
      found += 1
      let assessment = parsed.assessment
      if assessment.isValid { valid += 1 }
      if assessment.possibility == .isPossible { possible += 1 }
      if assessment.kind == .mobile { mobile += 1 }
      buffer.removeAll(keepingCapacity: true)
      parsed.number.appendE164(to: &buffer)
      if let region = assessment.region { buffer.append(contentsOf: region.code.utf8) }
      let digits = parsed.extensionRange
      if !digits.isEmpty {
        let start = cells.ranges[row].lowerBound
        buffer.append(contentsOf: all[(start + digits.lowerBound)..<(start + digits.upperBound)])
      }
      bytes += buffer.count
    }
  }

  private mutating func repair(_ cells: Cells, _ range: Range<Int>, _ buffer: inout [UInt8]) {
    let all = cells.bytes
    let text = all.span
    for row in range {
      let cell = text.extracting(cells.ranges[row])
      let reading = readPhoneCell(cell, defaultRegion: cells.regions[row])
      guard let number = reading.number else { continue }
      found += 1
      if reading.status != .possible { valid += 1 }
      buffer.removeAll(keepingCapacity: true)
      number.appendE164(to: &buffer)
      bytes += buffer.count
    }
  }
}
