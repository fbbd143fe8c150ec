internal import Contacts
internal import Linkage
internal import PhoneNumbers
internal import Reports
internal import Store
internal import Tabular

/// Makes a result of what the store holds: the rows of all live inputs, what people decided, and earlier opt-outs.
///
/// Every command that changes a result ends here, so that a second dump gives what both dumps at once would give, and
/// undoing a run gives what was there before it. The stages in order: survey the inputs, read their rows as contacts,
/// link duplicates, merge, write.
struct ResultAssembly {
  let run: StoreRun
  let rules: CleanRules
  let threads: Int
  let version: String
  let progress: any ProgressObserver

  /// - Parameters:
  ///   - surveyed: surveys of inputs that this run has read, by their ids; the others are made here.
  ///   - folder: where to write; nil: everything is decided and nothing written.
  func make(
    surveyed: [Int64: InputSurvey] = [:], into folder: OutputFolder?
  ) throws -> CleanReport {
    let sources = try run.inputs().map { SourceRows(run: run, input: $0) }
    let surveys = try sources.map { source in
      try surveyed[source.input.inputID] ?? survey(source)
    }
    var extras = ExtraColumns()
    let repairs = try folder.map { folder throws(PipelineError) in
      try RepairFile(path: folder.stage("repairs.csv"))
    }
    let intake = try read(sources, surveys, repairs, &extras)
    try repairs?.close()
    try account(surveys, intake)
    let people = try link(intake, surveys)

    let builder = ReportBuilder(
      surveys: surveys, people: people, extraNames: extras.names, gates: rules.gates,
      earlier: try run.reportBefore().flatMap { ReportFigures(json: $0) }, version: version)
    guard let folder else {
      var tally = CleanTally()
      for contact in 0..<people.clusters.count { tally.add(people.golden(contact)) }
      return builder.report(tally)
    }
    return try write(people, extras, builder, to: folder)
  }

  private func survey(_ source: SourceRows) throws -> InputSurvey {
    progress.advance(stage: "surveying \(source.input.name)", fraction: nil)
    let form = try InputForm(source.input)
    var evidence = InputSurvey.Evidence(rules: rules.book, mapping: form.mapping)
    try source.forEach(threads: threads) {
      $0
    } take: {
      evidence.observe($0, columns: form.columns)
    }
    return try evidence.survey(of: source.input.name, form: form)
  }

  private func read(
    _ sources: [SourceRows], _ surveys: [InputSurvey], _ repairs: RepairFile?,
    _ extras: inout ExtraColumns
  ) throws -> ContactIntake {
    var intake = ContactIntake()
    let erased = try run.erasedAddresses()
    let startSeconds = readDate(try run.effectiveStart(), rules: DateRules()).epochSeconds
    for (index, (source, survey)) in zip(sources, surveys).enumerated() {
      let reading = InputReading(survey)
      try run.keep(reading: try reading.text(), of: source.input)
      let numbers = survey.columns.map { extras.number($0.extraName) }
      let reader = reading.reader(
        of: survey.name, country: source.input.country, input: UInt16(index), rules: rules.book,
        startSeconds: startSeconds, extra: { numbers[$0] })
      let form = try InputForm(source.input)
      try intake.read(
        source, survey, reader, nameRepairs: form.nameRepairs, threads: threads, repairs: repairs,
        erased: erased
      ) {
        progress.advance(
          stage: "normalising \(survey.name)", fraction: Double($0) / Double(max(1, survey.rows)))
      }
      // A column that no rule maps is written even where all its cells are empty.
      for (mapping, number) in zip(survey.columns, numbers) {
        switch mapping.role {
        case .extra, .watched: intake.keepExtra(number)
        case .field, .invertedOptOut, .restored: break
        }
      }
    }
    return intake
  }

  /// The rows that were read are those that became contacts and those that were rejected.
  private func account(
    _ surveys: [InputSurvey], _ intake: ContactIntake
  ) throws(PipelineError) {
    for (index, survey) in surveys.enumerated() {
      let accounted = intake.ranges[index].count + intake.rejects[index].count
      guard accounted == survey.rows else {
        throw PipelineError(
          .internalFault,
          "\(survey.name): \(survey.rows) rows were read, but \(accounted) are accounted for; "
            + "this is a fault of Rollcall: nothing was written")
      }
    }
  }

  private func link(_ intake: ContactIntake, _ surveys: [InputSurvey]) throws -> People {
    progress.advance(stage: "linking duplicates", fraction: nil)
    let labels = surveys.map { ContactReader.label(of: $0.name) }
    let succession = Succession(intake.table, labels: labels)
    let duplicates = Duplicates(
      intake.table, succession: succession, decisions: try run.decisions(),
      rules: rules.linkage, threads: threads)
    let clusters = ContactClusters(duplicates.result.clusters)
    let ids = clusters.contactIDs(intake.table)
    let addresses = AddressBook(
      clusters, ids: ids, table: intake.table, succession: succession,
      suppressions: try run.suppressions(), blocking: rules.book.consent.blockingChannels)
    return People(
      intake: intake, clusters: clusters, ids: ids, addresses: addresses,
      linkage: duplicates.result, succession: succession, inputNames: surveys.map(\.name),
      consent: rules.book.consent,
      survivorship: Survivorship(rules: rules.book.survivorship, inputLabels: labels))
  }

  private func write(
    _ people: People, _ extras: ExtraColumns, _ builder: ReportBuilder, to folder: OutputFolder
  ) throws -> CleanReport {
    let results = ResultFiles(
      folder: folder, people: people, extraNames: extras.names, threads: threads)
    var tally = CleanTally()
    let before = try run.isUndo ? nil : run.contactsBefore()
    try run.writeResult { writer in
      tally = try results.writeContacts(to: writer) {
        progress.advance(stage: "writing contacts", fraction: $0)
      }
      progress.advance(stage: "writing lineage and reports", fraction: nil)
      try results.writeLineage(to: writer)
      try results.writeReview(to: writer)
    }
    if let before { try run.noteChanges(since: before) }
    let changes = try run.changes()
    try results.writeChanges(changes)
    var report = builder.report(tally)
    // Without the changes: the same once more gives the same report.
    let json = try results.writeReport(report)
    if !changes.isEmpty {
      report.changes = CleanReport.Changes(
        new: changes.count { $0.kind == .new }, changed: changes.count { $0.kind == .changed },
        gone: changes.count { $0.kind == .gone },
        joined: changes.count { $0.kind == .gone && !$0.became.isEmpty })
    }
    let totals = builder.totals
    try run.finish(
      RunTotals(
        rowsRead: totals.rowsRead, contacts: totals.contacts, merged: totals.merged,
        rejected: totals.rejected), report: json)
    // Inside the transaction: where a file cannot be replaced, the store stays as it was too.
    try folder.check()
    return report
  }
}

/// The columns that are carried along, numbered over all inputs by name.
struct ExtraColumns {
  private(set) var names: [String] = []
  private var numbers: [String: UInt32] = [:]

  mutating func number(_ name: String) -> UInt32 {
    if let number = numbers[name] { return number }
    let number = UInt32(names.count)
    numbers[name] = number
    names.append(name)
    return number
  }
}
