/// Names set upright as operations: name, text, and whether scripts stand below.
///
/// Beyond LaTeX's own there are the names that MathJax users define most in statistics.
enum FunctionNames {
  static let table: [(String, String, Bool)] = [
    ("log", "log", false), ("ln", "ln", false), ("lg", "lg", false), ("exp", "exp", false),
    ("sin", "sin", false), ("cos", "cos", false), ("tan", "tan", false), ("cot", "cot", false),
    ("sec", "sec", false), ("csc", "csc", false), ("arcsin", "arcsin", false),
    ("arccos", "arccos", false), ("arctan", "arctan", false), ("sinh", "sinh", false),
    ("cosh", "cosh", false), ("tanh", "tanh", false), ("coth", "coth", false),
    ("arg", "arg", false), ("deg", "deg", false), ("dim", "dim", false), ("hom", "hom", false),
    ("ker", "ker", false), ("max", "max", true), ("min", "min", true), ("sup", "sup", true),
    ("inf", "inf", true), ("lim", "lim", true), ("limsup", "lim sup", true),
    ("liminf", "lim inf", true), ("Pr", "Pr", true), ("det", "det", true), ("gcd", "gcd", true),
    ("argmax", "arg max", true), ("argmin", "arg min", true), ("injlim", "inj lim", true),
    ("projlim", "proj lim", true), ("plim", "plim", true), ("Var", "Var", false),
    ("Cov", "Cov", false), ("Corr", "Corr", false), ("logit", "logit", false),
    ("expit", "expit", false), ("sign", "sign", false), ("sgn", "sgn", false),
    ("tr", "tr", false), ("Tr", "Tr", false), ("diag", "diag", false), ("rank", "rank", false),
    ("erf", "erf", false), ("softmax", "softmax", false),
  ]
}
