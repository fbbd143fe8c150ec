/// Two numbers of equal length with nothing but blanks between them.
enum JoinedNumbers {
  /// Both halves, if the whole is too long for one number and each half is a number.
  static func halves(_ chunk: Chunk, _ repair: NumberRepair) -> (Finding, Finding)? {
    let digits = chunk.digits
    let count = digits.count
    let middle = digits.start + count / 2
    guard count >= 16, count % 2 == 0, chunk.blanks >> UInt64(middle) & 1 == 1 else {
      return nil
    }
    var first = Digits()
    first.append(digits.start..<middle, of: digits)
    var second = Digits()
    second.append(middle..<digits.end, of: digits)
    let left = repair.read(first, hasPlus: false, trunk: nil)
    let right = repair.read(second, hasPlus: false, trunk: nil)
    return left.isValid && right.isValid ? (left, right) : nil
  }
}
