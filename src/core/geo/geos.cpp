#include "core/geo/geos.hpp"

#include <geos_c.h>

#include <cmath>
#include <cstdarg>
#include <cstdio>

#include "core/base/error.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

extern "C" void keep_message(const char* message, void* to) {
  *static_cast<std::string*>(to) = message;
}

}  // namespace

struct Geos::Impl {
  GEOSContextHandle_t context = GEOS_init_r();
  mutable std::string message;

  Impl() {
    GEOSContext_setErrorMessageHandler_r(context, keep_message, &message);
    GEOSContext_setNoticeMessageHandler_r(
        context, [](const char*, void*) {}, nullptr);
  }
  ~Impl() { GEOS_finish_r(context); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  struct Free {
    GEOSContextHandle_t context;
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(context, g); }
  };
  using Geometry = std::unique_ptr<GEOSGeometry, Free>;

  Geometry own(GEOSGeometry* g) const {
    if (g == nullptr)
      throw Error(ErrorKind::internal, "A geometry operation failed: {}. Please report this.",
                  message);
    return Geometry(g, Free{context});
  }

  GEOSCoordSequence* sequence(std::span<const Xy> points) const {
    static_assert(sizeof(Xy) == 2 * sizeof(double));
    return GEOSCoordSeq_copyFromBuffer_r(context, &points[0].x_m,
                                         static_cast<unsigned>(points.size()), 0, 0);
  }

  Geometry collection(int type, std::vector<Geometry> members) const {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(members.size());
    for (Geometry& m : members) raw.push_back(m.release());
    return own(
        GEOSGeom_createCollection_r(context, type, raw.data(), static_cast<unsigned>(raw.size())));
  }

  /// The polygon that starts at part p (an outer ring); p moves behind its holes.
  Geometry polygon(const Shapes& shapes, std::uint32_t& p, std::uint32_t end) const {
    Geometry shell = own(GEOSGeom_createLinearRing_r(context, sequence(shapes.part(p).points)));
    std::vector<Geometry> holes;
    for (++p; p < end && shapes.part_kind[p] == PartKind::hole; ++p)
      if (shapes.part(p).points.size() >= 4)
        holes.push_back(own(GEOSGeom_createLinearRing_r(context, sequence(shapes.part(p).points))));
    std::vector<GEOSGeometry*> raw;
    for (Geometry& h : holes) raw.push_back(h.release());
    return own(GEOSGeom_createPolygon_r(context, shell.release(), raw.data(),
                                        static_cast<unsigned>(raw.size())));
  }

  void add_feature(const Shapes& shapes, std::size_t f, std::vector<Geometry>& to) const {
    const auto end = shapes.end_part(f);
    for (auto p = shapes.first_part(f); p < end;) {
      const auto [kind, points] = shapes.part(p);
      if (kind == PartKind::outer && points.size() >= 4) {
        to.push_back(polygon(shapes, p, end));
        continue;
      }
      if (kind == PartKind::line && points.size() >= 2)
        to.push_back(own(GEOSGeom_createLineString_r(context, sequence(points))));
      if (kind == PartKind::point)
        to.push_back(own(GEOSGeom_createPoint_r(context, sequence(points))));
      ++p;
    }
  }

  Geometry feature(const Shapes& shapes, std::size_t f) const {
    std::vector<Geometry> members;
    add_feature(shapes, f, members);
    return collection(GEOS_GEOMETRYCOLLECTION, std::move(members));
  }
  /// A feature known to be polygonal, as a MultiPolygon whose parts may overlap.
  Geometry multi_polygon(const Shapes& shapes, std::size_t f) const {
    std::vector<Geometry> members;
    for (auto p = shapes.first_part(f); p < shapes.end_part(f);) {
      if (shapes.part_kind[p] == PartKind::outer && shapes.part(p).points.size() >= 4)
        members.push_back(polygon(shapes, p, shapes.end_part(f)));
      else
        ++p;
    }
    return collection(GEOS_MULTIPOLYGON, std::move(members));
  }

  Geometry all(const Shapes& shapes) const {
    std::vector<Geometry> members;
    for (std::size_t f = 0; f < shapes.size(); ++f) add_feature(shapes, f, members);
    return collection(GEOS_GEOMETRYCOLLECTION, std::move(members));
  }
  bool polygonal(const Shapes& shapes, std::size_t f) const {
    for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
      if (shapes.part_kind[p] != PartKind::outer && shapes.part_kind[p] != PartKind::hole)
        return false;
    return true;
  }
  Geometry unary_union(const Shapes& shapes) const {
    // What is one and valid is its own union; to see that takes a tenth of the time.
    if (shapes.size() == 1 && polygonal(shapes, 0)) {
      Geometry one = multi_polygon(shapes, 0);
      if (GEOSisValid_r(context, one.get()) == 1) return one;
    }
    const Geometry members = all(shapes);
    return own(GEOSUnaryUnion_r(context, members.get()));
  }

