import Testing

@testable import Tabular

@Suite struct SelectingTests {
  @Test func columnsAreWrittenInTheOrderThatIsAskedFor() throws {
    let file = try TemporaryFile(Array("a,b,c\n1,\"x \"\"y\"\"\",Ж\n2\n3,,z,w\n".utf8))
    var options = ReadOptions()
    options.mendsRecords = false
    var reader = try TableReader(path: file.path, options: options)
    let batch = try #require(try reader.next())
    let selected = batch.selecting([2, nil, 1, 2])
    var writer = CSVWriter()
    writer.rows(of: selected, columnCount: 4)
    #expect(
      String(decoding: writer.bytes, as: UTF8.self) == "Ж,,\"x \"\"y\"\"\",Ж\r\n,,,\r\n")
    #expect(selected.positions == batch.positions)
    #expect(selected.byteCounts == batch.byteCounts)
    #expect(selected.rejects == batch.rejects)
    #expect(selected.rejects.count == 1)
  }
}
