internal import Glibc
internal import PhoneNumbers

/// The cells of a file, in one buffer, with their regions read: nothing of this is timed.
final class Cells: Sendable {
  let bytes: [UInt8]
  let ranges: [Range<Int>]
  let regions: [Region?]

  var count: Int { ranges.count }

  /// Reads lines of raw TAB region [TAB anything]; nil if the file cannot be read.
  init?(path: String) {
    guard let bytes = Cells.read(path) else { return nil }
    var ranges: [Range<Int>] = []
    var regions: [Region?] = []
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let tab = bytes[start..<end].firstIndex(of: 0x09) ?? end
      ranges.append(start..<tab)
      regions.append(tab < end ? Cells.region(bytes[(tab + 1)..<end]) : nil)
      start = end + 1
    }
    self.bytes = bytes
    self.ranges = ranges
    self.regions = regions
  }

  /// Capital letters only, as libphonenumber wants them.
  private static func region(_ rest: ArraySlice<UInt8>) -> Region? {
    let code = rest.prefix { $0 != 0x09 }
    return code.contains { $0 >= 0x61 } ? nil : Region(String(decoding: code, as: UTF8.self))
  }

  private static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      }
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }
}
