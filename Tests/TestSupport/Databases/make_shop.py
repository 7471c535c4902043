"""Writes shop.db, the SQLite database of the tests. Run it in this folder: python3 make_shop.py"""
import os, sqlite3

if os.path.exists("shop.db"):
    os.remove("shop.db")
db = sqlite3.connect("shop.db")
db.executescript("""
PRAGMA page_size = 512;
CREATE TABLE customers (
  id INTEGER PRIMARY KEY, name VARCHAR(20), joined DATE, vip BOOLEAN, visits BOOLEAN, spend REAL,
  note, photo BLOB);
INSERT INTO customers VALUES
  (1, 'Ada', '2008-03-20', 1, 0, 12, 'x', x'00ff'),
  (2, 'Grace', '2008-03-21', 0, 7, 2.5, 7, NULL),
  (3, 'Alan', NULL, NULL, 1, NULL, NULL, NULL),
  (4, 'Å; "q"', '2009-01-01', 1, 1, -0.1, 'y', NULL);
CREATE TABLE "order lines" (customer INT, amount DECIMAL(10, 2));
INSERT INTO "order lines" VALUES (1, 9.5), (1, 2.5), (2, 2);
CREATE VIEW vips AS SELECT id, name FROM customers WHERE vip;
""")
db.commit()
db.close()
