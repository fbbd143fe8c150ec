/// What one run of `rollcall clean` did: the single source of `report.json` and `report.html`.
///
/// Counts are of rows, contacts or cells as each member says. The report holds no clock and no
/// path of the machine, so the same input gives the same bytes. Phone numbers and e-mail addresses
/// are masked before they enter it (`maskPhone`, `maskEmail`).
package struct CleanReport: Codable, Sendable, Equatable {
  /// The version of Rollcall that wrote the report.
  package var version: String
  /// The version of the numbering plan that numbers were checked against.
  package var numberingPlanVersion: String
  /// The quality gates, in the order of `gates.yaml`.
  package var gates: [Gate]
  /// What needs a person's decision. The page shows the gravest first.
  package var decisions: [Decision]
  /// The files that were read, in the order in which they were read.
  package var inputs: [Input]
  package var totals: Totals
  package var completeness: [Completeness]
  package var numbers: Numbers
  package var duplicates: Duplicates
  package var consent: Consent
  package var rejects: [Reject]
  package var flags: [Flag]
  /// What changed since the run before; `nil` where there was none.
  package var comparison: Comparison?
  /// What became of the contacts of the run before; nil for a first run, or where nothing changed. Told on the terminal
  /// and by `changes.csv`, not in the report.
  package var changes: Changes?

  package init(
    version: String, numberingPlanVersion: String, gates: [Gate] = [], decisions: [Decision] = [],
    inputs: [Input] = [], totals: Totals = Totals(), completeness: [Completeness] = [],
    numbers: Numbers = Numbers(), duplicates: Duplicates = Duplicates(),
    consent: Consent = Consent(), rejects: [Reject] = [], flags: [Flag] = [],
    comparison: Comparison? = nil, changes: Changes? = nil
  ) {
    self.version = version
    self.numberingPlanVersion = numberingPlanVersion
    self.gates = gates
    self.decisions = decisions
    self.inputs = inputs
    self.totals = totals
    self.completeness = completeness
    self.numbers = numbers
    self.duplicates = duplicates
    self.consent = consent
    self.rejects = rejects
    self.flags = flags
    self.comparison = comparison
    self.changes = changes
  }

  /// How many contacts are not what they were after the run before.
  package struct Changes: Codable, Sendable, Equatable {
    package var new: Int
    package var changed: Int
    /// Those that are no more, joined ones among them.
    package var gone: Int
    /// Those whose records are in another contact now.
    package var joined: Int

    package init(new: Int, changed: Int, gone: Int, joined: Int) {
      self.new = new
      self.changed = changed
      self.gone = gone
      self.joined = joined
    }
  }

  /// Where every row went: `rowsRead = kept + merged + rejected`, and `contacts` come out.
  package struct Totals: Codable, Sendable, Equatable {
    package var rowsRead: Int
    /// Golden contacts written.
    package var contacts: Int
    /// Rows that became a contact.
    package var kept: Int
    /// Rows that were merged into a contact of another row.
    package var merged: Int
    /// Rows that became nothing, each with a reason in `rejects.csv`.
    package var rejected: Int

    package init(
      rowsRead: Int = 0, contacts: Int = 0, kept: Int = 0, merged: Int = 0, rejected: Int = 0
    ) {
      self.rowsRead = rowsRead
      self.contacts = contacts
      self.kept = kept
      self.merged = merged
      self.rejected = rejected
    }
  }

  /// Something that the run could not settle by itself.
  package struct Decision: Codable, Sendable, Equatable {
    package var severity: Severity
    /// One sentence: what is to be decided.
    package var title: String
    /// How many records it concerns; 0 where counting makes no sense.
    package var count: Int
    /// What to do about it.
    package var remedy: String

    package init(severity: Severity, title: String, count: Int, remedy: String) {
      self.severity = severity
      self.title = title
      self.count = count
      self.remedy = remedy
    }
  }

  /// How pressing a decision is: before any message is sent, soon, or only to know.
  package enum Severity: String, Codable, Sendable, CaseIterable {
    case must, should, fyi
  }

  /// The rows rejected for one reason.
  package struct Reject: Codable, Sendable, Equatable {
    package var reason: String
    package var count: Int
    package var explanation: String
    /// The first places, each as `file:line`.
    package var firstPlaces: [String]
    /// What the first rows look like, without what they say: `Aaaa,9999-99-99,`.
    package var samples: [String]

    package init(
      reason: String, count: Int, explanation: String, firstPlaces: [String] = [],
      samples: [String] = []
    ) {
      self.reason = reason
      self.count = count
      self.explanation = explanation
      self.firstPlaces = firstPlaces
      self.samples = samples
    }
  }

  /// The contacts that carry one flag.
  package struct Flag: Codable, Sendable, Equatable {
    package var flag: String
    package var count: Int
    package var explanation: String

    package init(flag: String, count: Int, explanation: String) {
      self.flag = flag
      self.count = count
      self.explanation = explanation
    }
  }
}
