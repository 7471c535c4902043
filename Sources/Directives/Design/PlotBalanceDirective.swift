import Diagnostics
import Execution

/// `plot balance`: the Love plot of a balance check.
package struct PlotBalanceDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "balance", summary: "Draws the imbalance of each covariate (a Love plot).",
    discussion: """
      A row for each covariate, the most imbalanced on top, with the accepted limit marked; hollow
      dots are the figures after weighting. `balance` draws the same chart beside its tables.
      """,
    example: """
      ```{plot balance}
      balance: draw
      signed: true
      ```
      """)

  static let balance = Parameter<NameReference?>.optional(
    "balance", .name("balance"), shown: "the balance last checked", "The balance that is drawn.")
  static let signed = Parameter<Bool>(
    "signed", .boolean, default: false, "Whether differences keep their sign.")

  package static let parameters: [any AnyParameter] = [balance, signed]
  package static let diagnostics: [DiagnosticKind] = [.noBalance]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    if let reference = arguments[Self.balance] {
      plan.readObject(reference, types: [BalanceObject.typeName])
    } else if !plan.readLastObject(type: BalanceObject.typeName) {
      plan.error(.noBalance, "no balance is checked above", hint: "add a {balance} cell first")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let object: BalanceObject
    if let reference = arguments[Self.balance] {
      object = try context.object(BalanceObject.self, reference)
    } else if let last = context.lastObject(BalanceObject.self) {
      object = last.object
    } else {
      throw context.error(.noBalance, "no balance is checked above")
    }
    return CellResult(items: [.chart(object.chart(isSigned: arguments[Self.signed]))])
  }
}

extension DiagnosticKind {
  static let noBalance = DiagnosticKind(
    "plot.noBalance", .error, "There is no balance check to draw above the plot.")
}
