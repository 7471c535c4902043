import NotebookSyntax

/// Keys that every directive takes.
package enum CommonParameters {
  package static let title = Parameter<String?>.optional(
    "title", .text, "Heading of the result, as inline Markdown with inline values.")
  package static let caption = Parameter<String?>.optional(
    "caption", .text, "Caption of the figure or table; it may read the cell's own values.")
  package static let alt = Parameter<String?>.optional(
    "alt", .text, shown: "made from the data",
    "Text that stands for the figure where it is not seen.")
  package static let show = Parameter<Presentation.SourceDisplay?>.optional(
    "show", .choice(), shown: "fold", "Whether the directive's source is folded, shown or left out."
  )
  package static let output = Parameter<Bool>(
    "output", .boolean, default: true, "Whether the result is shown on the page.")
  package static let seed = Parameter<Int?>.optional(
    "seed", .integer(from: 0), shown: "the page's seed", "Seed of this cell's random streams.")
  package static let level = Parameter<Double>(
    "level", .number(from: 0.5, to: 0.9999), default: 0.95, "Confidence level of every interval.")

  package static let all: [any AnyParameter] = [title, caption, alt, show, output, seed, level]
}
