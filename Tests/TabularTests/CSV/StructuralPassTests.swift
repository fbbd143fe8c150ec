import CByteScan
import Testing

@testable import Tabular

/// The pass that finds records and cells, as it is compiled for each kind of processor.
@Suite struct StructuralPassTests {
  private struct Found: Equatable {
    var bounds: [UInt32] = []
    var rows: [[UInt32]] = []
    var highCells: [UInt32] = []
    var end: Int64 = 0
    var endLine: UInt32 = 0
    var stop = ROLLCALL_ENDED.rawValue
  }

  /// - Parameter room: entries that there is room for, of each kind.
  private static func find(
    _ text: [UInt8], limit: Int, isFinal: Bool, hasQuote: Bool = true, room: Int = 4096,
    _ run: (UnsafeMutablePointer<rollcall_csv_pass>) -> Void
  ) -> Found {
    // A byte that is no text stands before, and what a block load may touch behind.
    let padded = [0x0A] + text + [UInt8](repeating: 0, count: CSVParser.paddingBytes)
    var bounds = [UInt32](repeating: 0, count: room)
    var rows = [rollcall_csv_row](
      repeating: rollcall_csv_row(), count: room)
    var highCells = bounds
    var pass = rollcall_csv_pass()
    padded.withUnsafeBufferPointer { padded in
      bounds.withUnsafeMutableBufferPointer { bounds in
        rows.withUnsafeMutableBufferPointer { rows in
          highCells.withUnsafeMutableBufferPointer { highCells in
            pass.text = padded.baseAddress
            pass.start = 1
            pass.count = Int64(text.count + 1)
            pass.limit = Int64(limit)
            pass.delimiter = UInt8(ascii: ",")
            pass.quote = UInt8(ascii: "\"")
            pass.has_quote = hasQuote ? 1 : 0
            pass.is_final = isFinal ? 1 : 0
            pass.bounds = bounds.baseAddress
            pass.rows = rows.baseAddress
            pass.high_cells = highCells.baseAddress
            (pass.bound_capacity, pass.row_capacity) = (Int64(room), Int64(room))
            pass.high_capacity = Int64(room)
            run(&pass)
          }
        }
      }
    }
    return Found(
      bounds: Array(bounds[..<Int(pass.bound_count)]),
      rows: rows[..<Int(pass.row_count)].map {
        [$0.first, $0.last, $0.line, $0.begin, $0.end, $0.marks]
      },
      highCells: Array(highCells[..<Int(pass.high_count)]), end: pass.end, endLine: pass.end_line,
      stop: pass.stop.rawValue)
  }

  private static func text(_ random: inout SplitMix64) -> [UInt8] {
    let words = [
      ",", ",", ",", "\n", "\r\n", "\r", "\"", "\"a\"", ",\"x,y\",", ",\"a \"\"b\"\" c\"\n", "é",
      "王",
      "plain words", "1", "\n\n", ",\"\",", ",\"two\r\nlines\"\r\n",
    ]
    return (0..<Int.random(in: 0...90, using: &random)).flatMap { _ in
      Array(words[Int.random(in: 0..<words.count, using: &random)].utf8)
    }
  }

  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func processorsAgree(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = Self.text(&random)
    let limit = seed % 3 == 0 ? Int.random(in: 1...text.count + 1, using: &random) : text.count + 1
    let (isFinal, hasQuote) = (seed % 2 == 0, seed % 5 != 0)
    let expected = Self.find(text, limit: limit, isFinal: isFinal, hasQuote: hasQuote) {
      rollcall_csv_pass_portable($0)
    }
    #expect(
      Self.find(text, limit: limit, isFinal: isFinal, hasQuote: hasQuote) {
        rollcall_csv_pass_native($0)
      } == expected)
    #if arch(x86_64)
      if rollcall_has_avx2() != 0 {
        #expect(
          Self.find(text, limit: limit, isFinal: isFinal, hasQuote: hasQuote) {
            rollcall_csv_pass_avx2($0)
          } == expected)
      }
    #endif
  }

  @Test func roomThatIsTooSmallIsTold() {
    let text = [UInt8](repeating: UInt8(ascii: ","), count: 640)
    let found = Self.find(text, limit: 641, isFinal: true, room: 256) { rollcall_csv_find($0) }
    #expect(found.stop == ROLLCALL_NO_ROOM.rawValue)
    #expect(found.bounds.isEmpty)
  }

  /// Where cells or records are shorter than most, all of them are found all the same.
  @Test(arguments: [",", "a\n", "é,", "\"\","])
  func shortCellsAreFound(pattern: String) {
    let text = Array(String(repeating: pattern, count: 5000).utf8)
    let padded = [0x0A] + text + [UInt8](repeating: 0, count: CSVParser.paddingBytes)
    let index = padded.withUnsafeBufferPointer { padded in
      padded.baseAddress.map {
        StructuralIndex(
          $0, from: 1, to: text.count + 1, limit: text.count + 1, isFinal: true,
          delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""))
      }
    }
    #expect(index?.end == text.count + 1)
    #expect(index?.bounds.count == (pattern == "a\n" ? 5001 : 5002))
    #expect(index?.rows.count == (pattern == "a\n" ? 5000 : 1))
    #expect(index?.highCells.count == (pattern == "é," ? 5000 : 0))
  }
}
