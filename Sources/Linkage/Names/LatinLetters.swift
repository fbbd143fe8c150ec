/// Lower-case Latin letters without their marks: two bytes for each scalar, the second one a blank
/// where one letter is enough, `..` where the scalar stands for itself, blanks where it is no letter.
///
/// Derived from the canonical decompositions of Unicode, with `ø`, `ł`, `ß`, `þ` and their like
/// written as they are usually written without a mark.
enum LatinLetters {
  /// U+00C0 to U+024F.
  static let supplement: StaticString = """
    a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thss\
    a a a a a a aec e e e e i i i i d n o o o o o   o u u u u y thy \
    a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g \
    g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l \
    l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s \
    s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s \
    b b ........o ....d d ......e e e f f ..g ....i k k l ..........\
    o o ..........................u u ....y y z z ..................\
    ........dzdzdzljljljnjnjnja a i i o o u u u u u u u u u u e a a \
    a a aeaeg g g g k k o o o o ....j dzdzdzg g ....n n a a aeaeo o \
    a a a a e e e e i i i i o o o o r r r r u u u u s s t t ....h h \
    ........z z a a e e o o o o o o o o y y ............a c c l ..s \
    ......b u ......j j q q r r y y 
    """

  /// U+1E00 to U+1EFF.
  static let additional: StaticString = """
    a a b b b b b b c c d d d d d d d d d d e e e e e e e e e e f f \
    g g h h h h h h h h h h i i i i k k k k k k l l l l l l l l m m \
    m m m m n n n n n n n n o o o o o o o o p p p p r r r r r r r r \
    s s s s s s s s s s t t t t t t t t u u u u u u u u u u v v v v \
    w w w w w w w w w w x x x x y y z z z z z z h t w y a s s s ss..\
    a a a a a a a a a a a a a a a a a a a a a a a a e e e e e e e e \
    e e e e e e e e i i i i o o o o o o o o o o o o o o o o o o o o \
    o o o o u u u u u u u u u u u u u u y y y y y y y y ............
    """

  /// The one or two letters for `scalar`, 0 as the second when there is one only; nil when the
  /// scalar is outside the tables or stands for itself.
  @inline(__always)
  static func letters(_ scalar: UInt32) -> (UInt8, UInt8)? {
    let table: StaticString
    let index: Int
    switch scalar {
    case 0xC0...0x24F: (table, index) = (supplement, Int(scalar) - 0xC0)
    case 0x1E00...0x1EFF: (table, index) = (additional, Int(scalar) - 0x1E00)
    default: return nil
    }
    guard index * 2 + 1 < table.utf8CodeUnitCount else { return nil }
    let first = table.utf8Start[index * 2]
    let second = table.utf8Start[index * 2 + 1]
    if first == UInt8(ascii: ".") { return nil }
    return (first, second == UInt8(ascii: " ") ? 0 : second)
  }
}
