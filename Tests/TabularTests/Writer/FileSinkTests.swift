import Foundation
import Testing

@testable import Tabular

@Suite struct FileSinkTests {
  @Test func whatIsWrittenIsThere() throws {
    let file = try TemporaryFile("what was there before, and longer than what comes")
    let sink = try FileSink(path: file.path)
    let large = [UInt8](repeating: 0x61, count: 300_000)
    try sink.write(Array("id\r\n".utf8))
    try sink.write(large)
    try sink.write(Array("z".utf8))
    try sink.close()
    try sink.close()
    #expect(sink.byteCount == 300_005)
    let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: file.path)))
    #expect(bytes == Array("id\r\n".utf8) + large + [0x7A])
    #expect(throws: WriteError.self) {
      try sink.write([1])
      try sink.close()
      try sink.flush()
    }
  }

  @Test func errorsNameThePathAndTheReason() {
    let error = #expect(throws: WriteError.self) { try FileSink(path: "/no/such/folder/x.csv") }
    #expect(
      error?.description
        == "/no/such/folder/x.csv: cannot create the file: No such file or directory; "
        + "create the folder first")
    let full = #expect(throws: WriteError.self) {
      let sink = try FileSink(path: "/dev/full")
      try sink.write([1, 2, 3])
      try sink.close()
    }
    #expect(full?.description.contains("No space left on device") == true)
  }
}
