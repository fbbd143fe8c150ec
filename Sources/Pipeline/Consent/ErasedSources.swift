internal import Store
internal import Tabular

/// Takes a person out of the rows of inputs that the store keeps.
///
/// The person's rows stay as empty places, so that all others keep theirs; the next run counts them as erased. A cell of
/// somebody else's row that mentions one of the addresses is emptied.
struct ErasedSources {
  let person: StoredPerson
  let traces: PersonTraces

  func rewrite(_ editor: SourceEditor) throws {
    let starts = try editor.rowStarts(ofContacts: person.contactIDs)
    for input in try editor.inputs() {
      var ordinal = 0
      while let packed = try editor.batch(ordinal, of: input) {
        guard let bytes = try? PackedBlob.unpack(packed), var batch = RecordBatch(packed: bytes)
        else { throw DamagedStore(what: "a batch of rows of \(input.name)") }
        let isChanged = batch.erase(
          recordsAt: starts[input.name] ?? [], mentions: traces.isMentioned)
        if isChanged {
          try editor.replace(PackedBlob.pack(batch.packed()), ordinal: ordinal, of: input)
        }
        ordinal += 1
      }
    }
  }
}
