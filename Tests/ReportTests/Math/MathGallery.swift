/// Formulas of the kind that causal notebooks contain, to render and to look at.
enum MathGallery {
  /// Sections of displayed formulas.
  static let displayed: [(title: String, formulas: [String])] = [
    ("Potential outcomes", potentialOutcomes), ("Estimators", estimators),
    ("Graphs and independence", independence), ("Aligned equations", aligned),
    ("Matrices and arrays", matrices), ("Optimisation and limits", optimisation),
    ("Distributions", distributions), ("Accents", accents), ("Fences and sizes", fences),
    ("Letters", letters), ("Spacing", spacing), ("Structures", structures),
  ]

  static var all: [String] { displayed.flatMap(\.formulas) + inline }

  private static let potentialOutcomes = [
    #"\tau = \mathbb{E}[Y(1) - Y(0)]"#,
    #"Y_i = T_i Y_i(1) + (1 - T_i) Y_i(0)"#,
    #"\tau(x) = \mathbb{E}[Y(1) - Y(0) \mid X = x]"#,
    #"\mathrm{ATE} = E[Y_1 - Y_0], \qquad \mathrm{ATT} = E[Y_1 - Y_0 \mid T = 1]"#,
    #"E[Y|T=1] - E[Y|T=0] = \underbrace{E[Y_1 - Y_0|T=1]}_{ATT} + \underbrace{\{ E[Y_0|T=1] - E[Y_0|T=0] \}}_{BIAS}"#,
    #"\tau_i = y_{1i} - y_{0i}"#,
    #"Y_i(t) = \alpha + \tau_i t + \epsilon_i"#,
    #"\text{ITE}_i = Y_i^{(1)} - Y_i^{(0)}"#,
    #"\text{LATE} = \frac{E[Y \mid Z=1] - E[Y \mid Z=0]}{E[T \mid Z=1] - E[T \mid Z=0]}"#,
    #"Y^{a=1} \neq Y^{a=0}"#,
    #"0 < e(x) < 1 \quad \forall x \in \mathcal{X}"#,
    #"E[Y \mid do(T=t)] = \sum_z E[Y \mid T=t, Z=z] P(Z=z)"#,
    #"P(Y \mid \mathrm{do}(X=x)) = \sum_{m} P(m|x) \sum_{x'} P(Y|x', m) P(x')"#,
  ]

