@testable import Tabular

/// Laws of XML: the cut changes nothing, and plain records are read as libxml2 reads them.
enum XMLLaws {
  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    var options = ReadOptions()
    var path: [String]?
    switch variant {
    case 1: options.recordByteLimit = 60
    case 2: path = ["e", "c"]
    case 3: options.encoding = "windows-1251"
    case 4: path = ["e"]
    case 5: return brokenPlain(bytes)
    case 6: options.isStrict = true
    default: break
    }
    guard let whole = read(bytes, options, path, [1 << 20]) else { return nil }
    if let law = whole.broken(byteCount: bytes.count, lineCount: nil) { return law }
    let cut = read(bytes, options, path, InputLaws.pieces(bytes))
    // libxml2 tells of bytes that are no text as soon as it has them in hand, ahead of what stands before them.
    let isText = options.encoding != nil || UTF8Validation.scan(bytes.span, from: 0).stop == .end
    guard isText, !whole.hasUndecodableText, cut?.hasUndecodableText == false else { return nil }
    if let difference = cut?.withoutMessages.difference(from: whole.withoutMessages) {
      return "the cut changes nothing: \(difference)"
    }
    return nil
  }

  /// A document type keeps libxml2 from being passed by, and changes nothing else.
  private static func brokenPlain(_ bytes: [UInt8]) -> String? {
    let head = Array("<?xml version='1.0'?>".utf8)
    let type = Array("<!DOCTYPE e>".utf8)
    let root = Array("<e>\n<c>".utf8)
    let body = root + bytes + Array("</c>\n<c><d>x</d></c></e>".utf8)
    let path = ["e", "c"]
    guard let plain = read(head + body, ReadOptions(), path, [1 << 20]),
      var known = read(head + type + body, ReadOptions(), path, [1 << 20])
    else { return nil }
    for row in known.positions.indices {
      known.positions[row].byteOffset -= UInt64(type.count)
    }
    for index in known.rejects.indices {
      known.rejects[index].position.byteOffset -= UInt64(type.count)
    }
    for index in known.warnings.indices {
      known.warnings[index].first?.byteOffset -= UInt64(type.count)
    }
    return plain.withoutMessages.difference(from: known.withoutMessages).map {
      "plain records are read as libxml2 reads them: \($0)"
    }
  }

  private static func read(
    _ bytes: [UInt8], _ options: ReadOptions, _ path: [String]?, _ pieces: [Int]
  ) -> Reading? {
    let parser = try? XMLRecordParser(
      recordPath: path, window: bytes.span, path: "input.xml", options: options)
    return parser.map { Reading(bytes, $0, pieces: pieces) }
  }
}