  void add_ring(const GEOSGeometry* ring, PartKind kind, Shapes& to) const {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(context, ring);
    unsigned count = 0;
    GEOSCoordSeq_getSize_r(context, sequence, &count);
    std::vector<Xy> points(count);
    if (count == 0) return;
    GEOSCoordSeq_copyToBuffer_r(context, sequence, &points[0].x_m, 0, 0);
    if ((ring_area_m2(points) > 0) != (kind == PartKind::outer))
      std::reverse(points.begin(), points.end());
    to.add_part(kind, points);
  }

  void add_polygons(const GEOSGeometry* g, Shapes& to) const {
    const int type = GEOSGeomTypeId_r(context, g);
    if (type == GEOS_POLYGON) {
      if (GEOSisEmpty_r(context, g) != 0) return;
      add_ring(GEOSGetExteriorRing_r(context, g), PartKind::outer, to);
      for (int h = 0; h < GEOSGetNumInteriorRings_r(context, g); ++h)
        add_ring(GEOSGetInteriorRingN_r(context, g, h), PartKind::hole, to);
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
      for (int i = 0; i < GEOSGetNumGeometries_r(context, g); ++i)
        add_polygons(GEOSGetGeometryN_r(context, g, i), to);
    }
  }

  Shapes polygons(const Geometry& g) const {
    Shapes out;
    add_polygons(g.get(), out);
    out.finish_feature();
    return out;
  }
};

Geos::Geos() : impl_(std::make_unique<Impl>()) {}
Geos::~Geos() = default;

bool Geos::valid(const Shapes& shapes, std::size_t f, std::string* why, Xy* where) const {
  const auto geometry = impl_->multi_polygon(shapes, f);
  char* reason = nullptr;
  GEOSGeometry* place = nullptr;
  const char ok = GEOSisValidDetail_r(impl_->context, geometry.get(), 0, &reason, &place);
  if (why != nullptr && reason != nullptr) *why = reason;
  if (where != nullptr && place != nullptr) {
    GEOSGeomGetX_r(impl_->context, place, &where->x_m);
    GEOSGeomGetY_r(impl_->context, place, &where->y_m);
  }
  GEOSFree_r(impl_->context, reason);
  GEOSGeom_destroy_r(impl_->context, place);
  return ok == 1;
}

Shapes Geos::made_valid(const Shapes& shapes, std::size_t f) const {
  const auto geometry = impl_->multi_polygon(shapes, f);
  return impl_->polygons(impl_->own(GEOSMakeValid_r(impl_->context, geometry.get())));
}

Shapes Geos::united(const Shapes& shapes) const {
  return impl_->polygons(impl_->unary_union(shapes));
}

Shapes Geos::united(const Shapes& shapes, std::span<const std::uint32_t> features) const {
  std::vector<Impl::Geometry> members;
  for (const auto f : features) impl_->add_feature(shapes, f, members);
  const auto all = impl_->collection(GEOS_GEOMETRYCOLLECTION, std::move(members));
  return impl_->polygons(impl_->own(GEOSUnaryUnion_r(impl_->context, all.get())));
}

Shapes Geos::united_in(const Shapes& shapes, std::span<const std::uint32_t> features,
                       const Box& box) const {
  std::vector<Impl::Geometry> members;
  for (const auto f : features) {
    auto whole = impl_->multi_polygon(shapes, f);
    auto clipped = impl_->own(GEOSClipByRect_r(impl_->context, whole.get(), box.min.x_m,
                                               box.min.y_m, box.max.x_m, box.max.y_m));
    // GEOS does not promise a valid result.
    const bool usable = GEOSisValid_r(impl_->context, clipped.get()) == 1;
    members.push_back(usable ? std::move(clipped) : std::move(whole));
  }
  const auto all = impl_->collection(GEOS_GEOMETRYCOLLECTION, std::move(members));
  return impl_->polygons(impl_->own(GEOSUnaryUnion_r(impl_->context, all.get())));
}

std::vector<Geos::Lies> Geos::lie(const Shapes& area, const Shapes& shapes,
                                  std::span<const std::uint32_t> features) const {
  const auto whole = impl_->unary_union(area);
  const auto free_prepared = [this](const GEOSPreparedGeometry* g) {
    GEOSPreparedGeom_destroy_r(impl_->context, g);
  };
  const std::unique_ptr<const GEOSPreparedGeometry, decltype(free_prepared)> prepared(
      GEOSPrepare_r(impl_->context, whole.get()), free_prepared);
  std::vector<Lies> lies;
  lies.reserve(features.size());
  for (const auto f : features) {
    const auto one = impl_->multi_polygon(shapes, f);
    if (GEOSPreparedCovers_r(impl_->context, prepared.get(), one.get()) == 1)
      lies.push_back(Lies::inside);
    else
      lies.push_back(GEOSPreparedDisjoint_r(impl_->context, prepared.get(), one.get()) == 1
                         ? Lies::outside
                         : Lies::across);
  }
  return lies;
}

