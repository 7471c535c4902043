/// What a kind of chart is called where its author gave it no words.
package enum ChartKindName {
  /// `toc` as "Targeting operator characteristic (TOC)"; a kind that is a plain word as "Profile".
  package static func text(_ kind: String) -> String {
    if let name = names[kind] { return name }
    let words = kind.split(separator: "-").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private static let names = [
    "balance": "Balance of the covariates", "bar": "Bar chart", "box": "Box plot",
    "calibration": "Calibration of the predicted effects", "deciles": "Effects by decile",
    "density": "Density", "dependence": "Dependence of the predicted effects",
    "distribution": "Distribution of the predicted effects", "effects": "Predicted effects",
    "elasticity": "Elasticity curve", "forest": "Forest plot", "gain": "Gain curve",
    "graph": "Causal graph", "heatmap": "Heat map", "importance": "Importance of the features",
    "line": "Line chart", "overlap": "Overlap of the arms",
    "policy-flips": "Decisions that a confounder could turn", "policy-tree": "The rule as a tree",
    "profit": "Profit curve", "qini": "Qini curve", "scatter": "Scatter plot",
    "segment-profile": "How the segments differ, in standard deviations",
    "silhouette": "Mean silhouette by the number of clusters",
    "splits": "Spread over the random splits",
    "toc": "Targeting operator characteristic (TOC)", "uplift": "Uplift curve",
    "uplift-tree": "The tree, with the effect found in each leaf",
  ]
}
