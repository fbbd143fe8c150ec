/// What is known of a run when it starts.
package struct RunStart: Sendable {
  package enum Kind: String, Sendable {
    /// Inputs were read.
    case clean
    /// Decisions of a person were read.
    case review
    /// A contact was split into its records.
    case split
    /// An earlier run was taken back.
    case undo
    /// A person was erased.
    case erase
  }

  package var kind: Kind
  /// ISO 8601 with offset.
  package var startedAt: String
  package var version: String
  package var numberingPlan: String
  /// What the run was given, as the user named it, one a line.
  package var inputs: String

  package init(
    kind: Kind, startedAt: String, version: String, numberingPlan: String, inputs: String
  ) {
    self.kind = kind
    self.startedAt = startedAt
    self.version = version
    self.numberingPlan = numberingPlan
    self.inputs = inputs
  }
}

/// What came of a run.
package struct RunTotals: Sendable {
  package var rowsRead: Int
  package var contacts: Int
  package var merged: Int
  package var rejected: Int

  package init(rowsRead: Int, contacts: Int, merged: Int, rejected: Int) {
    self.rowsRead = rowsRead
    self.contacts = contacts
    self.merged = merged
    self.rejected = rejected
  }
}

/// The columns of a stored contact.
package enum ContactRow {
  /// The texts after `contact_id`, named as in `contacts.csv`.
  static let texts = [
    "full_name", "first_name", "middle_name", "last_name", "company", "job_title", "phone_e164",
    "phone_country", "phone_type", "phone_status", "whatsapp_id", "other_phones", "email",
    "other_emails", "country", "region", "city", "address", "postal_code", "birthday", "language",
    "tags", "owner", "status", "source_system", "created_at", "updated_at", "consent_tier",
    "opted_out", "opt_out_at", "opt_out_source", "consent_at", "consent_proof", "messageable",
    "flags", "notes", "source_records", "invalid_phones", "invalid_emails",
    "name_title", "opt_out_scope",
  ]
}

/// Where a source row went.
package struct LineageRow: Sendable {
  package var sourceFile: String
  package var sourceLine: UInt64
  package var sourceByte: UInt64
  package var sourceID: String
  /// `kept`, `merged` or `rejected`.
  package var outcome: String
  package var contactID: String
  /// Of the merge; 1 for a row that was kept or rejected.
  package var probability: Double
  package var reason: String
  /// The record's identity, which later runs know it by; 0 for a rejected row.
  package var recordKey: UInt64

  package init(
    sourceFile: String, sourceLine: UInt64, sourceByte: UInt64, sourceID: String,
    outcome: String, contactID: String, probability: Double, reason: String,
    recordKey: UInt64 = 0
  ) {
    self.sourceFile = sourceFile
    self.sourceLine = sourceLine
    self.sourceByte = sourceByte
    self.sourceID = sourceID
    self.outcome = outcome
    self.contactID = contactID
    self.probability = probability
    self.reason = reason
    self.recordKey = recordKey
  }
}

/// Where source rows went, many at a time: as `LineageRow`.
package struct LineageRows: Sendable {
  /// Source file, source id, outcome, contact id and reason of each row.
  package var texts = RowTexts()
  package var numbers: [(line: UInt64, byte: UInt64, probability: Double, recordKey: UInt64)] = []

  package init() {}

  package mutating func append(_ row: LineageRow) {
    for text in [row.sourceFile, row.sourceID, row.outcome, row.contactID, row.reason] {
      texts.append(text)
    }
    numbers.append((row.sourceLine, row.sourceByte, row.probability, row.recordKey))
  }

  package mutating func removeAll() {
    texts.removeAll()
    numbers.removeAll(keepingCapacity: true)
  }
}

/// The consent of a contact at one of its addresses.
package struct ConsentRow: Sendable, Equatable {
  package var contactID: String
  package var address: String
  /// `phone` or `email`.
  package var kind: String
  package var tier: String
  package var isOptedOut: Bool
  /// When consent was given or withdrawn, as the source says; empty if it does not.
  package var effectiveAt: String
  package var source: String
  package var proof: String
  /// What an opt-out is for, or an opt-in: `all`, or channels joined by `; `.
  package var channel: String
  /// `all`, `marketing` or `transactional`.
  package var purpose: String

  package init(
    contactID: String, address: String, kind: String, tier: String, isOptedOut: Bool,
    effectiveAt: String, source: String, proof: String, channel: String = "all",
    purpose: String = "all"
  ) {
    self.contactID = contactID
    self.address = address
    self.kind = kind
    self.tier = tier
    self.isOptedOut = isOptedOut
    self.effectiveAt = effectiveAt
    self.source = source
    self.proof = proof
    self.channel = channel
    self.purpose = purpose
  }
}

/// An address that must not be messaged.
package struct SuppressionRow: Sendable, Hashable {
  package var address: String
  /// `phone` or `email`.
  package var kind: String
  /// What the opt-out is for: `all`, or channels joined by `; `, such as `email`.
  package var scope: String
  package var since: String
  package var source: String
  package var contactID: String
  /// Identity of the record that states the opt-out; 0 where none is known.
  package var recordKey: UInt64

  package init(
    address: String, kind: String, scope: String, since: String, source: String,
    contactID: String, recordKey: UInt64 = 0
  ) {
    self.address = address
    self.kind = kind
    self.scope = scope
    self.since = since
    self.source = source
    self.contactID = contactID
    self.recordKey = recordKey
  }
}
