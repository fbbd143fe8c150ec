/// Whether one insertion, deletion, substitution or exchange of neighbours makes `a` into `b`
/// (Damerau 1964); both UTF-8, an edit being one of bytes. O(length), without allocation.
func isOneEdit(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
  if abs(a.count - b.count) > 1 { return false }
  var prefix = 0
  while prefix < min(a.count, b.count), a[prefix] == b[prefix] { prefix += 1 }
  var suffix = 0
  while suffix < min(a.count, b.count) - prefix,
    a[a.count - 1 - suffix] == b[b.count - 1 - suffix]
  { suffix += 1 }
  let restA = a.count - prefix - suffix
  let restB = b.count - prefix - suffix
  if restA <= 1 && restB <= 1 { return restA + restB > 0 }
  return restA == 2 && restB == 2 && a[prefix] == b[prefix + 1] && a[prefix + 1] == b[prefix]
}

/// Insertions, deletions and substitutions that make `a` into `b`, bytes taken for letters; at most
/// 64 bytes of `a` are looked at. Bit-parallel (Myers 1999, Hyyrö 2003): O(length of b).
func editDistance(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Int {
  let m = min(64, a.count)
  if m == 0 { return b.count }
  var masks = InlineArray<256, UInt64>(repeating: 0)
  for index in 0..<m { masks[Int(a[index])] |= 1 << UInt64(index) }
  var positive = ~UInt64(0)
  var negative: UInt64 = 0
  var distance = m
  let last: UInt64 = 1 << UInt64(m - 1)
  for index in b.indices {
    let equal = masks[Int(b[index])]
    let vertical = equal | negative
    let horizontal = (((equal & positive) &+ positive) ^ positive) | equal
    var up = negative | ~(horizontal | positive)
    let down = positive & horizontal
    if up & last != 0 { distance += 1 }
    if down & last != 0 { distance -= 1 }
    up = up << 1 | 1
    positive = down << 1 | ~(vertical | up)
    negative = up & vertical
  }
  return distance + a.count - m
}
