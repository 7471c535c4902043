/// Signs of currencies by their ISO codes.
enum Currency {
  /// The sign to put before an amount; a code with no sign of its own is written out.
  static func sign(_ code: String) -> String {
    switch code {
    case "USD", "$": "$"
    case "EUR", "€": "€"
    case "GBP", "£": "£"
    case "JPY", "CNY", "¥": "¥"
    case "INR": "₹"
    default: code + "\u{A0}"
    }
  }
}
