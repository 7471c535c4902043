import Platform

/// A SQLite database for tests; see Databases/make_shop.py.
package enum TestDatabase {
  package static let shop = Path.join(Path.parent(#filePath), "Databases/shop.db")
}
