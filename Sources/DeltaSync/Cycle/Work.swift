/// A write that is to be made in this cycle.
struct Work {
  var subject: Subject
  var side: Side
  var payload: WriteRequest.Payload
  /// The part of the key that tells this write from others about the same subject.
  var key: String
  /// Asked inside the transaction that stores the intention, with what holds then; false: it must not be made.
  var isAllowed: (() throws -> Bool)?
  /// What is stored when the side has confirmed it, in the transaction that ends the write.
  var acknowledge: (_ id: String?) throws -> Void
}
