internal import Audit
internal import Reports
internal import Store

/// What an audit found, as the model of its report.
struct AuditReportBuilder {
  private let findings: AuditFindings
  private let version: String
  private let resultHash: String
  private var reading: AuditReading { findings.reading }
  private var bound: SampleBound { findings.bound }
  private var masking: AuditMasking { findings.memory.masking }

  /// The report lists so many defects; the tables have all.
  private static let mostDefects = 200

  init(_ findings: AuditFindings, version: String, resultHash: String) {
    self.findings = findings
    self.version = version
    self.resultHash = resultHash
  }

  func report() throws -> AuditReport {
    AuditReport(
      version: version, week: reading.week.description, madeAt: findings.madeAt.iso,
      sides: [reading.crm, reading.messaging].map(side), outcome: outcome, fields: fields,
      strata: findings.strata.filter { $0.population > 0 }.map {
        AuditReport.Stratum(
          name: $0.name, population: $0.population, drawn: $0.drawn, defective: $0.defective)
      }, causes: causes, defects: defects, weeks: weeks.map(week), trend: trend, census: census,
      method: method, proof: proof)
  }

  private func side(_ survey: SideSurvey) -> AuditReport.Side {
    AuditReport.Side(
      side: survey.side.rawValue, exportedAt: reading.takenAt[survey.side]?.iso ?? "",
      contacts: survey.rows[.contacts] ?? 0, conversations: survey.rows[.conversations] ?? 0,
      messages: survey.rows[.messages] ?? 0)
  }

  private var outcome: AuditReport.Outcome {
    let words = VerdictWords(bound, standard: reading.rules.standard)
    func count(_ severity: Severity) -> Int {
      findings.drawn.count { $0.severity == severity }
    }
    return AuditReport.Outcome(
      verdict: findings.verdict.rawValue, headline: words.headline, reach: words.reach,
      standard: reading.rules.standard, confidence: bound.confidence,
      population: bound.population, drawn: bound.drawn, defective: bound.defective,
      compared: findings.sample.count, estimate: bound.estimate, upper: bound.upper,
      lower: bound.lower, critical: count(.critical), major: count(.major), minor: count(.minor))
  }

  private var fields: [AuditReport.Field] {
    var counts: [AuditField: Int] = [:]
    for conversation in findings.drawn {
      for defect in conversation.compared.defects { counts[defect.field, default: 0] += 1 }
    }
    return AuditField.allCases.map { field in
      AuditReport.Field(
        field: field.rawValue, severity: reading.rules.severities[field]?.rawValue ?? "",
        defective: counts[field] ?? 0)
    }
  }

  private var causes: [AuditReport.Cause] {
    var counts: [AuditCause: Int] = [:]
    for conversation in findings.audited {
      for cause in conversation.causes { counts[cause.cause, default: 0] += 1 }
    }
    return AuditCause.allCases.compactMap { cause in
      counts[cause].map {
        AuditReport.Cause(
          cause: cause.rawValue, meaning: cause.meaning, remedy: cause.remedy, defects: $0)
      }
    }.sorted { ($1.defects, $0.cause) < ($0.defects, $1.cause) }
  }

  private var defects: [AuditReport.Defect] {
    let all = findings.audited.flatMap { conversation in
      zip(conversation.compared.defects, conversation.causes).map { defect, cause in
        AuditReport.Defect(
          number: conversation.number,
          conversation: masking.conversation(conversation.compared.id),
          field: defect.field.rawValue,
          severity: reading.comparison.severities[defect.field]?.rawValue ?? "",
          crm: masking.value(defect.crm, of: defect),
          messaging: masking.value(defect.messaging, of: defect), count: defect.count,
          cause: cause.cause.rawValue, trace: cause.trace)
      }
    }
    let order = Severity.allCases.map(\.rawValue)
    let ranked = order.flatMap { severity in all.filter { $0.severity == severity } }
    return Array(ranked.prefix(Self.mostDefects))
  }

