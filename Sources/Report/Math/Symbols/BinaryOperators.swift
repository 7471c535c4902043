/// Operators between two terms.
enum BinaryOperators {
  static let table: [(String, String)] = [
    ("pm", "±"), ("mp", "∓"), ("times", "×"), ("div", "÷"), ("cdot", "⋅"), ("ast", "∗"),
    ("star", "⋆"), ("circ", "∘"), ("bullet", "∙"), ("cap", "∩"), ("cup", "∪"), ("uplus", "⊎"),
    ("sqcap", "⊓"), ("sqcup", "⊔"), ("vee", "∨"), ("lor", "∨"), ("wedge", "∧"), ("land", "∧"),
    ("setminus", "∖"), ("smallsetminus", "∖"), ("wr", "≀"), ("diamond", "⋄"),
    ("bigtriangleup", "△"), ("bigtriangledown", "▽"), ("triangleleft", "◁"),
    ("triangleright", "▷"), ("oplus", "⊕"), ("ominus", "⊖"), ("otimes", "⊗"), ("oslash", "⊘"),
    ("odot", "⊙"), ("bigcirc", "◯"), ("dagger", "†"), ("ddagger", "‡"), ("amalg", "⨿"),
    ("ltimes", "⋉"), ("rtimes", "⋊"), ("boxplus", "⊞"), ("boxminus", "⊟"), ("boxtimes", "⊠"),
    ("boxdot", "⊡"), ("circledast", "⊛"), ("circledcirc", "⊚"), ("dotplus", "∔"),
    ("veebar", "⊻"), ("barwedge", "⊼"), ("intercal", "⊺"), ("centerdot", "⋅"), ("And", "&"),
    ("Cap", "⋒"), ("Cup", "⋓"), ("divideontimes", "⋇"),
  ]
}
