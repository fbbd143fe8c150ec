/// What both sides told, read to the end.
struct SideReading {
  var items = Sides<[FeedItem]>(crm: [], messaging: [])
  var watermarks: [(side: Side, stream: String, watermark: Watermark)] = []
  var serverTimes = Sides<Instant?>(crm: nil, messaging: nil)
  var recordCounts = Sides<Int?>(crm: nil, messaging: nil)
  var columns = Sides<Set<String>>(crm: [], messaging: [])
  /// The ticket whose rows were read again and are all among the items.
  var rereadTicket: Int64?
}

extension SyncCycle {
  /// Reads everything that is new. Nothing of it is kept unless both sides were read to their ends.
  func readSides() throws -> SideReading {
    var reading = SideReading()
    for side in Side.allCases {
      do {
        for stream in try sides[side].streams() { try read(side, stream, into: &reading) }
      } catch let error as SideError {
        throw SyncStop.unreadable(side, error)
      }
    }
    if let decision = options.decision, decision.outcome == nil {
      try rereadRows(of: decision.ticketID, into: &reading)
    }
    report.read = reading.items.crm.count + reading.items.messaging.count
    return reading
  }

  private func read(_ side: Side, _ stream: String, into reading: inout SideReading) throws {
    let source = sides[side]
    let known = try store.watermark(side, stream)
    var place = (known ?? .start).minus(overlap: source.overlap)
    var furthest = known ?? .start
    while true {
      let page = try readPage(source, stream, from: place)
      if page.watermark < place || !page.isLast && page.watermark == place {
        throw SideError(
          .malformed, "\(side.rawValue) \(stream): paging does not get on; it was read half only")
      }
      reading.items[side] += page.items
      reading.columns[side].formUnion(page.columns ?? [])
      // The earliest: what is committed while it is read may carry any time from here on.
      reading.serverTimes[side] = reading.serverTimes[side] ?? page.serverTime
      if let count = page.recordCount { reading.recordCounts[side] = count }
      place = page.watermark
      furthest = max(furthest, place)
      if page.isLast { break }
    }
    if furthest != known { reading.watermarks.append((side, stream, furthest)) }
  }

  /// Reads a page; what fails is tried again at once and after a pause.
  private func readPage(
    _ source: any SyncSide, _ stream: String, from place: Watermark
  ) throws -> ChangePage {
    for delay in rules.retries.delays {
      try waitForAllowance(source.side)
      do {
        return try source.changes(stream, from: place)
      } catch {
        guard error.kind == .unavailable else { throw error }
      }
      report.retries += 1
      if delay > 0 { clock.sleep(seconds: delay) }
    }
    try waitForAllowance(source.side)
    return try source.changes(stream, from: place)
  }
}
