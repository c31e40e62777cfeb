#include "core/io/gpkg_rtree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "core/geo/shape.hpp"

namespace firebreak::io {

namespace {

/// One cell of a node: a feature, or a node of the level below. Boxes in 32 bits, rounded outwards.
struct Cell {
  std::int64_t id = 0;
  float min_x = 0, max_x = 0, min_y = 0, max_y = 0;
};

float rounded_down(double value) {
  const auto f = static_cast<float>(value);
  return static_cast<double>(f) > value ? std::nextafter(f, -std::numeric_limits<float>::infinity())
                                        : f;
}
float rounded_up(double value) {
  const auto f = static_cast<float>(value);
  return static_cast<double>(f) < value ? std::nextafter(f, std::numeric_limits<float>::infinity())
                                        : f;
}

std::vector<Cell> leaf_cells(std::span<const Box> boxes, std::span<const std::int64_t> fids,
                             Xy origin) {
  std::vector<Cell> cells;
  cells.reserve(boxes.size());
  for (const std::uint32_t i : hilbert_order(boxes)) {
    const Box& box = boxes[i];
    if (box.empty()) continue;
    cells.push_back({fids[i], rounded_down(box.min.x_m + origin.x_m),
                     rounded_up(box.max.x_m + origin.x_m), rounded_down(box.min.y_m + origin.y_m),
                     rounded_up(box.max.y_m + origin.y_m)});
  }
  return cells;
}

template <class T>
void put_big_endian(std::string& out, T value) {
  for (std::size_t i = sizeof(T); i-- > 0;)
    out.push_back(static_cast<char>((std::uint64_t{value} >> (8 * i)) & 0xffU));
}

/// A node as SQLite stores it: depth (of the root only), number of cells, cells, zeros.
void node_bytes(std::string& out, std::uint16_t depth, std::span<const Cell> cells,
                std::size_t node_size) {
  out.clear();
  put_big_endian(out, depth);
  put_big_endian(out, static_cast<std::uint16_t>(cells.size()));
  for (const Cell& cell : cells) {
    put_big_endian(out, static_cast<std::uint64_t>(cell.id));
    for (const float side : {cell.min_x, cell.max_x, cell.min_y, cell.max_y})
      put_big_endian(out, std::bit_cast<std::uint32_t>(side));
  }
  out.resize(node_size, '\0');
}

Cell around(std::int64_t node, std::span<const Cell> cells) {
  Cell all{node, cells[0].min_x, cells[0].max_x, cells[0].min_y, cells[0].max_y};
  for (const Cell& cell : cells) {
    all.min_x = std::min(all.min_x, cell.min_x);
    all.max_x = std::max(all.max_x, cell.max_x);
    all.min_y = std::min(all.min_y, cell.min_y);
    all.max_y = std::max(all.max_y, cell.max_y);
  }
  return all;
}

/// Writes level after level; the cells of each level are the nodes of the one below.
class Packer {
 public:
  Packer(SqliteFile& file, const std::string& tree, std::size_t node_size)
      : node_size_(node_size),
        capacity_((node_size - 4) / 24),
        root_(file, "UPDATE " + sql_name(tree + "_node") + " SET data=? WHERE nodeno=1"),
        node_(file, "INSERT INTO " + sql_name(tree + "_node") + " VALUES(?,?)"),
        parent_(file, "INSERT INTO " + sql_name(tree + "_parent") + " VALUES(?,?)"),
        rowid_(file, "INSERT INTO " + sql_name(tree + "_rowid") + " VALUES(?,?)") {}

  void pack(std::vector<Cell> cells, const Job& job) {
    std::vector<Cell> above;
    for (std::uint16_t depth = 0; cells.size() > capacity_; ++depth) {
      above.clear();
      const std::size_t nodes = (cells.size() + capacity_ - 1) / capacity_;
      for (std::size_t k = 0; k < nodes; ++k) {
        const std::size_t from = cells.size() * k / nodes;
        const std::size_t to = cells.size() * (k + 1) / nodes;
        above.push_back(node(depth, std::span(cells).subspan(from, to - from)));
        if (k % 4096 == 0) job.check();
      }
      cells.swap(above);
      depth_ = static_cast<std::uint16_t>(depth + 1);
    }
    node_bytes(bytes_, depth_, cells, node_size_);
    root_.bind_blob(1, bytes_);
    root_.execute();
    link(depth_, 1, cells);
    finish(job);
  }

