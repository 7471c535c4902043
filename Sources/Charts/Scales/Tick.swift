/// A labelled value of an axis.
struct Tick: Equatable {
  let value: Double
  let label: String
}
