import Foundation

/// Bodies as the platform sends them, and their HMAC-SHA-256 under `spool secret`, computed by another program.
struct SignedWebhook {
  var signature: String
  var body: String

  /// The line of a spool.
  func line() throws -> String {
    let entry = try JSONEncoder().encode(["sig": "sha256=" + signature, "body": body])
    return String(decoding: entry, as: UTF8.self) + "\n"
  }

  static let message = SignedWebhook(
    signature: "861d5822b0bdc4a37971e6a61cb6368de44e43c6d86a6d0594ff023fb0f6de49",
    body:
      #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","contacts":[{"profile":{"name":"Anna"},"wa_id":"491713920001"}],"messages":[{"from":"491713920001","id":"wamid.1","timestamp":"1764576000","type":"text","text":{"body":"стоп"}}]}}]}]}"#
  )

  static let statuses = SignedWebhook(
    signature: "c19f4e4e39d23f3022cd2ac30bb34317709b3d5594a44c40071e65e7c79f0200",
    body:
      #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.2","status":"failed","timestamp":"1764576060","recipient_id":"491713920002","errors":[{"code":131026}]},{"id":"wamid.2","status":"warehoused","timestamp":"1764576061","recipient_id":"491713920002"}]}}]}]}"#
  )

  static let preference = SignedWebhook(
    signature: "4a69c077b4c0b93b443038ebe24663f0d422c3cf5981dea3cc9445cfbd8c64f5",
    body:
      #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{"user_preferences":[{"wa_id":"491713920003","value":"stop","timestamp":1764576120}]}}]}]}"#
  )

  static let deliveredOrder = SignedWebhook(
    signature: "4e5789cf19192df79f60444e58253b748fa28dbe352c7dcdb6f4e3dd0832bf22",
    body:
      #"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.7","status":"delivered","timestamp":"1764576060","recipient_id":"491713920001","biz_opaque_callback_data":"order-7"}]}}]}]}"#
  )
}
