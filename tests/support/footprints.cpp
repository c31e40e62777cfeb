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

/// Calls `visit` with the WKB of each row's geometry.
template <class Visit>
void each_geometry(const std::string& path, const std::string& layer, const Visit& visit) {
  sqlite3* opened = nullptr;
  const std::string uri = "file:" + path + "?immutable=1";
  const int status =
      sqlite3_open_v2(uri.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> db(opened, sqlite3_close);
  sqlite3_stmt* prepared = nullptr;
  const std::string query = "SELECT geom FROM \"" + layer + "\"";
  if (status != SQLITE_OK ||
      sqlite3_prepare_v2(db.get(), query.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
    throw std::runtime_error(path + ": " + sqlite3_errmsg(db.get()));
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> rows(prepared, sqlite3_finalize);
  while (sqlite3_step(rows.get()) == SQLITE_ROW) {
    const auto* blob = static_cast<const unsigned char*>(sqlite3_column_blob(rows.get(), 0));
    static constexpr std::size_t envelope_bytes[] = {0, 32, 48, 48, 64};
    visit(blob + 8 + envelope_bytes[(blob[3] >> 1U) & 7U]);
  }
}

}  // namespace

Shapes read_footprints(const std::string& path) {
  Shapes shapes;
  each_geometry(path, "buildings", [&](const unsigned char* wkb) {
    Wkb(wkb, shapes).geometry();
    shapes.finish_feature();
  });
  return reordered(shapes, hilbert_order(shapes.boxes));
}

std::vector<Xy> read_points(const std::string& path, const std::string& layer) {
  std::vector<Xy> points;
  each_geometry(path, layer, [&](const unsigned char* wkb) {
    constexpr std::size_t header_bytes = 5;  // byte order, type
    Xy p;
    std::memcpy(&p, wkb + header_bytes, sizeof p);
    points.push_back(p);
  });
  return points;
}

}  // namespace firebreak::test
