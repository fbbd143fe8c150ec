/// How far a stream was read in this run: between its pages, which a watermark cannot say.
///
/// The watermark of a page that is not the last one is where reading began, with the number of the page as its id; only the
/// last one moves on in time. So pages need not be sorted, and a run that stops between two of them begins again.
struct StreamPlace {
  let start: Watermark
  /// Behind the page that was read last.
  private(set) var watermark: Watermark
  /// Pages that were read.
  private(set) var pages = 0
  private(set) var items = 0
  var cursor: String?
  /// The identifier of the last item.
  var after: String?
  var link: String?
  /// The latest time that an item told.
  private var newest = Int64.min
  /// The marks of all items that were read.
  private(set) var seen: Set<String> = []
  private var seenCursors: Set<String> = []

  /// Pages of one run; a system that has more is taken for one that does not end.
  static let mostPages = 50_000

  init(at watermark: Watermark) {
    start = watermark
    self.watermark = watermark
  }

  /// Takes in a page, of which each item has its mark.
  ///
  /// - Throws: where paging does not get on: a cursor or all items that were there before.
  mutating func take(
    _ marks: [String], newest: Instant?, next: String?, isLast: Bool
  ) throws(SideError) {
    pages += 1
    items += marks.count
    self.newest = max(self.newest, newest?.milliseconds ?? .min)
    let known = seen.count
    seen.formUnion(marks)
    if isLast {
      if self.newest > start.position {
        watermark = Watermark(position: self.newest)
      } else if pages > 1 {
        watermark = inner
      }
      return
    }
    let isRepeated = next.map { !seenCursors.insert($0).inserted } ?? false
    guard !isRepeated, seen.count > known || marks.isEmpty && next != nil else {
      throw SideError(
        .malformed, "page \(pages) tells the same as one before it; nothing was taken in")
    }
    guard pages < Self.mostPages else {
      throw SideError(.malformed, "after \(pages) pages there are still more; nothing was taken in")
    }
    watermark = inner
  }

  /// Greater with every page, and greater than what a run before may have left.
  private var inner: Watermark {
    let before = start.id.hasPrefix("page ") ? Int(start.id.dropFirst(5)) ?? 0 : 0
    return Watermark(
      position: start.position, id: "page " + String("\(100_000_000 + before + pages)".dropFirst()))
  }
}
