/// Who stands behind the values of a field that several people share: for each person a name.
struct SharedValues: Sendable {
  /// People told apart at most.
  static let limit = 64

  /// By value: 1 + index into `ends` of its people; 0 for a value of one person or of too many.
  private var indexOfValue: [UInt32] = []
  private var ends: [UInt32] = [0]
  private var names: [UInt32] = []

  init(valueCount: Int = 0) {
    indexOfValue = [UInt32](repeating: 0, count: valueCount)
  }

  /// Adds a value with the names of its people.
  mutating func add(_ value: Int, _ leaders: [Int]) {
    indexOfValue[value] = UInt32(ends.count)
    for name in leaders { names.append(UInt32(name)) }
    ends.append(UInt32(names.count))
  }

  /// The names of the people behind a value; none where it is one person's.
  func leaders(_ value: Int) -> ArraySlice<UInt32> {
    if indexOfValue.isEmpty || indexOfValue[value] == 0 { return [] }
    let index = Int(indexOfValue[value])
    return names[Int(ends[index - 1])..<Int(ends[index])]
  }
}
