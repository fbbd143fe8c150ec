import Reports

/// A report in which every member is filled and every count is its own, so that a figure found on
/// the page can only be the one that was looked for.
func sampleReport() -> CleanReport {
  CleanReport(
    version: "1.2.3", numberingPlanVersion: "9.0.43",
    gates: [
      .init(
        gate: "invalid_numbers < 5 %", metric: "invalid_numbers",
        meaning: "invalid, of those found",
        why: "Mistaken column.", count: 1_409, whole: 8_730, isPassed: false),
      .init(
        gate: "doubtful_pairs < 400", metric: "doubtful_pairs", meaning: "pairs for review",
        why: "A day's work.", count: 319, whole: nil, isPassed: true),
    ],
    decisions: [
      .init(severity: .fyi, title: "A column was carried along", count: 0, remedy: "Nothing."),
      .init(severity: .must, title: "No country for Phone 2", count: 1_901, remedy: "Set it."),
    ],
    inputs: [
      .init(
        file: "contacts-2019.csv", format: "CSV", encoding: "windows-1251",
        dialect: "semicolon, CRLF", gzipped: true, rowsRead: 12_480, kept: 9_731, merged: 2_214,
        rejected: 535,
        warnings: [.init(kind: "ragged_row", count: 137, message: "Too many cells were joined.")],
        columns: [
          .init(
            header: "Имя", field: "full_name", how: .name, filled: 12_031, valid: 11_947,
            profile: .init(
              filled: 12_031, distinct: 10_853, isEstimate: true,
              patterns: [.init(pattern: "AAAA Aaaa", count: 7_013)])),
          .init(header: "Phone 2 - Value", field: "phone", how: .pattern, filled: 4_017),
          .init(
            header: "col_9", field: "birthday", how: .content, filled: 3_019, note: "day first"),
          .init(header: "Mobile", field: "phone", how: .repeated, filled: 2_011),
          .init(
            header: "Tier__c", field: nil, how: nil, filled: 1_103, candidate: "status", score: 0.41
          ),
        ],
        phoneCountry: [
          .init(column: "Phone 2 - Value", region: "TW", share: 0.934, basis: "its mobile pattern"),
          .init(column: "Mobile", region: nil, share: 0.4, basis: "no clear pattern"),
        ],
        dateOrders: [
          .init(column: "col_9", order: "day-month-year", evidence: "412 days above 12")
        ],
        profile: "HubSpot"
      )
    ],
    totals: .init(rowsRead: 12_480, contacts: 9_731, kept: 9_731, merged: 2_214, rejected: 535),
    completeness: [
      .init(
        field: "phone_e164", filledBefore: 10_007, rowsBefore: 12_480, filledAfter: 9_109,
        contactsAfter: 9_731, validBefore: 6_101, validAfter: 8_803,
        before: .init(
          filled: 11_003, distinct: 9_967,
          patterns: [.init(pattern: "+9 (999) 999-99-99", count: 4_409)]),
        after: .init(
          filled: 9_109, distinct: 9_041, patterns: [.init(pattern: "+99999999999", count: 5_309)])
      )
    ],
    numbers: .init(
      byStatus: [.init(status: "valid", count: 7_321), .init(status: "invalid", count: 1_409)],
      reasons: [
        .init(
          reason: "too_short", count: 809, explanation: "Fewer digits than the country has.",
          samples: ["091•••45"])
      ],
      repairs: [.init(reason: "missing_plus", count: 613, explanation: "The plus was put back.")],
      countries: [.init(code: "TW", count: 5_501), .init(code: "QQ", count: 3)],
      kinds: [.init(kind: "FIXED_LINE", count: 4_507)],
      countryFrom: [.init(origin: .column, count: 3_307)]),
    duplicates: .init(
      clusterSizes: [
        .init(size: 1, clusters: 8_003), .init(size: 2, clusters: 1_217),
        .init(size: 14, clusters: 7),
      ],
      reasons: [.init(reason: "same number", count: 2_113)], reviewPairs: 319, sharedLines: 41,
      largest: [.init(size: 14, contactID: "c-18bb02", evidence: "same e-mail")],
      weakest: [
        .init(size: 3, contactID: "c-77ad10", probability: 0.91, evidence: "phone exact +9.0")
      ],
      expectedPrecision: 0.978),
    consent: .init(
      tiers: [.init(tier: "marketing", count: 2_801), .init(tier: "none", count: 6_930)],
      optedOut: 1_117, optedOutBySource: [.init(source: "Unsubscribed", count: 1_033)],
      optOutsKeptThroughMerge: 403, sharedWithOptedOut: 29, messageable: 2_617,
      notMessageableBecause: [
        .init(reason: "opted_out", count: 1_117), .init(reason: "no_consent", count: 5_997),
      ], suppressions: 1_229),
    rejects: [
      .init(
        reason: "empty_row", count: 535, explanation: "Nothing but empty cells.",
        firstPlaces: ["contacts-2019.csv:812"], samples: [";;9999-99-99;"])
    ],
    flags: [.init(flag: "shared_line", count: 87, explanation: "Several people use it.")],
    comparison: .init(
      inputs: ["contacts-2018.csv"],
      changes: [
        .init(measure: .rowsRead, before: 12_401, after: 12_480),
        .init(
          measure: .messageable, before: 2_503, after: 2_617, wholeBefore: 9_601, wholeAfter: 9_731),
        .init(
          measure: .rejected, before: 511, after: 535, wholeBefore: 12_401, wholeAfter: 12_480),
        .init(measure: .reviewPairs, before: 319, after: 319),
      ]))
}

