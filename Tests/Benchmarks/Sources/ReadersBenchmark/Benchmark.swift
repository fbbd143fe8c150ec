import Glibc
import Tabular

/// Reads a file to its end and looks at every cell, or writes what is in memory again and again.
///
///     readers-benchmark read FILE
///     readers-benchmark write csv|jsonl FILE
@main
enum Benchmark {
  static func main() throws {
    let arguments = CommandLine.arguments
    switch (arguments.dropFirst().first, arguments.count) {
    case ("read", 3): try read(arguments[2])
    case ("write", 4): try write(arguments[2], arguments[3])
    default:
      print("readers-benchmark read FILE | write csv|jsonl FILE")
      exit(EX_USAGE)
    }
  }

  /// The whole process is what is measured, from outside.
  private static func read(_ path: String) throws {
    var reader = try TableReader(path: path)
    var (rows, cells, bytes, rejects) = (0, 0, 0, 0)
    while let batch = try reader.next() {
      rows += batch.count
      rejects += batch.rejects.count
      for row in 0..<batch.count {
        let count = batch.cellCount(row: row)
        cells += count
        for column in 0..<count { bytes += batch.cell(row: row, column: column).count }
      }
    }
    print(
      "rows=\(rows) cells=\(cells) bytes=\(bytes) rejects=\(rejects) peak_mb=\(peakBytes() >> 20)")
  }

  private static let memoryLimitBytes = 64 << 20
  private static let writtenBytes = 1 << 30

  /// Prints bytes written for each second of CPU; reading and the output to a file do not count.
  private static func write(_ format: String, _ path: String) throws {
    var reader = try TableReader(path: path)
    var batches: [RecordBatch] = []
    var textCount = 0
    while textCount < memoryLimitBytes, let batch = try reader.next() {
      batches.append(batch)
      textCount += batch.bytes.count
    }
    let columns = reader.columns
    var (csv, json) = (CSVWriter(), JSONLineWriter())
    var (written, hash) = (0, 0)
    let start = cpuSeconds()
    while written < writtenBytes, !batches.isEmpty {
      for batch in batches {
        if format == "csv" {
          csv.rows(of: batch, columnCount: columns.count)
        } else {
          json.objects(of: batch, columns: columns)
        }
        written += csv.bytes.count + json.bytes.count
        hash = hash &* 31 &+ Int(csv.bytes.last ?? json.bytes.last ?? 0)
        csv.removeAll()
        json.removeAll()
      }
    }
    let seconds = cpuSeconds() - start
    print(
      "written=\(written) cpu_s=\(seconds) bytes_per_cpu_s=\(Double(written) / seconds) \(hash)")
  }

  /// The peak of this program's own memory; the system counts that of the process that started it into the usage.
  private static func peakBytes() -> Int {
    guard let status = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(status) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, Int32(line.count), status) != nil {
      let text = String(
        decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard text.hasPrefix("VmHWM:") else { continue }
      return (text.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0) << 10
    }
    return 0
  }

  private static func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