Shapes Geos::difference(const Shapes& a, const Shapes& b) const {
  const auto first = impl_->unary_union(a);
  const auto second = impl_->unary_union(b);
  return impl_->polygons(impl_->own(GEOSDifference_r(impl_->context, first.get(), second.get())));
}

Shapes Geos::intersection(const Shapes& a, const Shapes& b) const {
  const auto first = impl_->unary_union(a);
  const auto second = impl_->unary_union(b);
  return impl_->polygons(impl_->own(GEOSIntersection_r(impl_->context, first.get(), second.get())));
}

Shapes Geos::buffered(const Shapes& shapes, double by_m, int quadrant_segments, bool mitre,
                      bool flat_caps) const {
  // Growing unites by itself; only shrinking needs the seams between features gone first.
  const auto geometry = by_m > 0 ? impl_->all(shapes) : impl_->unary_union(shapes);
  return impl_->polygons(
      impl_->own(GEOSBufferWithStyle_r(impl_->context, geometry.get(), by_m, quadrant_segments,
                                       flat_caps ? GEOSBUF_CAP_FLAT : GEOSBUF_CAP_ROUND,
                                       mitre ? GEOSBUF_JOIN_MITRE : GEOSBUF_JOIN_ROUND, 5.0)));
}

Shapes Geos::simplified(const Shapes& shapes, double tolerance_m) const {
  const auto geometry = impl_->unary_union(shapes);
  return impl_->polygons(
      impl_->own(GEOSTopologyPreserveSimplify_r(impl_->context, geometry.get(), tolerance_m)));
}

Shapes Geos::exploded(const Shapes& shapes) {
  Shapes out;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p) {
      const auto [kind, points] = shapes.part(p);
      out.add_part(kind, points);
      const bool last = p + 1 == shapes.end_part(f);
      if (last || shapes.part_kind[p + 1] != PartKind::hole) out.finish_feature();
    }
  }
  return out;
}

Geos::Circle Geos::largest_empty_circle(const Shapes& lines, const Shapes& areas, std::size_t f,
                                        double tolerance_m) const {
  std::vector<Impl::Geometry> members;
  impl_->add_feature(areas, f, members);
  const auto area = impl_->collection(GEOS_MULTIPOLYGON, std::move(members));
  // GEOS wants the area to hold all that is not to be touched, to the last digit. What is lost of
  // lines at the very edge does not matter, as the edge is not to be touched either.
  constexpr double hair_m = 0.01;
  const auto inner = impl_->own(GEOSBuffer_r(impl_->context, area.get(), -hair_m, 1));
  const auto all_lines = impl_->unary_union(lines);
  std::vector<Impl::Geometry> not_touched;
  not_touched.push_back(impl_->own(GEOSBoundary_r(impl_->context, area.get())));
  not_touched.push_back(
      impl_->own(GEOSIntersection_r(impl_->context, all_lines.get(), inner.get())));
  const auto obstacles = impl_->collection(GEOS_GEOMETRYCOLLECTION, std::move(not_touched));
  const auto radius = impl_->own(
      GEOSLargestEmptyCircle_r(impl_->context, obstacles.get(), area.get(), tolerance_m));
  const GEOSCoordSequence* ends = GEOSGeom_getCoordSeq_r(impl_->context, radius.get());
  Xy at[2];
  GEOSCoordSeq_copyToBuffer_r(impl_->context, ends, &at[0].x_m, 0, 0);
  return {at[0], distance_m(at[0], at[1])};
}

Shapes Geos::polygonized(const Shapes& noded_lines) const {
  std::vector<Impl::Geometry> lines;
  for (std::size_t f = 0; f < noded_lines.size(); ++f) impl_->add_feature(noded_lines, f, lines);
  std::vector<const GEOSGeometry*> raw;
  raw.reserve(lines.size());
  for (const auto& line : lines) raw.push_back(line.get());
  const auto faces =
      impl_->own(GEOSPolygonize_r(impl_->context, raw.data(), static_cast<unsigned>(raw.size())));
  return exploded(impl_->polygons(faces));
}

Shapes Geos::faces_of(const Shapes& lines) const {
  const auto noded = impl_->unary_union(lines);
  const GEOSGeometry* const all[] = {noded.get()};
  return exploded(impl_->polygons(impl_->own(GEOSPolygonize_r(impl_->context, all, 1))));
}

std::string geos_version() {
  return GEOSversion();
}

}  // namespace firebreak
