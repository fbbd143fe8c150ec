/// Dates as an XML spreadsheet of Excel 2003 writes them.
enum SheetDates {
  /// Leaves of `2024-05-01T00:00:00.000` the date, and of a moment on the day before all dates the time.
  static func shorten(_ text: inout [UInt8], from start: Int) {
    if text[start...].suffix(4).elementsEqual(".000".utf8) { text.removeLast(4) }
    guard text.count - start == 19, text[start + 10] == UInt8(ascii: "T") else { return }
    let date = text[start..<start + 10]
    if text[(start + 10)...].elementsEqual("T00:00:00".utf8) {
      text.removeLast(9)
    } else if date.elementsEqual("1899-12-31".utf8) || date.elementsEqual("1899-12-30".utf8) {
      text.removeSubrange(start..<start + 11)
    }
  }
}