  private var weeks: [WeekCount] {
    findings.memory.before.map(WeekCount.init) + [findings.thisWeek]
  }

  private func week(_ count: WeekCount) -> AuditReport.Week {
    AuditReport.Week(
      week: count.week, population: count.population, drawn: count.drawn,
      defective: count.defective, upper: count.upper)
  }

  private var trend: AuditReport.Trend {
    let pooled = PooledWeeks(weeks, confidence: bound.confidence)
    let chart = PChart(
      before: Array(weeks.dropLast()), drawn: bound.drawn, defective: bound.defective)
    let rules = reading.rules.trend
    let sum = CUSUM(
      weeks, good: rules.good, bad: rules.bad, falseAlarmWeeks: rules.falseAlarmWeeks)
    return AuditReport.Trend(
      pooledWeeks: pooled.weeks, pooledDrawn: pooled.drawn, pooledDefective: pooled.defective,
      pooledUpper: pooled.upper, limit: chart?.upperLimit, isOutOfLimit: chart?.isOut ?? false,
      cusum: sum.sums.last ?? 0, cusumThreshold: sum.threshold,
      isRising: weeks.count > 1 && sum.isAlarm)
  }

  private var census: AuditReport.Census? {
    findings.census.map { census in
      AuditReport.Census(
        conversations: census.conversations, differing: census.differences.ids.count,
        defective: findings.censusDefective.all,
        defectiveOfWeek: findings.censusDefective.ofWeek,
        isMissed: findings.isMissedByCensus, visitedNodes: census.differences.visitedNodes,
        crmRoot: census.crmRoot.hex, messagingRoot: census.messagingRoot.hex,
        disagreements: findings.disagreements)
    }
  }

  private var method: AuditReport.Method {
    let rules = reading.rules
    let strata = findings.strata.count { $0.population > 0 }
    let notCompared = AuditField.allCases.filter { rules.severities[$0] == nil }
    return AuditReport.Method(
      population:
        "All conversations with a message from \(reading.week.start.iso) to \(reading.week.end.iso) on either side.",
      sample:
        "Those of the smallest SHA-256(seed ‖ id)"
        + (strata > 1 ? ", drawn from each of \(strata) strata in proportion." : "."),
      bound: words(bound.method), normalisation: rules.normalisation.words,
      counted:
        "Defective is a conversation with a defect that is "
        + Severity.allCases.filter(rules.counted.contains).map(\.rawValue)
        .joined(separator: " or ") + "."
        + (notCompared.isEmpty
          ? "" : " Not compared: \(notCompared.map(\.rawValue).joined(separator: ", ")).")
    )
  }

  private func words(_ method: SampleBound.Method) -> String {
    let confidence = percent(bound.confidence)
    switch method {
    case .complete: return "None is needed: everything was compared."
    case .finitePopulation:
      return
        "Exact hypergeometric bound for a finite population, one-sided, \(confidence) confidence."
    case .proportionalStrata:
      return
        "Clopper-Pearson bound of the pooled count, one-sided, \(confidence) confidence, with the rounding of the "
        + "allocation; valid for any rates in the strata (Hoeffding 1956)."
    case .nothing: return "Nothing was drawn."
    }
  }

  private var proof: AuditReport.Proof {
    let commitment = findings.memory.committed?.commitment ?? ""
    let last = findings.memory.before.last
    return AuditReport.Proof(
      seed: findings.sample.seed, seedCommitment: commitment,
      isSeedAsCommitted: SeedCommitment.isKept(commitment, by: findings.sample.seed),
      run: findings.memory.earlierRuns + 1, frameSHA256: reading.frame.hash,
      sampleSHA256: findings.sample.hash, resultSHA256: resultHash,
      previousWeek: last?.week ?? "", previousSHA256: last?.signatureSHA256 ?? "",
      nextSeedCommitment: SeedCommitment.commitment(of: findings.nextSeed))
  }
}
