/// One of the two systems that are kept in step.
package enum Side: String, Sendable, Hashable, Codable, CaseIterable {
  case crm
  case messaging

  package var other: Side { self == .crm ? .messaging : .crm }
}

/// A value for each side.
package struct Sides<Value> {
  package var crm: Value
  package var messaging: Value

  package init(crm: Value, messaging: Value) {
    self.crm = crm
    self.messaging = messaging
  }

  package subscript(side: Side) -> Value {
    get { side == .crm ? crm : messaging }
    // In place: a dictionary that is changed through here must not be copied.
    _modify { if side == .crm { yield &crm } else { yield &messaging } }
  }
}

extension Sides: Sendable where Value: Sendable {}
extension Sides: Equatable where Value: Equatable {}
extension Sides: Hashable where Value: Hashable {}
extension Sides: Encodable where Value: Encodable {}
extension Sides: Decodable where Value: Decodable {}
