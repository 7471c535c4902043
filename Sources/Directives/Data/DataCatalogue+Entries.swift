// What is known of each public data set. Hashes are of the files that reference numbers were computed
// from, or those that the data's keepers publish.
extension DataCatalogue {
  static let hillstrom = Entry(
    name: "hillstrom", title: "MineThatData e-mail analytics challenge, 2008",
    file: "hillstrom.csv",
    page: "https://blog.minethatdata.com/2008/03/minethatdata-e-mail-analytics-and-data.html",
    download:
      "http://www.minethatdata.com/Kevin_Hillstrom_MineThatData_E-MailAnalytics_DataMiningChallenge_2008.03.20.csv",
    licence: "none stated",
    sha256: "0e5893329d8b93cefecc571777672028290ab69865718020c78c7284f291aece", rows: 64_000,
    columns: words(
      "recency history_segment history mens womens zip_code newbie channel segment visit conversion spend"
    ), standIn: .hillstrom)

  /// One row a customer, made from the competition's three files.
  static let retailHero = Entry(
    name: "retail-hero", title: "X5 RetailHero uplift modelling competition, 2019",
    file: "retail_hero.csv",
    page: "https://ods.ai/competitions/x5-retailhero-uplift-modeling/data", download: nil,
    licence: "competition terms", sha256: nil, rows: 200_039,
    columns: StandIn.retailHero.frame(SimulationSettings(rows: 1), seed: 0).visibleColumns.map(
      \.name), standIn: .retailHero)

  static let pricing = Entry(
    name: "pricing", title: "Online media pricing, EconML's customer segmentation study",
    file: "pricing_sample.csv", page: "https://github.com/py-why/EconML",
    download:
      "https://raw.githubusercontent.com/py-why/EconML/refs/heads/data/datasets/Pricing/pricing_sample.csv",
    licence: "MIT", sha256: "005b44a2a3a4fa52d44c5493717a2b262132a6373b37247a7dfa547062d5b657",
    otherSHA256: "c700d674c1eb0597e8b5a11cec66c735d846c6521c1dba27e40be02758d2b1bf", rows: 10_000,
    columns: words(
      "account_age age avg_hours days_visited friends_count has_membership is_US songs_purchased income price demand"
    ), standIn: .pricing)

  static let campaign = Entry(
    name: "campaign", title: "Bank campaign, synthetic", file: "campaign_data.csv",
    page: "https://github.com/Fatemeh-Esmaeili/campaign-performance-modeling",
    download:
      "https://raw.githubusercontent.com/Fatemeh-Esmaeili/campaign-performance-modeling/HEAD/data/campaign_data.csv",
    licence: "none stated",
    sha256: "6484a46c1ae0a8bcde4e36002be8f6f2be12607cf1a0102b66bd5a0dc48784c9", rows: 5000,
    columns: words(
      "customer_id age gender income region tenure_years received_campaign spend_last_month channel product_category responded spend_this_month is_high_value days_since_last_purchase credit_score customer_segment"
    ), standIn: .campaign)

  static let discounts = Entry(
    name: "discounts", title: "Discounts set by predicted sales", file: "discount_nonrand.csv",
    page: "https://github.com/GregoryTomy/causal-inference",
    download:
      "https://raw.githubusercontent.com/GregoryTomy/causal-inference/HEAD/data/non_rand_discount.csv",
    licence: "none stated",
    sha256: "9e81a8e7eb924adfd03d23118f799e106a135939aecbffff6261421184e09db9", rows: 15_000,
    columns: monthlySpend
      + words(
        "sales discount profit age gender cust_state tenure sales_prediction_bins sales_prediction"),
    standIn: .discounts)

  static let discountsRandom = Entry(
    name: "discounts-random", title: "Discounts set at random", file: "discount_random.csv",
    page: "https://github.com/GregoryTomy/causal-inference",
    download:
      "https://raw.githubusercontent.com/GregoryTomy/causal-inference/HEAD/data/random_data.csv",
    licence: "none stated",
    sha256: "590acfc92cd5baf3ed6a4524086fd43d0a544615b2ca29515257dfbf09c68e3d", rows: 5000,
    columns: monthlySpend + words("sales discount age gender cust_state tenure profit"),
    standIn: .discounts)

  static let criteo = Entry(
    name: "criteo", title: "Criteo uplift prediction, online advertising, version 2.1",
    file: "criteo-research-uplift-v2.1.csv",
    page: "https://ailab.criteo.com/criteo-uplift-prediction-dataset/",
    download:
      "https://github.com/jszymon/uplift_sklearn_data/releases/download/Criteo/criteo-research-uplift-v2.1.csv.gz",
    licence: "CC BY-NC-SA 4.0",
    sha256: "2716e1bf0fd157a93b5bf86924d9088419dfbac2022c6cd90030220634f616dc", rows: 13_979_592,
    columns: (0..<12).map { "f\($0)" } + words("treatment conversion visit exposure"))

  static let lenta = Entry(
    name: "lenta", title: "Lenta grocery text messages, BigTarget hackathon 2020",
    file: "lenta_dataset.csv",
    page: "https://www.uplift-modeling.com/en/latest/api/datasets/fetch_lenta.html",
    download: "https://sklift.s3.eu-west-2.amazonaws.com/lenta_dataset.csv.gz",
    licence: "none stated", sha256: nil, rows: 687_029,
    columns: words("age group gender response_att response_sms response_viber")
      + ["and 189 more"])

  static let megafon = Entry(
    name: "megafon", title: "MegaFon uplift competition, simulated", file: "megafon_dataset.csv",
    page: "https://www.uplift-modeling.com/en/latest/api/datasets/fetch_megafon.html",
    download:
      "https://github.com/jszymon/uplift_sklearn_data/releases/download/Megafon/megafon_dataset.csv.gz",
    licence: "none stated",
    sha256: "cdcb2d052b90f8eefa75937d5540f114d0748ea231d95e2778dd6760478e4a00", rows: 600_000,
    columns: (1...50).map { "X_\($0)" } + words("treatment_group conversion"))

  static let marketingAB = Entry(
    name: "marketing-ab", title: "Advertisement or public service announcement, an A/B test",
    file: "marketing_AB.csv", page: "https://www.kaggle.com/datasets/faviovaz/marketing-ab-testing",
    download:
      "https://github.com/jszymon/uplift_sklearn_data/releases/download/marketing_AB/marketing_AB.csv.gz",
    licence: "stated on its page",
    sha256: "a318767a73785b7e54fbf36cbf3004115f61e943844b7ac8d3753a893e093d9d", rows: 588_101,
    columns: words("user_id test_group converted total_ads most_ads_day most_ads_hour"))

  /// What each customer spent on six kinds of goods in each of six months.
  private static let monthlySpend = words("baby clothes health pet groceries eletronic").flatMap {
    goods in (1...6).map { "spend_\($0)m_\(goods)" }
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map(String.init)
  }
}
