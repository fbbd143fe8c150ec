internal import Contacts
internal import Linkage
internal import PhoneNumbers
internal import Reports
internal import Tabular

/// Turns what a run knows into the report.
struct ReportBuilder {
  let surveys: [InputSurvey]
  let people: People
  /// Names of the columns that are carried along, by number.
  let extraNames: [String]
  let gates: QualityGates
  /// The report that this one replaces.
  let earlier: ReportFigures?
  let version: String

  /// Entries of a list that is capped.
  private static let listLimit = 50

  var totals: CleanReport.Totals {
    let rejected = people.intake.rejects.reduce(0) { $0 + $1.count }
    return CleanReport.Totals(
      rowsRead: surveys.reduce(0) { $0 + $1.rows }, contacts: people.clusters.count,
      kept: people.clusters.count, merged: people.table.count - people.clusters.count,
      rejected: rejected)
  }

  func report(_ tally: CleanTally) -> CleanReport {
    var report = CleanReport(
      version: version, numberingPlanVersion: NumberingPlan.version,
      decisions: decisions(tally), inputs: inputs(), totals: totals,
      completeness: completeness(tally), numbers: numbers(tally), duplicates: duplicates(),
      consent: consent(tally), rejects: rejects(),
      flags: Flag.allCases.compactMap { flag in
        tally.flags[flag].map {
          CleanReport.Flag(flag: flag.name, count: $0, explanation: flag.explanation)
        }
      })
    report.comparison = earlier.flatMap { ReportFigures(report).compared(with: $0) }
    report.gates = gates.judge(report)
    return report
  }
}

// MARK: - Inputs

extension ReportBuilder {
  private func inputs() -> [CleanReport.Input] {
    surveys.enumerated().map { index, survey in
      let records = people.intake.ranges[index]
      let merged = records.count { record in
        people.clusters[Int(people.clusters.contactOfRecord[record])].first != record
      }
      return CleanReport.Input(
        file: survey.name, format: survey.dialect.format.rawValue.uppercased(),
        encoding: survey.dialect.encoding, dialect: survey.dialect.summary,
        gzipped: survey.dialect.isGzipped, rowsRead: survey.rows,
        kept: records.count - merged, merged: merged,
        rejected: people.intake.rejects[index].count,
        warnings: survey.warnings.map {
          CleanReport.Warning(
            kind: $0.kind.rawValue, count: Int($0.count), message: $0.message)
        },
        columns: columns(survey, input: index), phoneCountry: phoneCountries(survey),
        dateOrders: dateOrders(survey), profile: survey.profile?.title)
    }
  }

  private func phoneCountries(_ survey: InputSurvey) -> [CleanReport.PhoneCountry] {
    zip(survey.columns, survey.regions).compactMap { mapping, inference in
      inference.map {
        CleanReport.PhoneCountry(
          column: mapping.header, region: $0.region?.code, share: $0.share, basis: $0.basis)
      }
    }
  }

  private func dateOrders(_ survey: InputSurvey) -> [CleanReport.DateOrder] {
    zip(survey.columns, survey.dates).compactMap { mapping, rules in
      guard mapping.field?.isDate == true, let rules else { return nil }
      return CleanReport.DateOrder(
        column: mapping.header, order: rules.summary.isEmpty ? "year-month-day" : rules.summary,
        evidence: rules.isResolved
          ? "every cell of the column agrees" : "the column contradicts itself or does not tell")
    }
  }
}

// MARK: - Contacts

extension ReportBuilder {
  private func numbers(_ tally: CleanTally) -> CleanReport.Numbers {
    let reading = people.intake.tally
    return CleanReport.Numbers(
      byStatus: [CellReading.Status.valid, .repaired, .possible, .ambiguous, .invalid].map {
        CleanReport.StatusCount(status: $0.rawValue, count: reading.statuses[$0] ?? 0)
      },
      reasons: rules(reading.refusals), repairs: rules(reading.repairs),
      countries: ranked(tally.countries).map {
        CleanReport.CountryCount(code: $0.key, count: $0.count)
      },
      kinds: ranked(tally.kinds).map { CleanReport.KindCount(kind: $0.key, count: $0.count) },
      countryFrom: PhoneEntry.CountryOrigin.allCases.compactMap { origin in
        guard let count = reading.origins[origin],
          let shown = CleanReport.CountryOrigin(rawValue: origin.rawValue)
        else { return nil }
        return CleanReport.OriginCount(origin: shown, count: count)
      })
  }

