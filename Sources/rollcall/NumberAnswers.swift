internal import PhoneNumbers
internal import Tabular

/// Answers lines of phone cells, as `rollcall numbers` writes them.
struct NumberAnswers {
  let isStrict: Bool
  let isJSON: Bool
  let country: Region?

  private var lines: [UInt8] = []
  private var json = JSONLineWriter()

  init(isStrict: Bool, isJSON: Bool, country: Region?) {
    self.isStrict = isStrict
    self.isJSON = isJSON
    self.country = country
  }

  var bytes: [UInt8] { isJSON ? json.bytes : lines }

  mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    json.removeAll()
  }

  private static let strictNames = [
    "raw", "region", "answer", "possible", "valid", "type", "region_code", "extension",
  ]
  private static let repairNames = [
    "raw", "region", "e164", "status", "rule", "confidence", "further", "whatsapp",
  ]

  /// Answers `raw` or `raw<TAB>region`; further columns are carried through.
  mutating func append(_ line: [UInt8]) {
    let cells = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
    let raw = Array(cells[0])
    let hint = cells.count > 1 ? String(decoding: cells[1], as: UTF8.self) : ""
    // libphonenumber knows regions in capitals only.
    let isKnown = !isStrict || hint == hint.uppercased()
    let region = hint.isEmpty ? country : isKnown ? Region(hint) : nil
    let answer = isStrict ? strict(raw, region) : repaired(raw, region)
    let texts = [String(decoding: raw, as: UTF8.self), hint] + answer
    let carried = cells.count > 2 ? String(decoding: cells[2], as: UTF8.self) : nil
    if isJSON {
      json.beginObject()
      for (name, text) in zip(isStrict ? Self.strictNames : Self.repairNames, texts) {
        json.member(name, text)
      }
      if let carried { json.member("carried", carried) }
      json.endObject()
    } else {
      lines.append(contentsOf: raw)
      for text in texts.dropFirst() + (carried.map { [$0] } ?? []) {
        lines.append(0x09)
        lines.append(contentsOf: text.utf8)
      }
      lines.append(0x0A)
    }
  }

  private func strict(_ raw: [UInt8], _ region: Region?) -> [String] {
    do {
      let parsed = try PhoneNumber.parse(raw.span, defaultRegion: region)
      let assessment = parsed.assessment
      return [
        parsed.number.e164, assessment.possibility.rawValue, assessment.isValid ? "1" : "0",
        assessment.kind.rawValue, assessment.region?.code ?? "", parsed.extensionDigits(in: raw.span),
      ]
    } catch {
      return [error.rawValue, "", "", "", "", ""]
    }
  }

  private func repaired(_ raw: [UInt8], _ region: Region?) -> [String] {
    let reading = readPhoneCell(raw.span, defaultRegion: region)
    let number = reading.status == .possible ? nil : reading.number
    return [
      number?.e164 ?? "", reading.status.rawValue, reading.rule.rawValue,
      "\((reading.confidence * 100).rounded() / 100)",
      reading.further.map(\.e164).joined(separator: ";"),
      (number?.whatsAppAliases ?? []).joined(separator: ";"),
    ]
  }
}
