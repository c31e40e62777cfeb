#include "core/io/gpkg_blob.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "core/base/error.hpp"
#include "core/geo/measure.hpp"

namespace firebreak::io {

namespace {

static_assert(std::endian::native == std::endian::little, "blobs are written as memory holds them");

enum WkbType : std::uint32_t {
  wkb_point = 1,
  wkb_line = 2,
  wkb_polygon = 3,
  wkb_multi_point = 4,
  wkb_multi_line = 5,
  wkb_multi_polygon = 6,
  wkb_collection = 7,
};

template <class T>
void put(std::string& out, T value) {
  std::array<char, sizeof(T)> bytes;
  std::memcpy(bytes.data(), &value, sizeof(T));
  out.append(bytes.data(), bytes.size());
}

void put_head(std::string& out, WkbType type) {
  out.push_back(1);
  put(out, static_cast<std::uint32_t>(type));
}

void put_point(std::string& out, Xy p, Xy origin) {
  const std::array<double, 2> xy{p.x_m + origin.x_m, p.y_m + origin.y_m};
  std::array<char, sizeof(xy)> bytes;
  std::memcpy(bytes.data(), xy.data(), sizeof(xy));
  out.append(bytes.data(), bytes.size());
}

void put_line(std::string& out, std::span<const Xy> line, Xy origin) {
  put(out, static_cast<std::uint32_t>(line.size()));
  for (const Xy p : line) put_point(out, p, origin);
}

/// A ring, closed and in the direction that its kind has in a simple features polygon.
void put_ring(std::string& out, Part ring, Xy origin) {
  const auto points = ring.points;
  const bool open = !points.empty() && points.front() != points.back();
  const bool counter_clockwise = ring_area_m2(points) >= 0;
  const bool as_is = counter_clockwise == (ring.kind == PartKind::outer);
  put(out, static_cast<std::uint32_t>(points.size() + (open ? 1 : 0)));
  if (as_is) {
    for (const Xy p : points) put_point(out, p, origin);
    if (open) put_point(out, points.front(), origin);
  } else {
    if (open) put_point(out, points.front(), origin);
    for (auto p = points.rbegin(); p != points.rend(); ++p) put_point(out, *p, origin);
  }
}

/// One polygon: the outer ring at part `p` and the holes behind it. Returns the part after it.
std::uint32_t put_polygon(std::string& out, const Shapes& shapes, std::uint32_t p,
                          std::uint32_t end, Xy origin) {
  std::uint32_t next = p + 1;
  while (next < end && shapes.part_kind[next] == PartKind::hole) ++next;
  put_head(out, wkb_polygon);
  put(out, next - p);
  for (; p < next; ++p) put_ring(out, shapes.part(p), origin);
  return next;
}

std::uint32_t count_parts(const Shapes& shapes, std::size_t f, PartKind kind) {
  std::uint32_t count = 0;
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    count += shapes.part_kind[p] == kind ? 1U : 0U;
  return count;
}

[[noreturn]] void does_not_fit(std::size_t f) {
  throw Error(ErrorKind::internal, "Row {}: its geometry does not fit the layer's kind.", f + 1);
}

void put_polygons(std::string& out, const Shapes& shapes, std::size_t f, bool multi, Xy origin) {
  if (multi) {
    put_head(out, wkb_multi_polygon);
    put(out, count_parts(shapes, f, PartKind::outer));
  }
  auto p = shapes.first_part(f);
  const auto end = shapes.end_part(f);
  while (p < end) {
    if (shapes.part_kind[p] != PartKind::outer) does_not_fit(f);
    p = put_polygon(out, shapes, p, end, origin);
  }
}

void put_lines(std::string& out, const Shapes& shapes, std::size_t f, bool multi, Xy origin) {
  const auto first = shapes.first_part(f);
  const auto end = shapes.end_part(f);
  if (multi) {
    put_head(out, wkb_multi_line);
    put(out, end - first);
  } else if (end - first != 1) {
    does_not_fit(f);
  }
  for (auto p = first; p < end; ++p) {
    if (shapes.part_kind[p] != PartKind::line) does_not_fit(f);
    put_head(out, wkb_line);
    put_line(out, shapes.part(p).points, origin);
  }
}

void put_points(std::string& out, const Shapes& shapes, std::size_t f, bool multi, Xy origin) {
  const auto points = shapes.feature_points(f);
  if (multi) {
    put_head(out, wkb_multi_point);
    put(out, static_cast<std::uint32_t>(points.size()));
  } else if (points.size() != 1) {
    does_not_fit(f);
  }
  for (const Xy p : points) {
    put_head(out, wkb_point);
    put_point(out, p, origin);
  }
}

void put_any(std::string& out, const Shapes& shapes, std::size_t f, Xy origin) {
  const bool multi = shapes.end_part(f) - shapes.first_part(f) > 1;
  switch (shapes.part_kind[shapes.first_part(f)]) {
    case PartKind::point:
      return put_points(out, shapes, f, multi, origin);
    case PartKind::line:
      return put_lines(out, shapes, f, multi, origin);
    case PartKind::outer:
    case PartKind::hole:
      return put_polygons(out, shapes, f, count_parts(shapes, f, PartKind::outer) > 1, origin);
  }
}

/// Reads little or big endian numbers off a blob; `ok` turns false at its end.
class BlobReader {
 public:
  explicit BlobReader(std::string_view bytes) : bytes_(bytes) {}
  bool ok = true;
  bool little = true;

