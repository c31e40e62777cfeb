#include "support/footprints.hpp"

#include <sqlite3.h>

#include <cstring>
#include <memory>
#include <stdexcept>

namespace firebreak::test {

namespace {

/// Reads little-endian WKB of polygons and multipolygons.
class Wkb {
 public:
  Wkb(const unsigned char* at, Shapes& out) : at_(at), out_(out) {}

  void geometry() {
    ++at_;
    const std::uint32_t type = count() % 1000;
    if (type == 3) {
      const std::uint32_t rings = count();
      for (std::uint32_t r = 0; r < rings; ++r) ring(r == 0 ? PartKind::outer : PartKind::hole);
    } else if (type == 6) {
      const std::uint32_t parts = count();
      for (std::uint32_t p = 0; p < parts; ++p) geometry();
    } else {
      throw std::runtime_error("not a polygon");
    }
  }

 private:
  std::uint32_t count() {
    std::uint32_t value = 0;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  void ring(PartKind kind) {
    const std::uint32_t points = count();
    ring_.resize(points);
    std::memcpy(ring_.data(), at_, points * sizeof(Xy));
    at_ += points * sizeof(Xy);
    out_.add_part(kind, ring_);
  }

  const unsigned char* at_;
  Shapes& out_;
  std::vector<Xy> ring_;
};

}  // namespace

Shapes read_footprints(const std::string& path) {
  sqlite3* opened = nullptr;
  const std::string uri = "file:" + path + "?immutable=1";
  const int status =
      sqlite3_open_v2(uri.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(opened, sqlite3_close);
  sqlite3_stmt* prepared = nullptr;
  if (status != SQLITE_OK || sqlite3_prepare_v2(db.get(), "SELECT geom FROM buildings", -1,
                                                &prepared, nullptr) != SQLITE_OK)
    throw std::runtime_error(path + ": " + sqlite3_errmsg(db.get()));
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> rows(prepared, sqlite3_finalize);
  Shapes shapes;
  while (sqlite3_step(rows.get()) == SQLITE_ROW) {
    const auto* blob = static_cast<const unsigned char*>(sqlite3_column_blob(rows.get(), 0));
    static constexpr std::size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    Wkb(blob + 8 + envelope_bytes[(blob[3] >> 1U) & 7U], shapes).geometry();
    shapes.finish_feature();
  }
  return reordered(shapes, hilbert_order(shapes.boxes));
}

}  // namespace firebreak::test
