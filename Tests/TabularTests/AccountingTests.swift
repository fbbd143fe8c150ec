import Testing

@testable import Tabular

/// Every byte of JSON and XML belongs to one record, to one reject or to the frame around them.
struct AccountingTests {
  /// The bytes that no record and no reject takes; `nil` where two take the same, or one leaves the input.
  private func unclaimed(_ bytes: [UInt8], _ result: ReadResult) -> [UInt8]? {
    let spans =
      (result.rows.map { (Int($0.position.byteOffset), $0.byteCount) }
      + result.rejects.map { (Int($0.position.byteOffset), Int($0.byteCount)) })
      .sorted { $0 < $1 }
    var frame: [UInt8] = []
    var at = 0
    for (start, count) in spans {
      guard start >= at, start + count <= bytes.count else { return nil }
      frame += bytes[at..<start]
      at = start + count
    }
    return frame + bytes[at...]
  }

  private func damaged(_ text: String, from first: Int, _ marks: String, _ seed: UInt64) -> [UInt8]
  {
    var generator = SeededGenerator(state: seed)
    var bytes = Array(text.utf8)
    for _ in 0..<Int(seed % 4) {
      let at = Int.random(in: first..<bytes.count, using: &generator)
      bytes[at] = Array(marks.utf8).randomElement(using: &generator) ?? 0
    }
    if seed % 5 == 4 { bytes.removeLast(Int.random(in: 0..<40, using: &generator)) }
    return bytes
  }

  @Test(arguments: 0..<120)
  func `JSON is accounted for`(seed: UInt64) throws {
    let records = (0..<8).map { "{\"Q\": \($0), \"QQ\": [\"Q\", {\"Q\": \"Qé\"}]}" }
    let text =
      switch seed % 3 {
      case 0: "{\"rows\": [\n  " + records.joined(separator: ",\n  ") + "\n]}"
      case 1: records.joined(separator: "\n") + "\n"
      default: "[" + records.joined(separator: ", ") + "]"
      }
    let bytes = damaged(text, from: 20, "{}[]\",:\n\\Q", seed)
    var options = ReadOptions()
    if seed % 7 == 0 { options.recordByteLimit = 30 }
    for pieces in [[1 << 20], [1], [7, 30]] {
      let result = try readJSON(
        bytes, path: seed % 3 == 0 ? ["rows"] : [], pieces: pieces, options: options)
      let frame = try #require(unclaimed(bytes, result), "pieces of \(pieces)")
      #expect(!frame.contains(0x51), "\(String(decoding: frame, as: UTF8.self))")
      if seed % 4 == 0, seed % 5 != 4 {
        #expect(frame.count == bytes.count - records.joined().utf8.count)
      }
    }
  }

  @Test(arguments: 0..<120)
  func `XML is accounted for`(seed: UInt64) throws {
    let record = "<c k='Q'>\n <Q>Qé</Q><QQ><Q>Q &amp; Q</Q></QQ><!-- Q --></c>"
    let head = (seed % 2 == 0 ? "" : "<!DOCTYPE e>") + "<e>\n<n>\n"
    let text = head + String(repeating: record + "\n", count: 6) + "</n></e>"
    let bytes = damaged(text, from: head.utf8.count + 3, "<>/&;'= Q\n", seed)
    for pieces in [[1 << 20], [1], [7, 30]] {
      let result = try readXML(bytes, path: ["e", "n", "c"], pieces: pieces)
      let frame = try #require(unclaimed(bytes, result), "pieces of \(pieces)")
      if seed % 4 == 0, seed % 5 != 4 {
        #expect(!frame.contains(0x51))
        #expect(frame.count == bytes.count - 6 * record.utf8.count)
      }
    }
  }
}
