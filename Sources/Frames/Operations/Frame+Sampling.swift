import Numerics

extension Frame {
  /// `count` rows drawn without replacement, in their order in the frame; all where there are fewer.
  package func sampled(_ count: Int, using stream: inout RandomStream) -> Frame {
    guard count < rowCount else { return self }
    return taking(stream.sample(max(0, count), of: rowCount).sorted())
  }
}
