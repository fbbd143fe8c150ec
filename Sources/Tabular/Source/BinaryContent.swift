/// Recognises files that are no text, so that they are refused with advice rather than read as garbage.
enum BinaryContent {
  /// What a file is called and what to do with it.
  struct Finding: Equatable {
    var problem: String
    var remedy: String
  }

  private static let signatures: [(bytes: [UInt8], name: String, remedy: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image", "export the table as CSV"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image", "export the table as CSV"),
    ([0x47, 0x49, 0x46, 0x38], "a GIF image", "export the table as CSV"),
    ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document", "export the table as CSV"),
    (
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook (.xls)",
      "open it in a spreadsheet and save it as CSV UTF-8"
    ),
    ([0x42, 0x5A, 0x68], "a bzip2 archive", "unpack it with bunzip2"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive", "unpack it with unxz"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive", "unpack it with unzstd"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive", "unpack it with 7z x"),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "a RAR archive", "unpack it first"),
    ([0x50, 0x41, 0x52, 0x31], "a Parquet file", "export the table as CSV"),
    (Array("SQLite format 3\0".utf8), "an SQLite database", "export the table as CSV"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program", "name the file that holds the contacts"),
  ]

  /// What the window shows the file to be, or `nil` for text.
  ///
  /// - Parameter isWide: whether it may be UTF-16, which has zeros.
  static func finding(in window: Span<UInt8>, isWide: Bool = false) -> Finding? {
    if let finding = signatureFinding(window) { return finding }
    guard !isWide, isMostlyControl(window) else { return nil }
    return Finding(
      problem: "this is binary data, not text",
      remedy: "export the table as CSV, JSON or XML and read that")
  }

  private static func signatureFinding(_ window: Span<UInt8>) -> Finding? {
    for signature in signatures where starts(window, with: signature.bytes) {
      // A text may begin with the letters of a signature; an archive also has control bytes.
      if signature.bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !hasControlBytes(window) {
        continue
      }
      if signature.bytes[0] == 0xD0, isEncryptedPackage(window) {
        return Finding(
          problem: "this is a workbook that is protected with a password",
          remedy: "open it in a spreadsheet and save it without a password")
      }
      return Finding(problem: "this is \(signature.name), not text", remedy: signature.remedy)
    }
    if window.count > 262, matches(window, Array("ustar".utf8), at: 257) {
      return Finding(
        problem: "this is a tar archive, not text",
        remedy: "unpack it with tar -x, then read the file")
    }
    return nil
  }

  /// Office puts a workbook with a password into a container of the old kind.
  private static func isEncryptedPackage(_ window: Span<UInt8>) -> Bool {
    let name: [UInt8] = "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] }
    let opening = min(window.count, 64 << 10)
    for start in 0..<max(0, opening - name.count) where matches(window, name, at: start) {
      return true
    }
    return false
  }

  private static func starts(_ window: Span<UInt8>, with bytes: [UInt8]) -> Bool {
    matches(window, bytes, at: 0)
  }

  private static func matches(_ window: Span<UInt8>, _ bytes: [UInt8], at start: Int) -> Bool {
    guard start + bytes.count <= window.count else { return false }
    for index in bytes.indices where window[start + index] != bytes[index] { return false }
    return true
  }

  private static func hasControlBytes(_ window: Span<UInt8>) -> Bool {
    for index in 0..<min(window.count, 4096) where isControl(window[index]) { return true }
    return false
  }

  /// More than one byte in 25 that no text has; of random bytes it is one in twelve.
  private static func isMostlyControl(_ window: Span<UInt8>) -> Bool {
    let sample = min(window.count, 64 << 10)
    var control = 0
    for index in 0..<sample where isControl(window[index]) { control += 1 }
    return control * 25 > sample && control > 4
  }

  /// TAB, LF, FF, CR, Ctrl-Z and the separators 0x01 and 0x1C-0x1F occur in honest text files.
  private static func isControl(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00, 0x02...0x08, 0x0B, 0x0E...0x19, 0x1B, 0x7F: return true
    default: return false
    }
  }
}
