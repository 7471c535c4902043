import Numerics

extension CivilDay {
  static let monthNames = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The name of the month, three letters.
  var monthName: String { Self.monthNames[(month - 1) % 12] }
}
