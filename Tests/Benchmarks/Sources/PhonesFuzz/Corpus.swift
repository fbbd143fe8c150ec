internal import Glibc
internal import PhoneNumbers

/// Cells to begin from: lines of raw TAB region.
struct Corpus {
  private var bytes: [UInt8] = []
  private var ranges: [Range<Int>] = []
  private var regions: [Region?] = []

  var count: Int { ranges.count }

  init() {}

  /// Nil if the file cannot be read or is empty.
  init?(path: String) {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { break }
      bytes.append(contentsOf: chunk[..<count])
    }
    for line in bytes.split(separator: 0x0A) {
      let end = line.firstIndex(of: 0x09) ?? line.endIndex
      ranges.append(line.startIndex..<end)
      let code = line[end...].dropFirst().prefix { $0 != 0x09 }
      regions.append(Region(String(decoding: code, as: UTF8.self)))
    }
    if ranges.isEmpty { return nil }
  }

  func cell(_ row: Int) -> [UInt8] { Array(bytes[ranges[row]]) }

  func region(_ row: Int) -> Region? { regions[row] }
}
