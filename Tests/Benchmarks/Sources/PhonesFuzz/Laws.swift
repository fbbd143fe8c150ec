internal import PhoneNumbers

/// What must hold of every reading, whatever the text.
struct Laws {
  /// How often each kind of input came, so that a run that tests nothing is seen.
  private(set) var parsed = 0
  private(set) var valid = 0
  /// Valid numbers of which the strict reader, like libphonenumber, takes a part for a prefix.
  private(set) var shortened = 0
  private(set) var found = 0
  private(set) var repaired = 0
  private(set) var further = 0
  private(set) var bytesRead = 0

  private var buffer: [UInt8] = []

  /// The first law that the input breaks, or nil.
  mutating func broken(_ text: [UInt8], _ region: Region?) -> String? {
    bytesRead += text.count
    if let law = strict(text, region) { return law }
    return repair(text, region)
  }

  private mutating func strict(_ text: [UInt8], _ region: Region?) -> String? {
    guard let read = try? PhoneNumber.parse(text.span, defaultRegion: region) else { return nil }
    parsed += 1
    let number = read.number
    guard number.callingCode >= 1, number.callingCode <= 999 else { return "calling code in range" }
    guard number.assessment == read.assessment else { return "a number is judged as when read" }
    guard read.assessment.isValid == (read.assessment.kind != .unknown) else {
      return "valid has a kind"
    }
    guard PhoneNumber(e164: number.e164) == number else { return "E.164 spells the number" }
    guard read.assessment.isValid else { return nil }
    valid += 1
    guard read.assessment.region != nil else { return "a valid number has a region" }
    buffer.removeAll(keepingCapacity: true)
    number.appendE164(to: &buffer)
    guard let again = try? PhoneNumber.parse(buffer.span, defaultRegion: nil) else {
      return "E.164 of a valid number is read"
    }
    guard again.number != number else { return nil }
    // libphonenumber takes a national prefix off even after a calling code, where the rest could
    // be a number too: of a valid number that begins like that, its parse loses the prefix.
    shortened += 1
    guard again.number.callingCode == number.callingCode,
      again.number.nationalDigits.utf8.count < number.nationalDigits.utf8.count,
      number.nationalDigits.hasSuffix(again.number.nationalDigits)
    else {
      return "E.164 of a valid number is read as itself (\(number.e164), \(again.number.e164))"
    }
    return nil
  }

  private mutating func repair(_ text: [UInt8], _ region: Region?) -> String? {
    let reading = readPhoneCell(text.span, defaultRegion: region)
    guard reading == readPhoneCell(text.span, defaultRegion: region) else {
      return "reading repeats"
    }
    guard reading.confidence >= 0, reading.confidence <= 1 else { return "confidence is 0 to 1" }
    switch reading.status {
    case .valid, .repaired:
      guard let number = reading.number else { return "\(reading.status) has a number" }
      found += 1
      if reading.status == .repaired { repaired += 1 }
      further += reading.further.count
      for each in [number] + reading.further {
        guard each.isValid else { return "a number that is taken is valid (\(each.e164))" }
        if let law = again(each, region) { return law }
      }
    case .possible:
      guard reading.number != nil else { return "possible has a number" }
    case .invalid, .empty, .ambiguous:
      guard reading.number == nil || reading.status == .ambiguous else {
        return "\(reading.status) has no number"
      }
    }
    return nil
  }

  /// A result that is read again is the same number, and nothing is repaired in it.
  private mutating func again(_ number: PhoneNumber, _ region: Region?) -> String? {
    buffer.removeAll(keepingCapacity: true)
    number.appendE164(to: &buffer)
    for region in [region, nil] {
      let reading = readPhoneCell(buffer.span, defaultRegion: region)
      guard reading.number == number, reading.status == .valid else {
        return "a result read again is the same and valid "
          + "(\(number.e164), \(reading.number?.e164 ?? "none"), \(reading.status), \(reading.rule))"
      }
    }
    return nil
  }
}
