import Testing

@testable import Tabular

@Suite struct BinaryContentTests {
  static let binaries: [([UInt8], String)] = [
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "PNG"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], ".xls"),
    (
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 200)
        + "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] } + [0, 0],
      "password"
    ),
    (Array("%PDF-1.7\n".utf8) + [0, 1, 2, 3], "PDF"),
    ([0x00, 0x01, 0x02, 0x03, 0x10, 0x11, 0x41, 0x00], "binary data"),
  ]

  @Test(arguments: binaries)
  func binaryFilesAreRefused(bytes: [UInt8], name: String) throws {
    let error = #expect(throws: ReadError.self) { try ReadTable.read(bytes) }
    #expect(error?.code == .unsupported)
    #expect(error?.problem.contains(name) == true)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test(arguments: ["PAR1,b\n1,2\n", "BZh;x\n1;2\n", "a\u{1}b\n", "id,n\n1,a\u{0}b\n2,c\n3,dd\n"])
  func textIsNot(text: String) {
    #expect(BinaryContent.finding(in: Array(text.utf8).span) == nil)
  }
}
