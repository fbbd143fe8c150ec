/// The tags in a cell: `VIP; b2b, VIP` → `["VIP", "b2b"]`.
///
/// Separated by `;` `,` `|` and their full-width forms, or line breaks; each tidied; what differs
/// only by fold counts once, in its first spelling; order kept. O(n) for cells of a few tags.
package func splitTags(_ cell: String) -> [String] {
  var tags: [String] = []
  var keys: [String] = []
  let pieces = cell.unicodeScalars.split { scalar in
    switch scalar {
    case ";", ",", "|", "\n", "\r", "；", "，", "、", "｜", "\u{2028}", "\u{2029}": true
    default: false
    }
  }
  for piece in pieces {
    let tag = tidy(String(piece))
    guard !tag.isEmpty else { continue }
    let folded = fold(tag)
    let key = folded.isEmpty ? tag : folded
    if keys.contains(key) { continue }
    keys.append(key)
    tags.append(tag)
  }
  return tags
}
