import NotebookSyntax
import Report

/// A small bibliography of works on causal inference, in the many ways people write BibTeX.
enum CitationFixture {
  static let text = #"""
    This line is a comment, and so is me@example.org.
    @string{pnas = "Proceedings of the National Academy of Sciences"}
    @comment{ @article{hidden, title = {Not read}} }

    @article{kunzel2019,
      author  = {K{\"u}nzel, S{\"o}ren R. and Sekhon, Jasjeet S. and Bickel, Peter J. and Yu, Bin},
      title   = "Metalearners for estimating heterogeneous treatment effects using machine learning",
      journal = pnas,
      volume = 116, number = 10, pages = {4156--4165}, year = 2019,
      doi = {10.1073/pnas.1804597116},
    }

    @Article{nie2021, author="Xinkun Nie and Stefan Wager",
      title="Quasi-oracle estimation of heterogeneous treatment effects",
      journal="Biometrika", volume=108, number=2, pages="299-319", month=jun, year=2021}

    @book{pearl2009, author={Judea Pearl}, title={Causality: Models, Reasoning, and Inference},
      edition={2}, publisher={Cambridge University Press}, year={2009}}

    @incollection{vdl2011, author={van der Laan, Mark J. and Polley, Eric},
      title={Super learning}, booktitle={Targeted Learning}, editor={M. J. van der Laan and S. Rose},
      pages={43--66}, publisher={Springer}, year=2011}

    @inproceedings{chen2016, author={Tianqi Chen and Carlos Guestrin},
      title={{XGBoost}: A scalable tree boosting system}, booktitle={Proc.\ of the 22nd KDD},
      pages={785--794}, year={2016}, url={https://arxiv.org/abs/1603.02754}}

    @misc{dml, author={Victor Chernozhukov and others}, title={Double/Debiased {ML} for $\theta_0$},
      eprint={1608.00060}, archivePrefix={arXiv}, year={2018}}

    @techreport(who2020, author = {{World Health Organization}}, title = {Trial {\em reporting}},
      institution = {World Health Organization}, number = 7, year = 2020)

    @phdthesis{smith, author={Smith, Jr., John}, title={Why?}, school={Univ. of X}, date={2015-06-01}}
    @article{athey2019a, author={Athey, Susan and Wager, Stefan}, title={Estimating}, year=2019}
    @article{athey2019b, author={Athey, Susan and Wager, Stefan}, title={Applying}, year=2019}
    """#

  static var bibliography: Bibliography { Bibliography.parse(Array(text.utf8), path: "refs.bib").0 }

  /// A style for a page that cites all works.
  static var style: CitationStyle { CitationStyle(bibliography, cited: bibliography.keys) }

  static func problems(_ text: String) -> [String] {
    Bibliography.parse(Array(text.utf8), path: "refs.bib").1.map { "\($0.line): \($0.message)" }
  }

  static func entry(_ text: String) -> BibliographyEntry? {
    Bibliography.parse(Array(text.utf8), path: "refs.bib").0.entries.first
  }
}
