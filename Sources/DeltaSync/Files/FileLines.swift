internal import Foundation

/// A line of a file and where it begins, in bytes.
struct FileLine {
  var data: Data
  var offset: UInt64

  var isBlank: Bool { data.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 } }
}

/// Lines of a file that others write at its end.
enum FileLines {
  /// A last line without an end counts once the file has been left alone for so long.
  static let settledSeconds = 60.0

  /// Where the complete lines end, in bytes.
  static func completeEnd(of path: String, at now: Instant) throws(SideError) -> UInt64 {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let size = (attributes[.size] as? NSNumber)?.uint64Value ?? 0
      let changed = attributes[.modificationDate] as? Date ?? .distantPast
      let age = Double(now.milliseconds) / 1000 - changed.timeIntervalSince1970
      if size == 0 || age >= settledSeconds { return size }
      return try lastLineEnd(of: path, size: size)
    } catch let error as SideError {
      throw error
    } catch {
      throw SideError(.unavailable, "\(path): cannot be read (\(error.localizedDescription))")
    }
  }

  private static func lastLineEnd(of path: String, size: UInt64) throws(SideError) -> UInt64 {
    var end = size
    while end > 0 {
      let start = end > 65_536 ? end - 65_536 : 0
      let block = try bytes(path, from: start, to: end)
      if let newline = block.lastIndex(of: 0x0A) {
        return start + UInt64(newline - block.startIndex) + 1
      }
      end = start
    }
    return 0
  }

  /// The lines between two places.
  static func read(_ path: String, from start: UInt64, to end: UInt64) throws(SideError)
    -> [FileLine]
  {
    let block = try bytes(path, from: start, to: end)
    var lines: [FileLine] = []
    var begin = block.startIndex
    while begin < block.endIndex {
      let newline = block[begin...].firstIndex(of: 0x0A) ?? block.endIndex
      lines.append(
        FileLine(
          data: block[begin..<newline], offset: start + UInt64(begin - block.startIndex)))
      begin = newline < block.endIndex ? newline + 1 : newline
    }
    return lines
  }

  private static func bytes(
    _ path: String, from start: UInt64, to end: UInt64
  ) throws(SideError) -> Data {
    guard start < end else { return Data() }
    do {
      let file = try FileHandle(forReadingFrom: URL(filePath: path))
      defer { try? file.close() }
      try file.seek(toOffset: start)
      return try file.read(upToCount: Int(end - start)) ?? Data()
    } catch {
      throw SideError(.unavailable, "\(path): cannot be read (\(error.localizedDescription))")
    }
  }
}
