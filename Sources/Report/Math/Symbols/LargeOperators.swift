/// Sums, integrals and their kin: name, character, and whether scripts stand above and below.
enum LargeOperators {
  static let table: [(String, String, Bool)] = [
    ("sum", "∑", true), ("prod", "∏", true), ("coprod", "∐", true), ("bigcup", "⋃", true),
    ("bigcap", "⋂", true), ("bigvee", "⋁", true), ("bigwedge", "⋀", true),
    ("bigoplus", "⨁", true), ("bigotimes", "⨂", true), ("bigodot", "⨀", true),
    ("biguplus", "⨄", true), ("bigsqcup", "⨆", true), ("int", "∫", false), ("iint", "∬", false),
    ("iiint", "∭", false), ("iiiint", "⨌", false), ("oint", "∮", false), ("oiint", "∯", false),
    ("intop", "∫", true), ("smallint", "∫", false),
  ]
}
