/// A labelled value of an axis.
package struct Tick: Equatable {
  package let value: Double
  package let label: String
}