  private static let estimators = [
    #"\hat{\tau} = \frac{1}{n_1} \sum_{i: T_i=1} Y_i - \frac{1}{n_0} \sum_{i: T_i=0} Y_i"#,
    #"\hat{\tau}_{IPW} = \frac{1}{N} \sum_{i=1}^{N} \left( \frac{T_i Y_i}{\hat{e}(X_i)} - \frac{(1-T_i) Y_i}{1 - \hat{e}(X_i)} \right)"#,
    #"\hat{ATE} = \frac{1}{N}\sum \bigg( \dfrac{T_i(Y_i - \hat{\mu_1}(X_i))}{\hat{P}(X_i)} + \hat{\mu_1}(X_i) \bigg)"#,
    #"\hat\tau^{DR} = \hat\mu_1(x) - \hat\mu_0(x) + \frac{w - \hat e(x)}{\hat e(x)(1-\hat e(x))}\bigl(y - \hat\mu_w(x)\bigr)"#,
    #"\widehat{\mathrm{ATE}} = \bar{Y}_1 - \bar{Y}_0"#,
    #"\widehat{Var}(\hat{\tau}) = \frac{s_1^2}{n_1} + \frac{s_0^2}{n_0}"#,
    #"SE(\hat\tau) = \sqrt{\frac{\hat\sigma_1^2}{n_1} + \frac{\hat\sigma_0^2}{n_0}}"#,
    #"\hat{\beta} = (X'X)^{-1} X'Y"#,
    #"\hat\beta_{OLS} = \left(\mathbf{X}^\top \mathbf{X}\right)^{-1} \mathbf{X}^\top \mathbf{y}"#,
    #"\hat{\beta}_1 = \dfrac{Cov(Y_i, T_i)}{Var(T_i)}"#,
    #"\kappa = \dfrac{Cov(Y_i, \tilde{T_i})}{Var(\tilde{T_i})}"#,
    #"\tilde{Y} = Y - \hat{m}(X), \quad \tilde{T} = T - \hat{e}(X)"#,
    #"\hat{\tau}(\cdot) = \operatorname*{argmin}_{\tau} \left\{ \frac{1}{n}\sum_{i=1}^n \left[ (Y_i - \hat{m}^{(-i)}(X_i)) - (W_i - \hat{e}^{(-i)}(X_i))\,\tau(X_i) \right]^2 + \Lambda_n(\tau(\cdot)) \right\}"#,
    #"\hat{\tau}_{X}(x) = g(x)\,\hat\tau_0(x) + (1 - g(x))\,\hat\tau_1(x)"#,
    #"\widehat{CATE}_{S}(x) = \hat\mu(x, 1) - \hat\mu(x, 0)"#,
    #"DiD = \big( \bar{Y}_{T, post} - \bar{Y}_{T, pre} \big) - \big( \bar{Y}_{C, post} - \bar{Y}_{C, pre} \big)"#,
    #"\hat{Y}_{1t}^N = \sum_{j=2}^{J+1} w_j Y_{jt}"#,
    #"\|\pmb{X}_1 - \pmb{X}_0 \pmb{W}\| = \bigg(\sum^k_{h=1}v_h \bigg(X_{h1} - \sum^{J+1}_{j=2} w_j X_{hj} \bigg)^2 \bigg)^{\frac{1}{2}}"#,
    #"\hat{se}_{HC1}^2 = \frac{n}{n-k} \left(\sum_i x_i x_i'\right)^{-1} \left(\sum_i \hat{u}_i^2 x_i x_i'\right) \left(\sum_i x_i x_i'\right)^{-1}"#,
  ]

  private static let independence = [
    #"(Y(0), Y(1)) \perp\!\!\!\perp T \mid X"#,
    #"Y_0, Y_1 \perp T | X"#,
    #"(Y_1, Y_0) \perp \! \! \! \perp T | X"#,
    #"X \not\perp\!\!\!\perp Y \mid Z"#,
    #"X \perp\!\!\!\perp_{G} Y"#,
    #"X \rotatebox[origin=c]{90}{$\models$} Y"#,
    #"X \indep Y \iff f(x, y) = f(x) f(y)"#,
    #"Z \rightarrow T \leftarrow U \rightarrow Y"#,
    #"A \Rightarrow B \Leftrightarrow C \implies D \to E \mapsto F"#,
    #"X \xrightarrow{\beta_{XY}} Y \xleftarrow[\text{unobserved}]{\gamma} U"#,
    #"\Pr(A \cap B) = \Pr(A)\Pr(B), \quad A \cup B \subseteq \Omega \setminus \emptyset"#,
    #"x \notin A,\ A \not\subset B,\ a \not= b,\ \nexists y,\ \neg p \land q \lor r"#,
  ]

