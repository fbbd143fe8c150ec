/// Why a run stops before it has written anything. A person who has looked at the plan names the guard to go on.
package enum GuardName: String, Sendable, CaseIterable {
  case deletions
  case emptied
  case clock
  case schema
  case conflicts
  case unread
}

/// A guard that stops the run, with what it saw.
package struct GuardAlarm: Sendable, Hashable, CustomStringConvertible {
  package var guardName: GuardName
  package var what: String

  package var description: String {
    "\(what); look at it with --plan, and go on with --accept \(guardName.rawValue)"
  }
}

/// What the guards look at.
package struct GuardFacts: Sendable {
  package var linkCount: Int
  package var changed: Int
  package var deletions: Int
  package var conflicts: Int
  package var now: Instant
  package var lastRun: Instant?
  /// Items that each side told, and those of them that could not be read.
  package var read: Sides<Int>
  package var unread: Sides<Int>
  package var serverTimes: Sides<Instant?>
  package var recordCounts: Sides<Int?>
  package var columns: Sides<Set<String>>
  package var knownColumns: Sides<Set<String>>

  package init(
    linkCount: Int, changed: Int, deletions: Int, conflicts: Int, now: Instant,
    lastRun: Instant? = nil, read: Sides<Int> = Sides(crm: 0, messaging: 0),
    unread: Sides<Int> = Sides(crm: 0, messaging: 0),
    serverTimes: Sides<Instant?> = Sides(crm: nil, messaging: nil),
    recordCounts: Sides<Int?> = Sides(crm: nil, messaging: nil),
    columns: Sides<Set<String>> = Sides(crm: [], messaging: []),
    knownColumns: Sides<Set<String>> = Sides(crm: [], messaging: [])
  ) {
    self.linkCount = linkCount
    self.changed = changed
    self.deletions = deletions
    self.conflicts = conflicts
    self.now = now
    self.lastRun = lastRun
    self.read = read
    self.unread = unread
    self.serverTimes = serverTimes
    self.recordCounts = recordCounts
    self.columns = columns
    self.knownColumns = knownColumns
  }
}

extension GuardRules {
  /// What is out of the ordinary; empty where the run may go on.
  package func alarms(_ facts: GuardFacts) -> [GuardAlarm] {
    var alarms: [GuardAlarm] = []
    func alarm(_ name: GuardName, _ what: String) {
      alarms.append(GuardAlarm(guardName: name, what: what))
    }
    let share = 100 * Double(facts.deletions) / Double(max(1, facts.linkCount))
    if facts.deletions > deletions || facts.deletions > few && share > deletionsPercent {
      alarm(.deletions, "\(facts.deletions) of \(facts.linkCount) contacts would be deleted")
    }
    let conflictShare = 100 * Double(facts.conflicts) / Double(max(1, facts.changed))
    if facts.conflicts > few, conflictShare > conflictsPercent {
      alarm(.conflicts, "\(facts.conflicts) of \(facts.changed) changed contacts have conflicts")
    }
    if let lastRun = facts.lastRun, lastRun.seconds(since: facts.now) > clockSeconds {
      alarm(.clock, "the clock shows \(facts.now.iso), the last run ended at \(lastRun.iso)")
    }
    for side in Side.allCases {
      if let time = facts.serverTimes[side],
        abs(time.seconds(since: facts.now)) > clockSeconds
      {
        alarm(.clock, "the clock of \(side.rawValue) shows \(time.iso), ours \(facts.now.iso)")
      }
      if let count = facts.recordCounts[side], facts.linkCount - count > few,
        100 * Double(facts.linkCount - count) > missingPercent * Double(facts.linkCount)
      {
        alarm(.emptied, "\(side.rawValue) has \(count) of \(facts.linkCount) known contacts")
      }
      let (read, unread) = (facts.read[side], facts.unread[side])
      if unread > few, 100 * Double(unread) > unreadPercent * Double(read) {
        alarm(.unread, "\(unread) of \(read) rows of \(side.rawValue) cannot be read")
      }
      let gone = facts.knownColumns[side].subtracting(facts.columns[side])
      if !facts.columns[side].isEmpty, !gone.isEmpty {
        let names = gone.sorted().joined(separator: ", ")
        alarm(.schema, "\(side.rawValue) does not tell of \(names) any more")
      }
    }
    return alarms
  }
}
