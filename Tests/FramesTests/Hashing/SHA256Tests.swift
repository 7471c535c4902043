import Frames
import Numerics
import Platform
import TestSupport
import Testing

@Suite struct SHA256Tests {
  /// Vectors of NIST's Cryptographic Algorithm Validation Program and FIPS 180-4's examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func agreesWithThePublishedVectors(_ message: String, _ hash: String) {
    #expect(SHA256.hexadecimal(Array(message.utf8)) == hash)
    var portable = SHA256(isPortable: true)
    portable.update(Array(message.utf8).span)
    #expect(portable.finish() == hash)
  }

  @Test func theProcessorsInstructionsGiveTheSameHash() {
    var stream = RandomStream(seed: 7, purpose: "hash")
    for length in [1, 63, 64, 65, 127, 128, 1000, 100_003] {
      let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: stream.next()) }
      var portable = SHA256(isPortable: true)
      portable.update(bytes.span)
      #expect(portable.finish() == SHA256.hexadecimal(bytes), "\(length) bytes")
    }
  }

  @Test func aMillionLettersInUnevenPieces() {
    var hash = SHA256()
    var left = 1_000_000
    var size = 1
    while left > 0 {
      let piece = [UInt8](repeating: 0x61, count: min(size, left))
      hash.update(piece.span)
      left -= piece.count
      size = size * 3 % 1009 + 1
    }
    #expect(hash.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(.needsData)
  func aFileHasItsPublishedHash() throws {
    let folder = try #require(SharedData.dataFolder)
    #expect(
      try SHA256.hexadecimal(ofFile: folder + "/hillstrom.csv")
        == "0e5893329d8b93cefecc571777672028290ab69865718020c78c7284f291aece")
  }
}
