internal import PhoneNumbers
internal import Tabular

/// Answers lines of phone cells, as `rollcall numbers` writes them.
///
/// The fields of a line are appended to one buffer, without storage of their own: for TSV the buffer
/// is the result, for JSON each line is written from there.
struct NumberAnswers {
  let isStrict: Bool
  let isJSON: Bool
  let country: Region?
  let rules: RuleSet

  private var text: [UInt8] = []
  private var fieldCount = 0
  /// Where the fields of the line begin in the text; only for JSON.
  private var starts: [Int] = []
  private var json = JSONLineWriter()
  /// What only JSON has room for.
  private var reading: CellReading?
  private let regions = RegionTable()

  init(isStrict: Bool, isJSON: Bool, country: Region?, rules: RuleSet) {
    self.isStrict = isStrict
    self.isJSON = isJSON
    self.country = country
    self.rules = rules
  }

  var bytes: [UInt8] { isJSON ? json.bytes : text }

  mutating func removeAll() {
    text.removeAll(keepingCapacity: true)
    json.removeAll()
  }

  private static let strictNames = [
    "raw", "region", "answer", "possible", "valid", "type", "region_code", "extension", "carried",
  ]
  private static let repairNames = [
    "raw", "region", "e164", "status", "rule", "confidence", "further", "whatsapp", "carried",
  ]

  /// Confidences as they are written, by their hundredths.
  private static let hundredths = (0...100).map { Array("\(Double($0) / 100)".utf8) }

  /// Answers whole lines, of which the last may lack its end.
  mutating func append(lines block: [UInt8]) {
    var start = 0
    while start < block.count {
      let line = CellLine(block.span, from: start)
      append(line, of: block)
      start = line.next
    }
  }

  private mutating func append(_ line: CellLine, of block: [UInt8]) {
    fieldCount = 0
    field(block[line.raw])
    field(block[line.hint])
    let raw = block.span.extracting(line.raw)
    // libphonenumber knows regions in capitals only.
    let region =
      line.hint.isEmpty
      ? country : regions.region(block.span.extracting(line.hint), capitalsOnly: isStrict)
    if isStrict { strict(raw, region) } else { repaired(raw, region) }
    if let carried = line.carried { field(block[carried]) }
    if isJSON {
      writeJSON()
    } else {
      text.append(0x0A)
    }
  }

  private mutating func strict(_ raw: Span<UInt8>, _ region: Region?) {
    do {
      let parsed = try PhoneNumber.parse(raw, defaultRegion: region)
      let assessment = parsed.assessment
      beginField()
      parsed.number.appendE164(to: &text)
      field(assessment.possibility.rawValue.utf8)
      field(CollectionOfOne(UInt8(ascii: assessment.isValid ? "1" : "0")))
      field(assessment.kind.rawValue.utf8)
      field((assessment.region?.code ?? "").utf8)
      beginField()
      for place in parsed.extensionRange { text.append(raw[place]) }
    } catch {
      field(error.rawValue.utf8)
      for _ in 0..<5 { beginField() }
    }
  }

  private mutating func repaired(_ raw: Span<UInt8>, _ region: Region?) {
    let reading = readPhoneCell(raw, defaultRegion: region, rules: rules)
    if isJSON { self.reading = reading }
    let number = reading.status == .possible ? nil : reading.number
    beginField()
    number?.appendE164(to: &text)
    field(reading.status.rawValue.utf8)
    field(reading.rule.rawValue.utf8)
    field(Self.hundredths[Int((reading.confidence * 100).rounded())])
    beginField()
    for (place, further) in reading.further.enumerated() {
      if place > 0 { text.append(UInt8(ascii: ";")) }
      further.appendE164(to: &text)
    }
    beginField()
    for (place, alias) in (number?.whatsAppAliases ?? []).enumerated() {
      if place > 0 { text.append(UInt8(ascii: ";")) }
      text.append(contentsOf: alias.utf8)
    }
  }

  private mutating func field(_ value: some Collection<UInt8>) {
    beginField()
    text.append(contentsOf: value)
  }

  private mutating func beginField() {
    if isJSON {
      starts.append(text.count)
    } else if fieldCount > 0 {
      text.append(0x09)
    }
    fieldCount += 1
  }

  /// The extension, the bytes of the cell that the number used, and the digits that a rounded
  /// number has kept.
  private mutating func writeDetails(_ reading: CellReading) {
    if !reading.extensionDigits.isEmpty { json.member("extension", reading.extensionDigits) }
    if !reading.bytes.isEmpty {
      json.member("bytes", reading.bytes)
    }
    if !reading.keptDigits.isEmpty { json.member("kept", reading.keptDigits) }
    self.reading = nil
  }

  private mutating func writeJSON() {
    let names = isStrict ? Self.strictNames : Self.repairNames
    var line: [UInt8] = []
    swap(&line, &text)
    json.beginObject()
    for (place, start) in starts.enumerated() {
      let end = place + 1 < starts.count ? starts[place + 1] : line.count
      if line[start..<end].allSatisfy({ $0 < 0x80 }) {
        json.member(names[place], utf8: line.span.extracting(start..<end))
      } else {
        // Damaged UTF-8 would make damaged JSON.
        json.member(names[place], String(decoding: line[start..<end], as: UTF8.self))
      }
    }
    if let reading { writeDetails(reading) }
    json.endObject()
    line.removeAll(keepingCapacity: true)
    swap(&line, &text)
    starts.removeAll(keepingCapacity: true)
  }
}