  std::uint8_t byte() {
    if (at_ >= bytes_.size()) return ok = false, std::uint8_t{0};
    return static_cast<std::uint8_t>(bytes_[at_++]);
  }
  std::uint32_t number() { return static_cast<std::uint32_t>(raw(4)); }
  double real() { return std::bit_cast<double>(raw(8)); }
  void skip(std::size_t count) {
    if (count > left()) ok = false;
    at_ += std::min(count, left());
  }
  std::size_t left() const { return bytes_.size() - at_; }

 private:
  std::uint64_t raw(std::size_t size) {
    if (left() < size) return ok = false, std::uint64_t{0};
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto b = static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_ + i]));
      value |= b << (8 * (little ? i : size - 1 - i));
    }
    at_ += size;
    return value;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
};

struct BlobHead {
  bool empty = false;
  std::size_t envelope_numbers = 0;
};

/// The GeoPackage part in front of the geometry.
std::optional<BlobHead> read_head(BlobReader& in) {
  if (in.byte() != 'G' || in.byte() != 'P') return std::nullopt;
  in.byte();
  const std::uint8_t flags = in.byte();
  in.little = (flags & 1U) != 0;
  in.number();
  static constexpr std::array<std::size_t, 5> numbers{0, 4, 6, 6, 8};
  const std::size_t kind = (flags >> 1U) & 7U;
  if (kind >= numbers.size() || !in.ok) return std::nullopt;
  return BlobHead{(flags & 16U) != 0, numbers[kind]};
}

/// Takes the parts out of a piece of well-known binary; a scratch vector serves all parts.
class WkbParts {
 public:
  WkbParts(BlobReader& in, Xy origin, Shapes& into) : in_(in), origin_(origin), into_(into) {}

  bool geometry(int depth) {
    in_.little = in_.byte() == 1;
    const std::uint32_t type = in_.number();
    // ISO codes add 1000 for Z, 2000 for M, 3000 for both; the older form sets high bits.
    const std::uint32_t iso = (type & 0x0fffffffU) / 1000;
    const bool old_z = (type & 0x80000000U) != 0;
    const bool old_m = (type & 0x40000000U) != 0;
    extra_ = (iso == 3 ? 2U : iso == 0 ? 0U : 1U) + (old_z ? 1U : 0U) + (old_m ? 1U : 0U);
    if (!in_.ok || depth > 8 || iso > 3) return false;
    switch ((type & 0x0fffffffU) % 1000) {
      case wkb_point:
        return points(1, PartKind::point);
      case wkb_line:
        return points(in_.number(), PartKind::line);
      case wkb_polygon:
        return rings();
      case wkb_multi_point:
      case wkb_multi_line:
      case wkb_multi_polygon:
      case wkb_collection:
        return members(depth);
      default:
        return false;
    }
  }

