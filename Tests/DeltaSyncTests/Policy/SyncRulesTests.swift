import Contacts
import DeltaSync
import Testing

@Suite struct SyncRulesTests {
  private func rules(_ yaml: String) throws(RuleError) -> SyncRules {
    try SyncRules(RuleNode(yaml: yaml, path: "sync.yaml"))
  }

  /// Each with the place of the fault and a part of what is said.
  private static let wrong = [
    ("connections: {}\n", "sync.yaml:1:1", "'fields' is missing"),
    ("fields: {}\nfolder: x\n", "sync.yaml:2:1", "folder"),
    ("fields: {nickname: {policy: crm}}\n", "sync.yaml:1:10", "nickname"),
    ("fields: {phone: {}}\n", "sync.yaml:1:", "'phone' has no policy"),
    ("fields: {phone: {policy: newest}}\n", "sync.yaml:1:26", "newest"),
    ("fields: {phone: {policy: union}}\n", "sync.yaml:1:26", "does not fit 'phone'"),
    ("fields: {consent: {policy: most_recent}}\n", "sync.yaml:1:28", "most_restrictive"),
    ("fields: {phone: {policy: crm, crm: [7]}}\n", "sync.yaml:1:36", "text"),
    (
      "fields:\n  phone: {policy: crm}\n  city: {policy: crm, crm: phone}\n", "sync.yaml:2:3",
      "both use the column 'phone' of crm"
    ),
    (
      "fields: {city: {policy: crm, values: {a: x, b: x}}}\n", "sync.yaml:1:48",
      "'x' stands for two values"
    ),
    ("fields: {}\nlimits: {crm: {batch: 201}}\n", "sync.yaml:2:23", "200"),
    ("fields: {}\nlimits: {crm: {concurrency: 51}}\n", "sync.yaml:2:29", "50"),
    ("fields: {}\nlimits: {whatsapp: {batch: 1}}\n", "sync.yaml:2:10", "whatsapp"),
    ("fields: {}\nretries: {first_seconds: 2}\n", "sync.yaml:2:26", "1"),
    ("fields: {}\nguards: {deletion: 2}\n", "sync.yaml:2:10", "deletion"),
    ("fields: {}\ndeletions: {crm: forget}\n", "sync.yaml:2:18", "forget"),
    ("fields: {}\nmessages: {stop_words: stop}\n", "sync.yaml:2:24", "list"),
    ("fields: {}\ntemplates: {offer: {}}\n", "sync.yaml:2:", "'offer' has no purpose"),
    (
      "fields: {}\ntemplates: {offer: {purpose: marketing, variables: {name: full_name}}}\n",
      "sync.yaml:2:59", "{{name}}"
    ),
    ("fields: {}\nconnections: {crm: {folders: x}}\n", "sync.yaml:2:21", "folders"),
    ("fields: {}\nconnections: {crm: {folder: x, format: xml}}\n", "sync.yaml:2:40", "xml"),
    (
      "fields: {}\nconnections: {messaging: {spool: x}}\n", "sync.yaml:2:27",
      "a spool without a secret"
    ),
  ]

  @Test(arguments: wrong) func faultIsNamedWithItsPlace(
    yaml: String, place: String, part: String
  ) throws {
    let error = #expect(throws: RuleError.self) { _ = try rules(yaml) }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.hasPrefix(place), "\(text)")
    #expect(text.contains(part), "\(text)")
  }

  @Test func whatIsWrittenCounts() throws {
    let rules = try rules(
      """
      connections:
        crm: {folder: a, format: csv}
        messaging: {folder: b, spool: c, secret_variable: SECRET}
      fields:
        phone: {policy: most_recent, crm: mobile}
        city: {policy: crm, values: {Köln: Cologne}}
      deletions: {crm: restore, messaging: propagate}
      guards: {deletions: 7, unread_percent: 1}
      limits: {messaging: {requests_per_minute: 300, batch: 20}}
      retries: {second_seconds: 5, ticket_hours: 8}
      templates: {hello: {purpose: transactional, variables: {town: city}}}
      """)
    #expect(rules.fields.map(\.field) == [.phone, .city])
    #expect(rules.rule(for: .phone)?.columns == Sides(crm: "mobile", messaging: "phone"))
    #expect(rules.connections.crm.format == .csv)
    #expect(rules.connections.messaging.secretVariable == "SECRET")
    #expect(rules.deletions == Sides(crm: .restore, messaging: .propagate))
    #expect(rules.guards.deletions == 7 && rules.guards.unreadPercent == 1)
    #expect(rules.limits.messaging.requestsPerMinute == 300 && rules.limits.messaging.batch == 20)
    #expect(rules.limits.crm.requestsPerMinute == nil)
    #expect(rules.retries.delays == [0, 5] && rules.retries.ticketHours == 8)
    #expect(rules.templates["hello"]?.variables == ["town": .city])
  }
}