  private static let aligned = [
    #"\begin{align} E[Y|T=1] &= E[Y_1|T=1] \\ &= E[Y_0|T=1] + ATT \end{align}"#,
    #"""
    \begin{align*}
    \hat{\tau} &= \mathbb{E}_n\left[\frac{TY}{e(X)}\right] - \mathbb{E}_n\left[\frac{(1-T)Y}{1-e(X)}\right] \\[6pt]
    &\approx \mathbb{E}[Y(1)] - \mathbb{E}[Y(0)] \\
    &= \tau
    \end{align*}
    """#,
    #"\begin{aligned} Y &= \theta(X) T + g(X) + \epsilon, & E[\epsilon \mid X, T] &= 0 \\ T &= f(X) + \eta, & E[\eta \mid X] &= 0 \end{aligned}"#,
    #"\begin{eqnarray} Y_i &=& \beta_0 + \beta_1 T_i + u_i \\ T_i &=& \pi_0 + \pi_1 Z_i + v_i \end{eqnarray}"#,
    #"\begin{equation} \ell(\beta) = \sum_{i} y_i \ln p_i + (1-y_i) \ln(1-p_i) \label{eq:loglik} \end{equation}"#,
    #"\begin{gather} a + b = c \\ d + e + f = g + h \end{gather}"#,
    #"\begin{split} a &= b + c \\ &\quad + d \end{split}"#,
    #"\begin{align} a &= b \tag{1} \\ c &= d + e \tag{2} \\ f &= g \nonumber \end{align}"#,
    #"\begin{equation*}\begin{aligned} \min_\beta \; & \sum_i \rho(y_i - x_i'\beta) \\ \text{s.t. } & \beta \geq 0 \end{aligned}\end{equation*}"#,
    #"a &= b \\ &= c"#,
    #"y = a + b x \\ z = c"#,
    #"\begin{align} x & \sim N(0, 1) & y & \sim U(0, 1) \end{align}"#,
    #"Y = \alpha + \beta T + \varepsilon \tag{OLS}"#,
  ]

  private static let matrices = [
    #"T_i = \begin{cases} 1 & \text{if unit } i \text{ is treated} \\ 0 & \text{otherwise} \end{cases}"#,
    #"\pi(x) = \begin{cases} 1, & \hat\tau(x) > c \\ 0, & \hat\tau(x) \le c \end{cases}"#,
    #"f(x) = \begin{cases} \frac{1}{b-a} & a \leq x \leq b \\[4pt] 0 & \text{elsewhere} \end{cases}"#,
    #"\mathbf{X} = \begin{bmatrix} 1 & x_{11} & \cdots & x_{1k} \\ 1 & x_{21} & \cdots & x_{2k} \\ \vdots & \vdots & \ddots & \vdots \\ 1 & x_{n1} & \cdots & x_{nk} \end{bmatrix}"#,
    #"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1} = \frac{1}{ad - bc} \begin{pmatrix} d & -b \\ -c & a \end{pmatrix}"#,
    #"\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc"#,
    #"\Sigma = \left[ \begin{array}{cc} \sigma_1^2 & \rho\sigma_1\sigma_2 \\ \rho\sigma_1\sigma_2 & \sigma_2^2 \end{array} \right]"#,
    #"\begin{array}{l|rr} & T=0 & T=1 \\ \hline Y=0 & 120 & 95 \\ Y=1 & 1{,}030 & 1{,}122 \\ \hline \end{array}"#,
    #"\begin{Bmatrix} 1 & 0 \\ 0 & 1 \end{Bmatrix}, \begin{matrix} 1 & 0 \\ 0 & 1 \end{matrix}, \bigl(\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}\bigr)"#,
    #"\begin{bmatrix} Y_1 \\ Y_2 \end{bmatrix} = \begin{bmatrix} 1 & T_1 \\ 1 & T_2 \end{bmatrix} \begin{bmatrix} \alpha \\ \tau \end{bmatrix} + \begin{bmatrix} u_1 \\ u_2 \end{bmatrix}"#,
    #"W = \underset{n \times k}{\begin{bmatrix} w_{11} \\ w_{21} \end{bmatrix}}"#,
  ]

  private static let optimisation = [
    #"\hat\theta = \arg\max_{\theta} \mathcal{L}(\theta)"#,
    #"\underset{\beta}{\mathrm{argmin}} \ \|Y - X\beta\|_2^2 + \lambda \|\beta\|_1"#,
    #"\pi^* = \operatorname*{arg\,max}_{\pi \in \Pi} \frac{1}{n} \sum_{i=1}^n \hat\Gamma_i \pi(X_i)"#,
    #"\lim_{n \to \infty} \Pr\left( |\hat\theta_n - \theta| > \epsilon \right) = 0"#,
    #"\sqrt{n}(\hat\theta - \theta_0) \xrightarrow{d} \mathcal{N}(0, \Sigma)"#,
    #"\hat\theta_n \stackrel{p}{\to} \theta, \quad X_n \overset{d}{\longrightarrow} X, \quad f \stackrel{\text{def}}{=} g"#,
    #"\int_{-\infty}^{\infty} f(x)\,dx = 1, \quad \iint_D f\,dA, \quad \oint_C"#,
    #"\int_0^1 x^2 \mathrm{d}x = \left. \frac{x^3}{3} \right|_0^1 = \frac{1}{3}"#,
    #"\prod_{i=1}^{n} p_i^{y_i} (1 - p_i)^{1-y_i}"#,
    #"\sum_{\substack{1 \le i \le n \\ i \ne j}} w_{ij} Y_i"#,
    #"\max_{a} \min_{b} f(a, b), \quad \sup_{x \in A} |f(x)|, \quad \inf_n a_n, \quad \limsup_{n\to\infty} a_n"#,
    #"\sum\nolimits_{i=1}^n x_i, \quad \int\limits_0^1 f, \quad \mathop{\mathrm{plim}}_{n\to\infty} \hat\beta"#,
    #"\bigcup_{k=1}^K I_k = \{1, \ldots, n\}, \quad \bigcap_k A_k, \quad \bigoplus_k V_k"#,
    #"\mathrm{AUUC} = \int_0^1 \mathrm{Qini}(\phi)\,d\phi"#,
  ]

  private static let distributions = [
    #"X \sim \mathcal{N}(\mu, \sigma^2)"#,
    #"Y_i \mid X_i \stackrel{iid}{\sim} \mathrm{Bernoulli}(p_i), \quad \mathrm{logit}(p_i) = \alpha + \beta x_i"#,
    #"f(x) = \frac{1}{\sqrt{2\pi\sigma^2}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)"#,
    #"e(x) = P(T=1 \mid X=x) = \frac{1}{1 + e^{-x'\beta}}"#,
    #"\ln \frac{p}{1-p} = \beta_0 + \beta_1 x_1 + \dots + \beta_k x_k"#,
    #"\chi^2 = \sum_{k} \frac{(O_k - E_k)^2}{E_k} \sim \chi^2_{K-1}"#,
    #"t = \frac{\bar{X}_1 - \bar{X}_2}{\sqrt{\frac{s_1^2}{n_1}+\frac{s_2^2}{n_2}}}"#,
    #"n = \frac{2 \sigma^2 (z_{1-\alpha/2} + z_{1-\beta})^2}{\delta^2}"#,
    #"\binom{n}{k} p^k (1-p)^{n-k}, \quad {n \choose k} = \frac{n!}{k!(n-k)!}"#,
    #"P(A \mid B) = \frac{P(B \mid A)P(A)}{P(B)}"#,
    #"\mathrm{Var}(Y) = \mathbb{E}[\mathrm{Var}(Y|X)] + \mathrm{Var}(\mathbb{E}[Y|X])"#,
    #"\rho_{XY} = \frac{\operatorname{Cov}(X, Y)}{\sigma_X \sigma_Y}"#,
    #"\Phi(z) = \int_{-\infty}^z \phi(u)\,du, \quad \Phi^{-1}(0.975) \approx 1.96"#,
    #"\text{CI}_{95\%} = \hat\tau \pm 1.96 \times \text{SE}"#,
    #"D_{KL}(P \parallel Q) = \sum_x P(x) \log\frac{P(x)}{Q(x)}"#,
    #"\mathbf{1}\{X_i > c\}, \quad \mathbb{1}[T=1], \quad I(A_i = a)"#,
  ]

  private static let accents = [
    #"\hat{a}, \hat{b}, \hat{f}, \hat{i}, \hat{\imath}, \hat{M}, \hat{Y}, \hat{\beta}, \hat{\theta}, \hat{\tau}, \hat{\mu}"#,
    #"\bar{x}, \bar{Y}, \bar{\tau}, \overline{Y}, \overline{AB}, \overline{X + Y}, \underline{x}"#,
    #"\tilde{x}, \tilde{Y}, \tilde{\tau}, \widetilde{Y}, \widetilde{XYZ}, \widehat{Y}, \widehat{ATE}, \widehat{\tau(x)}"#,
    #"\dot{x}, \ddot{x}, \dddot{x}, \check{x}, \breve{x}, \vec{x}, \mathring{A}, \acute{x}, \grave{x}"#,
    #"\ddot{Y}_{it} = Y_{it} - \bar{Y}_i"#,
    #"\hat{\tau}_i^2, \hat{Y}_{i}^{(1)}, \hat{\hat{\beta}}, \bar{\hat{Y}}, \hat{\mathbf{X}}, \hat{\boldsymbol\beta}, \hat{\mathcal{F}}"#,
    #"\overbrace{x + \cdots + x}^{n \text{ times}} = \underbrace{a + b + c}_{\text{sum}}"#,
    #"\overrightarrow{AB}, \overleftarrow{AB}, \overleftrightarrow{AB}, \overset{*}{X}, \underset{x}{Y}"#,
    #"\hat{\tau}^{\text{IPW}}, \hat\tau^{*}, x^\ast, x^\star, \beta^\dagger, f^{-1}, X^T, X^\top, X^{\prime}, 90^\circ"#,
  ]

  private static let fences = [
    #"\left( \frac{a}{b} \right), \left[ \frac{a}{b} \right], \left\{ \frac{a}{b} \right\}, \left| \frac{a}{b} \right|, \left\| \frac{a}{b} \right\|, \left\lfloor \frac{a}{b} \right\rfloor, \left\langle \frac{a}{b} \right\rangle"#,
    #"E\left[ Y \,\middle|\, \frac{X}{Z} \right], \quad \left. \frac{\partial f}{\partial x} \right|_{x=0}"#,
    #"\big( x \big), \Big( x \Big), \bigg( x \bigg), \Bigg( x \Bigg), \bigl[ x \bigr], \Bigl\{ x \Bigr\}, \bigg| x \bigg|, \big\langle x \big\rangle"#,
    #"|x|, |-x|, \|x\|, \|x\|_2, |a|b|, \lvert x - y \rvert, \{x \mid x > 0\}, \{ x : x \in A \}"#,
    #"f(x) = (x_i^2 + y_{i_j}^{k^2}), \quad (\sum_i x_i), \quad (\frac{a}{b})"#,
    #"\langle x, y \rangle = \lfloor a \rfloor + \lceil b \rceil"#,
    #"\left( \sum_{i=1}^n x_i \right)^2 \ne f\left(x\right)"#,
    #"\left( \left( \left( x \right)^2 \right)^2 \right)^2, \quad \left\{ \begin{array}{l} a \\ b \end{array} \right."#,
    #"\left] a, b \right[, \quad \left/ \frac{a}{b} \right., \quad a / b, \quad {}^{14}C"#,
  ]

  private static let letters = [
    #"\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\vartheta\iota\kappa\lambda\mu\nu\xi\pi\varpi\rho\varrho\sigma\varsigma\tau\upsilon\phi\varphi\chi\psi\omega"#,
    #"\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Upsilon\Phi\Psi\Omega \quad \nabla \partial \ell \hbar \infty \emptyset \Re \Im"#,
    #"\mathbb{ABCDEFGHIJKLMNOPQRSTUVWXYZ}\ \mathbb{1}"#,
    #"\mathcal{ABCDEFGHIJKLMNOPQRSTUVWXYZ}"#,
    #"\mathbf{ABCXYZabcxyz0123} \quad \boldsymbol{ABCxyz\alpha\beta\Sigma} \quad \mathbf{\beta} \quad \pmb{X} \quad \bold{W}"#,
    #"\mathrm{ABCabc} \quad \mathit{difference} \quad difference \quad \mathsf{ABCabc} \quad \mathtt{ABCabc123} \quad \mathfrak{ABCabc}"#,
    #"\text{plain words}, \textbf{bold words}, \textit{italic words}, \texttt{code\_name}, \text{with $x^2$ inside}, \mbox{box}"#,
    #"h, \mathit{h}, \hbar, \mathcal{L}, \mathcal{B}, \mathcal{F}, \mathbb{R}, \mathbb{N}, \mathfrak{C}"#,
    #"τ̂ = α + β·x, \; x ≤ y, \; A ∈ ℝ, \; a − b"#,
    #"\operatorname{Var}(X), \operatorname{logit}(p), \Pr(A), \exp(x), \log x, \ln(x), \sin^2 x, \max(a, b)"#,
  ]

  private static let spacing = [
    #"-x, \; a - b, \; a = -b, \; (-1), \; a, -b, \; 2 \times -3, \; x_{-i}, \; e^{-x}, \; \pm 1, \; a \pm b"#,
    #"a \, b \: c \; d \quad e \qquad f \! g \ h ~ i \hspace{1cm} j \space k"#,
    #"2\log x, \quad \log\log x, \quad \log(x), \quad \log\left(x\right), \quad \sin\theta\cos\theta, \quad x\log y"#,
    #"f: X \to Y, \quad a := b, \quad a \coloneqq b, \quad P(Y|X), \quad P(Y=1|X=x)"#,
    #"1, 2, \ldots, n \qquad a + \cdots + z \qquad 3.14 \qquad 1{,}000 \qquad 5\% \qquad \$20 \qquad n!"#,
    #"a \equiv b \approx c \cong d \propto e \ll f \gg g \prec h \leq i \geq j \neq k"#,
    #"a \cdot b \times c \div d \ast e \circ f \oplus g \otimes h \odot i"#,
    #"x = 1 % a comment that is not shown"#,
    #"\begin{aligned} &+ x \\ &= y \\ &\to z \end{aligned}"#,
    #"\sum_{i=1}^n\sum_{j=1}^m a_{ij} = \sum_{j}\sum_{i} a_{ij}, \quad -\sum_i x_i, \quad \frac{1}{n}\sum_i x_i"#,
  ]

  private static let structures = [
    #"\frac{a}{b}, \dfrac{a}{b}, \tfrac{a}{b}, \frac12, \frac{\frac{a}{b}}{c}, a/b, {a \over b}"#,
    #"x^2, x_i, x_i^2, x^{2^2}, x_{i_j}, {x^2}^3, x', x'', x'^2, f'(x), _a, ^b"#,
    #"\sqrt{x}, \sqrt[3]{x}, \sqrt{\frac{a}{b}}, \sqrt{1 + \sqrt{x}}, \sqrt{x^2 + y^2}"#,
    #"\phantom{x}y, \quad \boxed{E = mc^2}, \quad \color{red}{a + b} + c, \quad \textcolor{blue}{x}, \quad \cancel{x}"#,
    #"x \bmod y, \quad x \equiv y \pmod{n}"#,
    #"\displaystyle \sum_i x_i \textstyle \sum_i x_i"#,
    #"\cfrac{1}{1 + \cfrac{1}{1 + x}}"#,
    #"\newcommand{\E}{\mathbb{E}} \E[Y] = \E[\E[Y \mid X]]"#,
    #"Y = \unknowncommand{x} + \sigam"#,
    #"\sideset{}{'}\sum_{i} x_i, \quad \prod\limits^{n}"#,
  ]

  /// Formulas within a paragraph.
  static let inline = [
    #"\hat\tau"#, #"\tau(x)"#, #"\sum_{i=1}^n x_i"#, #"\frac{1}{n}"#,
    #"Y \perp\!\!\!\perp T \mid X"#,
    #"\hat{\mu}_1(x) - \hat{\mu}_0(x)"#, #"\max_{x} f(x)"#, #"\mathbb{E}[Y]"#,
    #"x \in \mathbb{R}^p"#,
    #"\sqrt{n}"#, #"p < 0.05"#, #"\lim_{n\to\infty}"#, #"\bar{Y}"#, #"\left(\frac{a}{b}\right)"#,
    #"n = 64{,}000"#, #"e(x) = P(T=1|X=x)"#, #"\beta_1"#, #"\epsilon_i \sim N(0, \sigma^2)"#,
  ]
}