 private:
  Cell node(std::uint16_t depth, std::span<const Cell> cells) {
    const std::int64_t number = next_++;
    node_bytes(bytes_, 0, cells, node_size_);
    node_.bind(1, number);
    node_.bind_blob(2, bytes_);
    node_.execute();
    link(depth, number, cells);
    return around(number, cells);
  }
  void link(std::uint16_t depth, std::int64_t number, std::span<const Cell> cells) {
    for (const Cell& cell : cells) {
      if (depth == 0) {
        row_nodes_.emplace_back(cell.id, number);
      } else {
        parent_.bind(1, cell.id);
        parent_.bind(2, number);
        parent_.execute();
      }
    }
  }
  /// In order of the key: appending to a table's end is its cheapest insert.
  void finish(const Job& job) {
    std::sort(row_nodes_.begin(), row_nodes_.end());
    for (std::size_t i = 0; i < row_nodes_.size(); ++i) {
      rowid_.bind(1, row_nodes_[i].first);
      rowid_.bind(2, row_nodes_[i].second);
      rowid_.execute();
      if (i % 65536 == 0) job.check();
    }
  }

  std::size_t node_size_;
  std::size_t capacity_;
  Statement root_, node_, parent_, rowid_;
  std::int64_t next_ = 2;
  std::uint16_t depth_ = 0;
  std::string bytes_;
  std::vector<std::pair<std::int64_t, std::int64_t>> row_nodes_;
};

/// The triggers of the GeoPackage R-tree extension, as version 1.3 words them.
std::string triggers(const std::string& table, const std::string& tree, const std::string& geom) {
  const std::string t = sql_name(table);
  const std::string r = sql_name(tree);
  const std::string c = sql_name(geom);
  const std::string name = "CREATE TRIGGER ";
  const std::string put = "INSERT OR REPLACE INTO " + r + " VALUES (NEW.fid, ST_MinX(NEW." + c +
                          "), ST_MaxX(NEW." + c + "), ST_MinY(NEW." + c + "), ST_MaxY(NEW." + c +
                          ")); ";
  const std::string full = "(NEW." + c + " NOTNULL AND NOT ST_IsEmpty(NEW." + c + "))";
  const std::string bare = "(NEW." + c + " ISNULL OR ST_IsEmpty(NEW." + c + "))";
  const auto on = [&](const char* suffix) { return name + sql_name(tree + suffix) + " AFTER "; };
  return on("_insert") + "INSERT ON " + t + " WHEN (new." + c +
         " NOT NULL AND NOT ST_IsEmpty(NEW." + c + ")) BEGIN " + put + "END;" +  //
         on("_update1") + "UPDATE OF " + c + " ON " + t + " WHEN OLD.fid = NEW.fid AND " + full +
         " BEGIN " + put + "END;" +  //
         on("_update2") + "UPDATE OF " + c + " ON " + t + " WHEN OLD.fid = NEW.fid AND " + bare +
         " BEGIN DELETE FROM " + r + " WHERE id = OLD.fid; END;" +  //
         on("_update3") + "UPDATE ON " + t + " WHEN OLD.fid != NEW.fid AND " + full +
         " BEGIN DELETE FROM " + r + " WHERE id = OLD.fid; " + put + "END;" +  //
         on("_update4") + "UPDATE ON " + t + " WHEN OLD.fid != NEW.fid AND " + bare +
         " BEGIN DELETE FROM " + r + " WHERE id IN (OLD.fid, NEW.fid); END;" +  //
         on("_delete") + "DELETE ON " + t + " WHEN old." + c + " NOT NULL BEGIN DELETE FROM " + r +
         " WHERE id = OLD.fid; END;";
}

}  // namespace

void write_rtree(SqliteFile& file, std::string_view table, std::string_view geometry_column,
                 std::span<const Box> boxes, std::span<const std::int64_t> fids, Xy origin,
                 const Job& job) {
  const std::string geom(geometry_column);
  const std::string tree = "rtree_" + std::string(table) + "_" + geom;
  file.run("CREATE VIRTUAL TABLE " + sql_name(tree) + " USING rtree(id, minx, maxx, miny, maxy)");
  // SQLite chose the node size by the page size: the empty root it just wrote has it.
  const auto node_size =
      file.integer("SELECT length(data) FROM " + sql_name(tree + "_node") + " WHERE nodeno=1");
  {
    Packer packer(file, tree, static_cast<std::size_t>(node_size.value()));
    packer.pack(leaf_cells(boxes, fids, origin), job);
  }
  file.run(triggers(std::string(table), tree, geom));
  Statement extension(file,
                      "INSERT INTO gpkg_extensions VALUES(?,?,'gpkg_rtree_index',"
                      "'http://www.geopackage.org/spec120/#extension_rtree','write-only')");
  extension.bind(1, table);
  extension.bind(2, geometry_column);
  extension.execute();
}

}  // namespace firebreak::io
