internal import Contacts
internal import Foundation
package import PhoneNumbers
package import Store

/// `rollcall erase`: takes a person out of store and results, keeps keyed hashes of the addresses, and looks whether
/// anything is left.
package struct ErasureJob {
  private let store: ContactStore
  private let storePath: String
  private let outputFolder: String
  package let person: StoredPerson
  private let traces: PersonTraces

  /// A file of the result that holds the person.
  package struct FileChange: Sendable, Equatable {
    package var file: String
    /// Records that go; 0 where the file goes as a whole.
    package var records: Int
  }

  /// What was found after the erasure: nothing, if it did what it should.
  package struct Remainder: Sendable, Equatable {
    /// File, or table and column, and what kind of text still stands there. Says no text of the person.
    package var place: String
    package var what: String
  }

  /// Finds the person.
  ///
  /// - Parameters:
  ///   - text: a number in any spelling that `rollcall numbers` reads, an e-mail address or a contact id.
  ///   - contactID: which of several contacts with the address is meant.
  /// - Throws: `PipelineError` if the store knows nobody, or several people, by it.
  package init(
    _ text: String, contactID: String?, region: Region?, storePath: String, outputFolder: String
  ) throws(PipelineError) {
    store = try openStore(storePath)
    self.storePath = storePath
    self.outputFolder = outputFolder
    let address = AddressQuery(text, region: region).address
    let store = store
    var people = try asking { () throws(StoreError) in try store.people(meantBy: address) }
    if let contactID { people.removeAll { $0.contactID != contactID } }
    guard let first = people.first else {
      throw PipelineError(
        .missingInput,
        "\(address): nobody in \(storePath) has it; give a number with its country code, an e-mail "
          + "address or a contact_id")
    }
    guard people.count == 1 else {
      let ids = people.compactMap(\.contactID).joined(separator: ", ")
      throw PipelineError(
        .usage,
        "\(address): \(people.count) contacts have it (\(ids)); say which one with --contact")
    }
    person = first
    traces = PersonTraces(person)
  }

  /// What an erasure would take out of the files. Changes nothing.
  package func files() throws(PipelineError) -> [FileChange] {
    try reporting { try ErasedFiles(path: outputFolder, traces: traces).strip(stage: nil) }
      .map { FileChange(file: $0.file, records: $0.records) }
  }

  /// Takes the person out, all or nothing, and looks for what is left.
  ///
  /// - Parameter erasedAt: ISO 8601 with offset.
  package func run(erasedAt: String) throws(PipelineError) -> [Remainder] {
    let hasFolder = FileManager.default.fileExists(atPath: outputFolder)
    let folder = hasFolder ? try OutputFolder(outputFolder) : nil
    return try reporting {
      try store.erase(
        person, personKey: PersonTraces.key(ofName: person.name), at: erasedAt,
        sourceRows: ErasedSources(person: person, traces: traces).rewrite
      ) {
        guard let folder else { return }
        let changes = try ErasedFiles(path: outputFolder, traces: traces)
          .strip(stage: folder.stage)
        folder.remove(changes.filter(\.isRemoved).map(\.file))
        try folder.check()
      }
      try folder?.publish()
      return try remainders()
    }
  }

  private func reporting<Result>(_ body: () throws -> Result) throws(PipelineError) -> Result {
    do {
      return try body()
    } catch let error as PipelineError {
      throw error
    } catch let error as StoreError {
      throw PipelineError(error)
    } catch {
      throw PipelineError(.cannotWrite, "\(error)")
    }
  }
}

// MARK: - Looking for what is left

extension ErasureJob {
  private func remainders() throws -> [Remainder] {
    var found: [Remainder] = []
    for needle in traces.needles {
      let what = needle == traces.name ? "the name" : "an address"
      let rows = try store.traces(of: needle)
      for row in rows where row.texts.contains(where: { PersonTraces.stands(needle, in: $0) }) {
        // A namesake is another person.
        if needle == traces.name, row.column == "contacts.full_name" { continue }
        found.append(Remainder(place: "\(storePath), \(row.column)", what: what))
      }
      let isNamesake = needle == traces.name && !rows.isEmpty
      // Rows of others that hold the text, as a part of another name, stand in the file too.
      if rows.isEmpty {
        for file in [storePath, storePath + "-journal", storePath + "-wal"] {
          guard FileManager.default.fileExists(atPath: file) else { continue }
          if try RecordFilter(path: file).contains(needle) {
            found.append(Remainder(place: file, what: what))
          }
        }
      }
      for name in ResultFiles.names where !isNamesake {
        let file = outputFolder + "/" + name
        guard FileManager.default.fileExists(atPath: file) else { continue }
        if try RecordFilter(path: file).contains(needle) {
          found.append(Remainder(place: file, what: what))
        }
      }
    }
    return found
  }
}

extension PersonTraces {
  /// A name without case, accents and order of its words.
  static func key(ofName name: String) -> String {
    fold(name).split(separator: " ").sorted().joined(separator: " ")
  }
}

extension ContactDraft {
  /// Whether one of the addresses, or the person at it, was erased.
  func isErased(_ erased: ErasedAddresses) -> Bool {
    let person = PersonTraces.key(ofName: self[.fullName])
    let emails = (self[.email].isEmpty ? [] : [self[.email]]) + listItems(self[.otherEmails])
    return emails.contains { erased.contains($0, person: person) }
      || phones.contains { erased.contains($0.number.e164, person: person) }
  }
}
