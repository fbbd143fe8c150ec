internal import Contacts
internal import Foundation
internal import Linkage
internal import PhoneNumbers
package import Reports
internal import Store
internal import Tabular

/// `rollcall clean`: every row of the inputs becomes a contact, is merged into one, or is rejected with a reason.
///
/// The stages in order: survey the inputs, read their rows as contacts, link duplicates, merge, write. Memory grows
/// with the contacts, not with the text of the files.
package struct CleanJob {
  private let options: CleanOptions
  private let progress: any ProgressObserver

  package init(_ options: CleanOptions, progress: any ProgressObserver) {
    self.options = options
    self.progress = progress
  }

  /// - Throws: `PipelineError`. The earlier result and store are then as they were.
  package func run() throws(PipelineError) -> CleanReport {
    do {
      return try runStages()
    } catch let error as PipelineError {
      throw error
    } catch let error as StoreError {
      throw PipelineError(error)
    } catch let error as RuleError {
      throw PipelineError(error)
    } catch let error as WriteError {
      throw PipelineError(.cannotWrite, error.description)
    } catch {
      throw PipelineError(.internalFault, "\(error)")
    }
  }

  private func runStages() throws -> CleanReport {
    let rules = try RuleBook(options.rules)
    let linkageRules = try LinkageRules(options.rules.open("linkage.yaml"))
    let spool = SpoolFile()
    let files = try InputFiles.resolve(options.inputs) { () throws(PipelineError) in
      try spool.fill()
    }
    try refuse(overwriting: files)
    let folder = options.isDryRun ? nil : try OutputFolder(options.outputFolder)

    let surveys = try files.map { file in
      try InputSurvey(file, options: options.reading, rules: rules) {
        progress.advance(stage: "surveying \(file.name)", fraction: $0)
      }
    }
    try refuse(empty: surveys)
    var extras = ExtraColumns()
    let repairs = try folder.map { folder throws(PipelineError) in
      try RepairFile(path: folder.stage("repairs.csv"))
    }
    let intake = try read(surveys, rules, repairs, &extras)
    try repairs?.close()
    let people = try link(intake, files, rules, linkageRules, folder)
    try account(surveys, intake, people)

    let builder = ReportBuilder(
      surveys: surveys, people: people, version: options.version)
    guard let folder else {
      var tally = CleanTally()
      for contact in 0..<people.clusters.count { tally.add(people.golden(contact)) }
      return builder.report(tally)
    }
    return try write(people, files, extras, builder, to: folder)
  }
}

// MARK: - Refusals

extension CleanJob {
  private func refuse(overwriting files: [InputFile]) throws(PipelineError) {
    guard !options.isDryRun else { return }
    let folder = URL(fileURLWithPath: options.outputFolder).resolvingSymlinksInPath()
    for file in files {
      let input = URL(fileURLWithPath: file.path).resolvingSymlinksInPath()
      if ResultFiles.names.contains(where: { folder.appendingPathComponent($0).path == input.path })
      {
        throw PipelineError(
          .usage,
          "\(file.name): the result would overwrite this input; name another folder with --output"
        )
      }
    }
  }

  private func refuse(empty surveys: [InputSurvey]) throws(PipelineError) {
    let names = surveys.map(\.file.name).joined(separator: ", ")
    guard surveys.contains(where: { $0.rows > 0 }) else {
      throw PipelineError(
        .badInput,
        "\(names): no rows to clean; check whether the export was complete. The earlier result was left as it is"
      )
    }
    for survey in surveys where survey.rows > 0 && !survey.tellsWho {
      let headers = survey.columns.prefix(8).map(\.header).joined(separator: ", ")
      throw PipelineError(
        .badInput,
        "\(survey.file.name): no column is known as name, number, e-mail or company (its columns: \(headers)); "
          + "add their headers to fields.yaml, or give the file a first line with headers")
    }
  }
}

// MARK: - Stages

