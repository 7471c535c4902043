/// Commands that take arguments or change what follows.
enum Structures {
  static let table: [(String, StructureCommand)] =
    layout + fractions + delimiterSizes + alphabets + texts + stacks + styles + spacing + marks
    + Arrows.extensible.map { ($0.0, .arrow($0.1)) }

  private static let layout: [(String, StructureCommand)] = [
    ("begin", .begin), ("end", .end), ("left", .left), ("right", .right), ("middle", .middle),
    ("\\", .newline), ("cr", .newline), ("newline", .newline), ("hline", .horizontalRule),
    ("toprule", .horizontalRule), ("midrule", .horizontalRule), ("bottomrule", .horizontalRule),
  ]

  private static let fractions: [(String, StructureCommand)] = [
    ("frac", .fraction(.inherited)), ("dfrac", .fraction(.display)),
    ("tfrac", .fraction(.text)), ("cfrac", .fraction(.display)), ("nicefrac", .fraction(.text)),
    ("binom", .binomial(.inherited)), ("dbinom", .binomial(.display)),
    ("tbinom", .binomial(.text)), ("over", .infix(.over)), ("choose", .infix(.choose)),
    ("atop", .infix(.atop)), ("brack", .infix(.brack)), ("brace", .infix(.brace)),
    ("sqrt", .root),
  ]

  private static let delimiterSizes: [(String, StructureCommand)] =
    [("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3.0)].flatMap {
      (name: String, size: Double) -> [(String, StructureCommand)] in
      [
        (name, .sized(size, nil)), (name + "l", .sized(size, .opening)),
        (name + "r", .sized(size, .closing)), (name + "m", .sized(size, .relation)),
      ]
    }

  private static let alphabets: [(String, StructureCommand)] = [
    ("mathbb", .alphabet(.doubleStruck)), ("mathbbm", .alphabet(.doubleStruck)),
    ("mathds", .alphabet(.doubleStruck)), ("Bbb", .alphabet(.doubleStruck)),
    ("mathcal", .alphabet(.script)), ("mathscr", .alphabet(.script)),
    ("cal", .alphabetSwitch(.script)), ("mathbf", .alphabet(.bold)), ("bold", .alphabet(.bold)),
    ("mathrm", .alphabet(.upright)), ("mathup", .alphabet(.upright)),
    ("mathnormal", .alphabet(.italic)), ("mathit", .alphabet(.italic)),
    ("mathsf", .alphabet(.sansSerif)), ("mathtt", .alphabet(.monospace)),
    ("mathfrak", .alphabet(.fraktur)), ("frak", .alphabet(.fraktur)),
    ("boldsymbol", .alphabet(.boldItalic)), ("bm", .alphabet(.boldItalic)),
    ("pmb", .alphabet(.boldItalic)), ("mathbfit", .alphabet(.boldItalic)),
    ("boldmath", .alphabetSwitch(.boldItalic)), ("bf", .alphabetSwitch(.bold)),
    ("bfseries", .alphabetSwitch(.bold)), ("rm", .alphabetSwitch(.upright)),
    ("it", .alphabetSwitch(.italic)), ("sf", .alphabetSwitch(.sansSerif)),
    ("tt", .alphabetSwitch(.monospace)),
  ]

  private static let texts: [(String, StructureCommand)] = [
    ("text", .text(.normal)), ("mbox", .text(.normal)), ("hbox", .text(.normal)),
    ("textrm", .text(.normal)), ("textnormal", .text(.normal)), ("textup", .text(.normal)),
    ("textbf", .text(.bold)), ("textit", .text(.italic)), ("emph", .text(.italic)),
    ("textsl", .text(.italic)), ("texttt", .text(.typewriter)), ("textsf", .text(.sansSerif)),
    ("textsc", .text(.normal)), ("intertext", .text(.normal)), ("shortintertext", .text(.normal)),
    ("operatorname", .operatorName), ("mathop", .classed(.operation)),
  ]

  private static let stacks: [(String, StructureCommand)] = [
    ("overset", .stack(.over)), ("underset", .stack(.under)), ("stackrel", .stack(.relation)),
    ("overunderset", .stack(.both)), ("substack", .substack), ("sideset", .sideScripts),
    ("limits", .limits(.limits)), ("nolimits", .limits(.corner)),
    ("displaylimits", .limits(.automatic)), ("not", .negation), ("centernot", .negation),
    ("bmod", .modulo(parenthesised: false, named: true)),
    ("mod", .modulo(parenthesised: false, named: true)),
    ("pmod", .modulo(parenthesised: true, named: true)),
    ("pod", .modulo(parenthesised: true, named: false)), ("rotatebox", .rotated),
  ]

  private static let styles: [(String, StructureCommand)] = [
    ("displaystyle", .styleSwitch(.displayStyle)), ("textstyle", .styleSwitch(.textStyle)),
    ("scriptstyle", .styleSwitch(.scriptStyle)),
    ("scriptscriptstyle", .styleSwitch(.scriptScriptStyle)), ("boxed", .styled(.boxed)),
    ("fbox", .styled(.boxed)), ("cancel", .styled(.cancelled)), ("bcancel", .styled(.cancelled)),
    ("xcancel", .styled(.cancelled)), ("color", .colour), ("textcolor", .textColour),
    ("mathbin", .classed(.binary)), ("mathrel", .classed(.relation)),
    ("mathord", .classed(.ordinary)), ("mathopen", .classed(.opening)),
    ("mathclose", .classed(.closing)), ("mathpunct", .classed(.punctuation)),
    ("mathinner", .classed(.inner)), ("phantom", .phantom(.full)),
    ("hphantom", .phantom(.horizontal)), ("vphantom", .phantom(.vertical)),
    ("smash", .phantom(.smash)),
  ]

  private static let spacing: [(String, StructureCommand)] = [
    ("hspace", .length(isBraced: true)), ("mspace", .length(isBraced: true)),
    ("hskip", .length(isBraced: false)), ("kern", .length(isBraced: false)),
    ("mkern", .length(isBraced: false)), ("mskip", .length(isBraced: false)),
  ]

  private static let marks: [(String, StructureCommand)] = [
    ("tag", .tag), ("label", .label), ("unicode", .unicode),
    ("ref", .reference(parenthesised: false)),
    ("eqref", .reference(parenthesised: true)), ("nonumber", .ignored(arguments: 0)),
    ("notag", .ignored(arguments: 0)), ("nolinebreak", .ignored(arguments: 0)),
    ("allowbreak", .ignored(arguments: 0)), ("relax", .ignored(arguments: 0)),
    ("noindent", .ignored(arguments: 0)), ("centering", .ignored(arguments: 0)),
    ("strut", .ignored(arguments: 0)), ("mathstrut", .ignored(arguments: 0)),
    ("normalsize", .ignored(arguments: 0)), ("small", .ignored(arguments: 0)),
    ("large", .ignored(arguments: 0)), ("Large", .ignored(arguments: 0)),
    ("vspace", .ignored(arguments: 1)), ("setlength", .ignored(arguments: 2)),
    ("displaybreak", .ignored(arguments: 0)), ("scriptsize", .ignored(arguments: 0)),
    ("footnotesize", .ignored(arguments: 0)), ("tiny", .ignored(arguments: 0)),
  ]
}
