package import Diagnostics

/// Every kind of diagnostic that parsing can raise, for the catalogue page.
package enum SyntaxDiagnostics {
  package static let all: [DiagnosticKind] = [
    .unclosedFrontMatter, .unknownFrontMatterKey, .frontMatterText,
    .missingVerb, .unclosedBrace, .textAfterBrace, .strayWord, .emptyName, .secondName,
    .unclosedQuote, .duplicateKey, .tab, .tooDeep, .textAfterValue, .unclosedBracket,
    .malformedValue, .strayIndent, .missingBlank, .equalsInBody, .notAKey,
    .emptyFormat, .valueSyntax, .unclosedValue,
    .unclosedFence, .hiddenDirective, .lostFence, .directiveInFootnote, .invalidUTF8,
    .duplicateFootnote, .unusedFootnote, .undefinedFootnote, .bareValue,
  ]
}