/// A report in which every text is `text`, in lists of `count`.
func report(of text: String, times count: Int, columns: Int = 3) -> CleanReport {
  func many<Item>(_ item: Item) -> [Item] { Array(repeating: item, count: count) }
  let rule = CleanReport.NumberRule(
    reason: text, count: 1, explanation: text, samples: many(text))
  let profile = CleanReport.Profile(
    filled: 1, distinct: 1, patterns: many(.init(pattern: text, count: 1)))
  let column = CleanReport.Column(
    header: text, field: text, how: .name, filled: 1, note: text, valid: 1, profile: profile)
  return CleanReport(
    version: text, numberingPlanVersion: text,
    gates: many(
      .init(gate: text, metric: text, meaning: text, why: text, count: 1, whole: 1, isPassed: false)
    ),
    decisions: many(.init(severity: .must, title: text, count: 1, remedy: text)),
    inputs: many(
      .init(
        file: text, format: text, encoding: text, dialect: text, rowsRead: 1, kept: 1,
        warnings: Array(repeating: .init(kind: text, count: 1, message: text), count: columns),
        columns: Array(repeating: column, count: columns),
        phoneCountry: [.init(column: text, region: text, share: .nan, basis: text)],
        dateOrders: [.init(column: text, order: text, evidence: text)])),
    totals: .init(rowsRead: count, contacts: count, kept: count),
    completeness: many(
      .init(
        field: text, filledBefore: 1, rowsBefore: 1, filledAfter: 1, contactsAfter: 1,
        before: profile, after: profile)),
    numbers: .init(
      byStatus: many(.init(status: text, count: 1)), reasons: many(rule), repairs: many(rule),
      countries: many(.init(code: text, count: 1)), kinds: many(.init(kind: text, count: 1)),
      countryFrom: many(.init(origin: .row, count: 1))),
    duplicates: .init(
      clusterSizes: many(.init(size: 2, clusters: 1)), reasons: many(.init(reason: text, count: 1)),
      largest: many(.init(size: 2, contactID: text, evidence: text)),
      weakest: many(.init(size: 2, contactID: text, probability: 0.5, evidence: text))),
    consent: .init(
      tiers: many(.init(tier: text, count: 1)), optedOut: 1,
      optedOutBySource: many(.init(source: text, count: 1)),
      notMessageableBecause: many(.init(reason: text, count: 1))),
    rejects: many(
      .init(reason: text, count: 1, explanation: text, firstPlaces: many(text), samples: many(text))
    ),
    flags: many(.init(flag: text, count: 1, explanation: text)),
    comparison: .init(
      inputs: many(text), changes: many(.init(measure: .contacts, before: 1, after: 2))))
}

func samplePair(_ value: String = "Anna", other: String = "Anne") -> ReviewPair {
  ReviewPair(
    pairID: "p-1", probability: 0.873,
    evidence: [
      .init(comparison: "prior", level: "any_pair", weightBits: -9.2),
      .init(comparison: "email", level: "different", weightBits: -2.5),
      .init(comparison: "name", level: "exact", weightBits: 14.25),
    ],
    left: [.init(name: "full_name", value: value), .init(name: "city", value: "Taipei")],
    right: [.init(name: "full_name", value: other), .init(name: "company", value: "Example Ltd")],
    record: .init(before: "p-1,\"a, b\",", after: ",why"))
}

func html(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
