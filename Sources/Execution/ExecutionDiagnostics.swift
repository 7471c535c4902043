import Diagnostics

/// The kinds of diagnostic that planning and running raise themselves.
package enum ExecutionDiagnostics {
  package static let all: [DiagnosticKind] = [
    .skipped, .internalError, .unknownDirective, .missingKey, .unknownKey, .wrongType, .outOfRange,
    .unknownChoice, .unknownParameter, .parameterOverride, .unknownName, .wrongObject, .boundTwice,
    .unknownColumn, .ambiguousData, .noData, .unknownPath, .unknownFormat, .noResult, .wrongOperand,
  ]
}