 private:
  bool members(int depth) {
    const std::uint32_t count = in_.number();
    for (std::uint32_t i = 0; i < count && in_.ok; ++i)
      if (!geometry(depth + 1)) return false;
    return in_.ok;
  }
  bool rings() {
    const std::uint32_t count = in_.number();
    for (std::uint32_t i = 0; i < count && in_.ok; ++i)
      if (!points(in_.number(), i == 0 ? PartKind::outer : PartKind::hole)) return false;
    return in_.ok;
  }
  bool points(std::uint32_t count, PartKind kind) {
    if (!in_.ok || count > in_.left() / 16) return false;
    scratch_.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
      const double x = in_.real();
      const double y = in_.real();
      in_.skip(8 * extra_);
      if (std::isfinite(x) && std::isfinite(y)) scratch_.push_back(Xy{x, y} - origin_);
    }
    if (in_.ok && !scratch_.empty()) into_.add_part(kind, scratch_);
    return in_.ok;
  }

  BlobReader& in_;
  Xy origin_;
  Shapes& into_;
  std::size_t extra_ = 0;
  std::vector<Xy> scratch_;
};

}  // namespace

BlobKind blob_kind(TableGeometry geometry) {
  switch (geometry) {
    case TableGeometry::point:
      return BlobKind::point;
    case TableGeometry::line:
      return BlobKind::line;
    case TableGeometry::multi_line:
      return BlobKind::multi_line;
    case TableGeometry::multi_polygon:
      return BlobKind::multi_polygon;
    case TableGeometry::none:
      break;
  }
  return BlobKind::any;
}

std::string_view geometry_type_name(BlobKind kind) {
  static constexpr std::array<std::string_view, 5> names{"POINT", "LINESTRING", "MULTILINESTRING",
                                                         "MULTIPOLYGON", "GEOMETRY"};
  return names[static_cast<std::size_t>(kind)];
}

bool append_blob(std::string& out, const Shapes& shapes, std::size_t f, BlobKind kind,
                 std::int32_t srs_id, Xy origin) {
  const Box& box = shapes.boxes[f];
  if (shapes.first_part(f) == shapes.end_part(f) || box.empty()) return false;
  out.append("GP", 2);
  out.push_back(0);           // version 1
  out.push_back(0b00000011);  // little endian, envelope of x and y
  put(out, srs_id);
  for (const double value : {box.min.x_m + origin.x_m, box.max.x_m + origin.x_m,
                             box.min.y_m + origin.y_m, box.max.y_m + origin.y_m})
    put(out, value);
  switch (kind) {
    case BlobKind::point:
      put_points(out, shapes, f, false, origin);
      break;
    case BlobKind::line:
      put_lines(out, shapes, f, false, origin);
      break;
    case BlobKind::multi_line:
      put_lines(out, shapes, f, true, origin);
      break;
    case BlobKind::multi_polygon:
      put_polygons(out, shapes, f, true, origin);
      break;
    case BlobKind::any:
      put_any(out, shapes, f, origin);
      break;
  }
  return true;
}

std::optional<Box> blob_box(std::string_view blob) {
  BlobReader in(blob);
  const auto head = read_head(in);
  if (!head || head->empty) return std::nullopt;
  Box box;
  if (head->envelope_numbers >= 4) {
    box.min.x_m = in.real();
    box.max.x_m = in.real();
    box.min.y_m = in.real();
    box.max.y_m = in.real();
  } else {
    Shapes shapes;
    read_blob(blob, {}, shapes);
    box = shapes.boxes.front();
  }
  if (!in.ok || box.empty()) return std::nullopt;
  return box;
}

bool read_blob(std::string_view blob, Xy origin, Shapes& into) {
  BlobReader in(blob);
  const auto head = read_head(in);
  const auto parts_before = into.part_kind.size();
  const auto points_before = into.points.size();
  bool fits = false;
  if (head) {
    in.skip(8 * head->envelope_numbers);
    fits = WkbParts(in, origin, into).geometry(0);
  }
  if (!fits) {
    into.points.resize(points_before);
    into.part_kind.resize(parts_before);
    into.part_start.resize(parts_before + 1);
  }
  into.finish_feature();
  return fits;
}

}  // namespace firebreak::io
