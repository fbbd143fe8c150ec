import Glibc

@testable import Tabular

/// Laws of whole files, plain, gzip or zip, workbooks among them: the size of batches changes nothing.
enum SourceLaws {
  static func broken(_ bytes: [UInt8], _ variant: Int) -> String? {
    var options = ReadOptions()
    switch variant {
    case 1: options.recordByteLimit = 60
    case 2: options.isStrict = true
    case 3: options.sheet = "2"
    case 4: options.format = .csv
    case 5: options.format = .xml
    case 6: options.encoding = "windows-1251"
    case 7: options.repairsMisreadText = false
    default: break
    }
    var template = Array("/tmp/rollcall-XXXXXX".utf8CString)
    let number = mkstemp(&template)
    guard number >= 0 else { return "a file can be written" }
    defer { close(number) }
    unlink(template)
    guard write(number, bytes, bytes.count) == bytes.count else { return "a file can be written" }
    let path = "/proc/self/fd/\(number)"
    let whole = read(path, options)
    options.batchBytes = 64
    let small = read(path, options)
    guard whole.isWithinSize else { return "no more is read than there is" }
    let isFault = options.isStrict && whole.reading.error != nil
    return isFault
      ? nil
      : small.reading.difference(from: whole.reading).map { "batches change nothing: \($0)" }
  }

  private static func read(
    _ path: String, _ options: ReadOptions
  ) -> (reading: Reading, isWithinSize: Bool) {
    var reading = Reading()
    do throws(ReadError) {
      var reader = try TableReader(path: path, options: options)
      do throws(ReadError) {
        while let batch = try reader.next() { reading.add(batch) }
      } catch {
        reading.fail(error)
      }
      reading.columns = reader.columns
      reading.add(reader.warnings)
      return (reading, reader.bytesRead <= reader.byteCount ?? 0)
    } catch {
      reading.fail(error)
      return (reading, true)
    }
  }
}
