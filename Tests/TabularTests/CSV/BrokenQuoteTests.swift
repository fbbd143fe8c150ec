import Testing

@testable import Tabular

/// A quote that is never closed costs its line and no other, in whatever row and column it stands.
@Suite struct BrokenQuoteTests {
  @Test(arguments: [1, 2, 57, 199], [0, 1, 2])
  func oneQuoteThatIsNeverClosed(row: Int, column: Int) throws {
    var lines = ["id,name,city"]
    for id in 1..<200 { lines.append("\(id),Ann,\"Rome, Lazio\"") }
    var cells = ["\(row)", "Ann", "Rome"]
    cells[column] = "\"" + cells[column]
    lines[row] = cells.joined(separator: ",")
    let text = lines.joined(separator: "\n") + "\n"
    let (table, _) = try ReadTable.read(Array(text.utf8))
    #expect(table.rows.count == 198)
    #expect(table.rejects.map(\.reason) == [.unterminatedQuote])
    #expect(table.rejects.map(\.raw) == [lines[row]])
    #expect(table.rejects.map(\.position.line) == [UInt64(row + 1)])
  }

  /// A lone quote at the end of a line holds no text that could be lost.
  @Test func aQuoteWithoutTextIsMended() throws {
    var lines = ["id,name,city"]
    for id in 1..<200 { lines.append("\(id),Ann,Rome") }
    lines[7] = "7,Ann,\""
    let (table, _) = try ReadTable.read(Array((lines.joined(separator: "\n") + "\n").utf8))
    #expect(table.rows.count == 199)
    #expect(table.rejects.isEmpty)
  }
}
