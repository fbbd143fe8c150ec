/// The encoding that an XML declaration or a web page names (XML 1.0 §4.3.3, HTML §4.2.5).
enum DeclaredEncoding {
  private static let windowBytes = 1024

  static func find(in window: Span<UInt8>) -> TextEncoding? {
    let count = min(window.count, windowBytes)
    var text = ""
    for index in 0..<count {
      text.unicodeScalars.append(window[index] < 0x80 ? Unicode.Scalar(window[index]) : "?")
    }
    let start = text.drop { $0.isWhitespace }
    guard start.first == "<" else { return nil }
    let key = start.hasPrefix("<?xml") ? "encoding=" : "charset="
    let lowered = text.lowercased()
    guard let label = value(of: key, in: lowered) ?? value(of: "charset=", in: lowered),
      !label.hasPrefix("utf")
    else { return nil }
    return TextEncoding.named(label)
  }

  private static func value(of key: String, in text: String) -> String? {
    let bytes = Array(text.utf8)
    let key = Array(key.utf8)
    guard bytes.count > key.count else { return nil }
    for start in 0..<(bytes.count - key.count)
    where bytes[start..<(start + key.count)].elementsEqual(key) {
      let rest = bytes[(start + key.count)...].drop { $0 == 0x22 || $0 == 0x27 }
      let label = rest.prefix {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
          || [0x2D, 0x5F, 0x2E, 0x3A].contains($0)
      }
      if !label.isEmpty { return String(decoding: label, as: UTF8.self) }
    }
    return nil
  }
}
