/// A line of phone cells: `raw`, `raw<TAB>region`, or with further columns that are carried through.
struct CellLine {
  /// Places in the text, without the line's end.
  let raw: Range<Int>
  let hint: Range<Int>
  /// What follows the second tab; nil if there is none.
  let carried: Range<Int>?
  /// Where the next line begins.
  let next: Int

  /// The line that begins at a place of the text. It ends with LF or CR LF, the last one perhaps
  /// with the text itself.
  @inline(__always)
  init(_ text: Span<UInt8>, from start: Int) {
    var tabs = (first: -1, second: -1)
    var at = start
    while at < text.count {
      let byte = text[at]
      if byte <= 0x0A {
        if byte == 0x0A { break }
        if byte == 0x09 {
          if tabs.first < 0 { tabs.first = at } else if tabs.second < 0 { tabs.second = at }
        }
      }
      at += 1
    }
    next = min(at + 1, text.count)
    let isCRLF = at < text.count && at > start && text[at - 1] == 0x0D
    let end = isCRLF ? at - 1 : at
    raw = start..<(tabs.first < 0 ? end : tabs.first)
    hint = tabs.first < 0 ? end..<end : (tabs.first + 1)..<(tabs.second < 0 ? end : tabs.second)
    carried = tabs.second < 0 ? nil : (tabs.second + 1)..<end
  }
}
