/// Images outside the notebooks that a site puts into its pages, such as a logo.
package enum EmbeddedImage {
  /// The image as a data address; nil for bytes that are no image.
  package static func address(_ bytes: [UInt8]) -> String? {
    ImageData.mediaType(of: bytes).map { "data:\($0);base64,\(ImageData.base64(bytes))" }
  }
}
