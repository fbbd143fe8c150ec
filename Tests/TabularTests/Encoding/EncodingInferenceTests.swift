import Testing

@testable import Tabular

@Suite struct EncodingInferenceTests {
  /// Writes a text in an encoding, as a test needs it.
  static func encode(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
    let encoder = IconvHandle(from: "UTF-8", to: encoding.iconvName)
    switch encoder {
    case .some(let encoder):
      let bytes = encoder.convertWhole(Array(text.utf8))
      return try #require(bytes)
    case .none: throw ReadError(.unsupported, path: "", problem: encoding.name, remedy: "")
    }
  }

  static let russian =
    "Имя;Телефон\r\nАнна Петрова;8 (916) 123-45-67\r\nООО «Ромашка»;+7 495 123\r\n"
  static let russianCapitals = "ИВАНОВ ПЁТР,1\nСИДОРОВА АННА,2\n"
  static let simplified = "姓名,手机号\r\n王伟,13812345678\r\n李娜,13912345678\r\n上海贸易有限公司,\r\n"
  static let traditional = "姓名,電話\r\n陳大文,0912345678\r\n台北市信義區,黃小姐\r\n"
  static let western = "name,city\nJosé Núñez,São Paulo\nJürgen Müller,Zürich\nFrançois,Orléans\n"
  static let japanese = "氏名,電話番号\r\n表示ソ,090-1234-5678\r\n田中さん,東京都\r\n"
  /// Mostly ASCII, with one cell of another script at the end.
  static let sparse = String(repeating: "1,john@example.com,London,active\n", count: 200)

  /// Many scripts in one file, as only UTF-8 and GB18030 can have them.
  static let mixed =
    "name,city\nСергей,Москва\n王伟,上海\nGonçalves,São Paulo\nМария,Тверь\nJürgen,Köln\n李娜,北京\n"
    + "Анна,Казань\nIvan,Łódź\n"

  static let cases: [(TextEncoding, String)] = [
    (.utf8, russian), (.utf8, simplified), (.utf8, western), (.utf8, "plain,ascii\n1,2\n"),
    (.windows1251, russian), (.windows1251, russianCapitals),
    (.windows1251, sparse + "2,x,Москва,\n"), (.windows1251, "a,b\n1,да\n2,нет\n"),
    (.koi8R, "Имя,Город\nАнна Петрова,Москва\n"), (.koi8R, russianCapitals),
    (.windows1252, western), (.windows1252, sparse + "2,x,Málaga,\n"),
    (.gb18030, simplified), (.gb18030, sparse + "2,x,北京,\n"), (.gb18030, "a,b\n张三,客户\n"),
    (.gb18030, "姓名,電話\n陳小姐,台灣\n"),
    (.gb18030, mixed), (.big5, traditional), (.big5, sparse + "2,x,台北,\n"),
    (.big5, "a,b\n林志明,客戶\n"),
    (.shiftJIS, japanese),
    (.utf16LE, western), (.utf16LE, simplified), (.utf16BE, russian),
    (.utf16BE, "id,name\r\n1,Anna\r\n"),
  ]

  @Test(arguments: cases)
  func encodingIsRecognised(encoding: TextEncoding, text: String) throws {
    let bytes = try Self.encode(text, encoding)
    let guess = EncodingInference.guess(bytes.span, isWhole: true)
    #expect(guess.encoding.name == encoding.name)
    #expect(guess.confidence > 0.5)
  }

  static let marks: [([UInt8], TextEncoding, Int)] = [
    ([0xEF, 0xBB, 0xBF] as [UInt8], TextEncoding.utf8, 3), ([0xFF, 0xFE], .utf16LE, 2),
    ([0xFE, 0xFF], .utf16BE, 2), ([0x84, 0x31, 0x95, 0x33], .gb18030, 4),
  ]

  @Test(arguments: marks)
  func marksDecide(mark: [UInt8], encoding: TextEncoding, length: Int) {
    let guess = EncodingInference.guess((mark + [0x41, 0x00]).span, isWhole: true)
    #expect(guess.encoding == encoding)
    #expect(guess.markBytes == length)
    #expect(guess.confidence == 1)
  }

  @Test func aFewBrokenPlacesLeaveUTF8() {
    let bytes = Array("Мария,Москва\n".utf8) + [0x4A, 0xFC, 0x0A]
    #expect(EncodingInference.guess(bytes.span, isWhole: true).encoding == .utf8)
  }

  @Test func aNULInTextDoesNotMakeItUTF16() {
    let bytes = Array("id,n\n1,a\0b\n2,c\n".utf8)
    #expect(EncodingInference.guess(bytes.span, isWhole: true).encoding == .utf8)
  }

  @Test func aCutCharacterIsNoFault() {
    let bytes = Array(Array("Ромашка".utf8).dropLast())
    #expect(EncodingInference.guess(bytes.span, isWhole: false).encoding == .utf8)
  }

  @Test func labelsOfUsers() {
    #expect(TextEncoding.named("CP1251")?.name == "windows-1251")
    #expect(TextEncoding.named("GBK")?.name == "gb18030")
    #expect(TextEncoding.named("iso-8859-5")?.name == "iso-8859-5")
    #expect(TextEncoding.named("no-such-thing") == nil)
    // Not a superset of ASCII: delimiters could not be found.
    #expect(TextEncoding.named("IBM037") == nil)
  }
}