  private func rules(_ counts: [Rule: ReadingTally.RuleCount]) -> [CleanReport.NumberRule] {
    counts.map { rule, count in
      CleanReport.NumberRule(
        reason: rule.rawValue, count: count.count, explanation: rule.explanation,
        samples: count.samples.map(maskPhone))
    }
    .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  private func duplicates() -> CleanReport.Duplicates {
    var sizes: [Int: Int] = [:]
    for contact in 0..<people.clusters.count {
      sizes[people.clusters[contact].count, default: 0] += 1
    }
    var reasons: [String: Int] = [:]
    var evidence: [UInt32: String] = [:]
    for merge in people.linkage.merges {
      reasons[merge.pair.reason, default: 0] += 1
      let contact = people.clusters.contactOfRecord[merge.row]
      if evidence[contact] == nil { evidence[contact] = merge.pair.reason }
    }
    let largest = evidence.keys
      .map { (contact: $0, size: people.clusters[Int($0)].count) }
      .sorted { ($1.size, $0.contact) < ($0.size, $1.contact) }
      .prefix(10)
    return CleanReport.Duplicates(
      clusterSizes: sizes.sorted { $0.key < $1.key }.map {
        CleanReport.ClusterSizeCount(size: $0.key, clusters: $0.value)
      },
      reasons: ranked(reasons).map { CleanReport.ReasonCount(reason: $0.key, count: $0.count) },
      reviewPairs: people.linkage.statistics.reviewPairs,
      sharedLines: people.addresses.sharedNumberCount,
      largest: largest.map {
        CleanReport.LargestCluster(
          size: $0.size, contactID: people.ids[Int($0.contact)],
          evidence: evidence[$0.contact] ?? "")
      },
      weakest: weakestClusters,
      expectedPrecision: people.linkage.merges.isEmpty
        ? nil : people.linkage.statistics.expectedPrecision)
  }

  /// Ties by contact, so that the same input gives the same list.
  private var weakestClusters: [CleanReport.WeakestCluster] {
    let weakest = people.linkage.cohesion
      .sorted { ($0.weakestBits, $0.cluster) < ($1.weakestBits, $1.cluster) }.prefix(10)
    return weakest.compactMap { cohesion in
      let contact = Int(people.clusters.contactOfRecord[cohesion.cluster])
      let rows = Set(people.clusters[contact])
      let pairs = people.linkage.merges.lazy.filter { rows.contains($0.row) }.map(\.pair)
      guard let pair = pairs.min(by: { $0.probability < $1.probability }) else { return nil }
      return CleanReport.WeakestCluster(
        size: cohesion.size, contactID: people.ids[contact], probability: pair.probability,
        evidence: pair.evidenceText)
    }
  }

  private func consent(_ tally: CleanTally) -> CleanReport.Consent {
    CleanReport.Consent(
      tiers: ConsentTier.allCases.map {
        CleanReport.TierCount(tier: $0.name, count: tally.tiers[$0] ?? 0)
      },
      optedOut: tally.optedOut,
      optedOutBySource: ranked(tally.optOutSources).map {
        CleanReport.SourceCount(source: $0.key, count: $0.count)
      },
      optOutsKeptThroughMerge: tally.flags[.optOutKept] ?? 0,
      sharedWithOptedOut: tally.flags[.numberOptedOutByOther] ?? 0,
      messageable: tally.messageable, optOutsMessageable: tally.optOutsMessageable,
      notMessageableBecause: GoldenContact.Obstacle.allCases.compactMap { obstacle in
        tally.obstacles[obstacle].map {
          CleanReport.ReasonCount(reason: obstacle.explanation, count: $0)
        }
      },
      suppressions: tally.suppressions)
  }

  private func rejects() -> [CleanReport.Reject] {
    var counts: [String: CleanReport.Reject] = [:]
    for (survey, rejected) in zip(surveys, people.intake.rejects) {
      for row in rejected {
        counts[row.reason, default: .init(reason: row.reason, count: 0, explanation: row.message)]
          .count += 1
        if counts[row.reason]?.firstPlaces.count ?? 0 < 5 {
          counts[row.reason]?.firstPlaces.append("\(survey.name):\(row.line)")
          counts[row.reason]?.samples.append(CellPattern(row.raw.utf8Span.span).text)
        }
      }
    }
    return counts.values.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  /// The most frequent first, capped.
  private func ranked(_ counts: [String: Int]) -> [(key: String, count: Int)] {
    counts.map { (key: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.key) < ($0.count, $1.key) }
      .prefix(Self.listLimit).map { $0 }
  }
}
