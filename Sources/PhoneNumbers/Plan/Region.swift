import CNumberingPlan

/// A region of the numbering plan: a country or territory, or a calling code that belongs to none.
///
/// One byte; equal regions have equal codes, except that each non-geographic calling code is a
/// region of its own and all of them are written `001`.
public struct Region: Sendable, Hashable, Comparable {
  let index: UInt8

  init(index: UInt8) {
    self.index = index
  }

  /// The region with an ISO 3166 code of two letters in either case, or nil if the plan has none.
  ///
  /// `001` gives the first of the non-geographic calling codes. O(log n) in the number of regions.
  public init?(_ code: some StringProtocol) {
    var bytes: (UInt8, UInt8, UInt8) = (0, 0, 0)
    var count = 0
    for byte in code.utf8 {
      switch count {
      case 0: bytes.0 = byte
      case 1: bytes.1 = byte
      case 2: bytes.2 = byte
      default: return nil
      }
      count += 1
    }
    self.init(bytes.0, bytes.1, bytes.2)
  }

  /// The region with a code given as ASCII bytes.
  public init?(ascii code: Span<UInt8>) {
    guard code.count == 2 || code.count == 3 else { return nil }
    self.init(code[0], code[1], code.count == 3 ? code[2] : 0)
  }

  private init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    let wanted = Region.key(first, second, third)
    let order = np_territories_by_code()
    var low = 0
    var high = Int(NP_TERRITORY_COUNT)
    while low < high {
      let middle = (low + high) / 2
      if Region(index: order[middle]).key < wanted { low = middle + 1 } else { high = middle }
    }
    guard low < NP_TERRITORY_COUNT, Region(index: order[low]).key == wanted else { return nil }
    index = order[low]
  }

  private static func key(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt32 {
    func upper(_ byte: UInt8) -> UInt32 {
      UInt32(byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte)
    }
    return upper(first) << 16 | upper(second) << 8 | upper(third)
  }

  private var key: UInt32 {
    let code = Plan.territory(index).pointee.code
    return Region.key(
      UInt8(bitPattern: code.0), UInt8(bitPattern: code.1), UInt8(bitPattern: code.2))
  }

  /// ISO 3166 letters, or `001` for a calling code that belongs to no region.
  public var code: String {
    let code = Plan.territory(index).pointee.code
    return String(unsafeUninitializedCapacity: 3) { buffer in
      buffer[0] = UInt8(bitPattern: code.0)
      buffer[1] = UInt8(bitPattern: code.1)
      buffer[2] = UInt8(bitPattern: code.2)
      return code.2 == 0 ? 2 : 3
    }
  }

  /// The calling code, 1 to 999.
  public var callingCode: UInt16 { Plan.territory(index).pointee.calling_code }

  /// Whether this is a non-geographic calling code, such as international freephone.
  public var isNonGeographic: Bool { Plan.territory(index).pointee.code.2 != 0 }

  /// Whether the region is the main one of its calling code, such as US for 1.
  public var isMain: Bool { Plan.callingCode(callingCode)?.pointee.first_territory == index }

  /// The main region of a calling code, or nil if the code is not assigned.
  public static func main(callingCode: UInt16) -> Region? {
    Plan.callingCode(callingCode).map { Region(index: $0.pointee.first_territory) }
  }

  /// All regions with a code of their own, in alphabetical order.
  public static var all: [Region] {
    (0..<Int(NP_TERRITORY_COUNT)).map { Region(index: np_territories_by_code()[$0]) }
      .filter { !$0.isNonGeographic }
  }

  public static func < (left: Region, right: Region) -> Bool {
    (left.key, left.index) < (right.key, right.index)
  }
}

extension Region: CustomStringConvertible {
  public var description: String { code }
}