extension CleanJob {
  private func read(
    _ surveys: [InputSurvey], _ rules: RuleBook, _ repairs: RepairFile?,
    _ extras: inout ExtraColumns
  ) throws -> ContactIntake {
    var intake = ContactIntake()
    let isStored = FileManager.default.fileExists(atPath: storePath)
    let erased = isStored ? try ContactStore(path: storePath).erasedAddresses() : ErasedAddresses()
    for (index, survey) in surveys.enumerated() {
      let columns = survey.columns.indices.map { column in
        ContactReader.Column(
          mapping: survey.columns[column],
          extra: extras.number(survey.columns[column].extraName),
          dates: survey.dates[column], region: survey.regions[column]?.region)
      }
      let reader = ContactReader(
        columns: columns, rules: rules, region: options.region, input: UInt16(index),
        inputName: survey.file.name, startSeconds: options.startSeconds)
      try intake.read(
        survey, reader, options: options.reading, threads: options.threads, repairs: repairs,
        erased: erased
      ) {
        progress.advance(stage: "reading \(survey.file.name)", fraction: $0)
      }
      // A column that no rule maps is written even where all its cells are empty.
      for (mapping, column) in zip(survey.columns, columns) {
        if case .extra = mapping.role { intake.keepExtra(column.extra) }
      }
    }
    return intake
  }

  private func link(
    _ intake: ContactIntake, _ files: [InputFile], _ rules: RuleBook,
    _ linkageRules: LinkageRules, _ folder: OutputFolder?
  ) throws -> People {
    progress.advance(stage: "linking duplicates", fraction: nil)
    let duplicates = Duplicates(
      intake.table, rules: linkageRules, threads: options.threads)
    let clusters = ContactClusters(duplicates.result.clusters)
    let ids = clusters.contactIDs(intake.table)
    let isStored = FileManager.default.fileExists(atPath: storePath)
    let suppressions = isStored ? try ContactStore(path: storePath).suppressions() : []
    let addresses = AddressBook(
      clusters, ids: ids, table: intake.table, suppressions: suppressions,
      blocking: rules.consent.blockingChannels)
    return People(
      intake: intake, clusters: clusters, ids: ids, addresses: addresses,
      linkage: duplicates.result, consent: rules.consent,
      survivorship: Survivorship(
        rules: rules.survivorship,
        inputLabels: files.map { ContactReader.label(of: $0.name) }))
  }

  /// Rows read, counted by the first pass, are the rows kept, merged and rejected, counted by the second.
  private func account(
    _ surveys: [InputSurvey], _ intake: ContactIntake, _ people: People
  ) throws(PipelineError) {
    for (index, survey) in surveys.enumerated() {
      let accounted = intake.ranges[index].count + intake.rejects[index].count
      guard accounted == survey.rows else {
        throw PipelineError(
          .internalFault,
          "\(survey.file.name): \(survey.rows) rows were read, but \(accounted) are accounted for; "
            + "the file changed while it was read, or this is a fault of Rollcall: nothing was written"
        )
      }
    }
  }

  private func write(
    _ people: People, _ files: [InputFile], _ extras: ExtraColumns, _ builder: ReportBuilder,
    to folder: OutputFolder
  ) throws -> CleanReport {
    let results = ResultFiles(
      folder: folder, people: people, files: files, extraNames: extras.names,
      threads: options.threads)
    let totals = builder.totals
    let run = RunRow(
      startedAt: options.startedAt, version: options.version,
      numberingPlan: NumberingPlan.version,
      inputs: files.map(\.name).joined(separator: "\n"), rowsRead: totals.rowsRead,
      contacts: totals.contacts, merged: totals.merged, rejected: totals.rejected)
    var report: CleanReport?
    try ContactStore(path: storePath).record(run) { writer in
      let tally = try results.writeContacts(to: writer) {
        progress.advance(stage: "writing contacts", fraction: $0)
      }
      progress.advance(stage: "writing lineage and reports", fraction: nil)
      try results.writeLineage(to: writer)
      try results.writeReview()
      let made = builder.report(tally)
      try results.writeReport(made)
      report = made
      // Last, inside the transaction: where a file cannot be replaced, the store stays as it was too.
      try folder.commit()
    }
    guard let report else { throw PipelineError(.internalFault, "no report was made") }
    return report
  }

  private var storePath: String {
    options.storePath ?? options.outputFolder + "/rollcall.sqlite"
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
